"""A mean of few cases, drawn towards the mean of all, with an interval: `Sums` to `Figure`s. Pure.

Every work gives an outlet one number. That of outlet o on work w is overall + b_o + e_ow, with variance σ_b²
between outlets and σ_w² between the works of one. Of n works with this mean,

    shrunk = (n · mean + n0 · overall) / (n + n0),    n0 = σ_w² / σ_b²

is the best linear estimate (Bühlmann & Straub 1970, Mitt. Ver. Schweiz. Versich.-Math. 70), n0 telling how
many works an outlet's own mean must have to weigh as much as that of all. With N works of k outlets in all,
the method of moments (Henderson 1953, Biometrics 9) gives

    σ_w² = Σ (x − mean_o)² / (N − k),    σ_b² = max(0, (Σ n_o (mean_o − overall)² − (k − 1) σ_w²) / (N − Σ
    n_o² / N))

and n0 = ∞, so that all are alike, where outlets differ no more than works do by chance. Where there are too
few for that, n0 is `USUAL_WORKS`. The interval has the variance σ_w² / (n + n0) + (n0 / (n + n0))²
Var(overall); its second part is what the overall mean is not known by (Morris 1983, J. Am. Stat. Assoc. 78).
That n0 is itself an estimate is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, inf, sqrt
from statistics import NormalDist
from typing import Final

FEWEST_WORKS: Final = 3
"""A mean of fewer works has no interval."""
USUAL_WORKS: Final = 10
"""n0 where it cannot be fitted: how late a work is hangs far more on the work than on who tells of it."""
FIT_OUTLETS: Final = 5
FIT_FURTHER: Final = 10
"""n0 is fitted to so many outlets or more, with so many works or more beside the first of each."""
INTERVAL: Final = 0.8


@dataclass(frozen=True, slots=True)
class Sums:
    """Some numbers, one a work: how many, their sum, the sum of their squares."""

    works: int
    total: float
    squares: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Sums:
        """Of numbers in any order."""
        values = tuple(values)
        return cls(len(values), fsum(values), fsum(value**2 for value in values))

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.works + other.works, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float:
        """Their mean; there is at least one."""
        return self.total / self.works

    @property
    def scatter(self) -> float:
        """The sum of their squared distances from their mean."""
        return max(self.squares - self.total * self.mean, 0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean of works.

    Attributes:
        works: how many.
        mean: theirs alone.
        shrunk: drawn towards that of all outlets.
        low, high: the 80 % interval of `shrunk`; None where the works are too few for one.
    """

    works: int
    mean: float
    shrunk: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of an outlet from all of them.

    Attributes:
        overall: the mean over all works of all outlets.
        pull: n0, in works; infinite where all outlets are alike.
        within: σ_w²; None where no outlet has two works.
        freedom: N − k, of `within`.
        unsure: the variance of `overall`.
    """

    overall: float
    pull: float
    within: float | None
    freedom: int
    unsure: float

    def share(self, own: Sums) -> float:
        """How much an outlet's own mean counts, 0 to 1."""
        return own.works / (own.works + self.pull)

    def shrunk(self, own: Sums) -> float:
        """An outlet's mean, drawn towards that of all."""
        return self.overall + self.share(own) * (own.mean - self.overall)

    def figure(self, own: Sums) -> Figure:
        """The same, with its interval."""
        middle = self.shrunk(own)
        if own.works < FEWEST_WORKS or self.within is None:
            return Figure(own.works, own.mean, middle, None, None)
        variance = self.within / (own.works + self.pull) + (1 - self.share(own)) ** 2 * self.unsure
        half = _student(self.freedom) * sqrt(variance)
        return Figure(own.works, own.mean, middle, middle - half, middle + half)


def prior(outlets: Iterable[Sums]) -> Prior | None:
    """What all outlets, each with at least one work, tell of any; None where there are none."""
    outlets = tuple(outlets)
    if not outlets:
        return None
    n, k = sum(one.works for one in outlets), len(outlets)
    overall = fsum(one.total for one in outlets) / n
    if n == k:
        return Prior(overall, USUAL_WORKS, None, 0, 0.0)
    within = fsum(one.scatter for one in outlets) / (n - k)
    crowding = sum(one.works**2 for one in outlets) / n
    between = within / USUAL_WORKS
    if k >= FIT_OUTLETS and n - k >= FIT_FURTHER:
        apart = fsum(one.works * (one.mean - overall) ** 2 for one in outlets)
        between = max((apart - (k - 1) * within) / (n - crowding), 0.0)
        pull = within / between if between else inf
    else:
        pull = USUAL_WORKS
    return Prior(overall, pull, within, n - k, (within + between * crowding) / n)


def _student(freedom: int) -> float:
    """Student's t at the upper end of the interval, expanded around the normal (Abramowitz & Stegun 1964, 26.7.5)."""
    z = NormalDist().inv_cdf((1 + INTERVAL) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2
