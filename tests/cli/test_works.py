"""`tracker works --discovered` and `tracker predictions --withdrawn`: what is kept beside the consensus."""

import csv
import json
from dataclasses import replace

import pytest

from tracker.cli.options import now
from tracker.extract import read
from tracker.model import Document, Standing, Work
from tracker.store import articles, predictions
from tracker.store.engine import open_store, writing

WORK = "Gullholm season 3"


@pytest.fixture
def read_of_others(tracker, article, database_url, monkeypatch):
    """An article of a followed work that also gives up a window of it, and predicts one of Skerry."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)
    assert tracker("works").code == 0
    engine = open_store(database_url)
    document = Document("a", article.text(), "Quay")
    (found,) = read(document, [Work(WORK)])
    (own,) = found.predictions
    withdrawn = replace(own, standing=Standing.WITHDRAWN, confidence=0.6, scope="in Norway")
    found = replace(found, withdrawn=(withdrawn,), others=(replace(own, subject="Skerry"),))
    with writing(engine) as connection:
        kept = articles.keep(connection, document, now())
        predictions.record(connection, kept.revision_id, [found], "1", now())
    engine.dispose()


def test_there_may_be_nothing_to_discover(tracker):
    shown = tracker("works", "--discovered")

    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("no article predicts a work that nobody follows")


def test_what_nobody_follows_is_listed_until_it_is_followed(tracker, read_of_others):
    (row,) = tracker("works", "--discovered", "--format", "jsonl").rows
    assert row | {"title": "Skerry", "articles": 1, "start": "2025-03-03", "stop": "2025-03-03"} == row
    assert json.loads(tracker("works", "--discovered", "--format", "json").out) == [row]
    (flat,) = csv.DictReader(tracker("works", "--discovered", "--format", "csv").out.splitlines())
    assert flat["title"] == "Skerry"
    shown = tracker("works", "--discovered").out
    assert "Skerry   1          2025-03-03 " in shown
    assert shown.endswith('`tracker add "TITLE"`\n')

    tracker("add", "The Isle", "--alias", "skerry")
    assert tracker("works", "--discovered", "--format", "jsonl").rows == []


def test_what_was_given_up_is_shown_where_it_is_asked_for_and_never_counts(tracker, read_of_others):
    (own,) = tracker("predictions", WORK, "--format", "jsonl").rows
    both = tracker("predictions", WORK, "--withdrawn", "--format", "jsonl").rows
    (flat, _) = csv.DictReader(
        tracker("predictions", WORK, "--withdrawn", "--format", "csv").out.splitlines()
    )

    assert own["standing"] == flat["standing"] == "stands"
    assert [(row["standing"], row["scope"]) for row in both] == [("stands", None), ("withdrawn", "in Norway")]
    shown = tracker("predictions", WORK, "--withdrawn").out
    assert "“March 3, 2025”, withdrawn\n" in shown
    assert " 2025-03-03 (in Norway)\n" in shown
    assert tracker("works", "--format", "jsonl").rows[0]["predictions"] == 1
