"""Changes and steps: small histories, worked out by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.consensus import HORIZON_DAYS, LEVELS, Step, changes, consensus_at, steps
from tracker.model import Polarity, Stance

D = dt.date


def test_nothing_said_is_no_consensus(said):
    assert consensus_at([], D(2022, 1, 1)) is None
    assert consensus_at([said("2022-01-02", "2022-06-01/2022-08-31")], D(2022, 1, 1)) is None


def test_one_window_is_expected_within_it_or_later(said):
    statement = said("2022-01-01", "2022-03-01/2022-06-08")
    now = consensus_at([statement], D(2022, 1, 1))
    assert D(2022, 3, 1) < now.low < now.median < D(2022, 6, 20) < now.high
    assert [level for level, _ in now.quantiles] == list(LEVELS)
    assert (now.voices, now.statements, now.overdue) == (1, (statement,), False)


def test_days_gone_by_without_a_release_are_cut_off(said):
    statement = said("2022-01-01", "2022-03-01/2022-06-08")
    first, halfway = consensus_at([statement], D(2022, 1, 1)), consensus_at([statement], D(2022, 4, 19))
    assert first.chances.by(D(2022, 4, 19)) > 0.2
    assert halfway.chances.by(D(2022, 4, 19)) == 0
    assert halfway.quantiles[0][1] > D(2022, 4, 19)


def test_when_every_window_has_passed_it_says_so_and_takes_longer_the_longer_it_takes(said):
    statement = said("2022-01-01", "2022-03-01/2022-06-08")
    soon, late, never = (consensus_at([statement], D(2022 + n, 6, 8)) for n in (0, 1, 20))
    assert soon.overdue
    assert (late.median - late.at) > (soon.median - soon.at) > dt.timedelta(days=30)
    assert never.median == never.at + dt.timedelta(days=HORIZON_DAYS)
    assert never.chances.beyond > 0.5 > late.chances.beyond > soon.chances.beyond > 0


def test_two_outlets_have_one_voice_each_however_much_they_say(said):
    loud = [said("2022-01-01", "2022-03-01/2022-03-31", "loud", article=k) for k in range(1, 9)]
    quiet = said("2022-01-01", "2022-09-01/2022-09-30", "quiet")
    assert consensus_at([*loud, quiet], D(2022, 1, 1)) == consensus_at([loud[-1], quiet], D(2022, 1, 1))


def test_many_outlets_are_heard_as_few_are(said):
    crowd = [said("2022-01-01", "2022-03-01/2022-03-31", f"outlet {n}", article=n) for n in range(1, 100)]
    (row,) = steps(crowd, D(2022, 2, 1), D(2022, 2, 1), Step.MONTH)
    assert row.after == consensus_at(crowd, D(2022, 2, 1))
    assert (row.after.voices, row.after.chances.sharpness) == (99, pytest.approx(1 + 2 * (1 - 1 / 99)))


def test_outlets_that_pass_on_one_word_share_one_vote(said):
    own = said("2022-01-01", "2022-09-01/2022-09-30", "own")
    copies = [said("2022-01-01", "2022-03-01/2022-03-31", f"copy {k}", credit="Variety") for k in range(5)]
    one, many = (consensus_at([own, *copies[:n]], D(2022, 1, 1)) for n in (1, 5))
    assert (many.quantiles, many.voices) == (one.quantiles, 6)


def test_what_was_said_lately_weighs_more(said):
    old, new = (
        said("2022-01-01", "2022-12-01/2022-12-31", "old"),
        said("2022-09-01", "2023-06-01/2023-06-30", "new"),
    )
    moderate, strong = (
        consensus_at([old, s], D(2022, 9, 1)) for s in (replace(new, said_on=D(2022, 1, 2)), new)
    )
    assert strong.chances.by(D(2023, 1, 31)) < moderate.chances.by(D(2023, 1, 31))


def test_what_is_ruled_out_is_hardly_expected(said):
    year = said("2022-01-01", "2022-06-01/2022-12-31")
    summer = said(
        "2022-02-01", "2022-06-01/2022-08-31", "b", polarity=Polarity.RULES_OUT, stance=Stance.OFFICIAL
    )
    open_, shut = (consensus_at(some, D(2022, 2, 1)) for some in ([year], [year, summer]))
    assert open_.chances.by(D(2022, 8, 31)) > 0.15
    assert shut.chances.by(D(2022, 8, 31)) - shut.chances.by(D(2022, 5, 31)) < 0.01
    assert shut.statements == (year, summer)


def test_a_delay_is_told_from_the_change_before_to_the_day_it_was_said(said):
    summer = said("2022-01-05", "2022-06-01/2022-06-30")
    autumn = said("2022-05-10", "2022-09-01/2022-09-30")
    first, delay, passed = changes([summer, autumn], None, D(2022, 12, 31))
    assert (first.at, first.before, first.came, first.shift, first.shares()) == (
        D(2022, 1, 5),
        None,
        (summer,),
        None,
        (),
    )
    assert (delay.at, delay.came, delay.replaced, delay.passed) == (D(2022, 5, 10), (autumn,), (summer,), ())
    assert (delay.before, passed.before) == (first.after, delay.after)
    assert 60 < delay.shift < 120
    assert (passed.at, passed.came, passed.left) == (D(2022, 9, 30), (), (autumn,))
    assert passed.after.overdue


def test_a_shift_is_shared_out_over_those_who_spoke_and_time(said):
    standing = said("2022-01-05", "2022-06-01/2022-06-30", "standing")
    later, earlier = (
        said("2022-03-08", "2022-10-01/2022-10-31", "later"),
        said("2022-03-09", "2022-05-01/2022-05-31", "earlier"),
    )
    row = list(steps([standing, later, earlier], D(2022, 3, 14), D(2022, 3, 14), Step.WEEK))[-1]
    shares = {share.outlet: share for share in row.shares()}
    assert set(shares) == {"later", "earlier", None}
    assert shares["later"].median > 0 > shares["earlier"].median
    assert shares["later"].statements == (later,)
    assert sum(share.median for share in shares.values()) == row.shift


@pytest.mark.parametrize("left_out", ["later", "earlier"])
def test_without_an_article_the_history_moves_against_its_share(said, left_out):
    said_of = [
        said("2022-01-05", "2022-06-01/2022-06-30", "standing"),
        said("2022-03-09", "2022-10-01/2022-10-31", "later"),
        said("2022-03-09", "2022-05-01/2022-05-31", "earlier"),
    ]
    (change,) = changes(said_of, D(2022, 3, 9), D(2022, 3, 9))
    (share,) = (share for share in change.shares() if share.outlet == left_out)
    without = consensus_at([s for s in said_of if s.outlet != left_out], D(2022, 3, 9))
    assert (change.after.median - without.median).days * share.median > 0


def test_a_window_that_passes_while_others_stand_is_a_change_of_its_own(said):
    spring = said("2022-01-05", "2022-03-01/2022-03-31", "a")
    year = said("2022-01-06", "2022-01-01/2022-12-31", "b")
    (change,) = changes([spring, year], D(2022, 2, 1), D(2022, 11, 30))
    assert (change.at, change.came, change.passed) == (D(2022, 3, 31), (), (spring,))
    assert (change.after.statements, change.after.overdue) == ((spring, year), False)


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
    assert [row.after is not None for row in rows] == [False] * 2 + [True] * 17
    assert [row.after.overdue for row in rows[2:]] == [False] * 8 + [True] * 9
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
    assert (row.came, row.left) == ((), ())
    assert [share.outlet for share in row.shares()] == [None]


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize(("first", "last"), [(D.min, D(1, 2, 1)), (D(9999, 11, 30), D.max)])
def test_the_ends_of_the_calendar_are_no_trap(said, step, first, last):
    statement = said("9998-01-01", "9998-06-01/")
    assert all(first <= row.at <= last for row in steps([statement], first, last, step))


def test_the_end_of_the_calendar_cuts_a_window(said):
    assert consensus_at([said("9999-12-30", "9999-12-30/")], D(9999, 12, 30)).median == D.max
