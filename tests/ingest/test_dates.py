import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.dates import parse_day, possible, stated_days, writes_day_first

THE_DAY = dt.date(2022, 1, 31)


@pytest.mark.parametrize(
    "written",
    [
        "01/31/2022",
        "31/01/2022",
        "31.01.2022",
        "1/31/22",
        "2022-01-31T08:00:00+01:00",
        "2022.01.31",
        "31 January 2022",
        "31st of January, 2022",
        "January 31st, 2022",
        "Jan. 31, 2022",
        "JAN 31 2022",
        "31-Jan-2022",
        "Jan 31 '22",
        "Monday, January 31, 2022",
    ],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    text = f"seen on {written}, they say"

    (stated,) = stated_days(text)

    assert stated.day == THE_DAY
    assert text[stated.begin : stated.end] == written.removesuffix("T08:00:00+01:00")


@pytest.mark.parametrize(
    "written",
    ["January 2022", "May 5", "31/31/2022", "February 30, 2022", "v1.2.17.4", "1234-5678", "3/4", "1/1/1850"],
)
def test_what_is_no_day_of_a_year_is_not_seen(written: str) -> None:
    assert list(stated_days(f"seen {written} here")) == []


def test_the_month_comes_first_where_nothing_decides() -> None:
    assert parse_day("05/06/2022") == dt.date(2022, 5, 6)
    assert [s.day for s in stated_days("05/06/2022", day_first=True)] == [dt.date(2022, 6, 5)]


@pytest.mark.parametrize("field", ["20220131", "20220131T080000Z", "20220131080000", " 2022-01-31 "])
def test_a_field_may_state_its_day_without_signs_between(field: str) -> None:
    assert parse_day(field) == THE_DAY


@pytest.mark.parametrize("field", ["202201311", "20221331", "20220100", "1643587200000"])
def test_a_number_is_no_day(field: str) -> None:
    assert parse_day(field) is None


def test_a_weekday_beside_it_decides_the_order() -> None:
    assert parse_day("Sunday 05/06/2022") == dt.date(2022, 6, 5)
    assert parse_day("Friday 05/06/2022") == dt.date(2022, 5, 6)


def test_a_reading_that_is_still_to_come_gives_way() -> None:
    assert [s.day for s in stated_days("05/12/2022", day_first=True, latest=dt.date(2022, 6, 1))] == [
        dt.date(2022, 5, 12)
    ]


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        ("on 25/12/2021", True),
        ("on 12/25/2021", False),
        ("on 05/06/2021", False),
        ("25/12/2021, 12/25/2021", False),
    ],
)
def test_other_dates_prove_that_the_day_comes_first(text: str, proved: bool) -> None:  # noqa: FBT001
    assert writes_day_first(text) is proved


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_what_is_written_is_what_is_read(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%A, %B %d, %Y"):
        assert parse_day(day.strftime(form)) == day


def test_a_day_is_possible_from_the_webs_beginning_to_the_latest() -> None:
    earliest = dt.date(1990, 1, 1)

    assert (possible(THE_DAY, THE_DAY), possible(earliest, THE_DAY)) == (THE_DAY, earliest)
    assert possible(THE_DAY, dt.date(2022, 1, 30)) is None
    assert possible(dt.date(1989, 12, 31), THE_DAY) is None
    assert possible(None, THE_DAY) is None
