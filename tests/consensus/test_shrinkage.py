"""Means of few works, drawn towards that of all, against numbers worked out by hand and what any numbers must keep."""

from math import inf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from tracker.consensus.shrinkage import USUAL_WORKS, Sums, _student, prior

numbers = st.lists(st.floats(-1000, 1000), min_size=1, max_size=8)


def test_few_outlets_are_drawn_by_the_usual_number_of_works():
    """a: mean 20 of 3, b: 60 of 1; all: (60 + 60) / 4 = 30."""
    a, b = Sums.of([10, 20, 30]), Sums.of([60])
    known = prior([a, b])

    assert (known.overall, known.pull, known.freedom) == (30, USUAL_WORKS, 2)
    assert known.within == pytest.approx(100)  # (100 + 0 + 100) / (4 − 2)
    assert known.shrunk(a) == pytest.approx((3 * 20 + 10 * 30) / 13)
    assert known.shrunk(b) == pytest.approx((60 + 10 * 30) / 11)


def test_the_interval_knows_the_outlet_and_the_mean_of_all():
    a, b = Sums.of([10, 20, 30]), Sums.of([60])
    figure = prior([a, b]).figure(a)
    unsure = 100 / 4 + 10 * (9 + 1) / 16  # σ_w² / N + σ_b² Σ n² / N²
    half = _student(2) * sqrt(100 / 13 + (10 / 13) ** 2 * unsure)

    assert (figure.works, figure.mean) == (3, 20)
    assert (figure.low, figure.high) == pytest.approx((figure.shrunk - half, figure.shrunk + half))


@pytest.mark.parametrize("values", [[5], [5, 6]])
def test_a_mean_of_two_has_no_interval(values):
    figure = prior([Sums.of(values), Sums.of([1, 2, 3])]).figure(Sums.of(values))

    assert (figure.low, figure.high) == (None, None)


def test_of_many_it_is_fitted_how_much_they_differ():
    """Five outlets with 3 works each, 10 apart, each scattered by −1, 0, 1: σ_w² = 1, σ_b² = 250 − 1/3."""
    outlets = [Sums.of([10 * k - 1, 10 * k, 10 * k + 1]) for k in range(5)]
    known = prior(outlets)

    assert known.within == pytest.approx(1)
    assert known.pull == pytest.approx(1 / (250 - 1 / 3))
    assert known.shrunk(outlets[0]) == pytest.approx(0, abs=0.1)


def test_outlets_that_differ_by_chance_only_are_alike():
    outlets = [Sums.of([-9, 0, 9]) for _ in range(5)]
    known = prior([*outlets, Sums.of([0.1])])

    assert known.pull == inf
    assert known.shrunk(outlets[0]) == known.overall
    assert known.figure(outlets[0]).low < known.overall < known.figure(outlets[0]).high


def test_nobody_tells_nothing():
    assert prior([]) is None


@pytest.mark.parametrize("freedom", [2, 3, 10, 100])
def test_the_expansion_is_students_t(freedom):
    assert _student(freedom) == pytest.approx(t.ppf(0.9, freedom), rel=0.03)


@given(st.lists(numbers, min_size=1, max_size=12))
def test_what_is_shrunk_lies_between_its_own_mean_and_that_of_all(values):
    outlets = [Sums.of(own) for own in values]
    known = prior(outlets)
    for own in outlets:
        low, high = sorted([own.mean, known.overall])
        assert low - 1e-6 <= known.shrunk(own) <= high + 1e-6


@given(numbers, numbers)
def test_sums_of_parts_are_sums_of_the_whole(some, others):
    added, whole = Sums.of(some) + Sums.of(others), Sums.of(some + others)
    assert (added.works, added.total, added.squares) == pytest.approx(
        (whole.works, whole.total, whole.squares)
    )
