"""Records and the trust they give: a small case by hand, and what holds for any statements."""

import datetime as dt
from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus import Scales, Statement, consensus_at, score, track_records
from tracker.consensus.judged import outlet_cases
from tracker.consensus.record import LEAST_TRUST, MOST_TRUST, Speaker
from tracker.model import Polarity, Stance
from tracker.windows import Window

BEGIN = dt.date(2022, 1, 1)
DAY = dt.timedelta(days=1)
TODAY = dt.date(2024, 1, 1)


def trusted(said_by_work, released):
    """All statements, weighed."""
    out = sorted((day, work) for work, day in released.items() if work in said_by_work)
    scales = Scales((day, said_by_work[work]) for day, work in out)
    return {work: scales.weigh(said) for work, said in said_by_work.items()}


@pytest.fixture
def works(said):
    """Three works; a was right about each, b said a year before the day, and c spoke once."""
    said_by_work, released = {}, {}
    for number in range(3):
        out = dt.date(2023, 3 + number, 15)
        window = f"{out.replace(day=1)}/{out.replace(day=28)}"
        wrong = f"{out.replace(day=1, year=2022)}/{out.replace(day=28, year=2022)}"
        said_by_work[f"work {number}"] = [said("2022-01-05", window, "a"), said("2022-01-05", wrong, "b")]
        released[f"work {number}"] = out
    said_by_work["work 0"].append(said("2022-02-05", "2023-03-01/2023-03-31", "c", credit="Quay"))
    return said_by_work, released


def test_who_was_nearer_comes_first_and_who_spoke_once_below(works):
    a, b, c, quay = track_records(*works, TODAY)

    assert [(r.name, r.kind, r.works, r.out, r.ranked) for r in (a, b, c, quay)] == [
        ("a", Speaker.OUTLET, 3, 3, True),
        ("b", Speaker.OUTLET, 3, 3, True),
        ("c", Speaker.OUTLET, 1, 1, False),
        ("Quay", Speaker.CREDITED, 1, 1, False),
    ]
    assert a.late.mean == pytest.approx(0.5)
    assert b.late.mean == pytest.approx(365.5)
    assert a.skill.low < a.skill.shrunk < a.skill.high < b.skill.shrunk
    assert c.skill.low is None
    assert quay.trust is None


def test_the_trust_of_one_work_by_hand(said):
    a = said("2022-01-05", "2022-02-01/2022-02-28", "a")
    b = said("2022-01-05", "2022-09-01/2022-09-30", "b")
    out = dt.date(2022, 9, 10)
    later = [said("2022-09-09", "2023-06-01/2023-06-30", name) for name in "ab"]
    on_it = [said("2022-09-10", "2023-06-01/2023-06-30", name) for name in "abc"]
    found = trusted({"x": [a, b], "y": [*later, *on_it]}, {"x": out})
    crps = [score(consensus_at([s], s.said_on).chances, out, TODAY).crps for s in (a, b)]
    skill = [crps[0] - crps[1], crps[1] - crps[0]]  # each is all the others of the other
    shrunk = [one / 11 for one in skill]  # (1 · one + 10 · 0) / 11
    wanted = [exp(-one / (sum(crps) / 2)) for one in shrunk]

    assert [s.trust for s in found["x"]] == [1, 1]
    assert [s.trust for s in found["y"]] == pytest.approx([1, 1, *wanted, 1])
    assert wanted[0] < 1 < wanted[1]
    assert [r.trust for r in track_records({"x": [a, b]}, {"x": out}, TODAY)] == pytest.approx(wanted)


def test_trust_is_bounded(said):
    soon = said("2022-01-05", "2022-01-07/2022-01-07", "a")
    far = said("2022-01-05", "2031-01-07/2031-01-07", "b")
    next_one = [said("2023-01-05", "2023-06-01/2023-06-30", name) for name in "ab"]
    everything = {f"{n}": [soon, far] for n in range(40)} | {"y": next_one}
    found = trusted(everything, {f"{n}": dt.date(2022, 1, 7) for n in range(40)})

    assert [s.trust for s in found["y"]] == pytest.approx([MOST_TRUST, LEAST_TRUST], rel=0.3)
    assert all(LEAST_TRUST <= s.trust <= MOST_TRUST for s in found["y"])


def test_without_a_release_nothing_is_changed(works):
    said_by_work, _ = works
    assert trusted(said_by_work, {}) == {work: tuple(said) for work, said in said_by_work.items()}


def test_what_is_to_come_is_not_known_yet(works):
    said_by_work, released = works
    before = track_records(said_by_work, released, dt.date(2023, 3, 14))

    assert [(r.name, r.out, r.pending, r.trust) for r in before] == [
        ("a", 0, 0, 1), ("b", 0, 3, 1), ("c", 0, 0, 1), ("Quay", 0, 0, None),
    ]  # fmt: skip


def test_pending_works_count_in_the_scores_but_not_as_out(works):
    said_by_work, released = works
    del released["work 2"]
    a, b, *_ = track_records(said_by_work, released, TODAY)

    assert [(r.out, r.pending, r.late.works, r.skill.works, r.ranked) for r in (a, b)] == [
        (2, 1, 2, 3, False)
    ] * 2


def test_the_record_of_a_work_is_one_however_often_it_was_spoken_of(said):
    often = [said(f"2022-0{n}-05", f"2022-1{n % 3}-01/2022-12-31", "a") for n in range(1, 8)]
    once = said("2022-01-05", "2023-01-01/2023-01-31", "a")
    out = dt.date(2023, 1, 15)
    (record,) = track_records({"x": often, "y": [once]}, {"x": out, "y": out}, TODAY)
    cases = [case for said_ in (often, [once]) for case in outlet_cases(said_, out, TODAY)]

    assert (record.out, record.crps.works) == (2, 2)
    assert record.crps.mean == pytest.approx(sum(case.crps for case in cases) / 2)


@st.composite
def worlds(draw):
    """Statements on some works by few outlets, and days on which some of these works came out."""
    said = {}
    for work in ("x", "y", "z"):
        said[work] = [
            Statement(
                id=number,
                outlet=draw(st.sampled_from("abc")),
                article=number,
                said_on=BEGIN + draw(st.integers(0, 30)) * 10 * DAY,
                window=Window(start, start + draw(st.integers(0, 90)) * DAY),
                stance=Stance.REPORTED,
                polarity=draw(st.sampled_from([Polarity.EXPECTS] * 4 + [Polarity.RULES_OUT])),
                headline=True,
                quote="then",
                url=None,
                learned_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
                credit=draw(st.sampled_from([None, "Quay", "quay"])),
            )
            for number in range(draw(st.integers(0, 6)))
            for start in [BEGIN + draw(st.integers(0, 400)) * DAY]
        ]
    days = draw(st.lists(st.integers(0, 300), min_size=0, max_size=3))
    return said, {work: BEGIN + n * DAY for work, n in zip(said, days, strict=False)}


@given(worlds(), st.data())
def test_the_order_of_works_and_statements_does_not_matter(world, data):
    said, released = world
    shuffled = {
        work: data.draw(st.permutations(said[work])) for work in data.draw(st.permutations(list(said)))
    }
    other = trusted(shuffled, released)

    assert {s: s.trust for s in other["x"]} == {s: s.trust for s in trusted(said, released)["x"]}
    assert track_records(shuffled, released, TODAY) == track_records(said, released, TODAY)


@given(worlds(), st.integers(0, 400))
def test_nothing_that_happens_later_changes_a_trust(world, n):
    said, released = world
    day = BEGIN + n * DAY
    then = {work: [s for s in statements if s.said_on <= day] for work, statements in said.items()}
    known = trusted(then, {work: out for work, out in released.items() if out <= day})
    now = trusted(said, released)

    for work, statements in known.items():
        assert statements == tuple(s for s in now[work] if s.said_on <= day)


@given(worlds())
def test_trusting_again_changes_nothing_and_only_trust_is_changed(world):
    said, released = world
    once = trusted(said, released)

    assert trusted(once, released) == once
    for work, statements in once.items():
        assert [replace(s, trust=1.0) for s in statements] == said[work]
        assert all(LEAST_TRUST <= s.trust <= MOST_TRUST for s in statements)
        assert all(s.trust == 1 for s in statements if all(s.said_on < out for out in released.values()))
