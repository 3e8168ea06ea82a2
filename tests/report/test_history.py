"""`tracker history`: every format of one small story, to the letter."""

import csv
import datetime as dt
import io
import json

import pytest

from tracker.consensus import Step, changes, steps
from tracker.report import Format, changes_sheet, steps_sheet

LAST = dt.date(2022, 12, 31)


@pytest.fixture
def changed(story):
    return changes_sheet(changes(story, None, LAST), story)


@pytest.fixture
def monthly(story):
    return steps_sheet(steps(story, dt.date(2021, 12, 1), dt.date(2023, 1, 1), Step.MONTH), story)


# the rule below the headers is as wide as the widest row
TABLE = """\
day          median (80 % interval)                    shift   because
RULE
2022-01-05   nothing predicted yet                             a.example: “summer 2022” https://a.example/1
             → 2022-07-16 (2022-06-10 to 2022-08-22)

2022-05-10   2022-07-16 (2022-06-10 to 2022-08-22)     +92 d   a.example: “the fall” https://a.example/2
             → 2022-10-16 (2022-09-10 to 2022-11-21)           replaced: a.example: “summer 2022”

2022-05-11   2022-10-16 (2022-09-10 to 2022-11-21)     −5 d    b.example: “second half”
             → 2022-10-11 (2022-08-06 to 2022-11-29)

2022-11-30   2022-12-14 (2022-12-01 to 2022-12-28)     +2 d    passed: a.example: “the fall”
             → 2022-12-16 (2022-12-04 to 2022-12-28)

2022-12-31   2022-12-31 (2022-12-31)                           passed: b.example: “second half”
             → every predicted window has passed
"""


def test_a_table_tells_from_what_to_what_and_why(changed, shown):
    widest = max(map(len, TABLE.splitlines()))
    assert shown(changed, Format.TABLE) == TABLE.replace("RULE", "─" * widest)


def test_markdown_links_the_words_that_moved_it(changed, shown):
    head, rule, first, delay, *_ = shown(changed, Format.MARKDOWN).splitlines()
    assert (head, rule) == ("| day | median (80 % interval) | shift | because |", "| --- | --- | --- | --- |")
    assert first == (
        "| 2022-01-05 | nothing predicted yet<br>→ 2022-07-16 (2022-06-10 to 2022-08-22) |  "
        "| [a.example: “summer 2022”](https://a.example/1) |"
    )
    assert delay == (
        "| 2022-05-10 | 2022-07-16 (2022-06-10 to 2022-08-22)<br>→ 2022-10-16 (2022-09-10 to 2022-11-21) | +92 d "
        "| [a.example: “the fall”](https://a.example/2)<br>replaced: a.example: “summer 2022” |"
    )


def test_csv_has_plain_columns(changed, shown):
    rows = list(csv.DictReader(io.StringIO(shown(changed, Format.CSV))))
    assert rows[1] == {
        "at": "2022-05-10",
        "median_before": "2022-07-16",
        "low_before": "2022-06-10",
        "high_before": "2022-08-22",
        "median": "2022-10-16",
        "low": "2022-09-10",
        "high": "2022-11-21",
        "voices": "1",
        "shift": "92",
        "because": "a.example: “the fall” 2022-09-01 to 2022-11-30 https://a.example/2; "
        "replaced: a.example: “summer 2022” 2022-06-01 to 2022-08-31 https://a.example/1",
    }
    assert (rows[0]["median_before"], rows[0]["shift"], rows[-1]["median"]) == ("", "", "")


def test_json_and_jsonl_hold_the_same_rows(changed, shown):
    rows = [json.loads(row) for row in shown(changed, Format.JSONL).splitlines()]
    assert rows == json.loads(shown(changed, Format.JSON))
    delay = rows[1]
    assert (len(delay["quantiles"]), delay["quantiles"]["0.05"], delay["quantiles"]["0.95"]) == (
        19,
        "2022-09-05",
        "2022-11-26",
    )
    assert delay | {"quantiles": ...} == {
        "at": "2022-05-10",
        "quantiles": ...,
        "median": "2022-10-16",
        "low": "2022-09-10",
        "high": "2022-11-21",
        "voices": 1,
        "shift": 92,
        "before": {"median": "2022-07-16", "low": "2022-06-10", "high": "2022-08-22", "voices": 1},
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
    }
    assert (rows[-1]["quantiles"], rows[-1]["median"], rows[-1]["shift"]) == ({}, None, None)


def test_steps_without_a_consensus_are_words_for_people_and_no_rows_for_programs(monthly, shown):
    table = [row.rstrip() for row in shown(monthly, Format.TABLE).splitlines()]
    assert table[2:5] == [
        "2021-12-01   nothing predicted yet",
        "2022-01-01   nothing predicted yet",
        "2022-02-01   2022-07-16 (2022-06-10 to 2022-08-22)           a.example: “summer 2022” https://a.example/1",
    ]
    assert table[-1] == (
        "2023-01-01   every predicted window has passed               passed: b.example: “second half”"
    )
    rows = [json.loads(row) for row in shown(monthly, Format.JSONL).splitlines()]
    assert [row["at"] for row in rows] == [f"2022-{month:02}-01" for month in range(2, 13)]
    assert all(len(row["quantiles"]) == 19 for row in rows)


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
