"""What was said about one work, judged: against the forecast and the scores of the rooms beside."""

import datetime as dt

import numpy as np
import pytest

from tracker.consensus import HORIZON_DAYS, Chances, consensus_at, score
from tracker.consensus.judged import credited, credited_cases, outlet_cases
from tracker.consensus.voice import voices
from tracker.model import Polarity

OUT = dt.date(2022, 9, 10)
TODAY = dt.date(2023, 1, 1)


def alone(statement):
    """What one statement says by itself, by its slip alone."""
    (voice,) = voices([statement])[statement.outlet]
    mass = voice.chances(np.arange(voice.since, voice.since + HORIZON_DAYS + 1, dtype=float))
    return Chances(voice.since, voice.since, mass)


def by_speaker(cases):
    return {case.speaker: case for case in cases}


def test_a_statement_is_scored_beside_all_others_of_its_moment(said):
    a = said("2022-01-05", "2022-06-01/2022-08-31", "a")
    b = said("2022-02-05", "2022-09-01/2022-09-30", "b")
    later = said("2022-03-05", "2022-12-01/2022-12-31", "c")
    cases = by_speaker(outlet_cases([later, a, b], OUT, TODAY))
    own = score(alone(b), OUT, TODAY).crps
    pool = score(consensus_at([a], b.said_on).chances, OUT, TODAY).crps

    assert cases["a"].pool is cases["a"].skill is None  # nobody had spoken before
    assert cases["a"].late == (OUT - dt.date(2022, 7, 16)).days - 0.5
    assert (cases["b"].late, cases["b"].out) == (-5.5, True)
    assert (cases["b"].crps, cases["b"].pool, cases["b"].skill) == pytest.approx((own, pool, own - pool))
    both = score(consensus_at([a, b], later.said_on).chances, OUT, TODAY).crps
    assert cases["c"].pool == pytest.approx(both)


def test_what_an_outlet_said_in_turn_is_averaged_and_repetitions_count_once(said):
    first = said("2022-01-05", "2022-06-01/2022-06-30", "a")
    again = said("2022-01-15", "2022-06-01/2022-06-30", "a")
    second = said("2022-05-05", "2022-09-01/2022-09-30", "a")
    (case,) = outlet_cases([first, again, second], OUT, TODAY)

    assert case.late == pytest.approx((86.5 - 5.5) / 2)
    assert case.crps == pytest.approx(sum(score(alone(s), OUT, TODAY).crps for s in (first, second)) / 2)


@pytest.mark.parametrize("said_on", ["2022-09-10", "2022-10-10"])
def test_what_was_said_when_it_was_out_is_no_prediction(said, said_on):
    assert list(outlet_cases([said(said_on, "2022-12-01/2022-12-31")], OUT, TODAY)) == []


def test_a_window_without_an_end_has_no_middle(said):
    (case,) = outlet_cases([said("2022-01-05", "2022-06-01/")], OUT, TODAY)

    assert case.late is None
    assert case.crps > 0


def test_the_days_before_it_was_said_are_no_part_of_a_window(said):
    (case,) = outlet_cases([said("2022-06-30", "2022-01-01/2022-12-31")], OUT, TODAY)

    assert case.late == (OUT - dt.date(2022, 10, 1)).days + 0.5


def test_what_is_not_out_is_judged_by_what_has_passed(said):
    passed = said("2022-01-05", "2022-06-01/2022-08-31", "a")
    other = said("2022-02-05", "2022-09-01/2022-12-31", "b")
    to_come = said("2022-03-05", "2023-01-01/2023-01-31", "c")
    cases = by_speaker(outlet_cases([passed, other, to_come], None, TODAY))

    assert set(cases) == {"a", "b"}
    assert (cases["b"].out, cases["b"].late) == (False, None)
    assert cases["b"].crps == pytest.approx(score(alone(other), None, TODAY).crps)
    pool = score(consensus_at([passed], other.said_on).chances, None, TODAY).crps
    assert cases["b"].pool == pytest.approx(pool)


def test_what_an_outlet_rules_out_is_not_held_against_itself(said):
    a = said("2022-01-05", "2022-06-01/2022-12-31", "a")
    b = said("2022-02-05", "2022-09-01/2022-12-31", "b")
    not_june = said(
        "2022-02-05", "2022-06-01/2022-08-31", "b", polarity=Polarity.RULES_OUT, article=b.article
    )
    c = said("2022-03-05", "2022-08-01/2022-10-31", "c")
    everything = [a, b, not_june, c]
    cases = by_speaker(outlet_cases(everything, OUT, TODAY))
    for one in (b, c):
        others = [s for s in everything if s.outlet != one.outlet]
        pool = score(consensus_at(others, one.said_on).chances, OUT, TODAY).crps
        assert cases[one.outlet].pool == pytest.approx(pool)


def test_who_is_credited_is_one_voice_whoever_passes_it_on(said):
    first = said("2022-01-05", "2022-06-01/2022-08-31", "a", credit="Variety")
    other = said("2022-02-05", "2022-09-01/2022-09-30", "b")
    second = said("2022-03-05", "2022-09-01/2022-11-30", "c", credit="VARIETY")
    (case,) = credited_cases([first, other, second], OUT, TODAY)

    assert credited([second, other, first]) == {"variety": "Variety"}
    assert case.speaker == "variety"
    assert case.crps == pytest.approx(sum(score(alone(s), OUT, TODAY).crps for s in (first, second)) / 2)
    assert case.pool == pytest.approx(score(consensus_at([other], second.said_on).chances, OUT, TODAY).crps)


def test_an_outlet_under_whose_name_others_pass_on_is_not_that_source(said):
    own = said("2022-01-05", "2022-06-01/2022-08-31", "variety")
    passed_on = said("2022-02-05", "2022-09-01/2022-09-30", "b", credit="variety")
    (case,) = credited_cases([own, passed_on], OUT, TODAY)

    assert case.pool == pytest.approx(score(consensus_at([own], passed_on.said_on).chances, OUT, TODAY).crps)
