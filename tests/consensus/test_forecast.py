"""What a consensus rests on."""

import datetime as dt

import pytest

from tracker.consensus import forecast_at
from tracker.model import Polarity, Stance

D = dt.date


def test_nothing_stated_is_no_forecast(said):
    assert forecast_at([], D(2022, 1, 1)) is None
    assert (
        forecast_at([said("2022-01-01", "2022-06-01/", polarity=Polarity.RULES_OUT)], D(2022, 1, 1)) is None
    )


def test_shares_are_of_what_is_still_ahead(said):
    spring, autumn = (
        said("2022-01-01", "2022-03-01/2022-03-31", "a"),
        said("2022-01-01", "2022-09-01/2022-09-30", "b"),
    )
    early, late = (forecast_at([spring, autumn], day).heard for day in (D(2022, 1, 1), D(2022, 8, 1)))

    assert [one.share for one in early] == pytest.approx([0.5, 0.5])
    assert [(one.statement, one.passed) for one in late] == [(autumn, False), (spring, True)]
    assert late[0].share > 0.7
    assert sum(one.share for one in late) == pytest.approx(1)


def test_what_is_ruled_out_has_hardly_a_share_and_is_told_while_it_lies_ahead(said):
    spring, autumn = (
        said("2022-01-01", "2022-03-01/2022-03-31", "a"),
        said("2022-01-01", "2022-09-01/2022-09-30", "b"),
    )
    half = said(
        "2022-01-02", "2022-01-01/2022-06-30", "c", polarity=Polarity.RULES_OUT, stance=Stance.OFFICIAL
    )
    now, then = (forecast_at([spring, autumn, half], day) for day in (D(2022, 1, 2), D(2022, 8, 1)))

    assert (now.ruled_out, then.ruled_out) == ((half,), ())
    assert [one.statement for one in now.heard] == [autumn, spring]
    assert now.heard[1].share < 0.4


def test_copies_share_one_vote(said):
    own = said("2022-01-01", "2022-09-01/2022-09-30", "own")
    copies = [said("2022-01-01", "2022-03-01/2022-03-31", f"copy {n}", credit="Variety") for n in range(4)]
    heard = forecast_at([own, *copies], D(2022, 1, 1)).heard

    assert [(one.statement.outlet, one.copies) for one in heard[:2]] == [("own", 0), ("copy 0", 3)]
    assert sum(one.share for one in heard if one.copies) == pytest.approx(0.5)
