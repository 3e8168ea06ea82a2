"""One thing at a time of a host, and a pause after each."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.turns import Turns


def filled(*hosts: str) -> Turns[int]:
    turns: Turns[int] = Turns()
    for number, host in enumerate(hosts):
        turns.add(host, number)
    return turns


def test_hosts_take_turns_in_the_order_in_which_they_came() -> None:
    turns = filled("a", "a", "b")

    assert [turns.take(0), turns.take(0), turns.take(0)] == [("a", 0), ("b", 2), None]
    assert len(turns) == 1


def test_a_host_is_asked_again_after_its_pause() -> None:
    turns = filled("a", "a")
    turns.take(10)
    assert turns.wait(11) is None  # it is busy
    turns.done("a", 12, 5)

    assert turns.take(16.9) is None
    assert turns.wait(16) == 1
    assert turns.take(17) == ("a", 1)


def test_a_pause_holds_for_what_comes_later() -> None:
    turns = filled("a")
    turns.take(0)
    turns.done("a", 1, 5)
    turns.add("a", 7)

    assert (turns.take(5), turns.take(6)) == (None, ("a", 7))


def test_what_is_put_first_goes_first() -> None:
    turns = filled("a", "a")
    turns.add("a", 9, first=True)

    assert turns.take(0) == ("a", 9)


def test_what_waits_for_a_host_can_be_dropped() -> None:
    turns = filled("a", "a", "b")

    assert turns.drop("a") == [0, 1]
    assert turns.drop("a") == []
    assert turns.take(0) == ("b", 2)
    assert turns.wait(0) is None
    turns.add("a", 5)
    assert turns.take(0) == ("a", 5)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 9), st.floats(0, 9)), max_size=40))
def test_everything_is_taken_once_in_order_and_never_too_early(steps: list[tuple[str, float, float]]) -> None:
    turns = filled(*(host for host, _, _ in steps))
    delays = iter(steps)
    now, free_from, taken = 0.0, {}, []
    while len(turns):
        got = turns.take(now)
        if got is None:
            now += turns.wait(now) or 0
            continue
        host, number = got
        assert now >= free_from.get(host, 0)
        taken.append(number)
        _, took, pause = next(delays)
        free_from[host] = now + took + pause
        turns.done(host, now + took, pause)

    assert sorted(taken) == list(range(len(steps)))
    for host in "abc":
        mine = [n for n in taken if steps[n][0] == host]
        assert mine == sorted(mine)
