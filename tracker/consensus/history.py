"""How the consensus moved: the days on which what stands changes, what it says between them, and who moved it.

From statements to `Change`s. Between two such days nothing but time passes, so one `Pool` serves them all;
that is what keeps years of history cheap. Decides nothing about weights (`pool`) or about what an outlet
stands for (`voice`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import chain, pairwise

from tracker.consensus.pool import Chances, Consensus, Grid, Pool, pooled, tally
from tracker.consensus.shares import shapley
from tracker.consensus.statement import Statement
from tracker.consensus.voice import Denial, Voice, denials, voices


class Step(StrEnum):
    """How far apart the rows of a regular history are; each row is the first day of its step."""

    DAY = "day"
    WEEK = "week"  # Mondays
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody, or the passing of time, added to a shift: days, later is positive.

    Attributes:
        outlet: who spoke; None for the passing of time.
        statements: what came, or no longer stood; none for the passing of time.
        median, low, high: of the shift of the median and of the ends of the 80 % interval; exact, so that
            they add up.
    """

    outlet: str | None
    statements: tuple[Statement, ...]
    median: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Change:
    """What became of the consensus between two days.

    Attributes:
        at: the later day, at whose end `after` holds.
        before: the consensus at the end of the earlier day; None where nothing was said yet.
        came: statements that joined, oldest first.
        replaced: statements that left because their outlet said something else, or because what they rule out
            is expected again.
        passed: statements whose window went by without a release; they stand, as late.
        between: the stretches that the two days lie in.
    """

    at: dt.date
    before: Consensus | None
    after: Consensus | None
    came: tuple[Statement, ...]
    replaced: tuple[Statement, ...]
    passed: tuple[Statement, ...]
    between: tuple[Stretch, Stretch] = field(compare=False, repr=False)

    @property
    def left(self) -> tuple[Statement, ...]:
        """All whose window is no longer what is expected."""
        return self.replaced + self.passed

    @property
    def shift(self) -> int | None:
        """Days that the median moved, later is positive; None where one side is missing."""
        if self.before is None or self.after is None:
            return None
        return (self.after.median - self.before.median).days

    def shares(self) -> tuple[Share, ...]:
        """Who moved it, the largest share in the median first: they add up to the shift. None where one side is missing."""
        return self._shared

    @cached_property
    def _shared(self) -> tuple[Share, ...]:
        return _shares(self) if self.before and self.after else ()


def consensus_at(statements: Sequence[Statement], at: dt.date) -> Consensus | None:
    """What had been said by the end of day `at`, as one distribution over the days after it.

    Args:
        statements: of one work, in any order.
        at: nothing said after it counts.

    Returns:
        None where no window had been stated.
    """
    stretch = standing(statements, at)
    return stretch.on(at.toordinal()) if stretch else None


def standing(statements: Sequence[Statement], at: dt.date) -> Stretch | None:
    """What stands at the end of a day; None where no window had been stated."""
    known = [s for s in statements if s.said_on <= at]
    said = {outlet: of_outlet[-1] for outlet, of_outlet in voices(known).items() if of_outlet}
    if not said:
        return None
    day = at.toordinal()
    ruled_out = tuple(d for d in denials(known) if d.until is None)
    return Stretch(
        day, Grid(_first(said.values(), day), day), tuple(said[o] for o in sorted(said)), ruled_out
    )


def changes(statements: Sequence[Statement], first: dt.date | None, last: dt.date) -> Iterator[Change]:
    """Each day from `first` (None: the beginning) to `last` on which a statement joins, is replaced, or passes.

    `before` is the consensus at the end of the day of the change before it, so that the shifts add up to the
    way travelled: what moved between is the passing of time's.
    """
    begin = 1 if first is None else first.toordinal()
    for before, after in pairwise(_stretches(statements, last)):
        if after.begin >= begin:
            yield _change(before, after, before.begin, after.begin)


def steps(statements: Sequence[Statement], first: dt.date, last: dt.date, step: Step) -> Iterator[Change]:
    """A row for the first day of each step from `first` to `last`, both included, against the step before.

    The first row is the first such day on or after `first`; its `before` is the consensus one step earlier.
    """
    days = _GRIDS[step](first, last)
    for (earlier, before), (day, after) in pairwise(_samples(_stretches(statements, last), days)):
        yield _change(before, after, earlier, day)


def change(statements: Sequence[Statement], earlier: dt.date, later: dt.date) -> Change:
    """What became of the consensus between the ends of two days, all that was said between them at once."""
    days = (earlier.toordinal(), later.toordinal())
    (first, before), (last, after) = _samples(_stretches(statements, later), days)
    return _change(before, after, first, last)


@dataclass(frozen=True)
class Stretch:
    """The days from `begin` on, as long as the same statements stand.

    Attributes:
        heard: the outlets' voices, in alphabetical order of these.
        ruled_out: denials that hold.
    """

    begin: int
    grid: Grid | None = None
    heard: tuple[Voice, ...] = ()
    ruled_out: tuple[Denial, ...] = ()
    pools: dict[tuple[Voice | Denial, ...], Pool] = field(default_factory=dict, compare=False)

    @property
    def pool(self) -> Pool | None:
        """What stands, pooled; the same for stretches between which only windows pass."""
        if not self.heard or self.grid is None:
            return None
        standing: tuple[Voice | Denial, ...] = (*self.heard, *self.ruled_out)
        if standing not in self.pools:
            self.pools.clear()  # only the newest is asked for again
            self.pools[standing] = Pool(self.grid, self.heard, self.ruled_out)
        return self.pools[standing]

    @property
    def stated(self) -> dict[int, Statement]:
        """All that stands, by id."""
        said = [part.statement for voice in self.heard for part in voice.parts]
        return {s.id: s for s in (*said, *(d.statement for d in self.ruled_out))} if self.heard else {}

    def on(self, day: int) -> Consensus | None:
        """The consensus on a day."""
        return self.pool.on(dt.date.fromordinal(day)) if self.pool else None


_NOTHING_YET = Stretch(0)


def _first(said: Iterable[Voice], day: int) -> int:
    return min((voice.since for voice in said), default=day)


def _stretches(statements: Iterable[Statement], last: dt.date) -> Iterator[Stretch]:
    """The stretches up to a day, in order; the first is that in which nothing was said yet."""
    known = [s for s in statements if s.said_on <= last]
    said, ruled_out = voices(known), denials(known)
    every = list(chain.from_iterable(said.values()))
    grid = Grid(_first(every, last.toordinal()), last.toordinal())
    arrivals: dict[int, list[Voice]] = defaultdict(list)
    for voice in every:
        arrivals[voice.since].append(voice)
    passings: dict[int, list[Voice]] = defaultdict(list)
    for voice in every:
        for part in voice.parts:
            passings[part.last].append(voice)
    held = {d.since for d in ruled_out} | {d.until for d in ruled_out if d.until is not None}
    standing: dict[str, Voice] = {}
    pools: dict[tuple[Voice | Denial, ...], Pool] = {}
    gone: list[Voice] = []
    yield _NOTHING_YET
    for day in sorted(arrivals.keys() | passings.keys() | held):
        if day > last.toordinal():
            return
        spoke = {voice.outlet: voice for voice in arrivals.get(day, ())}
        grid.forget(gone)  # one step late: whoever reads the stretches may look one of them ahead
        gone = [standing[outlet] for outlet in spoke if outlet in standing]
        standing |= spoke
        pass_ = any(standing.get(voice.outlet) is voice for voice in passings.get(day, ()))
        hold = tuple(d for d in ruled_out if d.since <= day and (d.until is None or day < d.until))
        if standing and (spoke or pass_ or day in held):
            yield Stretch(day, grid, tuple(standing[outlet] for outlet in sorted(standing)), hold, pools)


def _samples(stretches: Iterable[Stretch], days: Iterable[int]) -> Iterator[tuple[int, Stretch]]:
    """Each day with the stretch that it lies in; both ascending."""
    current, upcoming = _NOTHING_YET, iter(stretches)
    following = next(upcoming, None)
    for day in days:
        while following is not None and following.begin <= day:
            current, following = following, next(upcoming, None)
        yield day, current


def _change(before: Stretch, after: Stretch, earlier: int, day: int) -> Change:
    stood, stand = before.stated, after.stated
    parts = [part for voice in after.heard for part in voice.parts]
    return Change(
        at=dt.date.fromordinal(day),
        before=before.on(earlier),
        after=after.on(day),
        came=_oldest_first(stand[key] for key in stand.keys() - stood.keys()),
        replaced=_oldest_first(stood[key] for key in stood.keys() - stand.keys()),
        passed=_oldest_first(part.statement for part in parts if earlier < part.last <= day),
        between=(before, after),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Player:
    """Somebody who said something between two days: an outlet's voices before and after, or what is ruled out."""

    outlet: str | None
    before: Voice | Denial | None
    after: Voice | Denial | None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What came; else what no longer stands."""
        one = self.after or self.before
        if isinstance(one, Denial):
            return (one.statement,)
        return tuple(part.statement for part in one.parts) if one else ()


def _shares(change: Change) -> tuple[Share, ...]:
    grid = change.between[1].grid
    if grid is None:
        return ()
    held = grid.held
    game = _Game(grid, change)
    shares = [
        Share(player.outlet, player.statements, *parts)
        for player, parts in shapley(game.players, game.worth).items()
    ]
    grid.forget(grid.held - held)  # what has long gone was looked at once more
    return tuple(sorted(shares, key=lambda s: (-abs(s.median), s.outlet or "", [x.id for x in s.statements])))


class _Game:
    """What the consensus would be if only some of those who spoke had spoken, and time had or had not passed."""

    def __init__(self, grid: Grid, change: Change) -> None:
        before, after = change.between
        self._grid, self._change = grid, change
        self._time = _Player(None, None, None)
        stood, stand = ({v.outlet: v for v in one.heard} for one in (before, after))
        spoke = [o for o in sorted(stood.keys() | stand.keys()) if stood.get(o) is not stand.get(o)]
        said = [_Player(o, stood.get(o), stand.get(o)) for o in spoke]
        held, hold = set(before.ruled_out), set(after.ruled_out)
        ended = [_Player(d.statement.outlet, d, None) for d in before.ruled_out if d not in hold]
        ruled = [_Player(d.statement.outlet, None, d) for d in after.ruled_out if d not in held]
        self.players = [*said, *ended, *ruled, self._time]
        self._lasting = [d for d in before.ruled_out if d in hold]
        moved = {v.root for p in said for v in (p.before, p.after) if isinstance(v, Voice)}
        # What nobody touched is summed up once; only the roots in which somebody spoke anew are made for each coalition.
        self._epoch = max(v.since for v in (*before.heard, *after.heard))
        untouched = [v for v in before.heard if v.root not in moved]
        self._members = [v for v in before.heard if v.root in moved and stand.get(v.outlet) is v]
        self._base = tally(grid, untouched, self._epoch)
        self._left = grid.left(self._lasting)
        self._known: dict[frozenset[_Player], Chances] = {}

    def worth(self, coalition: frozenset[_Player]) -> tuple[int, int, int]:
        """Median and interval, as ordinals, had only these spoken; of all and of none it is what was told."""
        told = {0: self._change.before, len(self.players): self._change.after}.get(len(coalition))
        if told is not None:
            return told.median.toordinal(), told.low.toordinal(), told.high.toordinal()
        spoke = coalition - {self._time}
        if spoke not in self._known:
            self._known[spoke] = self._pooled(spoke)
        found = self._known[spoke]
        day = (self._change.after if self._time in coalition else self._change.before).at  # type: ignore[union-attr]
        at = replace(found, at=day.toordinal())
        median, low, high = (at.day(level).toordinal() for level in (0.5, 0.1, 0.9))
        return median, low, high

    def _pooled(self, spoke: frozenset[_Player]) -> Chances:
        import numpy as np

        chosen = [p.after if p in spoke else p.before for p in self.players]
        heard = [*self._members, *(one for one in chosen if isinstance(one, Voice))]
        heard.sort(key=lambda voice: voice.outlet)
        left = self._grid.left(one for one in chosen if isinstance(one, Denial))
        if left is None or self._left is None:
            left = self._left if left is None else left
        else:
            left = np.minimum(left, self._left)
        return pooled(self._base + tally(self._grid, heard, self._epoch), self._grid, left)


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
