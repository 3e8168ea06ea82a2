import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.thinning import Wanted, chosen, thinned

NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
DAY = 86_400


def moment(second: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(second, dt.UTC)


@given(st.lists(st.integers(0, 10**9), unique=True).map(sorted), st.integers(0, 40))
def test_a_choice_keeps_the_first_and_the_last_and_the_order_of_time(stamps: list[int], at_most: int) -> None:
    kept = thinned(stamps, moment, at_most)

    assert len(kept) == min(len(stamps), at_most)
    assert set(kept) <= set(stamps)
    assert all(a < b for a, b in pairwise(kept))
    if kept:
        assert kept[-1] == stamps[-1]
    if len(kept) > 1:
        assert kept[0] == stamps[0]


@given(st.integers(2, 20), st.integers(20, 300))
def test_a_choice_among_versions_of_every_day_is_even(at_most: int, days: int) -> None:
    gaps = [b - a for a, b in pairwise(thinned([DAY * day for day in range(days)], moment, at_most))]

    assert max(gaps) - min(gaps) <= 2 * DAY


def test_a_crowd_does_not_crowd_out_the_rest() -> None:
    crowd = [500 + k for k in range(100)]

    assert thinned([0, *crowd, 1_000, 2_000, 3_000], moment, 4) == [0, 1_000, 2_000, 3_000]


@pytest.mark.parametrize(
    ("is_part", "days", "kept"),
    [
        (False, range(-400, 0), 10),  # all of it
        (False, range(-12, -7), 5),  # few, and all of them
        (True, range(-12, -7), 1),  # a twentieth of the time
        (True, range(-100, 0), 10),
        (True, range(-300, -200), 0),
        (True, range(0), 0),
    ],
)
def test_a_part_of_a_list_gets_its_share_by_the_time_that_it_covers(
    *,
    is_part: bool,
    days: range,
    kept: int,
) -> None:
    wanted = Wanted(NOW.date() - dt.timedelta(days=100), 10)
    moments = [NOW + dt.timedelta(days=day) for day in days]
    found = chosen(moments, lambda one: one, wanted, NOW, is_part=is_part)

    assert len(found) == kept
    assert all(one.date() >= wanted.since for one in found)
