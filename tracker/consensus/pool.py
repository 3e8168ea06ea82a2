"""The outlets' voices as one distribution over days, and what it says on a day: `Pool` to `Consensus`.

The linear pool F = Σ w_i F_i with equal weights (Stone 1961, Ann. Math. Stat. 32), conditioned on "not out yet":
F_t(x) = (F(x) - F(t)) / (1 - F(t)) for x > t. That is the pool of the conditioned voices with weights w_i (1 - F_i(t)):
an outlet whose days go by without a release is heard less and less by itself. Where the voices come from is `voice`'s.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.consensus.statement import Statement
from tracker.consensus.voice import Part, Voice

LEVELS = tuple(round(0.05 * k, 2) for k in range(1, 20))

_LOW, _MEDIAN, _HIGH = (LEVELS.index(level) for level in (0.1, 0.5, 0.9))
_ROUNDING = 1e-12  # far above what sums of doubles lose, far below one day's share of thirty years


@dataclass(frozen=True, slots=True)
class Consensus:
    """When the work is expected, by what had been said by the end of a day.

    Attributes:
        at: that day. It was not out by its end.
        quantiles: 19 pairs of level (0.05 … 0.95) and day: the first day by which the chance of a release reaches
            the level. All days are after `at`.
        median: the day of level 0.5.
        low, high: the 80 % interval, levels 0.1 and 0.9.
        voices: how many outlets are heard.
        statements: those that it stands on, oldest first.
    """

    at: dt.date
    quantiles: tuple[tuple[float, dt.date], ...]
    median: dt.date
    low: dt.date
    high: dt.date
    voices: int
    statements: tuple[Statement, ...]


class Pool:
    """What some outlets' voices say together; `on` reads it on a day on which all of them are heard.

    Args:
        heard: voices with a day ahead, one an outlet, always in the same order: sums of doubles depend on it.
        statements: those that the voices stand on.
    """

    def __init__(self, heard: Sequence[Voice], statements: Sequence[Statement]) -> None:
        parts = [part for voice in heard for part in voice.parts]
        self._voices = len(heard)
        self._statements = tuple(statements)
        self._origin = min(part.spans[0][0] for part in parts) - 1
        self._cumulative = _cumulative(parts, self._origin)

    def on(self, at: dt.date) -> Consensus:
        """The consensus at the end of day `at`; O(levels · log days)."""
        ordinal = at.toordinal()
        gone = self._cumulative[ordinal - self._origin] if ordinal > self._origin else 0.0
        total = self._cumulative[-1]
        wanted = (gone + level * (total - gone) - _ROUNDING * total for level in LEVELS)
        days = [dt.date.fromordinal(self._origin + bisect_left(self._cumulative, mass)) for mass in wanted]
        return Consensus(
            at=at,
            quantiles=tuple(zip(LEVELS, days, strict=True)),
            median=days[_MEDIAN],
            low=days[_LOW],
            high=days[_HIGH],
            voices=self._voices,
            statements=self._statements,
        )


def _cumulative(parts: Sequence[Part], origin: int) -> list[float]:
    """The parts' mass from day `origin` to each day of the grid; linear in spans and days."""
    steps = [0.0] * (max(part.last for part in parts) - origin + 2)
    for part in parts:
        for first, last in part.spans:
            steps[first - origin] += part.density
            steps[last + 1 - origin] -= part.density
    return list(accumulate(accumulate(steps[:-1])))
