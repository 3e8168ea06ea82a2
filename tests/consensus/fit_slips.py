"""Fits `tracker/consensus/slipped.py` to a table of stated windows and the days on which the works came out.

    uv run python tests/consensus/fit_slips.py SLIPS.csv            # prints the module
    uv run python tests/consensus/fit_slips.py --cross SLIPS.csv    # tenfold, by work: prints how calibrated

SLIPS.csv has the columns work, domain, said_on, start, end, stance, released (ISO days; `end` empty where the window is open).
Today's numbers come from tests/consensus/slips.csv, which holds no work of tests/corpus, so that forecasts can be judged there.
The model is told in `tracker/consensus/slip.py`; the penalised
likelihood of the day, in whole days, is maximised by L-BFGS-B. Domains and stances are drawn towards "no difference" by ridge
penalties, which pools them where data are few.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tracker.model import Domain, Stance

STANCES = (Stance.REPORTED, Stance.SPECULATIVE)  # against official
NAMES = ("", "lead", "width", "near", *STANCES, *(d for d in Domain if d is not Domain.MUSIC))
RIDGE = np.array([0.0, 0.5, 0.5, 0.5, 2.0, 2.0] + [4.0] * (len(NAMES) - 6))
USUAL_DELAY = 4.5  # log of days: what delays are drawn to
FOLDS = 10
K = len(NAMES)


class Slips:
    """The table as arrays of ordinals, without open windows and what was out when it was stated."""

    def __init__(self, path: Path) -> None:
        rows = [r for r in csv.DictReader(path.read_text(encoding="utf-8").splitlines()) if r["end"]]
        rows = [r for r in rows if r["said_on"] < min(r["end"], r["released"])]
        self.works = [r["work"] for r in rows]
        self.said_on, first, self.last, self.out = (
            np.array([dt.date.fromisoformat(r[k]).toordinal() for r in rows], float)
            for k in ("said_on", "start", "end", "released")
        )
        self.first = np.maximum(first, self.said_on + 1)
        self.width = self.last - self.first + 1
        self.room = self.first - self.said_on > 1
        self.told = self._told([r["stance"] for r in rows], [r["domain"] for r in rows])
        self.outcome = np.where(self.out < self.first, 0, np.where(self.out <= self.last, 1, 2))

    def _told(self, stances: Sequence[str], domains: Sequence[str]) -> np.ndarray:
        lead = np.log2(np.maximum(self.last - self.said_on, 1) / 180)
        named = [[name in (s, d) for name in NAMES[4:]] for s, d in zip(stances, domains, strict=True)]
        width = 2 * np.minimum(np.log2(self.width), 9) / 9 - 1
        return np.column_stack(
            [np.ones_like(lead), lead, width, np.maximum(-2 - lead, 0), np.array(named, float)]
        )


def spread(z: np.ndarray) -> np.ndarray:
    """The standard logistic distribution."""
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


def parts(theta: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float, float, float]:
    """early, late, delay; spread, towards_end, towards_start."""
    return theta[:K], theta[K : 2 * K], theta[2 * K : 3 * K], *np.exp(theta[3 * K :]).tolist()


def shares(theta: np.ndarray, told: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Probabilities of early, kept, late: a row a statement."""
    early, late, *_ = parts(theta)
    odds = np.column_stack([np.exp(told @ early) * room, np.ones(len(told)), np.exp(told @ late)])
    return odds / odds.sum(1, keepdims=True)


def loss(theta: np.ndarray, slips: Slips, rows: np.ndarray) -> float:
    """Minus the penalised log likelihood."""
    *_, delay, sigma, end, start = parts(theta)
    share = shares(theta, slips.told[rows], slips.room[rows])[np.arange(len(rows)), slips.outcome[rows]]
    mass = np.ones(len(rows))
    said, first, last, out, width = (
        a[rows] for a in (slips.said_on, slips.first, slips.last, slips.out, slips.width)
    )
    early, kept, late = (slips.outcome[rows] == k for k in range(3))
    room = (first - said - 1)[early]
    ahead = (out - said)[early]
    mass[early] = (ahead / room) ** start - ((ahead - 1) / room) ** start
    place = ((out - first + 1) / width)[kept]
    mass[kept] = place**end - np.maximum(place - 1 / width[kept], 0) ** end
    middle, days = (slips.told[rows] @ delay)[late], (out - last)[late]
    above = spread((np.log(days + 0.5) - middle) / sigma)
    below = np.where(days > 1, spread((np.log(np.maximum(days - 0.5, 0.5)) - middle) / sigma), 0)
    mass[late] = above - below
    pull = [RIDGE * w**2 for w in parts(theta)[:2]] + [RIDGE * (delay - np.eye(K)[0] * USUAL_DELAY) ** 2]
    return float(-np.log(share * np.maximum(mass, 1e-9) + 1e-12).sum() + 0.5 * np.sum(pull))


def fit(slips: Slips, rows: np.ndarray) -> np.ndarray:
    """The parameters that fit some rows best."""
    begin = np.zeros(3 * K + 3)
    begin[[0, K, 2 * K, 3 * K, 3 * K + 1, 3 * K + 2]] = (-2, -0.5, USUAL_DELAY, 0.0, 0.0, 0.7)
    return minimize(loss, begin, args=(slips, rows), method="L-BFGS-B", options={"maxiter": 500}).x


def chances(theta: np.ndarray, slips: Slips, rows: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The chance that each row's work is out by the end of a day."""
    *_, delay, sigma, end, start = parts(theta)
    early, kept, late = shares(theta, slips.told[rows], slips.room[rows]).T
    said, first, last = (a[rows] for a in (slips.said_on, slips.first, slips.last))
    before = np.clip((days - said) / np.maximum(first - said - 1, 1), 0, 1) ** start
    within = np.clip((days - first + 1) / (last - first + 1), 0, 1) ** end
    lateness = (np.log(np.maximum(days - last, 0) + 0.5) - slips.told[rows] @ delay) / sigma
    behind = np.where(days > last, spread(lateness), 0)
    return early * before + kept * within + late * behind


def cross(slips: Slips) -> str:
    """How calibrated the model is on works that it was not fitted to."""
    works = sorted(set(slips.works))
    shuffled = np.random.default_rng(0).permutation(works)
    fold = {work: n % FOLDS for n, work in enumerate(shuffled)}
    folds = np.array([fold[work] for work in slips.works])
    pit, crps, plain = (np.zeros(len(folds)) for _ in range(3))
    for k in range(FOLDS):
        theta, rows = fit(slips, np.flatnonzero(folds != k)), np.flatnonzero(folds == k)
        below, at = (chances(theta, slips, rows, slips.out[rows] + shift) for shift in (-1, 0))
        pit[rows] = below + np.random.default_rng(k).random(len(rows)) * (at - below)
        for ahead in range(1, 15 * 365):
            days = slips.said_on[rows] + ahead
            came = days >= slips.out[rows]
            crps[rows] += (chances(theta, slips, rows, days) - came) ** 2
            bare = np.clip((days - slips.first[rows] + 1) / slips.width[rows], 0, 1)
            plain[rows] += (bare - came) ** 2
    counts, _ = np.histogram(pit, 10, (0, 1))
    uneven = ((counts - len(pit) / 10) ** 2 / (len(pit) / 10)).sum()
    return (
        f"{len(pit)} statements of {len(works)} works; PIT in ten bands {counts.tolist()}, chi² {uneven:.1f} (9 degrees of freedom), "
        f"mean {pit.mean():.3f}; 80 % interval holds {np.mean((pit > 0.1) & (pit < 0.9)):.1%}; "
        f"CRPS {crps.mean():.1f} days, of the bare window {plain.mean():.1f}"
    )


def module(theta: np.ndarray, slips: Slips) -> str:
    """The source of `tracker/consensus/slipped.py`."""
    *weights, sigma, end, start = parts(theta)
    tables = "\n".join(
        f"{name}: Final = {{{', '.join(f'{str(n)!r}: {w:+.2f}' for n, w in zip(NAMES, row, strict=True))}}}"
        for name, row in zip(("EARLY", "LATE", "DELAY"), weights, strict=True)
    )
    return f'''"""The numbers of the slip model; `slip` tells what they mean.

Written by `tests/consensus/fit_slips.py`; do not edit by hand. Fitted on {dt.datetime.now(dt.UTC).date()} to {len(slips.works)} statements of
{len(set(slips.works))} works with what then happened.
"""

from typing import Final

# fmt: off
{tables.replace("'", '"')}
# fmt: on
SPREAD: Final = {sigma:.3f}  # of the logistic distribution of log days late
TOWARDS_END: Final = {end:.3f}
TOWARDS_START: Final = {start:.3f}'''


def main(arguments: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Print the module, or with `--cross` how calibrated it is."""
    (path,) = (Path(a) for a in arguments if not a.startswith("--"))
    slips = Slips(path)
    say(cross(slips) if "--cross" in arguments else module(fit(slips, np.arange(len(slips.works))), slips))


if __name__ == "__main__":
    main(sys.argv[1:])
