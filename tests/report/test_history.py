"""`tracker history`: every format of one small story, to the letter; the days are those of `changes`."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from itertools import zip_longest

import pytest

from tracker.consensus import Step, changes, steps
from tracker.model import Polarity
from tracker.report import Format, changes_sheet, steps_sheet
from tracker.windows import Window

LAST = dt.date(2022, 12, 31)


@pytest.fixture
def moved(story):
    """Summer is said; the fall instead; by another outlet the second half; the fall passes; all has passed."""
    return list(changes(story, None, LAST))


@pytest.fixture
def changed(story, moved):
    return changes_sheet(moved, story)


@pytest.fixture
def monthly(story):
    return steps_sheet(steps(story, dt.date(2021, 12, 1), dt.date(2023, 1, 1), Step.MONTH), story)


@pytest.fixture
def contested(story):
    """A day on which its own window passes, and what was ruled out is expected again: the sheet and the change."""
    summer, fall, _ = story
    friday = dt.date(2022, 6, 3)
    day = replace(summer, quote="June 3", window=Window(friday, friday))
    never = replace(
        fall, id=4, outlet="c.example", said_on=day.said_on, quote="no fall", polarity=Polarity.RULES_OUT
    )
    said = [day, never, replace(fall, outlet="b.example", said_on=friday)]
    (change,) = changes(said, friday, friday)
    return changes_sheet([change], said), change


def told(consensus):
    """A consensus in words."""
    overdue = ", overdue" if consensus.overdue else ""
    return f"{consensus.median} ({consensus.low} to {consensus.high}{overdue})"


def signed(days):
    """Days in words."""
    return f"{round(days):+} d".replace("-", "−") if round(days) else "0 d"


def share(change, outlet):
    """What an outlet moved, in words; None for the passing of time."""
    return signed(sum(one.median for one in change.shares() if one.outlet == outlet))


def time(change):
    """The line that tells what time moved, where it did."""
    return [] if share(change, None) == "0 d" else [f"time: {share(change, None)}"]


def lines(change, before, *because):
    """The lines of a change in the table, and the empty one after it."""
    shift = [] if change.shift is None else [signed(change.shift)]
    cells = ([str(change.at)], [before, f"→ {told(change.after)}"], shift, [*because, *time(change)])
    return [*zip_longest(*cells, fillvalue=""), ("",) * 4]


def cut(table):
    """The lines below the headers, each cut into cells where these begin."""
    head, _, *rows = table.splitlines()
    begins = [head.index(name) for name in ("day", "median (80 % interval)", "shift", "because")]
    ends = [*begins[1:], None]
    return [tuple(row[a:b].rstrip() for a, b in zip(begins, ends, strict=True)) for row in rows]


def test_a_table_tells_from_what_to_what_and_why(moved, changed, shown):
    first, delay, other, passed, overdue = moved
    table = shown(changed, Format.TABLE)
    assert [*cut(table), ("",) * 4] == [
        *lines(first, "nothing predicted yet", "a.example: “summer 2022” https://a.example/1"),
        *lines(
            delay,
            told(delay.before),
            f"a.example: “the fall” ({share(delay, 'a.example')}) https://a.example/2",
            "replaced: a.example: “summer 2022”",
        ),
        *lines(other, told(other.before), f"b.example: “second half” ({share(other, 'b.example')})"),
        *lines(passed, told(passed.before), "passed: a.example: “the fall”"),
        *lines(overdue, told(overdue.before), "passed: b.example: “second half”"),
    ]
    assert set(table.splitlines()[1]) == {"─"}
    assert len(table.splitlines()[1]) == max(map(len, table.splitlines()))
    assert delay.shift > 0
    assert told(overdue.after).endswith(", overdue)")


def test_all_who_moved_it_are_told_with_their_days_and_time_at_the_end(contested, shown):
    sheet, change = contested
    moved = {outlet: share(change, outlet) for outlet in ("b.example", "c.example", None)}
    assert [row[3] for row in cut(shown(sheet, Format.TABLE))] == [
        f"b.example: “the fall” ({moved['b.example']}) https://a.example/2",
        f"replaced: c.example: not “no fall” ({moved['c.example']})",
        "passed: a.example: “June 3”",
        f"time: {moved[None]}",
    ]
    (row,) = csv.DictReader(io.StringIO(shown(sheet, Format.CSV)))
    assert row["because"] == (
        f"b.example: “the fall” ({moved['b.example']}) 2022-09-01 to 2022-11-30 https://a.example/2; "
        f"replaced: c.example: not “no fall” ({moved['c.example']}) not 2022-09-01 to 2022-11-30 https://a.example/2; "
        f"passed: a.example: “June 3” 2022-06-03 https://a.example/1; time: {moved[None]}"
    )
    shares = json.loads(shown(sheet, Format.JSONL))["shares"]
    assert {one["outlet"]: signed(one["median"]) for one in shares} == moved
    assert sum(one["median"] for one in shares) == pytest.approx(change.shift)
    assert moved["b.example"].startswith("+")
    assert moved[None].startswith("+")


def test_markdown_links_the_words_that_moved_it(moved, changed, shown):
    head, rule, first, delay, *_ = shown(changed, Format.MARKDOWN).splitlines()
    assert (head, rule) == ("| day | median (80 % interval) | shift | because |", "| --- | --- | --- | --- |")
    assert first == (
        f"| 2022-01-05 | nothing predicted yet<br>→ {told(moved[0].after)} |  "
        "| [a.example: “summer 2022”](https://a.example/1) |"
    )
    because = [
        f"[a.example: “the fall” ({share(moved[1], 'a.example')})](https://a.example/2)",
        "replaced: a.example: “summer 2022”",
        *time(moved[1]),
    ]
    assert delay == (
        f"| 2022-05-10 | {told(moved[1].before)}<br>→ {told(moved[1].after)} | {signed(moved[1].shift)} "
        f"| {'<br>'.join(because)} |"
    )


def test_csv_has_plain_columns(moved, changed, shown):
    rows = list(csv.DictReader(io.StringIO(shown(changed, Format.CSV))))
    change = moved[1]
    because = [
        f"a.example: “the fall” ({share(change, 'a.example')}) 2022-09-01 to 2022-11-30 https://a.example/2",
        "replaced: a.example: “summer 2022” 2022-06-01 to 2022-08-31 https://a.example/1",
        *time(change),
    ]
    assert rows[1] == {
        "at": "2022-05-10",
        "median_before": str(change.before.median),
        "low_before": str(change.before.low),
        "high_before": str(change.before.high),
        "median": str(change.after.median),
        "low": str(change.after.low),
        "high": str(change.after.high),
        "voices": "1",
        "overdue": "False",
        "shift": str(change.shift),
        "because": "; ".join(because),
    }
    assert (rows[0]["median_before"], rows[0]["shift"], rows[-1]["overdue"]) == ("", "", "True")


def test_json_and_jsonl_hold_the_same_rows(moved, changed, shown):
    rows = [json.loads(row) for row in shown(changed, Format.JSONL).splitlines()]
    assert rows == json.loads(shown(changed, Format.JSON))
    before, after = moved[1].before, moved[1].after
    assert rows[1] == {
        "at": "2022-05-10",
        "quantiles": {f"{level:.2f}": str(day) for level, day in after.quantiles},
        "median": str(after.median),
        "low": str(after.low),
        "high": str(after.high),
        "voices": 1,
        "overdue": False,
        "shift": moved[1].shift,
        "before": {
            "median": str(before.median),
            "low": str(before.low),
            "high": str(before.high),
            "voices": 1,
            "overdue": False,
        },
        "because": [
            {
                "how": how,
                "outlet": "a.example",
                "quote": quote,
                "url": url,
                "said_on": said_on,
                "start": start,
                "stop": stop,
                "stance": "reported",
                "polarity": "expects",
            }
            for how, quote, url, said_on, start, stop in [
                ("came", "the fall", "https://a.example/2", "2022-05-10", "2022-09-01", "2022-11-30"),
                ("replaced", "summer 2022", "https://a.example/1", "2022-01-05", "2022-06-01", "2022-08-31"),
            ]
        ],
        "shares": [
            {
                "outlet": outlet,
                "quotes": quotes,
                "urls": urls,
                "median": float(one.median),
                "low": float(one.low),
                "high": float(one.high),
            }
            for one, (outlet, quotes, urls) in zip(
                moved[1].shares(),
                [("a.example", ["the fall"], ["https://a.example/2"]), (None, [], [])],
                strict=True,
            )
        ],
    }
    assert (len(rows[1]["quantiles"]), rows[0]["before"], rows[0]["shares"]) == (19, None, [])
    assert [row["overdue"] for row in rows] == [False] * 4 + [True]


def test_steps_without_a_consensus_are_words_for_people_and_no_rows_for_programs(story, monthly, shown):
    first, *_, last = steps(story, dt.date(2022, 2, 1), dt.date(2023, 1, 1), Step.MONTH)
    rows = cut(shown(monthly, Format.TABLE))
    assert rows[:3] == [
        ("2021-12-01", "nothing predicted yet", "", ""),
        ("2022-01-01", "nothing predicted yet", "", ""),
        ("2022-02-01", told(first.after), "", "a.example: “summer 2022” https://a.example/1"),
    ]
    assert ("2023-01-01", told(last.after), signed(last.shift), "passed: b.example: “second half”") in rows
    records = [json.loads(row) for row in shown(monthly, Format.JSONL).splitlines()]
    assert [row["at"] for row in records] == [f"2022-{month:02}-01" for month in range(2, 13)] + [
        "2023-01-01"
    ]
    assert all(len(row["quantiles"]) == 19 for row in records)


def test_of_what_had_passed_when_it_was_said_nothing_is_expected(story, shown):
    said = [replace(story[0], said_on=dt.date(2022, 9, 9))]
    october = dt.date(2022, 10, 1)
    sheet = steps_sheet(steps(said, october, october, Step.MONTH), said)
    assert cut(shown(sheet, Format.TABLE)) == [("2022-10-01", "every predicted window has passed", "", "")]
    assert sheet.records == ()
    assert shown(changes_sheet(changes(said, None, LAST), said), Format.TABLE) == (
        "the consensus did not change\n"
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Format.TABLE, "nothing predicted yet\n"),
        (Format.MARKDOWN, "nothing predicted yet\n"),
        (Format.CSV, ""),
        (Format.JSON, "[]\n"),
        (Format.JSONL, ""),
    ],
)
def test_nothing_said_is_a_sentence_for_people_and_nothing_for_programs(form, expected, shown):
    assert shown(changes_sheet([], []), form) == expected
