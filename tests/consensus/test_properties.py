"""What holds for any statements, against a slow mixture written as plainly as possible."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus import Statement, Step, changes, consensus_at, steps
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


def days_of(window, said_on):
    start = window.start or said_on + DAY
    end = window.end or start + 365 * DAY
    return frozenset(d for n in range((end - start).days + 1) if (d := start + n * DAY) > said_on)


def slow_voice(article):
    """Mass by day and window of one article's statements; None where it expects nothing."""
    expects = [s for s in article if s.polarity is Polarity.EXPECTS]
    if not expects:
        return None
    said_on = article[0].said_on
    standing = {s.window for s in [s for s in expects if s.headline] or expects}
    ahead = {w: days for w in standing if (days := days_of(w, said_on))}
    low = max((min(days) for w, days in ahead.items() if w.start and w.end is None), default=dt.date.min)
    closed = {w: days for w, days in ahead.items() if w.end}
    bounded = {frozenset(d for d in days if d >= low) for days in closed.values()} - {frozenset()}
    pieces = bounded or set(closed.values()) or set(ahead.values())
    ruled_out = [s.window for s in article if s.polarity is Polarity.RULES_OUT]
    kept = {piece: frozenset(d for d in piece if not any(d in w for w in ruled_out)) for piece in pieces}
    if not any(kept.values()):
        kept = {piece: piece for piece in pieces}
    total = sum(Fraction(len(left), len(piece)) for piece, left in kept.items())
    return [{d: Fraction(1, len(piece)) / total for d in left} for piece, left in kept.items() if left]


def slow_quantiles(statements, at):
    """Level by level the first day that reaches it, in exact fractions; None without consensus."""
    pool = {}
    for outlet in {s.outlet for s in statements}:
        standing = []
        said = [s for s in statements if s.outlet == outlet and s.said_on <= at]
        for said_on in sorted({s.said_on for s in said}):
            of_day = [s for s in said if s.said_on == said_on]
            articles = [[s for s in of_day if s.article == a] for a in sorted({s.article for s in of_day})]
            spoken = [voice for article in articles if (voice := slow_voice(article)) is not None]
            ahead = [sorted(d for d in piece if d > said_on) for piece in standing]
            if spoken and sorted(ahead) != sorted(sorted(piece) for piece in spoken[-1]):
                standing = spoken[-1]
        for piece in standing:
            for day, mass in piece.items():
                pool[day] = pool.get(day, 0) + mass
    pool = {day: mass for day, mass in sorted(pool.items()) if day > at}
    total, run, quantiles = sum(pool.values()), Fraction(0), []
    for day, mass in pool.items():
        run += mass / total
        while len(quantiles) < 19 and run >= Fraction(5 * (len(quantiles) + 1), 100):
            quantiles.append(day)
    return quantiles or None


@given(statement_lists(), days)
def test_the_pool_equals_a_slow_mixture(statements, at):
    consensus = consensus_at(statements, at)
    assert (consensus and [day for _, day in consensus.quantiles]) == slow_quantiles(statements, at)


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
    if not expecting:
        return
    newest = max(expecting, key=lambda s: s.said_on)
    alone = [s for s in statements if s.outlet != newest.outlet] + [newest]
    repeated = replace(newest, id=99, article=99, said_on=newest.said_on + later * DAY)
    if newest.window.end > repeated.said_on:
        assert list(changes([*alone, repeated], None, END)) == list(changes(alone, None, END))


@given(statement_lists())
def test_the_history_ends_in_the_consensus_now(statements):
    told = list(changes(statements, None, END))
    now = consensus_at(statements, END)
    (row,) = steps(statements, END, END, Step.DAY)
    assert row.after == now
    standing = told[-1].after if told else None
    assert (standing and standing.statements) == (now and now.statements)


@given(statement_lists())
def test_each_change_is_the_consensus_of_its_day_and_of_the_day_before(statements):
    for change in changes(statements, None, END):
        assert change.after == consensus_at(statements, change.at)
        assert change.before == consensus_at(statements, change.at - DAY)
        before = set(change.before.statements) if change.before else set()
        after = set(change.after.statements) if change.after else set()
        assert (set(change.came), set(change.left)) == (after - before, before - after)
        assert change.came or change.left


@given(statement_lists(), st.sampled_from(Step))
def test_steps_are_the_consensus_of_their_days(statements, step):
    for row in steps(statements, BEGIN, BEGIN + 100 * DAY, step):
        assert row.after == consensus_at(statements, row.at)
