"""Changes and steps: small histories, worked out by hand."""

import datetime as dt

import pytest

from tracker.consensus import LEVELS, Step, changes, consensus_at, steps

D = dt.date


def test_nothing_said_is_no_consensus(said):
    assert consensus_at([], D(2022, 1, 1)) is None
    assert consensus_at([said("2022-01-02", "2022-06-01/2022-08-31")], D(2022, 1, 1)) is None


def test_one_window_of_a_hundred_days(said):
    statement = said("2022-01-01", "2022-03-01/2022-06-08")
    now = consensus_at([statement], D(2022, 1, 1))
    assert (now.low, now.median, now.high) == (D(2022, 3, 10), D(2022, 4, 19), D(2022, 5, 29))
    assert [level for level, _ in now.quantiles] == list(LEVELS)
    assert now.quantiles[0] == (0.05, D(2022, 3, 5))
    assert (now.voices, now.statements) == (1, (statement,))


def test_days_gone_by_without_a_release_are_cut_off(said):
    statement = said("2022-01-01", "2022-03-01/2022-06-08")
    halfway = consensus_at([statement], D(2022, 4, 19))
    assert (halfway.quantiles[0], halfway.median) == ((0.05, D(2022, 4, 22)), D(2022, 5, 14))
    assert consensus_at([statement], D(2022, 6, 7)).quantiles[0] == (0.05, D(2022, 6, 8))
    assert consensus_at([statement], D(2022, 6, 8)) is None


def test_two_outlets_have_one_voice_each_however_much_they_say(said):
    loud = [said("2022-01-01", "2022-03-01/2022-03-31", "loud", article=k) for k in range(1, 9)]
    quiet = said("2022-01-01", "2022-09-01/2022-09-30", "quiet")
    now = consensus_at([*loud, quiet], D(2022, 1, 1))
    assert (now.low, now.median, now.high) == (D(2022, 3, 7), D(2022, 3, 31), D(2022, 9, 24))
    assert now.voices == 2


def test_a_delay_is_told_from_the_day_before_to_the_day_it_was_said(said):
    summer = said("2022-01-05", "2022-06-01/2022-06-30")
    autumn = said("2022-05-10", "2022-09-01/2022-09-30")
    first, delay, passed = changes([summer, autumn], None, D(2022, 12, 31))
    assert (first.at, first.before, first.came, first.shift) == (D(2022, 1, 5), None, (summer,), None)
    assert (delay.at, delay.came, delay.replaced, delay.passed) == (D(2022, 5, 10), (autumn,), (summer,), ())
    assert (delay.before.at, delay.before.median, delay.after.median) == (
        D(2022, 5, 9),
        D(2022, 6, 15),
        D(2022, 9, 15),
    )
    assert delay.shift == 92
    assert (passed.at, passed.after, passed.came, passed.left) == (D(2022, 9, 30), None, (), (autumn,))


def test_a_window_that_passes_while_others_stand_is_a_change_of_its_own(said):
    spring = said("2022-01-05", "2022-03-01/2022-03-31", "a")
    year = said("2022-01-06", "2022-01-01/2022-12-31", "b")
    (change,) = changes([spring, year], D(2022, 2, 1), D(2022, 11, 30))
    assert (change.at, change.came, change.passed) == (D(2022, 3, 31), (), (spring,))
    assert change.after.statements == (year,)


def test_repetitions_make_no_change(said):
    repeated = [said(f"2022-0{month}-05", "2022-06-01/2022-12-31") for month in range(1, 10)]
    assert [c.at for c in changes(repeated, None, D(2022, 12, 30))] == [D(2022, 1, 5)]


def test_the_range_cuts_the_changes_not_what_came_before_them(said):
    statements = [said("2022-01-05", "2022-06-01/2022-06-30"), said("2022-03-05", "2022-07-01/2022-07-31")]
    (change,) = changes(statements, D(2022, 2, 1), D(2022, 6, 1))
    assert change.before.statements == (statements[0],)


def test_a_row_for_each_first_of_a_month(said):
    statement = said("2021-10-15", "2022-06-01/2022-06-30")
    rows = list(steps([statement], D(2021, 9, 1), D(2023, 3, 1), Step.MONTH))
    assert [str(row.at) for row in rows[:5]] == [
        "2021-09-01",
        "2021-10-01",
        "2021-11-01",
        "2021-12-01",
        "2022-01-01",
    ]
    assert (len(rows), rows[-1].at) == (19, D(2023, 3, 1))
    assert [row.after is not None for row in rows] == [False] * 2 + [True] * 8 + [False] * 9
    assert [row.came for row in rows if row.came] == [(statement,)]
    assert [(row.at, row.passed) for row in rows if row.left] == [(D(2022, 7, 1), (statement,))]


@pytest.mark.parametrize(
    ("step", "first", "expected"),
    [
        (Step.MONTH, D(2021, 9, 2), ["2021-10-01", "2021-11-01"]),
        (Step.WEEK, D(2021, 11, 4), ["2021-11-08", "2021-11-15"]),
        (Step.WEEK, D(2021, 11, 8), ["2021-11-08", "2021-11-15"]),
        (Step.DAY, D(2021, 11, 17), ["2021-11-17", "2021-11-18"]),
        (Step.DAY, D(2021, 12, 1), []),
    ],
)
def test_rows_fall_on_the_first_day_of_a_step(said, step, first, expected):
    statement = said("2021-01-01", "2022-06-01/2022-06-30")
    assert [str(row.at) for row in steps([statement], first, D(2021, 11, 18), step)] == expected


@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_told_against_the_step_before_even_the_first(said, step):
    statement = said("2021-01-01", "2022-06-01/2022-06-30")
    row = next(steps([statement], D(2022, 2, 1), D(2022, 3, 1), step))
    assert (row.came, row.left, row.shift) == ((), (), 0)


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize(("first", "last"), [(D.min, D(1, 2, 1)), (D(9999, 11, 30), D.max)])
def test_the_ends_of_the_calendar_are_no_trap(said, step, first, last):
    statement = said("9998-01-01", "9998-06-01/")
    assert all(first <= row.at <= last for row in steps([statement], first, last, step))


def test_the_end_of_the_calendar_cuts_a_window(said):
    assert consensus_at([said("9999-12-30", "9999-12-30/")], D(9999, 12, 30)).median == D.max
