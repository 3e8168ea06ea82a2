"""From a stated window to a distribution of the true day: windows are kept, missed, or, seldom, beaten. Pure.

What was stated in [a, b] on day s comes, by a multinomial logit, early (before a), within the window, or late
(after b):

    P(early) ∝ exp(e·z), P(within) ∝ 1, P(late) ∝ exp(l·z)

where z holds the lead time (log2 of b − s), the window's width, the stance and the domain. Given that it is
late, the days behind b are log-logistic with median exp(d·z): the odds of being so late fall as a power of
the days, so that what is overdue stays overdue the longer (the planning fallacy's long tail: Buehler, Griffin
& Ross 1994, J. Pers. Soc. Psychol. 67; that delays need a kernel that is one-sided and not a wider window:
Flyvbjerg 2006, Project Manag. J. 37). Within the window the later days are likelier: F(x) = ((x − a + 1) / (b
− a + 1))^w; before it the last ones: F(x) = ((x − s) / (a − 1 − s))^v.

The numbers are in `slipped`; they are fitted, with ridge penalties as partial pooling, by
`tests/consensus/fit_slips.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log2
from typing import TYPE_CHECKING, Final

from tracker.consensus.slipped import DELAY, EARLY, LATE, SPREAD, TOWARDS_END, TOWARDS_START
from tracker.model import Domain, Stance

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_HALF_A_YEAR: Final = 180  # days: the lead time at which `lead` is 0
_WIDEST: Final = 9.0  # log2 of days: what is wider is as wide
_NEAR: Final = 2.0  # doublings below half a year from which on a window counts as near: 45 days


@dataclass(frozen=True, slots=True)
class Slip:
    """How a stated window may turn out.

    Attributes:
        early, late: probabilities, 0 to 1; what is left is that of keeping the window.
        delay: median days behind the window's end, where it is late.
    """

    early: float
    late: float
    delay: float

    @property
    def kept(self) -> float:
        """The probability that it comes within the window."""
        return 1 - self.early - self.late


def slip(said_on: int, first: int, last: int, stance: Stance, domain: Domain) -> Slip:
    """How a window of days `first` to `last`, stated at the end of day `said_on`, may turn out.

    Args:
        said_on, first, last: proleptic ordinals, `said_on` < `first` <= `last`.
    """
    told = _told(last - said_on, last - first + 1, stance, domain)
    late, delay = exp(_dot(LATE, told)), exp(_dot(DELAY, told))
    early = exp(_dot(EARLY, told)) if first - said_on > 1 else 0.0
    every = 1 + early + late
    return Slip(early / every, late / every, delay)


def _told(lead: int, width: int, stance: Stance, domain: Domain) -> dict[str, float]:
    """The model's z: what is told of a window by name; a stance or domain that has no number says nothing."""
    doublings = log2(max(lead, 1) / _HALF_A_YEAR)
    return {
        "": 1.0,
        "lead": doublings,
        "width": 2 * min(log2(width), _WIDEST) / _WIDEST - 1,
        "near": max(-_NEAR - doublings, 0.0),
        stance: 1.0,
        domain: 1.0,
    }


def _dot(weights: dict[str, float], told: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in told.items())


def chances(
    days: NDArray[float64], said_on: int, first: int, last: int, stance: Stance, domain: Domain
) -> NDArray[float64]:
    """The chance that what was stated so is out by the end of each of `days` (ascending ordinals); float64, same shape.

    0 up to `said_on`; it never reaches 1: what is late may be late without end.
    """
    import numpy as np

    how = slip(said_on, first, last, stance, domain)
    out = np.zeros(len(days))
    begun, kept, over = np.searchsorted(days, (said_on + 1, first, last + 1))
    room = max(first - said_on - 1, 1)
    out[begun:kept] = how.early * ((days[begun:kept] - said_on) / room) ** TOWARDS_START
    width = last - first + 1
    out[kept:over] = how.early + how.kept * ((days[kept:over] - first + 1) / width) ** TOWARDS_END
    behind = (days[over:] - last + 0.5) / how.delay
    out[over:] = how.early + how.kept + how.late / (1 + behind ** (-1 / SPREAD))
    return out
