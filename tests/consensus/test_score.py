"""Scores, against scoringrules and by hand."""

import datetime as dt
import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus import Chances, consensus_at, score
from tracker.consensus.pool import NEVER

AT = dt.date(2022, 1, 1)
DAY = dt.timedelta(days=1)
FAR = dt.date(2030, 1, 1)


def uniform(days: int) -> Chances:
    """Each of the days after `AT` is as likely."""
    mass = np.minimum(np.arange(4000) / days, 1.0)
    return Chances(AT.toordinal(), AT.toordinal(), mass)


@given(st.integers(1, 300), st.integers(1, 600))
def test_crps_is_that_of_scoringrules(days, out):
    ahead = np.arange(1, 3654)
    found = score(uniform(days), AT + out * DAY, FAR).crps
    chance = uniform(days).ahead()
    # as an ensemble: each day as often as it is likely, the rest behind the horizon
    weights = np.diff(chance, prepend=0.0, append=1.0)
    ensemble = np.append(ahead, 3654)

    assert found == pytest.approx(
        scoringrules.crps_ensemble(float(out), ensemble, ens_w=weights, estimator="nrg"), abs=0.01
    )


def test_a_sharp_forecast_that_is_right_costs_nothing_but_the_doubt_that_it_comes_at_all():
    found = score(uniform(1), AT + DAY, FAR)

    assert found.crps == pytest.approx(NEVER**2 * 3653, rel=0.01)
    assert found.log == pytest.approx(-math.log(1 - NEVER))
    assert (found.late, found.within) == (0, (True, True, True))


def test_a_forecast_that_is_far_off_costs_the_days_between():
    found = score(uniform(1), AT + 101 * DAY, FAR)

    assert found.crps == pytest.approx(100, rel=0.05)
    assert (found.late, found.within) == (100, (False, False, False))
    assert found.pit > 0.98


def test_the_pit_tells_where_the_day_fell():
    assert score(uniform(100), AT + 25 * DAY, FAR).pit == pytest.approx(0.245 * (1 - NEVER))


@given(st.integers(1, 400), st.integers(1, 400))
def test_what_is_not_out_is_scored_by_what_has_passed(days, passed):
    today = AT + passed * DAY
    found = score(uniform(days), None, today)

    assert found.crps == pytest.approx(sum(uniform(days).by(AT + n * DAY) ** 2 for n in range(1, passed + 1)))
    assert found.log == pytest.approx(-math.log(1 - uniform(days).by(today)))
    assert (found.late, found.pit, found.within) == (None, None, None)


def test_a_forecast_cannot_be_scored_by_its_own_day():
    with pytest.raises(ValueError, match="2022-01-01 cannot be scored"):
        score(uniform(10), AT, FAR)


def test_the_log_score_counts_the_days_around(said):
    chances = consensus_at([said("2022-01-01", "2022-06-01/2022-06-01")], AT).chances
    near, far = (score(chances, dt.date(2022, month, 3), FAR) for month in (6, 9))

    assert near.log < 1 < far.log
