"""Works that are out: which days can be recorded, and what is listed then."""

import datetime as dt

import pytest

from tracker.app import following, resolving
from tracker.errors import ReleaseError, UnknownTitle

WORK = "Gullholm season 3"
DAY = dt.timedelta(days=1)


@pytest.fixture
def listed(app, now):
    """`listed()`: the followed works with the days on which they came out, as they are listed."""
    return lambda: [(row.work.title, row.released) for row in following.listing(app, now)]


@pytest.mark.parametrize("day", ["1900-01-01", "2024-05-05", "2024-05-06"])
def test_a_work_came_out_on_any_day_up_to_today(app, now, listed, day):
    day = dt.date.fromisoformat(day)
    work, is_new = resolving.resolve(app, "lanternfish", day, now)

    assert (work.title, is_new) == ("Lanternfish", True)
    assert listed() == [(WORK, None), ("Lanternfish", day)]


def test_what_is_still_to_come_is_not_out(app, now, listed):
    with pytest.raises(ReleaseError) as caught:
        resolving.resolve(app, WORK, now.date() + DAY, now)

    assert str(caught.value) == (
        "2024-05-07 is still to come (today is 2024-05-06, UTC): resolve a work once it is out."
    )
    assert listed() == [(WORK, None), ("Lanternfish", None)]
    assert resolving.resolve(app, WORK, now.date() + DAY, now + DAY)[1]


def test_what_is_too_long_ago_is_a_mistake(app, now, listed):
    with pytest.raises(ReleaseError, match="1899-12-31 is too long ago: a release is not before 1900-01-01"):
        resolving.resolve(app, WORK, dt.date(1899, 12, 31), now)

    assert listed() == [(WORK, None), ("Lanternfish", None)]


def test_the_same_day_again_changes_nothing(app, now, listed):
    resolving.resolve(app, WORK, now.date(), now)

    assert resolving.resolve(app, WORK, now.date(), now + DAY)[1] is False
    assert listed() == [(WORK, now.date()), ("Lanternfish", None)]


def test_another_day_takes_an_undo(app, now, listed):
    resolving.resolve(app, WORK, now.date(), now)
    with pytest.raises(ReleaseError, match="already recorded as out on 2024-05-06"):
        resolving.resolve(app, WORK, now.date() - DAY, now)

    work, day = resolving.undo(app, WORK)
    assert (work.title, day) == (WORK, now.date())
    assert resolving.resolve(app, WORK, now.date() - DAY, now)[1]
    assert listed() == [(WORK, now.date() - DAY), ("Lanternfish", None)]


def test_only_what_is_followed_is_resolved(app, now):
    with pytest.raises(UnknownTitle):
        resolving.resolve(app, "Skerry", now.date(), now)
    with pytest.raises(UnknownTitle):
        resolving.undo(app, "Skerry")
