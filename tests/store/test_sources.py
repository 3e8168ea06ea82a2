"""The schedule of sources, and their health."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.errors import UnknownSource
from tracker.model import Origin, Validators
from tracker.store import sources
from tracker.store.pace import TRIES, Bounds, Seen
from tracker.store.sources import Source

BOUNDS = Bounds(dt.timedelta(hours=8), dt.timedelta(hours=2), dt.timedelta(hours=15))

FEED = Source("url", "https://example.org/feed", dt.timedelta(hours=6), "Example", "The feed")
FOLDER = Source("path", "articles/*.md", dt.timedelta(days=7))


def test_a_new_source_is_due_at_once(session, given):
    sources.declare(session, [FEED, FOLDER], given.now)

    assert [w.source for w in sources.due(session, given.now)] == [FEED, FOLDER]
    assert sources.due(session, given.later(seconds=-1)) == []


def test_success_sets_the_next_check_an_interval_later(session, given):
    sources.declare(session, [FEED], given.now)
    (watched,) = sources.due(session, given.now)
    sources.failed(session, watched.id, "no answer", given.now)
    sources.succeeded(session, watched.id, given.later(hours=7))

    (after,) = sources.listing(session)
    assert (after.failures, after.last_error, after.last_success_at) == (0, None, given.later(hours=7))
    assert after.next_check_at == given.later(hours=13)


def test_trouble_with_some_articles_is_told_and_slows_nothing_down(session, given):
    sources.declare(session, [FEED], given.now)
    (watched,) = sources.due(session, given.now)
    sources.succeeded(session, watched.id, given.now, "1 of 9 articles: a.md: it is empty.")

    (after,) = sources.listing(session)
    assert (after.failures, after.last_error) == (0, "1 of 9 articles: a.md: it is empty.")
    assert after.next_check_at == given.later(hours=6)


def test_failures_double_the_wait_up_to_a_week_or_so(session, given):
    sources.declare(session, [FEED], given.now)
    waits = []
    for _ in range(7):
        (watched,) = sources.listing(session)
        sources.failed(session, watched.id, "no answer", given.now)
        waits.append(sources.listing(session)[0].next_check_at - given.now)

    least = [dt.timedelta(hours=hours) for hours in (6, 12, 24, 48, 96, 168, 168)]
    assert all(low <= wait <= low * 1.25 for low, wait in zip(least, waits, strict=True))
    assert (sources.listing(session)[0].failures, sources.listing(session)[0].last_error) == (7, "no answer")
    assert sources.listing(session)[0].last_success_at is None


def test_a_source_in_trouble_is_not_asked_more_often_than_its_interval(session, given):
    sources.declare(session, [replace(FOLDER, interval=dt.timedelta(days=20))], given.now)
    (watched,) = sources.listing(session)
    sources.failed(session, watched.id, "no such folder", given.now)

    assert sources.listing(session)[0].next_check_at >= given.later(days=20)


def test_a_source_that_fails_for_long_is_set_aside_until_somebody_wants_it_again(session, given):
    sources.declare(session, [FEED], given.now)
    (watched,) = sources.listing(session)
    told = [sources.failed(session, watched.id, "gone", given.now, for_ever=False) for _ in range(TRIES)]

    assert told == [False] * (TRIES - 1) + [True]
    assert sources.listing(session)[0].is_set_aside
    assert sources.due(session, given.later(days=999)) == []
    assert sources.watch(session, FEED, given.now) is True
    assert [w.source.location for w in sources.due(session, given.now)] == [FEED.location]


def test_a_server_that_asks_for_patience_gets_it(session, given):
    sources.declare(session, [FEED], given.now)
    (watched,) = sources.listing(session)
    sources.failed(session, watched.id, "429", given.now, not_before=given.later(days=3))

    assert sources.listing(session)[0].next_check_at == given.later(days=3)


def test_what_changes_is_checked_more_often_and_what_rests_less_often(session, given):
    sources.declare(session, [replace(FEED, interval=None)], given.now, bounds=BOUNDS)
    hours = []
    for changed in (False, False, True, True, True, True, True, False):
        (watched,) = sources.listing(session)
        sources.succeeded(session, watched.id, given.now, seen=Seen(changed), bounds=BOUNDS)
        hours.append((sources.listing(session)[0].next_check_at - given.now) / dt.timedelta(hours=1))

    assert hours == [12, 15, 7.5, 3.75, 2, 2, 2, 3]


def test_what_the_server_called_its_version_is_kept(session, given):
    sources.declare(session, [FEED], given.now)
    sources.succeeded(session, 1, given.now, seen=Seen(validators=Validators('"a"', "today")))

    assert sources.listing(session)[0].validators == Validators('"a"', "today")


def test_sources_of_the_user_survive_the_configuration(session, given):
    own = replace(FOLDER, origin=Origin.USER)
    assert sources.watch(session, own, given.now) is True
    assert sources.watch(session, own, given.now) is False
    sources.declare(session, [FEED], given.now)
    sources.declare(session, [], given.now)

    assert [w.source for w in sources.listing(session)] == [own]
    assert sources.unwatch(session, own.location, given.now).source == own
    with pytest.raises(UnknownSource, match=r"articles/\*.md is not watched"):
        sources.unwatch(session, own.location, given.now)


def test_a_source_that_was_made_of_a_title_names_the_work(session, given):
    made = replace(FEED, origin=Origin.TITLE, work=given.work.title)
    sources.declare(session, [made], given.now, Origin.TITLE)

    assert [w.source for w in sources.listing(session)] == [made]
    assert sources.are_declared(session, [made], Origin.TITLE)
    assert not sources.are_declared(session, [], Origin.TITLE)


def test_the_longest_overdue_comes_first(session, given):
    sources.declare(session, [FEED, FOLDER], given.now)
    sources.succeeded(session, sources.listing(session)[0].id, given.now)

    assert [w.source for w in sources.due(session, given.later(days=1))] == [FOLDER, FEED]


def test_a_source_no_longer_declared_is_set_aside_with_its_history(session, given):
    sources.declare(session, [FEED, FOLDER], given.now)
    sources.failed(session, sources.listing(session)[0].id, "no answer", given.now)
    for _ in range(2):
        sources.declare(session, [FOLDER], given.now)
        assert [w.source for w in sources.listing(session)] == [FOLDER]

    sources.declare(session, [FEED, FOLDER], given.now)
    assert [(w.source, w.failures) for w in sources.listing(session)] == [(FEED, 1), (FOLDER, 0)]


def test_declaring_again_changes_no_schedule(session, given):
    sources.declare(session, [FOLDER], given.now)
    sources.succeeded(session, sources.listing(session)[0].id, given.now)
    before = sources.listing(session)
    sources.declare(session, [FOLDER], given.later(days=1))

    assert sources.listing(session) == before


def test_a_shorter_interval_takes_effect_at_once(session, given):
    sources.declare(session, [FOLDER], given.now)
    sources.succeeded(session, sources.listing(session)[0].id, given.now)
    sources.declare(session, [replace(FOLDER, interval=dt.timedelta(hours=1))], given.now)

    assert sources.listing(session)[0].next_check_at == given.later(hours=1)


def test_sources_are_declared_when_exactly_these_are_watched(session, given):
    for wanted in ([FEED, FOLDER], [FOLDER], [replace(FOLDER, title="Articles")], []):
        assert sources.are_declared(session, wanted) is False
        sources.declare(session, wanted, given.now)
        assert sources.are_declared(session, wanted) is True
