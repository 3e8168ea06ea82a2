"""What holds for any statements, against the formulas written as plainly as possible."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings, target
from hypothesis import strategies as st

from tracker.consensus import Statement, Step, changes, consensus_at, steps
from tracker.consensus.pool import HALF_LIFE, NEVER, SHARPENING
from tracker.consensus.voice import denials, voices
from tracker.model import Polarity, Stance
from tracker.windows import Window

BEGIN = dt.date(2022, 1, 1)
END = BEGIN + dt.timedelta(days=500)
DAY = dt.timedelta(days=1)


days = st.integers(0, 400).map(lambda n: BEGIN + n * DAY)


@st.composite
def windows(draw):
    start = draw(days)
    end = start + DAY * draw(st.integers(0, 60))
    return Window(draw(st.sampled_from([start, start, None])), draw(st.sampled_from([end, end, None])))


@st.composite
def statement_lists(draw, largest=12):
    """Articles by few outlets, some with several windows, with and without headlines."""
    made = []
    for number in range(draw(st.integers(0, largest))):
        article = draw(st.integers(1, 6))
        made.append(
            Statement(
                id=number,
                outlet=f"outlet {article % 3}",
                article=article,
                said_on=BEGIN + draw(st.integers(0, 8)) * 40 * DAY,
                window=draw(windows()),
                stance=Stance.REPORTED,
                polarity=draw(st.sampled_from([Polarity.EXPECTS] * 3 + [Polarity.RULES_OUT])),
                headline=draw(st.booleans()),
                quote="then",
                url=None,
                learned_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            )
        )
    return made


def slow_chances(statements, at):
    """The chance by each day after `at`, from the formulas, one day after the other; None without a voice."""
    known = [s for s in statements if s.said_on <= at]
    heard = [said[-1] for said in voices(known).values() if said]
    if not heard:
        return None
    day, epoch = at.toordinal(), max(v.since for v in heard)
    weights = {v: v.trust * 2 ** ((v.since - epoch) / HALF_LIFE) for v in heard}
    roots = {}
    for voice in heard:
        roots.setdefault(voice.root, []).append(voice)
    votes = {
        v: max(map(weights.get, row)) * weights[v] / sum(map(weights.get, row))
        for row in roots.values()
        for v in row
    }
    per_root = [sum(votes[v] for v in row) for row in roots.values()]
    whole = sum(per_root)
    held = [d for d in denials(known) if d.until is None]

    def mass(x):
        """The pooled probability of one day."""
        plain = sum(
            votes[v] / whole * p.share * (p.chance(v.since, x) - p.chance(v.since, x - 1))
            for v in heard
            for p in v.parts
        )
        return plain * min((d.doubt for d in held if d.first <= x <= d.last), default=1.0)

    # Days that can be looked at one by one; the rest of the mass is what the voices leave, less what is ruled out there.
    first, near = min(v.since for v in heard), day + 900
    masses = {x: mass(x) for x in range(first, near + 1)}
    rest = sum(votes[v] / whole * p.share * (1 - p.chance(v.since, near)) for v in heard for p in v.parts)
    rest *= min((d.doubt for d in held if d.last > 10**6), default=1.0)
    total = sum(masses.values()) + rest
    still = [
        sum(votes[v] * (1 - sum(p.share * p.chance(v.since, epoch) for p in v.parts)) for v in row)
        for row in roots.values()
    ]
    sharp = 1 + SHARPENING * (1 - sum(u**2 for u in still) / sum(still) ** 2)
    stretched, run = {first - 1: 0.0}, 0.0
    for x in range(first, near + 1):
        run += masses[x] / total
        share = min(run, 1.0)
        stretched[x] = share**sharp / (share**sharp + (1 - share) ** sharp)
    left = 1 - stretched[day]
    ever = (1 - NEVER) * left / (NEVER + (1 - NEVER) * left)
    return {x: ever * (stretched[x] - stretched[day]) / left for x in range(day + 1, near + 1)}


@settings(max_examples=15)
@given(statement_lists(largest=6), days)
def test_the_pool_equals_the_formulas_day_by_day(statements, at):
    consensus, slow = consensus_at(statements, at), slow_chances(statements, at)
    assert (consensus is None) == (slow is None)
    if consensus is not None:
        target(float(consensus.voices))  # the more outlets, the more there is to get wrong
        for ahead in (1, 30, 100, 400, 900):
            day = at + ahead * DAY
            assert consensus.chances.by(day) == pytest.approx(slow[day.toordinal()], abs=1e-9)


@given(statement_lists(), days)
def test_a_quantile_is_the_first_day_that_reaches_its_level(statements, at):
    consensus = consensus_at(statements, at)
    for level, day in consensus.quantiles if consensus else ():
        assert consensus.chances.by(day) >= level - 1e-9 or day == dt.date.fromordinal(consensus.chances.last)
        assert consensus.chances.by(day - DAY) < level + 1e-9


@given(statement_lists(), days)
def test_quantiles_never_decrease_and_lie_ahead(statements, at):
    consensus = consensus_at(statements, at)
    if consensus is not None:
        ahead = [day for _, day in consensus.quantiles]
        assert ahead == sorted(ahead)
        assert ahead[0] > at
        assert (consensus.low, consensus.median, consensus.high) == (ahead[1], ahead[9], ahead[17])


@given(statement_lists(), days)
def test_nothing_said_after_a_day_changes_that_day(statements, at):
    known = [s for s in statements if s.said_on <= at]
    assert consensus_at(statements, at) == consensus_at(known, at)
    until_then = [c for c in changes(statements, None, END) if c.at <= at]
    assert until_then == list(changes(known, None, at))


@given(st.data(), days)
def test_the_order_of_statements_does_not_matter(data, at):
    statements = data.draw(statement_lists())
    shuffled = data.draw(st.permutations(statements))
    assert consensus_at(shuffled, at) == consensus_at(statements, at)
    assert list(changes(shuffled, None, END)) == list(changes(statements, None, END))


@given(statement_lists(), st.integers(1, 300))
def test_an_outlet_that_repeats_its_newest_article_changes_nothing(statements, later):
    expecting = [s for s in statements if s.polarity is Polarity.EXPECTS and s.window.start and s.window.end]
    expecting = [s for s in expecting if s.window.end > s.said_on]
    if not expecting:
        return
    newest = max(expecting, key=lambda s: s.said_on)
    ruled_out = (
        Polarity.RULES_OUT
    )  # a repetition may take back what somebody ruled out: that is no repetition's doing
    alone = [s for s in statements if s.outlet != newest.outlet and s.polarity is not ruled_out] + [newest]
    repeated = replace(newest, id=99, article=99, said_on=newest.said_on + later * DAY)
    if newest.window.end > repeated.said_on:
        assert list(changes([*alone, repeated], None, END)) == list(changes(alone, None, END))


@given(statement_lists())
def test_shares_add_up_to_the_shift_exactly(statements):
    for change in changes(statements, None, END):
        if change.before and change.after:
            moved = [
                (getattr(change.after, k) - getattr(change.before, k)).days for k in ("median", "low", "high")
            ]
            shares = change.shares()
            assert [sum(getattr(s, k) for s in shares) for k in ("median", "low", "high")] == moved


@given(statement_lists(), days, st.integers(1, 300))
def test_as_time_goes_by_without_a_release_it_is_expected_no_earlier(statements, at, later):
    known = [s for s in statements if s.said_on <= at]
    before, after = consensus_at(known, at), consensus_at(known, at + later * DAY)
    if before and after:
        assert after.median >= before.median


@given(statement_lists(), days, st.integers(2, 60))
def test_the_chances_of_successive_days_do_not_contradict_each_other(statements, at, ahead):
    known = [s for s in statements if s.said_on <= at]
    now = consensus_at(known, at)
    if now is None:
        return
    not_out = 1.0
    for n in range(ahead):
        tomorrow = at + (n + 1) * DAY
        not_out *= 1 - consensus_at(known, at + n * DAY).chances.by(tomorrow)
    assert 1 - not_out == pytest.approx(now.chances.by(at + ahead * DAY), abs=1e-6)


@given(statement_lists(), st.integers(-3000, 3000))
def test_when_everything_is_said_later_everything_is_expected_later(statements, shift):
    by = shift * DAY

    def moved(day):
        return day and day + by

    later = [
        replace(s, said_on=moved(s.said_on), window=Window(moved(s.window.start), moved(s.window.end)))
        for s in statements
    ]
    now, then = consensus_at(statements, END), consensus_at(later, END + by)
    assert (
        [day + by for _, day in now.quantiles] == [day for _, day in then.quantiles] if now else then is None
    )


@given(statement_lists())
def test_the_history_ends_in_the_consensus_now(statements):
    (row,) = steps(statements, END, END, Step.DAY)
    assert row.after == consensus_at(statements, END)


@given(statement_lists())
def test_each_change_leads_from_the_one_before_it_to_the_consensus_of_its_day(statements):
    last = None
    for change in changes(statements, None, END):
        assert change.after == consensus_at(statements, change.at)
        assert change.before == last
        last = change.after
        before = set(change.before.statements) if change.before else set()
        after = set(change.after.statements) if change.after else set()
        assert (set(change.came), set(change.replaced)) == (after - before, before - after)
        assert set(change.passed) <= after


@given(statement_lists(), st.sampled_from(Step))
def test_steps_are_the_consensus_of_their_days(statements, step):
    for row in steps(statements, BEGIN, BEGIN + 100 * DAY, step):
        assert row.after == consensus_at(statements, row.at)
