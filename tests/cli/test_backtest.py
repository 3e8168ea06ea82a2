"""`tracker backtest`: on the works of the store, and on annotated articles."""

import datetime as dt
import json

import pytest

from tracker.cli import backtest

WORK = "Gullholm season 3"
ANNOTATED = {
    "id": "a",
    "file": "a.txt",
    "title": WORK,
    "outlet": "Quay",
    "published": "2024-05-06",
    "released": "2025-03-03",
    "predictions": [],
}


@pytest.fixture
def annotated(folder, article):
    """A set of one article, in the folder `good`."""
    article("good/a.txt")
    (folder / "good" / "gold.jsonl").write_text(json.dumps(ANNOTATED))


def test_works_of_the_store_are_scored_when_they_are_out(tracker, folder, record):
    (folder / "archive.jsonl").write_text(record())
    assert tracker("ingest", "archive.jsonl").code == 0
    tracker("resolve", WORK, "2025-03-03")
    ran = tracker("backtest", "--format", "jsonl")

    assert (ran.code, ran.err) == (0, "")
    assert [(row["kind"], row["work"], row["forecasts"]) for row in ran.rows] == [
        ("released", WORK, 10),
        ("all released", None, 10),
    ]
    assert ran.rows[0]["baselines_crps_days"]["latest"] == 0


def test_how_far_a_pending_work_is_known_is_asked_of_the_clock(tracker, folder, record, monkeypatch):
    (folder / "archive.jsonl").write_text(record())
    assert tracker("ingest", "archive.jsonl").code == 0
    monkeypatch.setattr(backtest, "now", lambda: dt.datetime(2024, 8, 1, 23, 59, tzinfo=dt.UTC))

    assert tracker("backtest", "--format", "jsonl").rows[0]["forecasts"] == 2


def test_annotated_articles_are_read_and_nothing_is_stored(tracker, annotated, loaded_by):
    ran = tracker("backtest", "good")

    assert (ran.code, ran.err) == (0, "")
    assert [row.split("  ")[0] for row in ran.out.splitlines()[2:]] == [WORK, "all released (1)"]
    assert tracker("backtest", "--format", "json").out == "[]\n"
    assert not loaded_by("backtest", "good", "--format", "json") & {"sqlalchemy", "httpx", "tracker.store"}


def test_a_look_into_the_store_reads_no_articles(tracker, loaded_by):
    tracker("works")
    assert not loaded_by("backtest") & {"alembic", "httpx", "dateparser", "lxml", "tracker.extract"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            [],
            "nothing to look back on: `tracker resolve TITLE DAY` records the day on which a work came out\n",
        ),
        (["bare"], 'nothing to look back on: no article was read that has both "published" and "released"\n'),
    ],
)
def test_nothing_to_look_back_on_is_said(tracker, folder, article, arguments, told):
    article("bare/a.txt")
    (folder / "bare" / "gold.jsonl").write_text(json.dumps(ANNOTATED | {"released": None}))
    ran = tracker("backtest", *arguments)

    assert (ran.code, ran.out) == (0, told)


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_set_that_cannot_be_read_is_told_and_the_rest_go_on(tracker, annotated, form):
    ran = tracker("backtest", "nowhere", "good", "--format", form)

    assert (ran.code, ran.err) == (1, "tracker: nowhere: there is no such folder.\n")
    assert WORK in ran.out
