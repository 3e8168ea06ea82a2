"""`tracker forecast`: a forecast whose chances are known, in every format."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from tracker.consensus import HORIZON_DAYS, LEVELS, Chances, Consensus, Forecast, Heard, forecast_at
from tracker.model import Polarity, Stance
from tracker.report import Format
from tracker.report.forecast import Outlook, chances_sheet, forecast_sheet, people_sheets, percent
from tracker.windows import Window

AT = dt.date(2022, 5, 31)
DAY = dt.timedelta(days=1)


def chances(daily, at=AT):
    """`chances({10: 0.6})`: six of ten that it comes ten days after `at`, the rest of the mass never."""
    steps = np.zeros(HORIZON_DAYS + 1)
    for day, mass in daily.items():
        steps[day] = mass
    return Chances(at.toordinal(), at.toordinal(), np.cumsum(steps))


def consensus(known, *, overdue=False):
    at = dt.date.fromordinal(known.at)
    quantiles = tuple((level, known.day(level)) for level in LEVELS)
    return Consensus(at, quantiles, known.day(0.5), known.day(0.1), known.day(0.9), 2, (), overdue, known)


@pytest.fixture
def forecast(story):
    """Half on 20 June, the rest evenly over September; a third of it rests on what has passed."""
    known = chances({20: 0.5} | dict.fromkeys(range(93, 123), 0.5 / 30))
    early, fall, half = story
    ruled_out = replace(half, polarity=Polarity.RULES_OUT, window=Window(None, dt.date(2022, 6, 10)))
    heard = (
        Heard(half, 0.6, passed=False, copies=2),
        Heard(fall, 0.07, passed=False, copies=1),
        Heard(early, 0.33, passed=True, copies=0),
    )
    return Forecast(consensus(known), heard, (ruled_out,))


@pytest.fixture
def told(shown):
    """`told(outlook)`: what people see, sheet below sheet, as rows without what fills them up."""

    def tell(outlook, form=Format.TABLE):
        below = [shown(sheet, form) for sheet in people_sheets(outlook)]
        return [row for row in "\n".join(below).splitlines() if row.strip("─")]

    return tell


def test_people_see_the_days_the_chances_and_what_they_rest_on(forecast, told):
    assert told(Outlook("Silo season 3", AT, None, forecast)) == [
        "forecast                          at the end of 2022-05-31",
        "work                              Silo season 3",
        "median                            2022-09-01",
        "50 % interval                     2022-06-20 to 2022-09-16",
        "80 % interval                     2022-06-20 to 2022-09-25",
        "95 % interval                     2022-06-20 to 2022-09-30",
        "out by the end of 2022            99 %",
        "out by the end of 2023            99 %",
        "not out by 2032-05-31, or never   1 %",
        "by the end of   it is out   in that time",
        "2022-06         50 %        50 %",
        "2022-07         50 %        0 %",
        "2022-08         50 %        0 %",
        "2022-09         99 %        50 %",
        "share   outlet                 stands",
        "60 %    b.example              “second half”",
        "        reported, 2022-05-11   2022-07-01 to 2022-12-31, passed on by 2 others",
        "7 %     a.example              “the fall” https://a.example/2",
        "        reported, 2022-05-10   2022-09-01 to 2022-11-30, passed on by 1 other",
        "share   outlet                 passed without a release",
        "33 %    a.example              “summer 2022” https://a.example/1",
        "        reported, 2022-01-05   2022-06-01 to 2022-08-31",
        "outlet                 ruled out",
        "b.example              “second half”",
        "reported, 2022-05-11   not until 2022-06-10",
    ]


def test_markdown_links_the_words(forecast, told):
    rows = told(Outlook("Silo | 3", AT, None, forecast), Format.MARKDOWN)

    assert rows[:3] == [
        "| forecast | at the end of 2022-05-31 |",
        "| --- | --- |",
        "| work | **Silo \\| 3** |",
    ]
    assert (
        "| 33 % | a.example<br>reported, 2022-01-05 "
        "| [“summer 2022”](https://a.example/1)<br>2022-06-01 to 2022-08-31 |"
    ) in rows


def test_what_there_is_none_of_has_no_heading(forecast, told):
    rows = told(Outlook("Silo", AT, None, replace(forecast, heard=forecast.heard[:1], ruled_out=())))

    assert not any("passed without" in row or "ruled out" in row for row in rows)


def test_a_work_that_is_out_says_so_above(forecast, told):
    rows = told(Outlook("Silo", AT, AT + DAY, forecast))

    assert rows[1:3] == [
        "work                              Silo",
        "came out on                       2022-06-01",
    ]


def test_what_is_overdue_is_said_in_words(forecast, shown):
    sheet = forecast_sheet(
        Outlook("Silo", AT, None, replace(forecast, consensus=consensus(chances({1: 1}), overdue=True)))
    )

    for form in (Format.TABLE, Format.MARKDOWN):
        assert shown(sheet, form).endswith(
            "\n\nevery window stated has passed; this is how long such works take from here\n"
        )
    assert json.loads(shown(sheet, Format.JSONL))["overdue"] is True


def test_days_that_the_horizon_does_not_reach_are_said_so(forecast, told):
    never = replace(forecast, consensus=consensus(chances({1: 0.3})))
    rows = told(Outlook("Silo", AT, None, never))

    assert rows[2:6] == [
        "median                            2032-05-31 or later",
        "50 % interval                     2022-06-01 to 2032-05-31 or later",
        "80 % interval                     2022-06-01 to 2032-05-31 or later",
        "95 % interval                     2022-06-01 to 2032-05-31 or later",
    ]
    assert rows[8] == "not out by 2032-05-31, or never   70 %"


def test_programs_get_one_record(forecast, shown):
    sheet = forecast_sheet(Outlook("Silo", AT, AT + DAY, forecast))
    (record,) = json.loads(shown(sheet, Format.JSON))

    assert json.loads(shown(sheet, Format.JSONL)) == record
    assert record | {"heard": ..., "ruled_out": ...} == {
        "at": "2022-05-31",
        "work": "Silo",
        "released": "2022-06-01",
        "median": "2022-09-01",
        "intervals": {
            "0.50": {"low": "2022-06-20", "high": "2022-09-16"},
            "0.80": {"low": "2022-06-20", "high": "2022-09-25"},
            "0.95": {"low": "2022-06-20", "high": "2022-09-30"},
        },
        "chance_by": {
            "2022-06-30": 0.495,
            "2022-07-31": 0.495,
            "2022-08-31": 0.495,
            "2022-09-30": 0.99,
            "2022-12-31": 0.99,
            "2023-12-31": 0.99,
        },
        "horizon": "2032-05-31",
        "beyond": 0.01,
        "overdue": False,
        "heard": ...,
        "ruled_out": ...,
    }
    assert [(one["share"], one["passed"], one["copies"]) for one in record["heard"]] == [
        (0.6, False, 2),
        (0.07, False, 1),
        (0.33, True, 0),
    ]
    said = {
        "outlet": "b.example",
        "quote": "second half",
        "url": None,
        "said_on": "2022-05-11",
        "stance": "reported",
    }
    window = {"start": "2022-07-01", "stop": "2022-12-31", "polarity": "expects"}
    assert record["heard"][0] == {"share": 0.6, "passed": False, "copies": 2} | said | window
    assert record["ruled_out"] == [said | {"start": None, "stop": "2022-06-10", "polarity": "rules_out"}]


def test_csv_has_plain_columns(forecast, shown):
    (row,) = csv.DictReader(
        io.StringIO(shown(forecast_sheet(Outlook("Silo", AT, None, forecast)), Format.CSV))
    )

    assert row == {
        "at": "2022-05-31",
        "work": "Silo",
        "released": "",
        "median": "2022-09-01",
        "low_50": "2022-06-20",
        "high_50": "2022-09-16",
        "low_80": "2022-06-20",
        "high_80": "2022-09-25",
        "low_95": "2022-06-20",
        "high_95": "2022-09-30",
        "by_this_year": "0.99",
        "by_next_year": "0.99",
        "horizon": "2032-05-31",
        "beyond": "0.01",
        "overdue": "False",
        "chance_by": "2022-06-30 0.495; 2022-07-31 0.495; 2022-08-31 0.495; 2022-09-30 0.99",
        "heard": "60 % b.example: “second half” 2022-07-01 to 2022-12-31; "
        "7 % a.example: “the fall” 2022-09-01 to 2022-11-30 https://a.example/2; "
        "33 % passed, a.example: “summer 2022” 2022-06-01 to 2022-08-31 https://a.example/1",
        "ruled_out": "b.example: “second half” not until 2022-06-10",
    }


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Format.TABLE, "nothing predicted yet at the end of 2022-05-31\n"),
        (Format.MARKDOWN, "nothing predicted yet at the end of 2022-05-31\n"),
        (Format.CSV, ""),
        (Format.JSON, "[]\n"),
        (Format.JSONL, ""),
    ],
)
def test_nothing_said_is_a_sentence_for_people_and_nothing_for_programs(form, expected, shown):
    (sheet,) = people_sheets(Outlook("Silo", AT, None, None))

    assert shown(sheet, form) == expected


def test_of_what_is_out_and_was_never_predicted_the_day_is_told(shown):
    (sheet,) = people_sheets(Outlook("Silo", AT, AT + DAY, None))

    assert shown(sheet, Format.TABLE) == (
        "nothing predicted yet at the end of 2022-05-31; came out on 2022-06-01\n"
    )


def rows(known):
    return [tuple(cell[0].text for cell in row) for row in chances_sheet(known).cells]


def test_months_without_a_chance_are_left_out_before_the_first():
    assert rows(chances({700: 1.0})) == [("2024-04", "99 %", "99 %")]


@pytest.mark.parametrize("at", [AT, dt.date(2022, 8, 30), dt.date(2022, 11, 30), dt.date(2022, 12, 31)])
@pytest.mark.parametrize("days", [40, 300, 700, 800, 1500, HORIZON_DAYS])
def test_months_that_are_too_many_become_years(at, days):
    told = rows(chances(dict.fromkeys(range(1, days + 1), 1 / days), at))
    names = [name for name, *_ in told]

    assert len(told) <= 24
    assert names == sorted(names, key=lambda name: f"{name}-99"[:7])
    assert names[0] in {f"{at + DAY:%Y-%m}", f"{at + 2 * DAY:%Y-%m}"}
    assert told[-1][1] in ("98 %", "99 %")
    assert sum(len(name) == 4 for name in names) <= 10


def test_the_last_year_ends_with_the_horizon():
    at = dt.date(2022, 5, 20)
    names = [
        name for name, *_ in rows(chances(dict.fromkeys(range(1, HORIZON_DAYS + 1), 1 / HORIZON_DAYS), at))
    ]

    assert names == [
        *(f"2022-{month:02}" for month in range(6, 13)),
        *map(str, range(2023, 2032)),
        "2032-05-20",
    ]


def test_a_chance_that_never_grows_is_one_row():
    assert rows(chances({}, dt.date(2022, 5, 20))) == [("2032-05-20", "0 %", "0 %")]


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "0 %"),
        (1e-9, "<1 %"),
        (0.005, "<1 %"),
        (0.0149, "1 %"),
        (0.41, "41 %"),
        (0.9951, ">99 %"),
        (1.0, "100 %"),
    ],
)
def test_nothing_is_called_sure_that_is_not(chance, words):
    assert percent(chance) == words


@pytest.mark.parametrize("at", [dt.date(2022, 5, 11), dt.date(2023, 5, 11), dt.date.max - DAY, dt.date.max])
def test_a_real_forecast_of_any_day_is_shown_in_every_format(story, shown, at):
    outlook = Outlook("Silo", at, None, forecast_at(story, at))

    for form in Format:
        assert all(shown(sheet, form) for sheet in people_sheets(outlook)[:1])
    record = json.loads(shown(forecast_sheet(outlook), Format.JSONL))
    assert sum(one["share"] for one in record["heard"]) == pytest.approx(1, abs=0.001)
    assert list(record["chance_by"].values()) == sorted(record["chance_by"].values())
    assert all(day <= record["horizon"] for day in record["chance_by"])


def test_nothing_that_an_article_says_is_obeyed(hostile, told, shown):
    known = replace(hostile, stance=Stance.OFFICIAL)
    outlook = Outlook(
        "Silo",
        AT,
        None,
        Forecast(consensus(chances({1: 1})), (Heard(known, 1.0, passed=False, copies=0),), (hostile,)),
    )

    assert "\x1b" not in "".join(told(outlook))
    page = "\n".join(told(outlook, Format.MARKDOWN))
    assert "<b>" not in page
    assert "[y\\](javascript:z)" in page
    assert json.loads(shown(forecast_sheet(outlook), Format.JSONL))["heard"][0]["quote"] == hostile.quote
