"""What a host wants is remembered: its rules, and its rest."""

import datetime as dt

from tracker.store import hosts
from tracker.store.hosts import Host


def test_a_host_of_which_nothing_is_known_is_as_new(session):
    assert hosts.find(session, ["a.example"]) == {"a.example": Host("a.example")}


def test_rules_are_kept_and_so_is_that_there_were_none(session, given):
    hosts.read_robots(session, "a.example", "User-agent: *\nDisallow: /\n", given.now)
    hosts.read_robots(session, "b.example", None, given.now)

    found = hosts.find(session, ["a.example", "b.example"])
    assert found["a.example"].robots == "User-agent: *\nDisallow: /\n"
    assert (found["b.example"].robots, found["b.example"].robots_at) == (None, given.now)


def test_a_host_in_trouble_rests_longer_each_time_until_it_answers(session, given):
    waits = []
    for _ in range(4):
        host = hosts.find(session, ["a.example"])["a.example"]
        waits.append(hosts.rests(session, host, given.now) - given.now)
    hosts.answered(session, "a.example")

    least = [dt.timedelta(minutes=minutes) for minutes in (2, 4, 8, 16)]
    assert all(low <= wait <= low * 1.25 for low, wait in zip(least, waits, strict=True))
    assert hosts.find(session, ["a.example"])["a.example"] == Host("a.example")


def test_a_host_is_left_alone_for_as_long_as_it_asks(session, given):
    until = hosts.rests(session, Host("a.example"), given.now, dt.timedelta(hours=3))

    assert until == given.later(hours=3)
    assert hosts.find(session, ["a.example"])["a.example"].not_before == until
