"""Whether confidence means what it says: among windows with 0.8, four of five should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.evaluate.gold import Answered
from tracker.evaluate.score import key_of

_BANDS: Final = 10  # of equal width, from 0 to 1

Weighed = tuple[float, bool]  # a confidence, and whether what it was given to is right


@dataclass(frozen=True, slots=True)
class Band:
    """The windows whose confidence lies from `low` up to `high`, 1 being in the last band.

    Attributes:
        windows: how many, at least one.
        confidence: their mean confidence, 0 to 1.
        right: the share of them that is annotated, 0 to 1.
    """

    low: float
    high: float
    windows: int
    confidence: float
    right: float


def weighed(answered: Answered) -> list[Weighed]:
    """Every window that was weighed in an article, taken for a prediction or not; what was refused outright is left out.

    Right is what is right strictly: the window and its polarity are annotated, wherever in the article.
    """
    expected = {key_of(one) for one in answered.gold.predictions}
    return [
        (v.confidence, (v.window, v.polarity) in expected)
        for v in answered.verdicts
        if v.refused is None and v.confidence is not None
    ]


def bands(everything: Iterable[Weighed]) -> tuple[Band, ...]:
    """The reliability table, the lowest confidence first; bands without windows are left out."""
    found: dict[int, list[Weighed]] = {}
    for confidence, right in everything:
        found.setdefault(min(int(confidence * _BANDS), _BANDS - 1), []).append((confidence, right))
    return tuple(_band(number, found[number]) for number in sorted(found))


def _band(number: int, inside: Sequence[Weighed]) -> Band:
    n = len(inside)
    mean, right = sum(c for c, _ in inside) / n, sum(r for _, r in inside) / n
    return Band(number / _BANDS, (number + 1) / _BANDS, n, mean, right)


def calibration_error(table: Sequence[Band]) -> float | None:
    """By how much confidence misses the share that is right, on average over the windows, 0 to 1; None of nothing.

    The expected calibration error: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
    Binning", AAAI 2015; Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, eq. 3.
    """
    windows = sum(band.windows for band in table)
    return sum(b.windows * abs(b.right - b.confidence) for b in table) / windows if windows else None
