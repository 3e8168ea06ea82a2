"""`tracker forecast`: as of which day, in every format, and what it says where there is nothing to say."""

import csv
import datetime as dt
import json

import pytest

from tracker.cli import forecast

WORK = "Gullholm season 3"


@pytest.fixture
def told(tracker, folder, record):
    """Three articles: the first outlet moves its day by a month, the second names another one."""
    (folder / "old.jsonl").write_text(
        record(1, "March 3, 2025", published="2024-02-10")
        + record(2, "March 13, 2025", published="2024-03-20", outlet="Mole", url="https://mole.example/|2")
        + record(3, "April 3, 2025", published="2024-05-06")
    )
    assert tracker("ingest", "old.jsonl").code == 0


@pytest.fixture
def asked(tracker):
    """`asked("--at", "2024-04-01")`: the one record of a forecast."""

    def ask(*arguments):
        ran = tracker("forecast", WORK, *arguments, "--format", "jsonl")
        assert (ran.code, ran.err) == (0, "")
        (row,) = ran.rows
        return row

    return ask


def test_nothing_said_after_the_day_counts(told, asked):
    early, late = asked("--at", "2024-05-05"), asked("--at", "2024-05-06")

    assert (early["at"], late["at"]) == ("2024-05-05", "2024-05-06")
    assert {one["quote"] for one in early["heard"]} == {"March 3, 2025", "March 13, 2025"}
    assert {one["quote"] for one in late["heard"]} == {"March 13, 2025", "April 3, 2025"}
    assert early["median"] < late["median"]


def test_left_out_the_day_is_today_by_the_clock(told, asked, monkeypatch):
    monkeypatch.setattr(forecast, "now", lambda: dt.datetime(2024, 3, 19, 23, 59, tzinfo=dt.UTC))

    assert (row := asked())["at"] == "2024-03-19"
    assert [one["quote"] for one in row["heard"]] == ["March 3, 2025"]


def test_of_what_is_out_the_day_is_the_one_before(told, asked, tracker):
    assert tracker("resolve", WORK, "2024-05-01").code == 0

    assert (row := asked())["at"] == "2024-04-30"
    assert row["released"] == "2024-05-01"
    assert asked("--at", "2024-06-01")["at"] == "2024-06-01"
    header, _, _, second, *_ = tracker("forecast", WORK).out.splitlines()
    assert header.endswith("at the end of 2024-04-30")
    assert second.split() == ["came", "out", "on", "2024-05-01"]


def test_every_format_tells_the_same(told, asked, tracker):
    def shown(form):
        ran = tracker("forecast", WORK, "--at", "2024-06-01", "--format", form)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    record = asked("--at", "2024-06-01")
    assert json.loads(shown("json")) == [record]
    (flat,) = csv.DictReader(shown("csv").splitlines())
    assert (flat["at"], flat["median"], flat["high_95"]) == (
        record["at"],
        record["median"],
        record["intervals"]["0.95"]["high"],
    )
    table, markdown = shown("table"), shown("markdown")
    for known in (record["median"], "“April 3, 2025”", "https://mole.example/"):
        assert known in table
        assert known in markdown
    assert "https://mole.example/%7C2" in markdown
    assert table == tracker("forecast", WORK, "--at", "2024-06-01").out


def test_the_picture_is_a_terminals_and_a_pipes_and_not_a_pages(told, tracker, run):
    piped = tracker("forecast", WORK, "--at", "2024-06-01").out
    (axis,) = [row for row in piped.splitlines() if "┼" in row and "median" not in row]
    caption = next(row for row in piped.splitlines() if row.startswith("a column is"))

    assert "█" in piped
    assert max(len(axis), len(caption)) <= 100
    assert len(axis) <= 80
    assert "\x1b" not in piped
    assert f"\n{axis}\n" in run(["forecast", WORK, "--at", "2024-06-01"], terminal=True).out
    assert "█" not in tracker("forecast", WORK, "--at", "2024-06-01", "--format", "markdown").out


def test_what_is_overdue_is_said_in_words(told, asked, tracker):
    assert asked("--at", "2025-04-02")["overdue"] is False
    assert asked("--at", "2025-04-03")["overdue"] is True
    shown = tracker("forecast", WORK, "--at", "2025-04-03").out

    assert "\n\nevery window stated has passed; this is how long such works take from here\n\n" in shown
    assert "passed without a release" in shown
    assert "stands" not in shown


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json", "jsonl"])
def test_where_nothing_was_said_it_says_so(told, tracker, form):
    never = tracker("forecast", "Lanternfish", "--at", "2024-06-01", "--format", form)
    not_yet = tracker("forecast", WORK, "--at", "2024-02-09", "--format", form)
    said = {"table": "nothing predicted yet", "markdown": "nothing predicted yet", "json": "[]"}.get(form, "")

    assert (never.code, never.err) == (not_yet.code, not_yet.err) == (0, "")
    assert never.out.rstrip().removesuffix(" at the end of 2024-06-01") == said
    assert not_yet.out.rstrip().removesuffix(" at the end of 2024-02-09") == said


@pytest.mark.parametrize("at", ["0001-01-01", "2050-01-01", "9999-12-30", "9999-12-31"])
def test_any_day_may_be_asked_for(told, tracker, at):
    for form in ("table", "csv", "jsonl"):
        assert tracker("forecast", WORK, "--at", at, "--format", form).code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Missing argument 'TITLE'"),
        (["Gulholm season 4"], "did you mean 'Gullholm season 3'?"),
        (["Nothing"], "`tracker works` lists the titles"),
        ([WORK, "--at", "soon"], "'soon' is no day; write it like 2026-11-21"),
        ([WORK, "--at", "2024-02-30"], "'2024-02-30' is no day; write it like 2026-11-21"),
        ([WORK, "--format", "xml"], "'xml' is not one of 'table'"),
    ],
)
def test_wrong_usage_is_explained_with_code_2(tracker, arguments, sentence):
    ran = tracker("forecast", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_it_reads_no_articles(loaded_by, folder, tracker):
    tracker("works")
    loaded = loaded_by("forecast", WORK)

    assert not loaded & {"alembic", "httpx", "trafilatura", "dateparser", "tracker.extract", "tracker.daemon"}
