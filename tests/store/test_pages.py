"""The queue of pages: what is due, in which order, and what is never due again."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.model import Kind, Link, Validators
from tracker.store import hosts, pages
from tracker.store.hosts import Host
from tracker.store.pace import Bounds, Seen

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

    found = pages.due(session, given.now, 9, 9)
    assert found[0].link == LINK
    assert (found[0].fetched, found[0].validators) == (False, Validators())
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
    pages.add(session, links("a.example/1"), None, given.now)
    page, at, waits = the_only(session, given.now), given.now, []
    session.execute(pages.update(pages.tables.page).values(interval_seconds=7_200))
    for changed in (False, False, True, True, True):
        pages.fetched(session, page.id, at, Seen(changed, Validators('"v"')), BOUNDS)
        wait = next(h for h in range(24) if due(session, at + h * HOUR))
        waits.append(wait)
        at += wait * HOUR

    assert waits == [3, 4, 2, 1, 1]
    assert the_only(session, at).validators == Validators('"v"')
    assert the_only(session, at).fetched


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
