"""`tracker backtest`: rows of works, of all that are out, and of all."""

import csv
import datetime as dt
import json

import pytest

from tracker.consensus.backtest import Backtest, Figures
from tracker.report import Format
from tracker.report.backtest import BacktestRow, backtest_sheet

PIT = (0.4, 0.2, 0, 0, 0, 0, 0, 0, 0.01, 0.39)


def figures(crps, *, out=True):
    known = (
        {"late": -12.4, "within": (0.25, 0.75, 1.0), "pit": PIT}
        if out
        else dict.fromkeys(("late", "within", "pit"))
    )
    return Figures(forecasts=4, crps=crps, log=1.234, **known)


def row_of(title, *, out=True, crps=30.0, result=True):
    found = Backtest(*(figures(one, out=out) for one in (crps, 40, 60, 120)))
    return BacktestRow(title, dt.date(2024, 3, 3) if out else None, found if result else None)


@pytest.fixture
def rows(shown):
    """`rows(...)`: a sheet's rows as programs get them."""
    return lambda *works: [
        json.loads(row) for row in shown(backtest_sheet(works, ""), Format.JSONL).splitlines()
    ]


def test_a_work_a_row_and_all_of_them(shown):
    sheet = backtest_sheet([row_of("Lantern"), row_of("Skerry", crps=50.0)], "")
    header, _, *table = shown(sheet, Format.TABLE).splitlines()

    assert (
        header.split()
        == (
            "work released forecasts CRPS latest pool nothing ratio log score in 50% in 80% in 95% late PIT"
        ).split()
    )
    assert [" ".join(row.split()) for row in table] == [
        "Lantern 2024-03-03 4 30.0 d 40.0 d 60.0 d 120.0 d 0.75 1.23 0.25 0.75 1.00 −12 d █▄······▁█",
        "Skerry 2024-03-03 4 50.0 d 40.0 d 60.0 d 120.0 d 1.25 1.23 0.25 0.75 1.00 −12 d █▄······▁█",
        "all released (2) 8 38.7 d 40.0 d 60.0 d 120.0 d 0.97 1.23 0.25 0.75 1.00 −12 d █▄······▁█",
    ]


def test_those_that_are_pending_stand_apart_and_count_in_the_last_row(shown, rows):
    works = row_of("Skerry", out=False, crps=50.0), row_of("Lantern")
    table = shown(backtest_sheet(works, ""), Format.TABLE).splitlines()[2:]

    assert [" ".join(row.split()) for row in table[1:]] == [
        "Skerry pending 4 50.0 d 40.0 d 60.0 d 120.0 d 1.25 1.23",
        "all released (1) 4 30.0 d 40.0 d 60.0 d 120.0 d 0.75 1.23 0.25 0.75 1.00 −12 d █▄······▁█",
        "all with pending (2) 8 38.7 d 40.0 d 60.0 d 120.0 d 0.97 1.23",
    ]
    assert [(row["kind"], row["work"], row["released"], row["works"]) for row in rows(*works)] == [
        ("released", "Lantern", "2024-03-03", 1),
        ("pending", "Skerry", None, 1),
        ("all released", None, None, 1),
        ("all with pending", None, None, 2),
    ]


def test_without_one_that_is_out_there_is_no_row_for_these(rows):
    assert [row["kind"] for row in rows(row_of("Skerry", out=False))] == ["pending", "all with pending"]


def test_programs_get_every_figure(rows):
    assert rows(row_of("Lantern"))[0] == {
        "kind": "released",
        "work": "Lantern",
        "released": "2024-03-03",
        "works": 1,
        "forecasts": 4,
        "crps_days": 30.0,
        "log_score": 1.234,
        "late_days": -12.4,
        "ratio_to_best_baseline": 0.75,
        "coverage": {"50": 0.25, "80": 0.75, "95": 1.0},
        "pit": list(PIT),
        "baselines_crps_days": {"latest": 40, "pool": 60, "nothing": 120},
    }
    pending = rows(row_of("Skerry", out=False))[0]
    assert [pending[name] for name in ("late_days", "coverage", "pit")] == [None] * 3


def test_spreadsheets_get_them_in_a_column_each(shown):
    sheet = backtest_sheet([row_of("Lantern"), row_of("Skerry", out=False)], "")
    first, second, *_ = csv.DictReader(shown(sheet, Format.CSV).splitlines())

    assert (first["coverage_80"], first["latest_crps_days"]) == ("0.75", "40")
    assert first["pit"] == "0.4; 0.2; 0; 0; 0; 0; 0; 0; 0.01; 0.39"
    assert (second["coverage_80"], second["late_days"], second["pit"]) == ("", "", "")


def test_a_work_without_a_forecast_is_named_below(shown):
    sheet = backtest_sheet(
        [row_of("Lantern"), row_of("Quick", result=False), row_of("Rash", result=False)], ""
    )

    assert "Quick" not in shown(sheet, Format.JSON)
    assert shown(sheet, Format.TABLE).splitlines()[-1] == (
        "Left out, for no first of a month lies between the first article and the release (or today): Quick, Rash."
    )


def test_nothing_to_look_back_on_is_said(shown):
    assert shown(backtest_sheet([], "nothing yet"), Format.TABLE) == "nothing yet\n"
    assert shown(backtest_sheet([], "nothing yet"), Format.JSON) == "[]\n"
