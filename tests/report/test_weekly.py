"""The weekly summary: what is news, and the file it becomes."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.consensus import change, consensus_at
from tracker.report import Week, gather_week, summary, work_week
from tracker.report.rows import expected
from tracker.store.sources import Source, Watched
from tracker.windows import Window

WEEK = Week.parse("2022-W19")
LATER = dt.date(2026, 1, 1)


@pytest.fixture
def told():
    """`told(statements, week)`: the work's week, and the file of that week."""

    def tell(said, week):
        work = work_week("W", said, week, LATER)
        return work, summary.document(gather_week(week, LATER, [work], []))

    return tell


def moved(statements, week):
    """By how many days the outlet that moved the median most in a week did so."""
    shares = change(statements, week.first - dt.timedelta(days=1), week.last).shares()
    return round(max((s.median for s in shares if s.outlet), key=abs))


def years_on(window, years):
    return Window(*(day.replace(year=day.year + years) for day in (window.start, window.end)))


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
    assert running.now == consensus_at(story, dt.date(2022, 5, 10))
    assert running.before == consensus_at(story, dt.date(2022, 5, 8))
    assert running.shift == (running.now.median - running.before.median).days > 0


def test_what_an_article_repeats_stands_once(story):
    again = replace(story[1], id=7, headline=False)
    assert len(work_week("W", [*story, again], WEEK, LATER).said) == 2


SUMMARY = """\
# Release dates in week 2022-W19

2022-05-09 to 2022-05-15. A date is the median of what is predicted, with its 80 % interval; \
“before” is the end of 2022-05-08.

| work | expected | before | shift |
| --- | --- | --- | ---: |
| Severance season 2 | {now} | {before} | +{shift} d |

## Severance season 2

Expected **{median}** {interval} by 2 outlets, {shift} days later than a week before ({median_before}). \
Moved most by **a.example** (+{most} d).

New predictions:

- 2022-05-10 **a.example**: [“the fall”](https://a.example/2), 2022-09-01 to 2022-11-30, reported
- 2022-05-11 **b.example**: “second half”, 2022-07-01 to 2022-12-31, reported

## Sources in trouble

- feed\\*s failed 3 times in a row (last success 2022-05-01): it is gone. It is set aside: `tracker watch` tries it again.

## Without news

- 1\\. Another: {other}
- Nothing: nothing predicted yet
"""


def test_the_file(story):
    moment = dt.datetime(2022, 5, 1, tzinfo=dt.UTC)
    healthy = Watched(1, Source("folder", "samples", dt.timedelta(1)), moment, moment, moment, 0, None)
    failing = Watched(
        2, Source("page", "feed*s"), None, moment, moment, 3, "https://a.example/feed: it is gone."
    )
    works = [
        work_week("Nothing", [], WEEK, LATER),
        work_week("1. Another", story[:1], WEEK, LATER),
        work_week("Severance season 2", story, WEEK, LATER),
    ]
    now, before = consensus_at(story, WEEK.last), consensus_at(story, WEEK.first - dt.timedelta(days=1))
    assert summary.document(gather_week(WEEK, LATER, works, [healthy, failing])) == SUMMARY.format(
        now=expected(now),
        median=now.median,
        interval=f"({now.low} to {now.high})",
        before=expected(before),
        median_before=before.median,
        shift=(now.median - before.median).days,
        most=moved(story, WEEK),
        other=expected(consensus_at(story[:1], WEEK.last)),
    )


OVERDUE = "Overdue: every window that was stated has passed; the days above tell how long such works take from here."


def test_a_window_that_went_by_is_told_and_that_it_was_the_last(story, told):
    work, text = told(story, Week.of(dt.date(2022, 12, 31)))
    assert f"| W | {expected(work.now)} | {expected(work.before)} | +{work.shift} d |" in text
    assert expected(work.now).endswith(", overdue)")
    assert (
        f"later than a week before ({work.before.median}). Moved most by the passing of time (+{work.shift} d).\n\n"
        f"{OVERDUE}\n\nWent by without a release:\n\n"
        "- **b.example**: “second half”, 2022-07-01 to 2022-12-31, said on 2022-05-11\n"
    ) in text


def test_what_is_overdue_stays_so_without_news(story, told):
    work, text = told(story, Week.parse("2023-W10"))
    assert text.endswith(f"## Without news\n\n- W: {expected(work.now)}\n\n{OVERDUE}\n")


def test_of_what_had_passed_when_it_was_said_nothing_is_expected(story, told):
    work, text = told([replace(story[0], said_on=dt.date(2022, 9, 9))], Week.of(dt.date(2022, 9, 9)))
    assert (work.now, work.passed) == (None, ())
    assert "Not expected now: every predicted window has passed.\n\nNew predictions:" in text
    assert "Overdue" not in text


def test_what_was_not_expected_before_was_moved_by_nobody(story, told):
    assert "by 1 outlet, a week before nothing predicted yet.\n" in told(story, Week.parse("2022-W01"))[1]


def test_an_earlier_date_is_said_to_be_earlier(story, told):
    earlier = [story[1], replace(story[0], id=8, said_on=dt.date(2022, 5, 20))]
    week = Week.of(dt.date(2022, 5, 20))
    work, text = told(earlier, week)
    assert (
        f"Expected **{work.now.median}** ({work.now.low} to {work.now.high}) by 1 outlet, {-work.shift} days earlier "
        f"than a week before ({work.before.median}). Moved most by **a.example** (−{-moved(earlier, week)} d).\n"
    ) in text


def test_of_who_moved_it_both_ways_the_sum_is_told(story, told):
    """One outlet says the year after on Monday and takes it back on Thursday; another moves it on Friday."""
    monday, day = WEEK.first, dt.timedelta(days=1)
    far = replace(story[0], window=years_on(story[0].window, 3))
    said = [
        far,
        replace(far, id=4, said_on=monday, window=years_on(far.window, 1)),
        replace(far, id=5, said_on=monday + 3 * day),
        replace(far, id=6, said_on=monday + 4 * day, outlet="<i>", window=years_on(far.window, 1)),
    ]
    assert f" Moved most by **&lt;i&gt;** (+{moved(said, WEEK)} d).\n" in told(said, WEEK)[1]


def test_an_outlet_that_says_it_again_moves_nothing(story, told):
    far = replace(story[0], window=years_on(story[0].window, 1))
    again = [far, replace(far, id=8, said_on=dt.date(2022, 1, 12))]
    assert "by 1 outlet, as a week before.\n" in told(again, Week.of(dt.date(2022, 1, 12)))[1]


def test_a_quiet_week_says_so(story, told):
    _, text = told(story, Week.parse("2022-W10"))
    assert "Nothing was predicted this week, and no predicted window went by." in text
    assert "Overdue" not in text
