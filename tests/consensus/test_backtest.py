"""Looking back on forecasts: which are made, what the baselines are, and the figures, worked out by hand."""

import datetime as dt
from math import log
from statistics import fmean

import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus import consensus_at, score
from tracker.consensus.backtest import BANDS, Backtest, Figures, backtest, overall, uniform
from tracker.model import Polarity

D = dt.date
TODAY = D(2026, 11, 21)
DAY = dt.timedelta(days=1)


def uniform_crps(days: int, true: int) -> float:
    """Of a release on the day number `true` of as many likely ones."""
    return sum((k / days - (k >= true)) ** 2 for k in range(1, days + 1))


@pytest.mark.parametrize(
    ("first", "out", "forecasts"),
    [
        ("2022-01-05", D(2022, 4, 1), 2),  # on the first of February and March: on that of April it is out
        ("2022-01-05", D(2022, 4, 2), 3),
        ("2022-01-01", D(2022, 2, 2), 1),
        ("2021-12-31", D(2022, 2, 2), 2),
    ],
)
def test_a_forecast_is_made_every_first_of_a_month_between_article_and_release(said, first, out, forecasts):
    result = backtest([said(first, "2022-03-01/2022-06-08")], out, TODAY)
    assert [one.forecasts for one in (result.ours, *result.baselines.values())] == [forecasts] * 4


@pytest.mark.parametrize("out", [D(2022, 2, 1), D(2022, 1, 6), D(2022, 1, 5), D(2021, 1, 1), None])
def test_without_a_month_there_is_nothing_to_look_back_on(said, out):
    assert backtest([said("2022-01-05", "2022-03-01/2022-06-08")], out, D(2022, 2, 1)) is None


def test_of_nothing_said_there_is_nothing_to_look_back_on():
    assert backtest([], D(2022, 4, 1), TODAY) is None


def test_ours_is_the_consensus_of_each_day_whatever_is_said_later(said):
    statements = [
        said("2022-01-05", "2022-06-01/2022-08-31", "a"),
        said("2022-03-10", "2022-01-01/2022-12-31", "b"),
        said("2022-04-10", "2022-07-01/2022-07-31", "c", polarity=Polarity.RULES_OUT),
        said("2022-07-20", "2022-11-01/", "a"),
    ]
    out = D(2022, 11, 8)
    scores = [
        score(consensus_at(statements, D(2022, month, 1)).chances, out, TODAY) for month in range(2, 12)
    ]
    result = backtest([*statements, said("2022-11-08", "2022-11-08/2022-11-08")], out, TODAY)

    assert result.ours.crps == pytest.approx(fmean(s.crps for s in scores))
    assert result.ours.log == pytest.approx(fmean(s.log for s in scores))
    assert result.ours.late == pytest.approx(fmean(s.late for s in scores))
    assert result.ours.within == pytest.approx([fmean(s.within[k] for s in scores) for k in range(3)])
    assert result.ours.pit == pytest.approx(
        [fmean(band <= s.pit * 10 < band + 1 for s in scores) for band in range(BANDS)]
    )


def test_before_anything_was_stated_everybody_knows_nothing(said):
    silent = backtest([], D(2022, 2, 1) + 100 * DAY, TODAY, since=D(2022, 1, 31))
    assert silent.ours == silent.latest == silent.pool == silent.nothing
    assert silent.ratio == 1

    article = said("2022-01-05", "2022-03-01/2022-03-10")
    result = backtest([article], D(2022, 1, 6) + 30 * DAY, TODAY, since=D(2021, 12, 1))
    first, second = uniform_crps(730, 35), uniform_crps(730, 4)  # from the first of January, and of February
    assert result.nothing.crps == pytest.approx((first + second) / 2)
    assert result.latest.crps == pytest.approx((first + (D(2022, 3, 1) - D(2022, 2, 5)).days + 2.85) / 2)


def test_the_figures_of_a_baseline_by_hand(said):
    result = backtest([said("2022-01-05", "2022-03-01/2022-03-10")], D(2022, 3, 4), TODAY)
    latest = result.latest

    # Of ten days it was the fourth; on the first of March nine are left, and it is the third.
    assert latest.crps == pytest.approx((1.05 + 96 / 81) / 2)
    assert latest.log == pytest.approx(-(log(0.7) + log(6 / 9)) / 2)  # until the seventh of March
    assert latest.late == pytest.approx((-1 - 2) / 2)  # medians: the fifth, and the sixth
    assert latest.within == (1, 1, 1)
    assert [band for band, share in enumerate(latest.pit) if share] == [2, 3]  # 0.5 · (2 / 9 + 3 / 9); 0.35
    assert result.pool == latest
    assert result.nothing.crps == pytest.approx((uniform_crps(730, 31) + uniform_crps(730, 3)) / 2)


def test_the_latest_counts_and_of_the_pool_the_latest_of_each_outlet(said):
    out = D(2022, 7, 1)
    old, other = said("2022-01-05", "2022-03-01/2022-03-10"), said("2022-01-06", "2022-06-01/2022-06-30", "b")
    new = said("2022-01-07", "2022-07-01/2022-07-31")
    result = backtest([new, other, old], out, D(2022, 7, 1), since=D(2022, 5, 31))
    members = [[D(2022, 6, 2) + k * DAY for k in range(29)], [D(2022, 7, 1) + k * DAY for k in range(31)]]

    assert result.latest.crps == pytest.approx(ensemble([members[1]], out))
    assert result.pool.crps == pytest.approx(ensemble(members, out))


def ensemble(windows: list[list[dt.date]], out: dt.date) -> float:
    """The CRPS of a mixture of uniform windows, by others' means."""
    days = [day.toordinal() for window in windows for day in window]
    weights = [1 / len(window) / len(windows) for window in windows for _ in window]
    return float(scoringrules.crps_ensemble(out.toordinal(), days, ens_w=weights, estimator="nrg"))


@pytest.mark.parametrize(
    ("windows", "joined"),
    [
        (["2022-03-01/2022-12-31", "2022-06-01/"], "2022-06-01/2022-12-31"),
        (["2022-03-01/2022-03-31", "2022-06-01/2022-06-30"], "2022-03-01/2022-06-30"),
        (["2022-06-01/"], "2022-06-01/2023-06-01"),
        (["/2022-06-30"], "2022-01-05/2022-06-30"),
    ],
)
def test_an_article_says_one_thing_in_the_end(said, windows, joined):
    article = [said("2022-01-05", window, article=7) for window in windows]
    beside = said("2022-01-05", "2022-02-02/2022-02-02", article=7, headline=False)
    ruled_out = said("2022-01-06", "2022-02-02/2022-02-02", article=8, polarity=Polarity.RULES_OUT)
    out = D(2022, 9, 9)

    result = backtest([*article, beside, ruled_out], out, TODAY)
    assert result.latest == backtest([said("2022-01-05", joined)], out, TODAY).latest
    assert result.pool == result.latest


def test_of_an_article_that_was_changed_the_newest_text_counts(said):
    first = said("2022-01-05", "2022-03-01/2022-03-31", article=7)
    second = said("2022-01-05", "2022-06-01/2022-06-30", article=7, revision=2)
    out = D(2022, 6, 15)
    assert backtest([second, first], out, TODAY).pool == backtest([second], out, TODAY).pool


def test_a_window_that_has_passed_says_nothing(said):
    statements = [said("2022-01-05", "2022-03-01/2022-03-31")]
    result = backtest(statements, D(2022, 6, 15), TODAY, since=D(2022, 3, 31))
    assert result.latest == result.pool == result.nothing
    assert result.ours != result.nothing


def test_what_is_not_out_is_scored_by_the_days_that_have_passed(said):
    result = backtest([said("2022-01-05", "2022-02-11/2022-02-20")], None, D(2022, 2, 15))

    assert result.latest.crps == pytest.approx(sum((k / 10) ** 2 for k in range(1, 6)))
    assert result.latest.log == pytest.approx(-log(0.5))
    assert (result.latest.late, result.latest.within, result.latest.pit) == (None, None, None)
    assert result.nothing.crps == pytest.approx(sum((k / 730) ** 2 for k in range(1, 15)))
    assert result.nothing.log == pytest.approx(-log(1 - 14 / 730))


windows = st.lists(
    st.tuples(st.integers(1, 400), st.integers(0, 400)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=4,
)


@given(windows=windows, true=st.integers(1, 900))
def test_uniform_windows_are_scored_as_by_others(windows, true):
    at = D(2022, 1, 1)
    days = [[at + k * DAY for k in range(first, last + 1)] for first, last in windows]
    spans = [(at.toordinal() + first, at.toordinal() + last) for first, last in windows]
    out = at + true * DAY

    found = score(uniform(spans, at), out, TODAY)
    assert found.crps == pytest.approx(ensemble(days, out), abs=1e-6)


def figures(crps: float, *, forecasts: int = 1, known: bool = True) -> Figures:
    pit = tuple(float(band == forecasts) for band in range(BANDS))
    return Figures(
        forecasts,
        crps,
        crps / 10,
        crps - 5 if known else None,
        (0, 0.5, 1) if known else None,
        pit if known else None,
    )


def result_of(crps: float, **other: object) -> Backtest:
    return Backtest(*(figures(one, **other) for one in (crps, 20, 15, 100)))  # type: ignore[arg-type]


def test_works_count_the_same_however_many_months_they_took():
    both = overall([result_of(4, forecasts=1), result_of(9, forecasts=7)])

    assert (both.ours.forecasts, both.ours.crps, both.ours.log, both.ours.late) == pytest.approx(
        (8, 6, 0.65, 1.5)
    )
    assert both.ours.within == (0, 0.5, 1)
    assert both.ours.pit == (0, 0.5, 0, 0, 0, 0, 0, 0.5, 0, 0)
    assert (both.latest.crps, both.pool.crps, both.nothing.crps) == pytest.approx((20, 15, 100))
    assert both.ratio == pytest.approx(6 / 15)


def test_with_one_that_is_not_out_only_what_is_known_of_all_is_told():
    both = overall([result_of(4), result_of(9, known=False)])

    assert both.ours.crps == pytest.approx(6)
    assert (both.ours.late, both.ours.within, both.ours.pit) == (None, None, None)


def test_no_forecast_is_better_than_to_the_day():
    exact = Backtest(figures(3), figures(0), figures(15), figures(100))

    assert exact.ratio == 3
    assert overall([exact, result_of(3)]).latest.crps == pytest.approx(20**0.5)
