"""The slip model's numbers, on the statements that they are fitted to: how often windows are kept is what they say.

How well they hold for works that they were not fitted to, `fit_slips.py --cross` tells; here a wrong number would show.
"""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from tracker.consensus.slip import chances
from tracker.model import Domain, Stance

SLIPS = Path(__file__).with_name("slips.csv")
CHI_SQUARED = 21.7  # of nine degrees of freedom: one true model in a hundred is above


@pytest.fixture(scope="module")
def transforms() -> np.ndarray:
    """For each closed window the chance that the work is out by the day on which it came, drawn within that day."""
    draw, found = np.random.default_rng(1), []
    for row in csv.DictReader(SLIPS.read_text(encoding="utf-8").splitlines()):
        said, out, *window = (
            row[k] and dt.date.fromisoformat(row[k]).toordinal()
            for k in ("said_on", "released", "start", "end")
        )
        if not window[1] or said >= min(window[1], out):
            continue
        stated = said, max(window[0], said + 1), window[1], Stance(row["stance"]), Domain(row["domain"])
        before, at = chances(np.array([out - 1.0, out]), *stated)
        found.append(before + draw.random() * (at - before))
    return np.array(found)


def test_the_day_falls_anywhere_in_the_forecast_alike(transforms):
    bands, _ = np.histogram(transforms, 10, (0, 1))
    even = len(transforms) / 10

    assert ((bands - even) ** 2 / even).sum() < CHI_SQUARED


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_an_interval_holds_as_many_days_as_it_says(transforms, share):
    held = np.mean(abs(transforms - 0.5) < share / 2)

    assert held == pytest.approx(share, abs=3 * (share * (1 - share) / len(transforms)) ** 0.5)
