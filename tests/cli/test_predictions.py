"""`tracker predictions`: each with everything that says where it comes from; and what all lists have in common."""

import csv
import json

import pytest

WORK = "Gullholm season 3"


@pytest.fixture
def said(tracker, folder, record):
    (folder / "old.jsonl").write_text(record(1, title="Keeper | returns"))
    assert tracker("ingest", "old.jsonl").code == 0


def test_each_has_its_provenance(tracker, said):
    (row,) = tracker("predictions", WORK, "--format", "jsonl").rows

    assert (
        row
        | {
            "work": WORK,
            "subject": WORK,
            "quote": "March 3, 2025",
            "start": "2025-03-03",
            "stop": "2025-03-03",
            "polarity": "expects",
            "outlet": "Quay",
            "url": "https://quay.example/1",
            "article_title": "Keeper | returns",
            "anchor": "2024-05-06",
            "anchor_basis": "record",
            "anchor_assumed": False,
            "said_on": "2024-05-06",
            "revision": 1,
        }
        == row
    )
    assert row["sentence"].startswith(WORK)
    assert row["trail"]
    assert {"begin", "end", "stance", "credit", "headline", "extractor", "learned_at"} <= row.keys()


def test_people_see_all_of_it(tracker, said):
    shown = tracker("predictions", WORK).out

    for part in (
        "“March 3, 2025”",
        "2025-03-03",
        "Quay, said on 2024-05-06",
        "https://quay.example/1",
        "given with",
    ):
        assert part in shown


@pytest.mark.parametrize("command", [("predictions", WORK), ("works",), ("sources",), ("history", WORK)])
def test_every_list_comes_in_every_format(tracker, said, folder, command):
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'samples'\n")

    def shown(form):
        ran = tracker(*command, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        return ran

    records = shown("jsonl").rows
    assert records
    assert json.loads(shown("json").out) == records
    assert len(list(csv.DictReader(shown("csv").out.splitlines()))) == len(records)
    assert shown("markdown").out.startswith("| ")
    assert shown("table").out == tracker(*command).out


def test_the_whole_way_is_the_same_on_every_database(tracker, folder, record, database_url, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'file'\nlocation = 'old.jsonl'\n")
    (folder / "old.jsonl").write_text(
        record(1, "March 3, 2025") + record(2, "May 5, 2025", published="2024-06-07", outlet="Möle 🎬")
    )

    assert tracker("run", "--once").code == 0
    assert [row["predictions"] for row in tracker("works", "--format", "jsonl").rows] == [2, 0]
    first, later = tracker("history", WORK, "--to", "2024-12-31", "--format", "jsonl").rows
    assert (first["at"], later["at"]) == ("2024-05-06", "2024-06-07")
    assert first["median"] < later["median"]
    assert later["shares"][0]["outlet"] == "Möle 🎬"
    assert tracker("sources", "--format", "jsonl").rows[0]["failures"] == 0
    summary = tracker("summary", "--week", "2024-W23", "--output", ".")
    assert "Möle 🎬" in (folder / summary.out.strip()).read_text()
    assert "nothing is due" in tracker("run", "--once").err
    assert tracker("remove", WORK).code == 0
    assert tracker("history", WORK).code == 2
