"""What an outlet stands for on a day: its newest windows as probability mass over days.

From statements to `Voice`s, each computed once. Knows nothing of other outlets (`pool` does) and of no particular
day to look at (`history` does). Days are proleptic ordinals here (`date.toordinal`): a grid is made of integers.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.consensus.statement import Statement
from tracker.model import Polarity
from tracker.windows import Window

OPEN_DAYS = 365  # an open end is closed this long after the window's start
HORIZON_DAYS = 30 * 365  # nothing is expected later than this after the day it was said: it bounds the grid

_LAST_ORDINAL = dt.date.max.toordinal()

Span = tuple[int, int]  # first and last day, both included


@dataclass(frozen=True, slots=True)
class Part:
    """What one window adds to its outlet's voice: `density` of probability on each day of `spans`."""

    statement: Statement
    spans: tuple[Span, ...]  # ascending, apart; never empty
    density: float

    @property
    def last(self) -> int:
        """The day at whose end the window has passed."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Voice:
    """What an outlet stands for from the end of day `since`, until its next voice: mass 1 in all, or no parts.

    Attributes:
        cuts: the statements that took days away from the parts.
    """

    outlet: str
    since: int
    parts: tuple[Part, ...]
    cuts: tuple[Statement, ...]

    @property
    def last(self) -> int:
        """The day at whose end all its windows have passed."""
        return max((part.last for part in self.parts), default=self.since)


def voices(statements: Iterable[Statement]) -> dict[str, list[Voice]]:
    """The successive voices of each outlet, oldest first; outlets in alphabetical order.

    A voice is made of the newest article of a day that expects a window at all. Articles that leave an outlet with
    the same days as before are repetitions: its voice stands as it was first heard.
    """
    by_outlet: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_outlet[statement.outlet].append(statement)
    return {outlet: list(_successive(by_outlet[outlet])) for outlet in sorted(by_outlet)}


def _successive(said: Sequence[Statement]) -> Iterator[Voice]:
    standing: Voice | None = None
    for article in _newest_of_each_day(said):
        voice = _voice(article)
        if standing is None or not _repeats(standing, voice):
            standing = voice
            yield voice


def _newest_of_each_day(said: Sequence[Statement]) -> Iterator[list[Statement]]:
    newest: dict[dt.date, list[Statement]] = {}
    in_order = sorted(said, key=lambda s: (*_text(s), s.id))
    for (said_on, *_), group in groupby(in_order, key=_text):
        article = list(group)
        if any(s.polarity is Polarity.EXPECTS for s in article):
            newest[said_on] = article
    yield from newest.values()


def _text(statement: Statement) -> tuple[dt.date, int, int]:
    return statement.said_on, statement.article, statement.revision


def _voice(article: Sequence[Statement]) -> Voice:
    """One article's windows in equal shares, each uniform over its days, less the days that it rules out.

    The days until `said_on` are no part of it: when it was said, it was not out. Where the article rules out all that
    it expects, nothing is cut.
    """
    said_on = article[0].said_on.toordinal()
    expected = _bounded({s: span for s in _expected(article) if (span := _ahead(s.window, said_on))})
    ruled_out = [s for s in article if s.polarity is Polarity.RULES_OUT]
    left = {s: _without(span, [r.window for r in ruled_out]) for s, span in expected.items()}
    cuts = tuple(
        r for r in ruled_out if any(_without(span, [r.window]) != (span,) for span in expected.values())
    )
    if not any(left.values()):
        left, cuts = {s: (span,) for s, span in expected.items()}, ()
    weights = {s: 1 / (expected[s][1] - expected[s][0] + 1) for s in left}
    mass = sum(weights[s] * _length(spans) for s, spans in left.items())
    parts = tuple(Part(s, spans, weights[s] / mass) for s, spans in left.items() if spans)
    return Voice(article[0].outlet, said_on, parts, cuts)


def _expected(article: Sequence[Statement]) -> list[Statement]:
    """What the article says in the end, else all it expects; the same window twice is one."""
    expects = [s for s in article if s.polarity is Polarity.EXPECTS]
    distinct: dict[Window, Statement] = {}
    for statement in [s for s in expects if s.headline] or expects:
        distinct.setdefault(statement.window, statement)
    return list(distinct.values())


def _bounded(spans: Mapping[Statement, Span]) -> dict[Statement, Span]:
    """Beside a closed window one without an end ("late 2024, not before October") only bounds it from below.

    Unless nothing would be left. Windows that become the same days are one.
    """
    closed = {s: span for s, span in spans.items() if s.window.end is not None}
    low = max((first for s, (first, _) in spans.items() if s.window.end is None), default=0)
    within = {s: (max(first, low), last) for s, (first, last) in closed.items() if last >= low}
    distinct: dict[Span, Statement] = {}
    for statement, span in (within or closed or spans).items():
        distinct.setdefault(span, statement)
    return {statement: span for span, statement in distinct.items()}


def _ahead(window: Window, said_on: int) -> Span | None:
    """The days of a window that lie ahead on the day it was stated, its open sides closed; None where none do."""
    start = said_on + 1 if window.start is None else window.start.toordinal()
    end = start + OPEN_DAYS if window.end is None else window.end.toordinal()
    first, last = max(start, said_on + 1), min(end, said_on + HORIZON_DAYS, _LAST_ORDINAL)
    return (first, last) if first <= last else None


def _without(span: Span, ruled_out: Iterable[Window]) -> tuple[Span, ...]:
    """What is left of `span` when the days of each window are taken out."""
    spans: tuple[Span, ...] = (span,)
    for window in ruled_out:
        before = 0 if window.start is None else window.start.toordinal() - 1
        after = _LAST_ORDINAL + 1 if window.end is None else window.end.toordinal() + 1
        kept = (piece for a, b in spans for piece in ((a, min(b, before)), (max(a, after), b)))
        spans = tuple((a, b) for a, b in kept if a <= b)
    return spans


def _length(spans: Iterable[Span]) -> int:
    return sum(b - a + 1 for a, b in spans)


def _repeats(standing: Voice, voice: Voice) -> bool:
    """Whether `voice` leaves the same days, window by window, as `standing` does from the day it is said."""
    return sorted(_after(part.spans, voice.since) for part in standing.parts) == sorted(
        part.spans for part in voice.parts
    )


def _after(spans: Iterable[Span], day: int) -> tuple[Span, ...]:
    return tuple((max(a, day + 1), b) for a, b in spans if b > day)
