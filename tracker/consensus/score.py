"""How good a forecast was, once it is known when the work came out, or that it is not out yet. Pure.

All scores are of one forecast; lower is better. Days are whole: the distribution is one over days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import log
from typing import Final

from tracker.consensus.pool import Chances

CLOSE_DAYS: Final = 3
"""Within so many days of the true one a forecast's probability counts in the log score: sources speak in weeks."""
LEAST: Final = 1e-6  # of a probability whose logarithm is taken


@dataclass(frozen=True, slots=True)
class Score:
    """How good one forecast was.

    Attributes:
        crps: the continuous ranked probability score, in days: Σ (F(x) − 1{x ≥ T})² over the days x of the
            horizon (Matheson & Winkler 1976, Manage. Sci. 22; Gneiting & Raftery 2007, J. Am. Stat. Assoc.
            102). Of a work that is not out, censored: over the days that have passed, against 0, which is the
            threshold-weighted CRPS and proper for what is yet to come (Gneiting & Ranjan 2011, J. Bus. Econ.
            Stat. 29).
        log: −ln of the probability of the days within `CLOSE_DAYS` of the true one; of a work that is not out
            −ln of the chance of that.
        late: days between the median and the true day, positive where the forecast was too early; None where
            it is not out.
        pit: the probability integral transform, the middle of [F(T − 1), F(T)]: evenly spread over many
            forecasts where these are calibrated (Dawid 1984, J. R. Stat. Soc. A 147; for whole days Czado,
            Gneiting & Held 2009, Biometrics 65); None where it is not out.
        within: for 50, 80 and 95 %, whether the central interval held the true day; None where it is not out.
    """

    crps: float
    log: float
    late: int | None
    pit: float | None
    within: tuple[bool, bool, bool] | None


INTERVALS: Final = (0.5, 0.8, 0.95)
"""The central intervals of `Score.within`."""


def score(chances: Chances, out: dt.date | None, today: dt.date) -> Score:
    """Score a forecast.

    Args:
        chances: the distribution, as of a day before both others.
        out: the day on which the work came out; None where it is not out at the end of `today`.
        today: how far is known.

    Raises:
        ValueError: the forecast was made on that day, or later.
    """
    end = _known(chances, out, today)
    spread = crps(chances, out, today)
    if out is None:
        return Score(spread, -log(max(1 - chances.by(end), LEAST)), None, None, None)
    before, at = chances.by(out - _DAY), chances.by(out)
    near = chances.by(out + CLOSE_DAYS * _DAY) - chances.by(out - (CLOSE_DAYS + 1) * _DAY)
    return Score(
        crps=spread,
        log=-log(max(near, LEAST)),
        late=(out - chances.day(0.5)).days,
        pit=(before + at) / 2,
        within=_within(chances, out),
    )


def crps(chances: Chances, out: dt.date | None, today: dt.date) -> float:
    """`Score.crps` alone; arguments and errors as those of `score`."""
    end = _known(chances, out, today)
    ahead = chances.ahead()
    place = end.toordinal() - chances.at - 1  # of the last day that is known among those ahead
    if out is None:
        return float((ahead[: place + 1] ** 2).sum())
    behind = max(place - len(ahead), 0)  # days behind the horizon: the chance stays where it is, below 1
    return (
        float((ahead[:place] ** 2).sum() + ((ahead[place:] - 1) ** 2).sum()) + behind * float(ahead[-1]) ** 2
    )


def _known(chances: Chances, out: dt.date | None, today: dt.date) -> dt.date:
    end = out or today
    if end.toordinal() <= chances.at:
        raise ValueError(f"a forecast of {dt.date.fromordinal(chances.at)} cannot be scored by {end}")
    return end


_DAY: Final = dt.timedelta(days=1)


def _within(chances: Chances, out: dt.date) -> tuple[bool, bool, bool]:
    fifty, eighty, most = (
        chances.day((1 - share) / 2) <= out <= chances.day((1 + share) / 2) for share in INTERVALS
    )
    return fifty, eighty, most
