"""`tracker resolve`, and what `tracker works` shows of it."""

import csv
import datetime as dt
import json

import pytest

from tracker.cli import resolve

WORK = "Gullholm season 3"


@pytest.fixture(autouse=True)
def _used_database(database_url, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)


@pytest.fixture
def out(tracker):
    """`out()`: the works that are out, and since when."""

    def released():
        rows = tracker("works", "--format", "jsonl").rows
        assert [row["title"] for row in rows] == [WORK, "Lanternfish"]
        return {row["title"]: row["released"] for row in rows if row["released"]}

    return released


def test_a_day_is_recorded_and_shown_with_the_work(tracker, out):
    assert out() == {}
    resolved = tracker("resolve", "gullholm S3", "2024-03-03")

    assert (resolved.code, resolved.out) == (0, "")
    assert resolved.err == f"tracker: recorded: {WORK} came out on 2024-03-03\n"
    assert out() == {WORK: "2024-03-03"}
    assert json.loads(tracker("works", "--format", "json").out)[0]["released"] == "2024-03-03"
    first, second = csv.DictReader(tracker("works", "--format", "csv").out.splitlines())
    assert (first["released"], second["released"]) == ("2024-03-03", "")
    header, _, first, second = tracker("works").out.splitlines()
    assert header.endswith("   released")
    assert first[header.index("released") :] == "2024-03-03"
    assert len(second) <= header.index("released")


def test_the_same_day_again_changes_nothing(tracker, out):
    tracker("resolve", WORK, "2024-03-03")
    again = tracker("resolve", WORK, "2024-03-03")

    assert (again.code, again.out) == (0, "")
    assert again.err == f"tracker: already recorded, nothing changed: {WORK} came out on 2024-03-03\n"
    assert out() == {WORK: "2024-03-03"}


def test_another_day_is_refused_until_the_first_is_taken_back(tracker, out):
    tracker("resolve", WORK, "2024-03-03")
    refused = tracker("resolve", WORK, "2024-03-04")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"tracker: {WORK} is already recorded as out on 2024-03-03; "
        "`--undo` takes that back, then record 2024-03-04.\n"
    )
    assert out() == {WORK: "2024-03-03"}

    undone = tracker("resolve", WORK, "--undo")
    assert (undone.code, undone.out) == (0, "")
    assert undone.err == f"tracker: no longer recorded: {WORK} came out on 2024-03-03\n"
    assert out() == {}

    assert tracker("resolve", WORK, "2024-03-04").code == 0
    assert out() == {WORK: "2024-03-04"}


def test_what_is_not_recorded_cannot_be_taken_back(tracker):
    undone = tracker("resolve", WORK, "--undo")

    assert (undone.code, undone.out) == (2, "")
    assert undone.err == (
        f"tracker: {WORK} is not recorded as out, so there is nothing to take back; "
        "`tracker works` shows what is.\n"
    )


def test_today_is_asked_of_the_clock(tracker, out, monkeypatch):
    monkeypatch.setattr(resolve, "now", lambda: dt.datetime(2024, 3, 2, 23, 59, tzinfo=dt.UTC))
    refused = tracker("resolve", WORK, "2024-03-03")

    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "tracker: 2024-03-03 is still to come (today is 2024-03-02, UTC): resolve a work once it is out.\n"
    )
    assert out() == {}
    assert tracker("resolve", WORK, "2024-03-02").code == 0


def test_a_work_is_out_when_it_is_added_again(tracker, out):
    tracker("resolve", WORK, "2024-03-03")
    tracker("remove", WORK)
    assert tracker("resolve", WORK, "--undo").code == 2

    tracker("add", WORK)
    assert out() == {WORK: "2024-03-03"}
