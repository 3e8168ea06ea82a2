"""What an outlet stands for on a day: its newest windows, each with its slips; and what is ruled out.

From statements to `Voice`s and `Denial`s, each computed once. Knows nothing of how they are pooled (`pool`
does) and of no particular day to look at (`history` does). Days are proleptic ordinals here
(`date.toordinal`): a grid is made of integers.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from tracker.consensus.slip import chances
from tracker.consensus.statement import Statement
from tracker.model import Polarity, Stance
from tracker.windows import Window

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

OPEN_DAYS: Final = 180
"""An open end is closed this long after the window's start; what comes later counts as late. The table of slips holds too few
open windows to fit it: it was chosen by `tests/consensus/fit_pool.py`."""
LONGEST_DAYS: Final = 30 * 365  # no window reaches further ahead of the day it was said: it bounds the grid
_LAST: Final = dt.date.max.toordinal()
_DOUBT: Final = {Stance.OFFICIAL: 0.02, Stance.REPORTED: 0.1, Stance.SPECULATIVE: 0.1}
"""What is left of the chance of days that are ruled out, by who rules them out; chosen by hand."""
_RANK: Final = {Stance.OFFICIAL: 2, Stance.REPORTED: 1, Stance.SPECULATIVE: 0}
NARROWNESS: Final = 0.5
"""An article's windows have shares in proportion to 1 / width to this power: it names the narrower ones because it means them."""

Span = tuple[int, int]  # first and last day, both included
Root = tuple[str, frozenset[Span]]


@dataclass(frozen=True, slots=True)
class Part:
    """One window of an outlet's voice: days `first` to `last`, with its share of the voice, 0 to 1."""

    statement: Statement
    first: int
    last: int
    share: float

    def chances(self, said_on: int, days: NDArray[float64]) -> NDArray[float64]:
        """The chance that it is out by the end of each day, by this window alone; float64, same shape."""
        s = self.statement
        return chances(days, said_on, self.first, self.last, s.stance, s.domain)

    def chance(self, said_on: int, day: int) -> float:
        """The same for one day."""
        import numpy as np

        return float(self.chances(said_on, np.array([day], dtype=float))[0])


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """What an outlet stands for from the end of day `since`, until its next voice.

    Attributes:
        parts: never empty; their shares sum to 1.
        root: whose word it is, and of the makers' words which: voices of one root say the same because
            somebody else said it.
        trust: how much it weighs beside others, all else equal; 1 is usual.
    """

    outlet: str
    since: int
    parts: tuple[Part, ...]
    root: Root
    trust: float

    def chances(self, days: NDArray[float64]) -> NDArray[float64]:
        """The chance that the work is out by the end of each day, as this outlet has it; float64, same shape."""
        curves = [part.share * part.chances(self.since, days) for part in self.parts]
        return sum(curves[1:], curves[0])


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """Days `first` to `last` that are ruled out from the end of day `since`, until somebody expects one of them again.

    Attributes:
        until: the day at whose end it holds no longer; None where it still does.
        doubt: what is left of their chance, 0 to 1.
    """

    statement: Statement
    since: int
    until: int | None
    first: int
    last: int
    doubt: float


def voices(statements: Iterable[Statement]) -> dict[str, list[Voice]]:
    """The successive voices of each outlet, oldest first; outlets in alphabetical order.

    A voice is made of the newest article of a day that expects a window at all. Articles that leave an outlet
    with
    the same days as before are repetitions: its voice stands as it was first heard.
    """
    by_outlet: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_outlet[statement.outlet].append(statement)
    return {outlet: list(_successive(by_outlet[outlet])) for outlet in sorted(by_outlet)}


def denials(statements: Sequence[Statement]) -> list[Denial]:
    """What was ruled out, in the order in which it was said, each until it is taken back (`_takes_back`)."""
    expected = sorted(
        (s for s in statements if s.polarity is Polarity.EXPECTS and s.window.end),
        key=lambda s: (s.said_on, s.id),
    )
    found = []
    for s in sorted(statements, key=lambda s: (s.said_on, s.id)):
        if s.polarity is Polarity.RULES_OUT:
            since, (first, last) = s.said_on.toordinal(), _span(s.window)
            until = next((e.said_on.toordinal() for e in expected if _takes_back(e, s)), None)
            found.append(Denial(s, since, until, max(first, since + 1), last, _DOUBT[s.stance]))
    return [d for d in found if d.first <= d.last]


def _takes_back(expected: Statement, denial: Statement) -> bool:
    """Whether what is expected ends a denial: said on a later day of days that it rules out, by who said it or who stands as high."""
    first, last = _span(denial.window)
    start, end = _span(expected.window)
    heard = expected.outlet == denial.outlet or _RANK[expected.stance] >= _RANK[denial.stance]
    return heard and expected.said_on > denial.said_on and start <= last and first <= end


def _span(window: Window) -> Span:
    return window.start.toordinal() if window.start else 1, window.end.toordinal() if window.end else _LAST


def _successive(said: Sequence[Statement]) -> Iterator[Voice]:
    standing: Voice | None = None
    for article in _newest_of_each_day(said):
        voice = _voice(article)
        if voice is not None and (standing is None or not _repeats(standing, voice)):
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


def _voice(article: Sequence[Statement]) -> Voice | None:
    """One article's windows, the narrower ones with larger shares: it names them because it means them. None without any.

    The days until `said_on` are no part of it: when it was said, it was not out.
    """
    said_on = article[0].said_on.toordinal()
    expected = _bounded({s: span for s in _expected(article) if (span := _ahead(s.window, said_on))})
    if not expected:
        return None
    narrow = {s: s.confidence / (last - first + 1) ** NARROWNESS for s, (first, last) in expected.items()}
    total = sum(narrow.values())
    parts = tuple(Part(s, first, last, narrow[s] / total) for s, (first, last) in expected.items())
    trust = sum(part.share * part.statement.confidence * part.statement.trust for part in parts)
    return Voice(article[0].outlet, said_on, parts, _root(parts), trust)


def _root(parts: Sequence[Part]) -> Root:
    """Whose word some windows are: the makers', who may change it; that of whoever is credited with all of them; else the outlet's own."""
    credited = {p.statement.credit for p in parts}
    if all(p.statement.stance is Stance.OFFICIAL for p in parts):
        who = "the makers"
        return who, frozenset(_span(p.statement.window) for p in parts)
    if len(credited) == 1 and (credit := credited.pop()):
        return _called(credit), frozenset()
    return _called(parts[0].statement.outlet), frozenset()


def _called(name: str) -> str:
    """A name by which a credit and the outlet that is credited are the same: "The Hollywood Reporter", hollywoodreporter.com."""
    *labels, _ = name.casefold().split(".") if "." in name and " " not in name else (name.casefold(), "")
    return "".join(c for c in max(labels, key=len).removeprefix("the ") if c.isalnum())


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
    farthest = min(
        said_on + LONGEST_DAYS, _LAST
    )  # what is stated beyond is expected then: behind every horizon
    first = min(max(start, said_on + 1), farthest)
    end = first + OPEN_DAYS - 1 if window.end is None else window.end.toordinal()
    last = min(end, farthest)
    return (first, last) if first <= last else None


def _repeats(standing: Voice, voice: Voice) -> bool:
    """Whether `voice` leaves the same days, window by window, as `standing` does from the day it is said, on the same word."""
    left = sorted(
        (max(p.first, voice.since + 1), p.last, *_backed(p)) for p in standing.parts if p.last > voice.since
    )
    return left == sorted((p.first, p.last, *_backed(p)) for p in voice.parts)


def _backed(part: Part) -> tuple[str, str]:
    return part.statement.stance, part.statement.credit or ""
