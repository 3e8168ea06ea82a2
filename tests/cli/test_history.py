"""`tracker history`: every format, with steps and without, and the lines that a scorer of forecasts reads."""

import csv
import datetime as dt
import json

import pytest

LEVELS = [f"{0.05 * k:.2f}" for k in range(1, 20)]
WORK = "Gullholm season 3"


@pytest.fixture
def told(tracker, folder, record):
    """Three articles of two outlets, the last of which moves the day by a month."""
    (folder / "old.jsonl").write_text(
        record(1, "March 3, 2025", published="2024-02-10")
        + record(2, "March 13, 2025", published="2024-03-20", outlet="Mole", url="https://mole.example/|2")
        + record(3, "April 3, 2025", published="2024-05-06")
    )
    assert tracker("ingest", "old.jsonl").code == 0


def test_a_row_a_change(tracker, told):
    rows = tracker("history", WORK, "--to", "2024-12-31", "--format", "jsonl").rows

    assert [row["at"] for row in rows] == ["2024-02-10", "2024-03-20", "2024-05-06"]
    assert rows[2]["shift"] > 0
    assert sum(share["median"] for share in rows[2]["shares"]) == pytest.approx(rows[2]["shift"])
    assert [share["outlet"] for share in rows[2]["shares"]] == ["Quay", None]
    assert [(r["how"], r["outlet"], r["quote"]) for r in rows[2]["because"]] == [
        ("came", "Quay", "April 3, 2025"),
        ("replaced", "Quay", "March 3, 2025"),
    ]


@pytest.mark.parametrize(
    ("step", "days"),
    [
        ("month", ["2024-03-01", "2024-04-01", "2024-05-01"]),
        ("week", ["2024-02-12", "2024-02-19"]),
        ("day", ["2024-02-10", "2024-02-11", "2024-02-12"]),
    ],
)
def test_a_row_for_the_first_day_of_each_step(tracker, told, step, days):
    rows = tracker("history", WORK, "--step", step, "--to", days[-1], "--format", "jsonl").rows

    assert [row["at"] for row in rows] == days


def test_the_lines_are_those_that_a_scorer_of_forecasts_reads(tracker, told):
    span = ("--from", "2024-01-01", "--to", "2024-06-30")
    ran = tracker("history", WORK, *span, "--step", "month", "--format", "jsonl")
    told = {
        row["at"]: {float(q): dt.date.fromisoformat(d) for q, d in row["quantiles"].items()}
        for row in ran.rows
    }

    assert list(told) == ["2024-03-01", "2024-04-01", "2024-05-01", "2024-06-01"]
    for at, quantiles in told.items():
        assert [f"{q:.2f}" for q in quantiles] == LEVELS
        assert list(quantiles.values()) == sorted(quantiles.values())
        assert quantiles[0.05] > dt.date.fromisoformat(at)
        assert ran.rows[0].keys() >= {"at", "quantiles"}


def test_only_what_was_said_by_a_day_counts_for_it(tracker, told):
    early = tracker("history", WORK, "--to", "2024-04-01", "--step", "month", "--format", "jsonl").rows
    late = tracker("history", WORK, "--to", "2024-06-01", "--step", "month", "--format", "jsonl").rows

    assert late[: len(early)] == early


@pytest.mark.parametrize("step", [(), ("--step", "month")])
def test_every_format_tells_the_same(tracker, told, step):
    def shown(form):
        ran = tracker("history", WORK, "--to", "2024-06-01", *step, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        return ran

    records = shown("jsonl").rows
    assert json.loads(shown("json").out) == records
    flat = list(csv.DictReader(shown("csv").out.splitlines()))
    assert [(row["at"], row["median"]) for row in flat] == [(row["at"], row["median"]) for row in records]
    table, markdown = shown("table").out, shown("markdown").out
    assert all(row["at"] in table and row["median"] in table for row in records)
    assert all(f"| {row['at']} | " in markdown for row in records)
    assert "https://mole.example/%7C2" in markdown


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_nothing_said_is_no_row(tracker, form):
    ran = tracker("history", "Lanternfish", "--format", form)

    assert (ran.code, ran.out.strip()) == (0, "[]" if form == "json" else "")


@pytest.mark.parametrize(
    "span",
    [
        ("--from", "0001-01-01", "--to", "9999-12-31"),
        ("--from", "9999-12-31", "--to", "9999-12-31", "--step", "day"),
        ("--from", "0001-01-01", "--to", "0001-01-02", "--step", "day"),
        ("--to", "1990-01-01"),
        ("--to", "2050-01-01", "--step", "month"),
    ],
)
def test_any_span_of_days_may_be_asked_for(tracker, told, span):
    for form in ("jsonl", "table"):
        assert tracker("history", WORK, *span, "--format", form).code == 0


def test_it_reads_while_another_program_writes(tracker, told, folder):
    import sqlite3

    before = tracker("history", WORK)
    other = sqlite3.connect(folder / "tracker.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert tracker("history", WORK) == before
    finally:
        other.close()
