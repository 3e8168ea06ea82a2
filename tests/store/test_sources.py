"""The schedule of sources, and their health."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.errors import UnknownSource
from tracker.model import Origin, Validators
from tracker.store import sources
from tracker.store.pace import TRIES, Bounds, Seen
from tracker.store.sources import Begun, Source

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
    assert sources.watch(session, FEED, given.now) is Begun.AGAIN
    assert [w.source for w in sources.listing(session)] == [FEED]
    assert [w.source.location for w in sources.due(session, given.now)] == [FEED.location]


def test_a_server_that_asks_for_patience_gets_it(session, given):
    sources.declare(session, [FEED], given.now)
    (watched,) = sources.listing(session)
    for later, until in [(0, 3), (3, 4)]:
        now, rested = given.later(days=later), given.later(days=until)
        sources.failed(session, watched.id, "429", now, not_before=rested)
        assert sources.listing(session)[0].next_check_at == rested


def test_a_host_in_trouble_is_a_failure_of_its_sources_once_a_day_at_most(session, given):
    sources.declare(session, [FEED], given.now)
    sources.succeeded(session, 1, given.now)
    counts = []
    for hours in (1, 23, 24, 25, 26, 49, 51, 76):
        now = given.later(hours=hours)
        sources.failed(session, 1, "no answer", now, not_before=now + dt.timedelta(minutes=5))
        counts.append(sources.listing(session)[0].failures)

    assert counts == [0, 0, 0, 1, 1, 1, 2, 3]
    assert sources.listing(session)[0].last_error == "no answer"


def test_a_host_that_stays_in_trouble_sets_its_sources_aside(session, given):
    sources.declare(session, [FEED], given.now)
    told = [
        sources.failed(
            session,
            1,
            "gone",
            given.later(days=2 * n),
            not_before=given.later(days=2 * n + 1),
            for_ever=False,
        )
        for n in range(TRIES)
    ]

    assert told == [False] * (TRIES - 1) + [True]


def test_what_the_user_wants_otherwise_is_watched_so_from_now_on(session, given):
    own = replace(FEED, origin=Origin.USER)
    sources.watch(session, own, given.now)
    sources.succeeded(session, 1, given.now)
    begun = sources.resume(session, 1, given.now, dt.timedelta(minutes=5), "The Quay")
    (watched,) = sources.listing(session)

    assert begun is Begun.KNOWN
    assert watched.source == replace(own, interval=dt.timedelta(minutes=5), outlet="The Quay")
    assert watched.next_check_at == given.later(minutes=5)
    sources.resume(session, 1, given.now)
    assert sources.listing(session) == [watched]


@pytest.mark.parametrize("origin", [Origin.CONFIG, Origin.TITLE])
def test_how_others_watch_is_not_the_users_to_say(session, given, origin):
    theirs = replace(FEED, origin=origin)
    sources.declare(session, [theirs], given.now, origin)
    sources.failed(session, 1, "no answer", given.now)

    assert sources.resume(session, 1, given.now, dt.timedelta(minutes=5), "The Quay") is Begun.AGAIN
    (watched,) = sources.due(session, given.now)
    assert (watched.source, watched.failures) == (theirs, 0)


def test_what_was_given_up_and_is_wanted_again_is_the_users(session, given):
    sources.declare(session, [FEED], given.now)
    sources.declare(session, [], given.now)
    own = replace(FEED, origin=Origin.USER, interval=None, title=None)

    assert sources.watch(session, own, given.now) is Begun.NEW
    assert [w.source for w in sources.listing(session)] == [own]


def test_a_source_goes_by_its_location_its_title_or_its_work(session, given):
    made = replace(FEED, origin=Origin.TITLE, work=given.work.title)
    sources.declare(session, [made], given.now, Origin.TITLE)
    sources.declare(session, [FOLDER], given.now)

    for name in (FEED.location, FEED.title, given.work.title):
        assert [w.source for w in sources.named(session, ["nothing", name])] == [made]
    assert sources.named(session, ["nothing"]) == []


@pytest.mark.parametrize(
    ("location", "host"),
    [("https://a.example:8000/x?q={query}", "a.example:8000"), ("/a/http://b", ""), ("samples", "")],
)
def test_a_source_on_the_web_has_a_host(location, host):
    assert Source("feed", location).host == host


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
    assert sources.watch(session, own, given.now) is Begun.NEW
    assert sources.watch(session, own, given.now) is Begun.KNOWN
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
