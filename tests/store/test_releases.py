"""Which works are out, and since when."""

import datetime as dt

import pytest

from tracker.errors import ReleaseError
from tracker.model import Domain, Work
from tracker.store import releases, works
from tracker.store.releases import Release

DAY = dt.date(2025, 1, 17)
BATMAN = Work("The Batman: Part II", Domain.FILM)


@pytest.fixture
def out(session):
    """`out()`: title and day of each work that is out."""
    return lambda: [(release.title, release.released) for release in releases.listing(session)]


def test_a_day_is_recorded_once(session, given, out):
    assert out() == []

    assert releases.record(session, given.work, DAY)
    assert not releases.record(session, given.work, DAY)
    assert out() == [(given.work.title, DAY)]


def test_another_day_is_refused_and_the_recorded_one_stays(session, given, out):
    releases.record(session, given.work, DAY)

    with pytest.raises(ReleaseError) as caught:
        releases.record(session, given.work, dt.date(2025, 1, 18))
    assert str(caught.value) == (
        "Severance season 2 is already recorded as out on 2025-01-17; "
        "`--undo` takes that back, then record 2025-01-18."
    )
    assert out() == [(given.work.title, DAY)]


def test_a_day_is_taken_back_once(session, given, out):
    releases.record(session, given.work, DAY)

    assert releases.take_back(session, given.work) == DAY
    assert out() == []
    with pytest.raises(ReleaseError, match="Severance season 2 is not recorded as out"):
        releases.take_back(session, given.work)
    assert releases.record(session, given.work, dt.date(2025, 1, 18))


def test_all_that_is_out_is_listed_in_the_order_in_which_it_was_added(session, given):
    for work in (Work("Silo season 3"), BATMAN):
        works.add(session, work, given.now)
    for work, day in ((BATMAN, DAY), (given.work, dt.date(2025, 3, 21))):
        releases.record(session, work, day)

    assert releases.listing(session) == (
        Release(1, given.work.title, Domain.TV, dt.date(2025, 3, 21)),
        Release(3, BATMAN.title, Domain.FILM, DAY),
    )
    assert [work.title for work in works.tracked(session)] == [
        given.work.title,
        "Silo season 3",
        BATMAN.title,
    ]


def test_a_work_stays_out_when_it_is_no_longer_followed(session, given, out):
    releases.record(session, given.work, DAY)
    works.remove(session, given.work.title, given.now)
    assert out() == [(given.work.title, DAY)]

    works.add(session, given.work, given.now)
    assert out() == [(given.work.title, DAY)]
