"""The queue of pages: what is due, in which order, and what is never due again."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.model import Kind, Link, Validators
from tracker.store import hosts, pages, sources
from tracker.store.hosts import Host
from tracker.store.pace import Bounds, Seen
from tracker.store.sources import Source

HOUR = dt.timedelta(hours=1)
BOUNDS = Bounds(start=2 * HOUR, shortest=HOUR, longest=4 * HOUR)
LINK = Link(
    "https://quay.example/a",
    Kind.PAGE,
    "Soon?",
    dt.date(2026, 1, 2),
    "Quay",
    "en",
    "https://quay.example/b",
    dt.datetime(2026, 1, 3, tzinfo=dt.UTC),
    once=True,
)


def links(*names):
    return [Link(f"https://{name}") for name in names]


def due(session, at, limit=99, per_host=99):
    return [page.link.url.removeprefix("https://") for page in pages.due(session, at, limit, per_host)]


def the_only(session, at):
    (page,) = pages.due(session, at, 9, 9)
    return page


def test_what_is_found_is_due_at_once_and_found_once(session, given):
    assert pages.add(session, [LINK, LINK, *links("b.example/1")], None, given.now) == 2
    assert pages.add(session, [replace(LINK, title="Later"), *links("b.example/2")], None, given.now) == 1
    assert pages.add(session, [], None, given.now) == 0

    found = {page.link: page.validators for page in pages.due(session, given.now, 9, 9)}
    assert found[LINK] == Validators()
    assert pages.waiting(session, given.now) == 3
    assert pages.waiting(session, given.later(seconds=-1)) == 0


def test_no_host_keeps_the_others_waiting(session, given):
    pages.add(session, links(*(f"a.example/{n}" for n in range(9)), "b.example/1"), None, given.now)

    assert due(session, given.now, per_host=2) == ["a.example/0", "a.example/1", "b.example/1"]
    assert due(session, given.now, limit=2, per_host=2) == ["a.example/0", "a.example/1"]


def test_a_host_that_rests_is_left_out_until_it_is_well(session, given):
    pages.add(session, links("a.example/1", "b.example/1"), None, given.now)
    until = hosts.rests(session, Host("a.example"), given.now)

    assert due(session, given.now) == ["b.example/1"]
    assert due(session, until) == ["a.example/1", "b.example/1"]
    hosts.answered(session, "a.example")
    assert due(session, given.now) == ["a.example/1", "b.example/1"]


def test_a_page_is_looked_at_again_as_often_as_it_changes(session, given):
    pages.add(session, links("a.example/1"), None, given.now, BOUNDS)
    page, at, waits = the_only(session, given.now), given.now, []
    for changed in (False, False, True, True, True):
        pages.fetched(session, page.id, at, Seen(changed, Validators('"v"'), "these"), BOUNDS)
        wait = next(h for h in range(24) if due(session, at + h * HOUR))
        waits.append(wait)
        at += wait * HOUR

    assert waits == [3, 4, 2, 1, 1]
    assert the_only(session, at).validators == Validators('"v"')
    assert the_only(session, at).read_for == "these"


def test_a_page_with_no_use_in_a_second_look_is_never_due_again(session, given):
    pages.add(session, links("a.example/1"), None, given.now)
    pages.fetched(session, the_only(session, given.now).id, given.now, Seen(), None)

    assert due(session, given.later(days=999)) == []
    pages.look_again(session, ["https://a.example/1"], given.now)
    assert due(session, given.now) == ["a.example/1"]


def test_a_page_that_fails_is_tried_later_and_later_then_given_up(session, given):
    pages.add(session, links("a.example/1"), None, given.now)
    page, at, tries = the_only(session, given.now), given.now, 0
    while due(session, at + dt.timedelta(days=30)):
        pages.failed(session, page, "no", at)
        at, tries = at + dt.timedelta(days=30), tries + 1

    assert tries == 6


@pytest.mark.parametrize(
    ("how", "at", "expected"),
    [({"for_good": True}, 999, []), ({"not_before": 5}, 4, []), ({"not_before": 5}, 5, ["a.example/1"])],
)
def test_what_is_gone_or_asks_for_patience_is_taken_at_its_word(session, given, how, at, expected):
    pages.add(session, links("a.example/1"), None, given.now)
    moment = {key: given.later(hours=value) if key == "not_before" else value for key, value in how.items()}
    pages.failed(session, the_only(session, given.now), "no", given.now, **moment)

    assert due(session, given.later(hours=at)) == expected


def test_a_source_that_names_new_pages_for_ever_has_to_wait(session, given, monkeypatch):
    monkeypatch.setattr(pages, "_MOST", 5)
    sources.declare(session, [Source("feed", "https://a.example/feed")], given.now)
    for batch in range(3):
        pages.add(session, links(*(f"a.example/{batch}{n}" for n in range(4))), 1, given.now)

    assert pages.waiting(session, given.now) == 5
    pages.fetched(session, pages.due(session, given.now, 1, 1)[0].id, given.now, Seen(), None)
    assert pages.add(session, links("a.example/x", "a.example/y"), 1, given.now) == 1


def test_what_no_database_takes_is_left_out_or_made_fit(session, given):
    long = replace(LINK, url="https://a.example/" + "ä" * 1_000)
    odd = replace(LINK, title="a\x00b\n" * 999, lang="e\x00n", outlet="\ud800")

    assert pages.add(session, [long, odd], None, given.now) == 1
    link = the_only(session, given.now).link
    assert (link.lang, link.outlet, link.title[:7]) == ("e n", None, "a b a b")


def test_a_clock_that_was_ahead_does_no_harm_for_long(session, given):
    pages.add(session, links("a.example/1"), None, given.now)
    page = the_only(session, given.now)
    pages.fetched(session, page.id, given.later(days=3_650), Seen(), BOUNDS)
    hosts.rests(session, Host("a.example"), given.later(days=3_650))

    assert due(session, given.now) == ["a.example/1"]


def test_how_long_hosts_rest_that_have_more_for_us(session, given):
    assert pages.rest(session, given.now) is None
    pages.add(session, links("a.example/1", "b.example/1"), None, given.now)
    until = hosts.rests(session, Host("a.example"), given.now, HOUR)
    hosts.rests(session, Host("b.example"), given.now, 2 * HOUR)
    hosts.rests(session, Host("c.example"), given.now, HOUR / 2)

    assert pages.rest(session, given.now) == until
