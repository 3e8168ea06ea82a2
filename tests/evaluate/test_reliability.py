"""What confidence is worth, counted by hand."""

import pytest

from tracker.evaluate import Band, bands, calibration_error, weighed

MARCH, APRIL = "2025-03-01/2025-03-31", "2025-04-01/2025-04-30"


def test_every_window_that_was_weighed_counts_taken_for_a_prediction_or_not(answered):
    one = answered(
        gold=[("one", MARCH), ("three", APRIL, "official", "rules_out")],
        verdicts=[
            ("one", MARCH, 0.9),
            ("four", MARCH, 0.1),
            ("three", APRIL, 0.6),
            ("three", APRIL, 0.7, None, "rules_out"),
            ("five", MARCH, 0.0, "has passed"),
            ("six", MARCH, None),
        ],
    )

    assert weighed(one) == [(0.9, True), (0.1, True), (0.6, False), (0.7, True)]


def test_bands_are_a_tenth_wide_and_the_last_holds_certainty():
    table = bands([(0.0, False), (0.05, True), (0.1, False), (0.95, True), (1.0, True), (0.9, False)])

    assert [(b.low, b.high, b.windows) for b in table] == [(0, 0.1, 2), (0.1, 0.2, 1), (0.9, 1, 3)]
    assert [b.confidence for b in table] == pytest.approx([0.025, 0.1, 0.95])
    assert [b.right for b in table] == pytest.approx([1 / 2, 0, 2 / 3])


@pytest.mark.parametrize("tenth", range(10))
def test_a_tenth_is_the_first_of_its_band(tenth):
    (band,) = bands([(tenth / 10, True)])

    assert band.low == tenth / 10


def test_the_calibration_error_weighs_each_band_by_its_windows():
    table = [Band(0.1, 0.2, 3, 0.15, 1 / 3), Band(0.8, 0.9, 1, 0.85, 0)]

    assert calibration_error(table) == pytest.approx((3 * (1 / 3 - 0.15) + 0.85) / 4)
    assert calibration_error(bands([(0.8, True)] * 4 + [(0.8, False)])) == pytest.approx(0)
    assert calibration_error([]) is None
