"""The weekly summary: what is news, and the file it becomes."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.report import Week, gather_week, summary, work_week
from tracker.store.sources import Source, Watched

WEEK = Week.parse("2022-W19")
LATER = dt.date(2026, 1, 1)


def test_a_week_is_read_and_written():
    assert (str(WEEK), WEEK.first, WEEK.last) == ("2022-W19", dt.date(2022, 5, 9), dt.date(2022, 5, 15))
    assert str(Week.of(dt.date(2021, 1, 3))) == "2020-W53"
    assert Week.of(WEEK.last) == WEEK
    assert summary.file_name(Week.parse("2026-w7")) == "2026-W07.md"


@pytest.mark.parametrize("text", ["2026-W54", "2026-47", "W47", "0000-W01", "2026-W00", ""])
def test_what_is_no_week_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="write it like 2026-W47"):
        Week.parse(text)


def test_a_week_begins_on_monday():
    with pytest.raises(ValueError, match="no Monday"):
        Week(dt.date(2022, 5, 10))


def test_a_running_week_counts_until_today(story):
    running = work_week("W", story, WEEK, dt.date(2022, 5, 10))
    assert [s.quote for s in running.said] == ["the fall"]
    assert (running.now.at, running.before.at) == (dt.date(2022, 5, 10), dt.date(2022, 5, 8))
    assert running.shift == 92


def test_what_an_article_repeats_stands_once(story):
    again = replace(story[1], id=7, headline=False)
    assert len(work_week("W", [*story, again], WEEK, LATER).said) == 2


SUMMARY = """\
# Release dates in week 2022-W19

2022-05-09 to 2022-05-15. A date is the median of what is predicted, with its 80 % interval; \
“before” is the end of 2022-05-08.

| work | expected | before | shift |
| --- | --- | --- | ---: |
| Severance season 2 | 2022-10-11 (2022-08-06 to 2022-11-29) | 2022-07-16 (2022-06-10 to 2022-08-22) | +87 d |

## Severance season 2

Expected **2022-10-11** (2022-08-06 to 2022-11-29) by 2 outlets, 87 days later than a week before (2022-07-16).

New predictions:

- 2022-05-10 **a.example**: [“the fall”](https://a.example/2), 2022-09-01 to 2022-11-30, reported
- 2022-05-11 **b.example**: “second half”, 2022-07-01 to 2022-12-31, reported

## Sources in trouble

- feed\\*s failed 3 times in a row (last success 2022-05-01): it is gone

## Without news

- 1\\. Another: 2022-07-16 (2022-06-10 to 2022-08-22)
- Nothing: nothing predicted yet
"""


def test_the_file(story):
    moment = dt.datetime(2022, 5, 1, tzinfo=dt.UTC)
    healthy = Watched(1, Source("folder", "samples", dt.timedelta(1)), moment, moment, moment, 0, None)
    failing = Watched(2, Source("page", "feed*s", dt.timedelta(1)), moment, moment, moment, 3, "it is gone")
    works = [
        work_week("Nothing", [], WEEK, LATER),
        work_week("1. Another", story[:1], WEEK, LATER),
        work_week("Severance season 2", story, WEEK, LATER),
    ]
    assert summary.document(gather_week(WEEK, LATER, works, [healthy, failing])) == SUMMARY


def test_a_window_that_went_by_is_told(story):
    week = Week.of(dt.date(2022, 12, 31))
    text = summary.document(gather_week(week, LATER, [work_week("W", story, week, LATER)], []))
    assert "Not expected now: every predicted window has passed." in text
    assert (
        "Went by without a release:\n\n- **b.example**: “second half”, 2022-07-01 to 2022-12-31, said on 2022-05-11"
        in text
    )


@pytest.mark.parametrize(
    ("week", "verdict"),
    [
        ("2022-W01", "by 1 outlet, a week before nothing predicted yet."),
        ("2022-W48", "by 1 outlet, 7 days later than a week before (2022-12-11)."),
    ],
)
def test_how_the_week_compares(story, week, verdict):
    this = Week.parse(week)
    assert verdict in summary.document(gather_week(this, LATER, [work_week("W", story, this, LATER)], []))


def test_an_earlier_date_is_said_to_be_earlier(story):
    earlier = [story[1], replace(story[0], id=8, said_on=dt.date(2022, 5, 20))]
    week = Week.of(dt.date(2022, 5, 20))
    text = summary.document(gather_week(week, LATER, [work_week("W", earlier, week, LATER)], []))
    assert "Expected **2022-07-16** (2022-06-10 to 2022-08-22) by 1 outlet, 92 days earlier than" in text


def test_an_outlet_that_agrees_moves_nothing(story):
    agreeing = [story[0], replace(story[0], id=8, outlet="c.example", said_on=dt.date(2022, 1, 12))]
    week = Week.of(dt.date(2022, 1, 12))
    text = summary.document(gather_week(week, LATER, [work_week("W", agreeing, week, LATER)], []))
    assert "by 2 outlets, as a week before." in text


def test_a_quiet_week_says_so(story):
    week = Week.parse("2022-W10")
    text = summary.document(gather_week(week, LATER, [work_week("W", story, week, LATER)], []))
    assert "Nothing was predicted this week, and no predicted window went by." in text
