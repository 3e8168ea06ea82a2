"""The algebra of windows."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.windows import Implied, Window

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
windows = (
    st.builds(lambda a, b: Window(min(a, b), max(a, b)), days, days)
    | st.builds(Window, days, st.none())
    | st.builds(Window, st.none(), days)
)


@given(windows, windows, windows)
def test_the_hull_covers_both_in_any_order(a: Window, b: Window, c: Window) -> None:
    assert a.hull(b) == b.hull(a)
    assert a.hull(b).hull(c) == a.hull(b.hull(c))
    assert a.hull(b).covers(a)
    assert a.hull(b).covers(b)


@given(windows, windows, days)
def test_the_intersection_holds_what_both_hold(a: Window, b: Window, day: dt.date) -> None:
    both = a.intersection(b)

    assert ((day in a) and (day in b)) == (both is not None and day in both)


@given(windows, windows)
def test_there_is_a_gap_only_between_windows_that_share_nothing(a: Window, b: Window) -> None:
    assert a.gap(b) == b.gap(a)
    if a.intersection(b):
        assert a.gap(b) == 0


def test_a_window_knows_its_days() -> None:
    week = Window(dt.date(2024, 1, 1), dt.date(2024, 1, 7))

    assert week.days == 7
    assert Window(dt.date(2024, 1, 1), None).days is None
    assert Window(None, dt.date(2024, 1, 1)).is_open
    assert not week.is_open


def test_windows_are_equal_by_their_days_alone() -> None:
    year = Window(dt.date(2024, 1, 1), dt.date(2024, 12, 31))

    assert year == year.marked(Implied.ANCHOR)
    assert len({year, year.marked(Implied.YEAR)}) == 1
    assert year != "2024"


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Window(dt.date(2024, 2, 1), dt.date(2024, 1, 1))
