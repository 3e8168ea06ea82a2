"""The outlets' voices as one distribution over days, and what it says on a day: `Pool` to `Consensus`.

The linear pool F = Σ w_i F_i / Σ w_i (Stone 1961, Ann. Math. Stat. 32) over roots, not articles: voices that
pass on one word are one (Winkler 1981, Manage. Sci. 27, on what dependence costs). w_i halves with every
half-life of age (a factor that is the same for all as time goes by, so that only the order of events moves
the pool) and carries the reader's confidence and the outlet's record. Days that are ruled out keep only a
little of their chance. Then:

- a linear pool of calibrated voices is under-confident (Ranjan & Gneiting 2010, J. R. Stat. Soc. B 72), the
  more so the more of them there are; so its log odds are stretched by a = 1 + c (1 − 1/n), n = (Σ u)² / Σ u²
  being the effective number of roots (Karmarkar's transform; Baron, Mellers, Tetlock, Stone & Ungar 2014,
  Decis. Anal. 11), where u_i = w_i (1 − F_i) leaves out whose days had gone by when somebody last spoke. One
  voice alone is left as it is.
- "not out yet" on a day t conditions it: G_t(x) = (G(x) − G(t)) / (1 − G(t)) for x > t; and as nothing is
  sure to come, the same evidence raises the chance that it never does.

Half-life, c and the exponent of width in `voice` were chosen by `tests/consensus/fit_pool.py`, by CRPS on
whole timelines.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from tracker.consensus.statement import Statement
from tracker.consensus.voice import Denial, Root, Voice

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

LEVELS: Final = tuple(round(0.05 * k, 2) for k in range(1, 20))
HORIZON_DAYS: Final = 3653  # ten years: no day further ahead is told apart from never
HALF_LIFE: Final = 180.0  # days
SHARPENING: Final = 2.0
NEVER: Final = 0.01
"""The chance that something whose window has been stated never comes out; `slipped` cannot know, for it holds what did."""

_LAST_DAY: Final = dt.date.max.toordinal()
_ROUNDING: Final = 1e-12  # far above what sums of doubles lose, far below one day's share of thirty years
_LEAST: Final = 1e-12  # of the mass that is left: a division by less says nothing
_FEW_VOICES: Final = 16  # up to which voices are summed one by one


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """The chance that the work is out by a day, given that it was not by the end of day `at` (an ordinal).

    Attributes:
        origin: the day of the first element of `mass`.
        mass: how likely the pool takes it to be out by each day if it ever comes, seen from before `origin`;
            float64, 0 to 1.
        sharpness: how far the log odds of that are stretched; 1 leaves them. They are stretched where they are
            looked at: to raise a whole curve to a power costs more than all else.
    """

    at: int
    origin: int
    mass: NDArray[float64]
    sharpness: float = 1.0

    @property
    def last(self) -> int:
        """The last day of the horizon, as an ordinal."""
        return min(self.at + HORIZON_DAYS, self.origin + len(self.mass) - 1)

    @property
    def _gone(self) -> float:
        return float(_stretched(self.mass[self.at - self.origin], self.sharpness))

    @property
    def _left(self) -> float:
        return max(1 - self._gone, _LEAST)

    @property
    def ever(self) -> float:
        """The chance that it comes out at all: it falls while nothing does."""
        return (1 - NEVER) * self._left / (NEVER + (1 - NEVER) * self._left)

    def by(self, day: dt.date) -> float:
        """The chance that it is out by the end of a day, 0 to 1; from the horizon on that of its last day."""
        place = min(day.toordinal(), self.last)
        if place <= self.at:
            return 0.0
        out = float(_stretched(self.mass[place - self.origin], self.sharpness))
        return self.ever * (out - self._gone) / self._left

    def ahead(self) -> NDArray[float64]:
        """The chance that it is out by the end of each day from the next to the horizon's last; a new array."""
        mass = _stretched(self.mass[self.at - self.origin + 1 : self.last - self.origin + 1], self.sharpness)
        found: NDArray[float64] = (self.ever / self._left) * (mass - self._gone)
        return found

    def day(self, level: float) -> dt.date:
        """The first day by which the chance reaches a level (0 < level < 1); the horizon's last where it does not."""
        wanted = self._gone + level / self.ever * self._left - _ROUNDING
        if wanted >= 1:
            return dt.date.fromordinal(self.last)
        day = self.origin + int(self.mass.searchsorted(_stretched(max(wanted, 0.0), 1 / self.sharpness)))
        return dt.date.fromordinal(min(max(day, self.at + 1), self.last))

    @property
    def beyond(self) -> float:
        """The chance that it is not out within the horizon: later, or never."""
        return 1 - self.by(dt.date.fromordinal(self.last))


@dataclass(frozen=True, slots=True)
class Consensus:
    """When the work is expected, by what had been said by the end of a day.

    Attributes:
        at: that day. It was not out by its end.
        quantiles: 19 pairs of level (0.05 … 0.95) and day: the first day by which the chance of a release
            reaches the level. All days are after `at`.
        median: the day of level 0.5.
        low, high: the 80 % interval, levels 0.1 and 0.9.
        voices: how many outlets are heard.
        statements: those that it stands on, oldest first.
        overdue: whether every window that anybody stands for has passed: it then tells how long such works
            take from here.
        chances: the whole distribution.
    """

    at: dt.date
    quantiles: tuple[tuple[float, dt.date], ...]
    median: dt.date
    low: dt.date
    high: dt.date
    voices: int
    statements: tuple[Statement, ...]
    overdue: bool
    chances: Chances = field(compare=False, repr=False)


class Grid:
    """The days of a pool, and each voice's chances on them, computed once for as long as it stands.

    Args:
        first, last: ordinals of the first and last day that is looked at; the horizon is added.
    """

    def __init__(self, first: int, last: int) -> None:
        import numpy as np

        self.origin = first
        self.days = np.arange(first, min(last + HORIZON_DAYS, _LAST_DAY) + 1, dtype=float)
        self._rows: dict[Voice, int] = {}
        self._free: list[int] = []
        self._chances = np.zeros((_FEW_VOICES, len(self.days)))

    def row(self, voice: Voice) -> int:
        """Which row of the table holds a voice's chances."""
        import numpy as np

        if voice not in self._rows:
            row = self._free.pop() if self._free else len(self._rows)
            if row == len(self._chances):
                self._chances = np.concatenate([self._chances, np.zeros_like(self._chances)])
            self._chances[row] = voice.chances(self.days)
            self._rows[voice] = row
        return self._rows[voice]

    @property
    def held(self) -> frozenset[Voice]:
        """The voices whose chances are held."""
        return frozenset(self._rows)

    def forget(self, voices: Iterable[Voice]) -> None:
        """Let go of what no longer stands."""
        for voice in voices:
            if (row := self._rows.pop(voice, None)) is not None:
                self._free.append(row)

    def chance(self, voice: Voice, day: int) -> float:
        """A voice's chance on one day of the grid."""
        row = self.row(voice)  # first: the table may have to grow for it
        return float(self._chances[row, day - self.origin])

    def mixed(self, votes: Mapping[Voice, float]) -> NDArray[float64]:
        """The voices' chances, each times its vote, summed; a new array."""
        import numpy as np

        rows = [self.row(voice) for voice in votes]
        if len(rows) <= _FEW_VOICES:  # cheaper than to go through the whole table
            return sum(
                (vote * self._chances[row] for row, vote in zip(rows, votes.values(), strict=True)),
                np.zeros(len(self.days)),
            )
        weights = np.zeros(len(self._chances))
        weights[rows] = list(votes.values())
        # Not `weights @ self._chances`: BLAS would wake its threads for so little.
        found: NDArray[float64] = np.einsum("i,ij->j", weights, self._chances)
        return found

    def mass_ahead(self, chances: NDArray[float64], left: NDArray[float64] | None, day: int) -> float:
        """How likely what comes with some chances is to come after a day, days that are ruled out left out as far as `left` says."""
        import numpy as np

        steps = np.diff(chances[day - self.origin :], append=1.0)
        return float(steps.sum() if left is None else (steps * left[day - self.origin + 1 :]).sum())

    def left(self, denials: Iterable[Denial]) -> NDArray[float64] | None:
        """What denials leave of each day's chance, the least of what several do; at the end one element more, for all days to follow.

        None where nothing is ruled out.
        """
        import numpy as np

        left: NDArray[float64] | None = None
        for denial in denials:
            left = np.ones(len(self.days) + 1) if left is None else left
            begin = max(denial.first - self.origin, 0)
            end = min(max(denial.last - self.origin + 1, 0), len(self.days))
            part = left[begin:] if denial.last == _LAST_DAY else left[begin:end]
            np.minimum(part, denial.doubt, out=part)
        return left


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Some roots summed up.

    Attributes:
        weight: the sum of their weights.
        ahead, squares: the sums of what of each weight had its days still ahead when somebody last spoke, and
            of its square.
        mass: their weighted chances.
    """

    weight: float
    ahead: float
    squares: float
    mass: NDArray[float64]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.weight + other.weight,
            self.ahead + other.ahead,
            self.squares + other.squares,
            self.mass + other.mass,
        )


def weight(voice: Voice, epoch: int) -> float:
    """What a voice weighs beside one of day `epoch`."""
    return float(voice.trust * 2 ** ((voice.since - epoch) / HALF_LIFE))


def by_root(voices: Iterable[Voice]) -> dict[Root, list[Voice]]:
    """Voices together with those that pass on the same word, in the order given."""
    roots: dict[Root, list[Voice]] = defaultdict(list)
    for voice in voices:
        roots[voice.root].append(voice)
    return roots


def votes(voices: Sequence[Voice], epoch: int) -> dict[Voice, float]:
    """Each voice's vote: those of one root share the weight of the weightiest of them."""
    found = {voice: weight(voice, epoch) for voice in voices}
    for row in by_root(voices).values():
        if len(row) > 1:
            weights = [found[voice] for voice in row]
            share = max(weights) / sum(weights)
            found |= {voice: own * share for voice, own in zip(row, weights, strict=True)}
    return found


def tally(grid: Grid, voices: Sequence[Voice], epoch: int) -> Tally:
    """Voices summed up, those of one root as one."""
    cast = votes(voices, epoch)
    roots = [
        sum(cast[voice] * (1 - grid.chance(voice, epoch)) for voice in row)
        for row in by_root(voices).values()
    ]
    return Tally(sum(cast.values()), sum(roots), sum(root**2 for root in roots), grid.mixed(cast))


class Pool:
    """What some outlets' voices say together; `on` reads it on a day.

    Args:
        voices: one an outlet, at least one, always in the same order: sums of doubles depend on it.
        denials: what is ruled out.
    """

    def __init__(self, grid: Grid, voices: Sequence[Voice], denials: Sequence[Denial]) -> None:
        self.voices, self.denials = voices, denials
        self.epoch = max(voice.since for voice in voices)
        # At once: the grid forgets what no longer stands.
        self._chances = pooled(tally(grid, voices, self.epoch), grid, grid.left(denials))

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        said = [part.statement for voice in self.voices for part in voice.parts]
        return tuple(sorted([*said, *(d.statement for d in self.denials)], key=lambda s: (s.said_on, s.id)))

    @cached_property
    def _last(self) -> int:
        return max(part.last for voice in self.voices for part in voice.parts)

    def chances_on(self, day: int) -> Chances:
        """The distribution at the end of a day (an ordinal)."""
        return replace(self._chances, at=day)

    def on(self, at: dt.date) -> Consensus:
        """The consensus at the end of day `at`; O(levels · log days)."""
        found = self.chances_on(at.toordinal())
        quantiles = tuple((level, found.day(level)) for level in LEVELS)
        days = dict(quantiles)
        return Consensus(
            at=at,
            quantiles=quantiles,
            median=days[0.5],
            low=days[0.1],
            high=days[0.9],
            voices=len(self.voices),
            statements=self._statements,
            overdue=self._last <= found.at,
            chances=found,
        )


def pooled(whole: Tally, grid: Grid, left: NDArray[float64] | None) -> Chances:
    """Roots pooled, less what is ruled out, sharpened by how many they are; on the first day of the grid.

    Args:
        left: as `Grid.left` gives it.
    """
    import numpy as np

    share = whole.mass / whole.weight
    if left is not None:
        steps = np.empty(len(left))
        steps[0], steps[1:-1], steps[-1] = share[0], share[1:] - share[:-1], 1 - share[-1]
        summed = np.cumsum(steps * left)
        share = summed[:-1] / summed[-1]
    alone = whole.squares / max(whole.ahead, _LEAST) ** 2
    return Chances(grid.origin, grid.origin, share.clip(0.0, 1.0), 1 + SHARPENING * (1 - min(alone, 1.0)))


_Share = TypeVar("_Share", float, "NDArray[float64]")


def _stretched(share: _Share, sharpness: float) -> _Share:
    """Probabilities with their log odds times `sharpness`; that of its inverse takes it back."""
    if sharpness == 1:
        return share
    odds: _Share = share**sharpness
    return odds / (odds + (1 - share) ** sharpness)  # type: ignore[no-any-return]  # a float's power may be complex
