"""The picture of a forecast: every shape fits, says where its days are, and shows what is there."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus import HORIZON_DAYS, Chances
from tracker.report.density import density

AT = dt.date(2024, 8, 1)
BLOCKS = set(" ▁▂▃▄▅▆▇█")


def chances(daily, at=AT):
    """`chances({10: 0.6})`: six of ten that it comes ten days after `at`, the rest of the mass never."""
    steps = np.zeros(min(HORIZON_DAYS, dt.date.max.toordinal() - at.toordinal()) + 1)
    for day, mass in daily.items():
        steps[day] = mass
    return Chances(at.toordinal(), at.toordinal(), np.cumsum(steps))


def even(first, last, mass=1.0):
    return dict.fromkeys(range(first, last + 1), mass / (last - first + 1))


@pytest.mark.parametrize(
    ("daily", "picture"),
    [
        (
            {10: 1.0},
            [
                *["    █"] * 4,
                "────┼───────────────────────────────────────────────────────────────────",
                "2024-08-07                                                    2024-10-17",
                "a column is a day; ├ ┤ the 80 % interval, ┼ the median; 1 % lies behind 2024-10-17",
            ],
        ),
        (
            {1: 0.5} | even(101, 200, 0.5),
            [
                *["█"] * 3,
                "█" + " " * 32 + "▁" * 34,
                "├────────────────────────────────┼──────────────────────────┤───────────",
                "2024-08-02                  2024-11-11                        2025-03-05",
                "a column is 3 days; ├ ┤ the 80 % interval, ┼ the median; 1 % lies behind 2025-03-05",
            ],
        ),
    ],
    ids=["one sharp day", "tomorrow or much later"],
)
def test_a_sharp_day_stands_out(daily, picture):
    drawn = [row.rstrip() for row in density(chances(daily))]

    assert drawn == picture


def test_what_is_likelier_is_higher():
    *bars, axis, days, _ = density(chances(even(100, 199, 0.25) | even(200, 299, 0.75)))
    heights = [sum(row[place : place + 1] not in ("", " ") for row in bars) for place in range(len(axis))]

    assert sorted(set(heights)) == [0, 1, 2, 4]
    assert bars[-1].strip()
    assert axis.index("├") < axis.index("┼") < axis.index("┤")
    assert days.split()[1] == str(chances(even(100, 199, 0.25) | even(200, 299, 0.75)).day(0.5))
    assert abs(days.index(days.split()[1]) + 5 - axis.index("┼")) <= 1


def test_where_it_may_never_come_no_end_of_the_interval_is_drawn():
    *_, axis, days, caption = density(chances(even(1, 3000, 0.6)))

    assert "├" in axis
    assert "┤" not in axis
    assert days.split()[-1] == "2034-08-02"
    assert caption.endswith("; 41 % lies behind 2034-08-02")


@pytest.mark.parametrize(
    "nothing", [chances({}), chances({}, dt.date.max), chances({1: 1e-6}, dt.date(9999, 12, 30))]
)
def test_where_there_is_no_chance_there_is_no_picture(nothing):
    assert density(nothing) == ()


@pytest.mark.parametrize("left", [1, 2, 11, 30])
def test_the_last_days_of_the_calendar_are_days_like_others(left):
    at = dt.date.max - dt.timedelta(days=left)
    *_, axis, days, _ = density(chances({left: 1.0}, at))

    assert len(axis) <= left
    assert days.endswith("9999-12-31")


@given(st.dictionaries(st.integers(1, HORIZON_DAYS), st.floats(0.001, 1), min_size=1, max_size=40))
def test_every_picture_fits_and_shows_each_likely_day(daily):
    total = sum(daily.values())
    drawn = density(chances({day: mass / total for day, mass in daily.items()}))
    if drawn:
        *bars, axis, days, caption = drawn

        assert max(map(len, (*bars, axis, days))) <= 72
        assert len(caption) <= 100
        assert len(bars) == 4
        assert set("".join(bars)) <= BLOCKS
        assert "█" in bars[0]
