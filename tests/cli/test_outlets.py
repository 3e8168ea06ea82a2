"""`tracker outlets`, in every format."""

import csv
import json

import pytest

WORK = "Gullholm season 3"


@pytest.fixture(autouse=True)
def _used_database(database_url, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)


@pytest.fixture
def resolved(tracker, folder, record):
    """Two outlets on a work that is out."""
    lines = record(1), record(2, "June 3, 2024", outlet="Skerry News")
    (folder / "archive.jsonl").write_text("".join(lines))
    assert tracker("ingest", "archive.jsonl").code == 0
    assert tracker("resolve", WORK, "2025-03-03").code == 0


def test_there_may_be_nobody_yet(tracker):
    shown = tracker("outlets")

    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("nothing is predicted yet")
    assert json.loads(tracker("outlets", "--format", "json").out) == []


def test_each_outlet_is_shown_in_every_format(tracker, resolved):
    rows = tracker("outlets", "--format", "jsonl").rows
    assert json.loads(tracker("outlets", "--format", "json").out) == rows
    assert [(row["name"], row["out"], row["late_mean"]) for row in rows] == [
        ("Quay", 1, 0.0),
        ("Skerry News", 1, 273.0),
        ("network", 1, 273.0),
    ]
    flat = list(csv.DictReader(tracker("outlets", "--format", "csv").out.splitlines()))
    assert [row["name"] for row in flat] == ["Quay", "Skerry News", "network"]
    assert list(flat[0]) == list(rows[0])
    assert "| **Quay** | outlet | 1 | 1 |" in tracker("outlets", "--format", "markdown").out
    shown = tracker("outlets").out.splitlines()
    assert [row.split()[0] for row in shown[2:5]] == ["Quay", "Skerry", "network"]
    assert all("too few works" in row for row in shown[2:5])
