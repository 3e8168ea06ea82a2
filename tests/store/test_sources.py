"""The schedule of sources, and their health."""

import datetime as dt
from dataclasses import replace

from tracker.store import sources
from tracker.store.sources import Source

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


def test_failures_double_the_wait_up_to_a_day(session, given):
    sources.declare(session, [FEED], given.now)
    waits = []
    for _ in range(4):
        (watched,) = sources.listing(session)
        sources.failed(session, watched.id, "no answer", given.now)
        waits.append(sources.listing(session)[0].next_check_at - given.now)

    assert waits == [dt.timedelta(hours=hours) for hours in (6, 12, 24, 24)]
    assert (sources.listing(session)[0].failures, sources.listing(session)[0].last_error) == (4, "no answer")
    assert sources.listing(session)[0].last_success_at is None


def test_a_source_in_trouble_is_not_asked_more_often_than_its_interval(session, given):
    sources.declare(session, [FOLDER], given.now)
    (watched,) = sources.listing(session)
    sources.failed(session, watched.id, "no such folder", given.now)

    assert sources.listing(session)[0].next_check_at == given.later(days=7)


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
