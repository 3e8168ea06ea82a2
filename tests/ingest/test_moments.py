import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.moments import moment_of


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Tue, 15 Nov 1994 08:12:31 GMT", dt.datetime(1994, 11, 15, 8, 12, 31, tzinfo=dt.UTC)),
        (
            "Sun, 05 May 2024 23:30:00 -0500",
            dt.datetime(2024, 5, 5, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
        ),
        ("15 Nov 1994 08:12:31", dt.datetime(1994, 11, 15, 8, 12, 31)),  # noqa: DTZ001 - it gives no zone
        ("soon", None),
        ("", None),
    ],
)
def test_a_moment_is_read_with_its_own_zone(written: str, moment: dt.datetime | None) -> None:
    assert moment_of(written) == moment


@given(st.text())
def test_any_text_is_a_moment_or_none(written: str) -> None:
    moment_of(written)
