"""How the consensus moved: the days on which what stands changes, and what it says between them.

From statements to `Change`s. Between two such days nothing but time passes, so one `Pool` serves them all; that is
what keeps years of history cheap. Decides nothing about weights (`pool`) or about what an outlet stands for (`voice`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain, pairwise

from tracker.consensus.pool import Consensus, Pool
from tracker.consensus.statement import Statement
from tracker.consensus.voice import Voice, voices


class Step(StrEnum):
    """How far apart the rows of a regular history are; each row is the first day of its step."""

    DAY = "day"
    WEEK = "week"  # Mondays
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the consensus between two days.

    Attributes:
        at: the later day, at whose end `after` holds.
        before: the consensus on the earlier day; None where nothing was said yet, or every window had passed.
        came: statements that joined, oldest first.
        replaced: statements that left because their outlet said something else.
        passed: statements that left because their window went by without a release.
    """

    at: dt.date
    before: Consensus | None
    after: Consensus | None
    came: tuple[Statement, ...]
    replaced: tuple[Statement, ...]
    passed: tuple[Statement, ...]

    @property
    def left(self) -> tuple[Statement, ...]:
        """All that no longer stand."""
        return self.replaced + self.passed

    @property
    def shift(self) -> int | None:
        """Days that the median moved, later is positive; None where one side is missing."""
        if self.before is None or self.after is None:
            return None
        return (self.after.median - self.before.median).days


def consensus_at(statements: Sequence[Statement], at: dt.date) -> Consensus | None:
    """What had been said by the end of day `at`, as one distribution over the days after it.

    Args:
        statements: of one work, in any order.
        at: nothing said after it counts.

    Returns:
        None where nothing had been said, or every window had passed.
    """
    said = voices(s for s in statements if s.said_on <= at)
    day = at.toordinal()
    return _stretch(day, {outlet: of_outlet[-1] for outlet, of_outlet in said.items() if of_outlet}).on(day)


def changes(statements: Sequence[Statement], first: dt.date | None, last: dt.date) -> Iterator[Change]:
    """Each day from `first` (None: the beginning) to `last` on which a statement joins, is replaced, or passes.

    `before` is the consensus on the day before: what moved between is time's doing alone and no one's statement.
    """
    begin = 1 if first is None else first.toordinal()
    for before, after in pairwise(chain([_NOTHING_YET], _stretches(statements))):
        if after.begin > last.toordinal():
            return
        if after.begin >= begin:
            yield _change(before, after, after.begin - 1, after.begin)


def steps(statements: Sequence[Statement], first: dt.date, last: dt.date, step: Step) -> Iterator[Change]:
    """A row for the first day of each step from `first` to `last`, both included, against the step before.

    The first row is the first such day on or after `first`; its `before` is the consensus one step earlier.
    """
    days = _GRIDS[step](first, last)
    for (earlier, before), (day, after) in pairwise(_samples(_stretches(statements), days)):
        yield _change(before, after, earlier, day)


@dataclass(frozen=True)
class _Stretch:
    """The days from `begin` on, as long as the same statements stand.

    Attributes:
        heard: outlets with a day ahead, in alphabetical order.
        ends: for each statement that stands, by id: it, and the day at whose end it has passed.
    """

    begin: int
    heard: tuple[Voice, ...] = ()
    ends: Mapping[int, tuple[Statement, int]] = field(default_factory=dict)

    @cached_property
    def pool(self) -> Pool:
        return Pool(self.heard, _oldest_first(statement for statement, _ in self.ends.values()))

    def on(self, day: int) -> Consensus | None:
        return self.pool.on(dt.date.fromordinal(day)) if self.heard else None


_NOTHING_YET = _Stretch(0)


def _stretch(begin: int, standing: Mapping[str, Voice]) -> _Stretch:
    heard = tuple(standing[outlet] for outlet in sorted(standing) if standing[outlet].last > begin)
    ends = {p.statement.id: (p.statement, p.last) for voice in heard for p in voice.parts if p.last > begin}
    ends |= {cut.id: (cut, voice.last) for voice in heard for cut in voice.cuts}
    return _Stretch(begin, heard, ends)


def _stretches(statements: Iterable[Statement]) -> Iterator[_Stretch]:
    """The stretches of the whole past and future, in order, without the one in which nothing was said yet."""
    arrivals: dict[int, list[Voice]] = defaultdict(list)
    for voice in chain.from_iterable(voices(statements).values()):
        arrivals[voice.since].append(voice)
    passings = {part.last for said in arrivals.values() for voice in said for part in voice.parts}
    standing: dict[str, Voice] = {}
    current = _NOTHING_YET
    for day in sorted(arrivals.keys() | passings):
        standing |= {voice.outlet: voice for voice in arrivals.get(day, ())}
        following = _stretch(day, standing)
        standing = {voice.outlet: voice for voice in following.heard}
        if following.ends.keys() != current.ends.keys():
            current = following
            yield current


def _samples(stretches: Iterable[_Stretch], days: Iterable[int]) -> Iterator[tuple[int, _Stretch]]:
    """Each day with the stretch that it lies in; both ascending."""
    current, upcoming = _NOTHING_YET, iter(stretches)
    following = next(upcoming, None)
    for day in days:
        while following is not None and following.begin <= day:
            current, following = following, next(upcoming, None)
        yield day, current


def _change(before: _Stretch, after: _Stretch, earlier: int, day: int) -> Change:
    gone = [before.ends[key] for key in before.ends.keys() - after.ends.keys()]
    return Change(
        at=dt.date.fromordinal(day),
        before=before.on(earlier),
        after=after.on(day),
        came=_oldest_first(after.ends[key][0] for key in after.ends.keys() - before.ends.keys()),
        replaced=_oldest_first(statement for statement, end in gone if end > day),
        passed=_oldest_first(statement for statement, end in gone if end <= day),
    )


def _oldest_first(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda s: (s.said_on, s.id)))


def _days(first: dt.date, last: dt.date) -> Iterator[int]:
    yield from range(first.toordinal() - 1, last.toordinal() + 1)


def _mondays(first: dt.date, last: dt.date) -> Iterator[int]:
    monday = first.toordinal() + -first.weekday() % 7
    yield from range(monday - 7, last.toordinal() + 1, 7)


def _months(first: dt.date, last: dt.date) -> Iterator[int]:
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(start - 1, last.year * 12 + last.month):
        yield dt.date(month // 12, month % 12 + 1, 1).toordinal() if month >= 12 else 0


_GRIDS = {Step.DAY: _days, Step.WEEK: _mondays, Step.MONTH: _months}  # each begins one step before `first`
