"""What waits for its host, or for another try."""

import pytest

from tracker.model import Link
from tracker.store import hosts, pages, sources
from tracker.store.hosts import Host
from tracker.store.pages import Page
from tracker.store.sources import Source
from tracker.store.waiting import Waiting, waiting

FEED, FOLDER = Source("feed", "https://a.example/feed"), Source("folder", "/a.example")


@pytest.fixture
def watched(session, given):
    sources.declare(session, [FEED, FOLDER], given.now)
    pages.add(session, [Link("https://a.example/1"), Link("https://b.example/2")], None, given.now)
    return {page.link.url[-1]: page for page in pages.due(session, given.now, 9, 9)}


def rests(session, given, minutes):
    return hosts.rests(session, Host("a.example"), given.now, given.later(minutes=minutes) - given.now)


def test_what_is_only_due_does_not_wait(session, given, watched):
    assert waiting(session, given.now) == Waiting()


def test_what_is_due_waits_for_hosts_that_rest(session, given, watched):
    until = rests(session, given, 10)

    assert waiting(session, given.now) == Waiting(1, 1, until, for_hosts=True)
    assert waiting(session, until) == Waiting()


def test_what_found_the_host_in_trouble_waits_for_it(session, given, watched):
    until = rests(session, given, 10)
    sources.succeeded(session, 1, given.later(minutes=-1))
    sources.failed(session, 1, "no answer", given.now, not_before=until)
    pages.failed(session, watched["1"], "no answer", given.now, not_before=until)

    assert waiting(session, given.now) == Waiting(1, 1, until, for_hosts=True)


def test_what_has_just_failed_waits_for_another_try(session, given, watched):
    page: Page = watched["2"]
    pages.failed(session, page, "it is empty.", given.now)
    told = waiting(session, given.now)

    assert (told.sources, told.pages, told.for_hosts) == (0, 1, False)
    assert given.later(minutes=30) <= told.until <= given.later(minutes=38)


def test_what_is_given_up_or_not_tried_soon_does_not_wait(session, given, watched):
    pages.failed(session, watched["1"], "gone", given.now, for_good=True)
    pages.failed(session, watched["2"], "429", given.now, not_before=given.later(days=3))

    assert waiting(session, given.now) == Waiting()


def test_the_first_moment_is_told(session, given, watched):
    until = rests(session, given, 10)
    pages.failed(session, watched["2"], "it is empty.", given.now)

    assert waiting(session, given.now) == Waiting(1, 2, until, for_hosts=True)
