"""From a stated window to a distribution of the true day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisk

from tracker.consensus.slip import chances, slip
from tracker.consensus.slipped import SPREAD
from tracker.model import Domain, Stance

SAID = 738_000
stated = st.tuples(
    st.integers(1, 2000), st.integers(0, 1000), st.sampled_from(Stance), st.sampled_from(Domain)
).map(lambda t: (SAID, SAID + t[0], SAID + t[0] + t[1], t[2], t[3]))


@given(stated)
def test_chances_rise_from_nothing_towards_one(window):
    days = np.arange(SAID - 10.0, window[2] + 4000)
    curve = chances(days, *window)

    assert (curve[:11] == 0).all()
    assert (np.diff(curve) >= 0).all()
    assert 0.9 < curve[-1] < 1


@given(stated)
def test_the_parts_are_what_the_model_says(window):
    how, (_, first, last, *_) = slip(*window), window
    before, within, after = chances(np.array([first - 1.0, last, last + 1000]), *window)

    assert before == pytest.approx(how.early)
    assert within == pytest.approx(how.early + how.kept)
    late = fisk(1 / SPREAD, scale=how.delay).cdf(1000.5)
    assert after == pytest.approx(how.early + how.kept + how.late * late)


@given(stated, st.integers(-900, 900))
def test_only_distances_count(window, shift):
    days = np.arange(SAID, SAID + 3000.0, 7)
    moved = chances(days + shift, *(day + shift for day in window[:3]), *window[3:])

    assert moved == pytest.approx(chances(days, *window))


def test_what_is_said_the_day_before_cannot_be_early():
    assert slip(SAID, SAID + 1, SAID + 30, Stance.REPORTED, Domain.TV).early == 0


def test_who_says_it_and_how_long_before_it_matters():
    def kept(ahead, stance, domain=Domain.GAME):
        return slip(SAID, SAID + ahead, SAID + ahead + 29, stance, domain).kept

    assert kept(60, Stance.OFFICIAL) > kept(600, Stance.OFFICIAL) > kept(600, Stance.SPECULATIVE)
    assert (
        kept(60, Stance.OFFICIAL, Domain.MUSIC) > 0.5
    )  # a domain of which nothing is known is as the others
