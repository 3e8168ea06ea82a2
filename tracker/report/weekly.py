"""What a week brought: for each work the consensus now and a week before, who moved it, what was said, what went by. Pure.

From statements, a work at a time, to a `Weekly`; `summary` turns that into the Markdown file.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tracker.consensus import Change, Consensus, Statement, change
from tracker.report.history import first_said
from tracker.report.rows import unexpected
from tracker.report.week import Week

if TYPE_CHECKING:
    from tracker.store.sources import Watched


@dataclass(frozen=True, slots=True)
class Mover:
    """By how many days an outlet (None: the passing of time) moved the median; later is positive."""

    outlet: str | None
    moved: int


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """What a week brought for one work.

    Attributes:
        now: the consensus at the end of the week, or of the last day of it that is over.
        before: the consensus at the end of the week before.
        silence, silence_before: why `now` and `before` are None; None where they are not.
        mover: who moved the median most; None where nobody did by a day, or where `before` is None.
        said: what was said in the week, oldest first; what an article repeats stands once.
        passed: whose window went by, in this week, without a release.
    """

    title: str
    now: Consensus | None
    before: Consensus | None
    silence: str | None
    silence_before: str | None
    mover: Mover | None
    said: tuple[Statement, ...]
    passed: tuple[Statement, ...]

    @property
    def shift(self) -> int | None:
        """Days that the median moved in the week, later is positive; None where one side is missing."""
        return (self.now.median - self.before.median).days if self.now and self.before else None

    @property
    def is_news(self) -> bool:
        """Whether anything was said or went by."""
        return bool(self.said or self.passed)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A week of all works.

    Attributes:
        until: the last day that counts.
        trouble: sources whose last check failed.
    """

    week: Week
    until: dt.date
    works: tuple[WorkWeek, ...]
    trouble: tuple[Watched, ...]


def work_week(title: str, statements: Sequence[Statement], week: Week, today: dt.date) -> WorkWeek:
    """What the week brought for one work.

    Args:
        title: the work's.
        statements: all of the work's.
        week: may still be running: then it counts until `today`.
        today: the day it is, in UTC.
    """
    until, eve = _until(week, today), week.first - dt.timedelta(days=1)
    said = first_said(statements)
    moved = change(statements, eve, until)
    return WorkWeek(
        title=title,
        now=moved.after,
        before=moved.before,
        silence=None if moved.after else unexpected(until, said),
        silence_before=None if moved.before else unexpected(eve, said),
        mover=_mover(moved),
        said=_distinct(s for s in statements if week.first <= s.said_on <= until),
        passed=moved.passed,
    )


def gather_week(week: Week, today: dt.date, works: Iterable[WorkWeek], watched: Iterable[Watched]) -> Weekly:
    """A week of all works: those that moved most first, those without news last."""
    ordered = sorted(works, key=lambda w: (not w.is_news, -abs(w.shift or 0), w.title.casefold()))
    return Weekly(week, _until(week, today), tuple(ordered), tuple(w for w in watched if w.failures))


def _mover(week: Change) -> Mover | None:
    """Who moved the median most, by the shares, which add up to its shift; an outlet before time."""
    moved: dict[str | None, Fraction] = defaultdict(Fraction)
    for share in week.shares():
        moved[share.outlet] += share.median
    most = min(moved, key=lambda who: (-abs(moved[who]), who is None, who or ""), default=None)
    days = round(moved[most]) if moved else 0
    return Mover(most, days) if days else None


def _until(week: Week, today: dt.date) -> dt.date:
    return max(week.first, min(week.last, today))


def _distinct(said: Iterable[Statement]) -> tuple[Statement, ...]:
    distinct: dict[tuple[object, ...], Statement] = {}
    for s in sorted(said, key=lambda s: (s.said_on, s.id)):
        distinct.setdefault((s.article, s.window, s.polarity, s.quote.casefold()), s)
    return tuple(distinct.values())
