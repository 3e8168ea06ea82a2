"""`tracker predictions` and `tracker extract`: each prediction with where it came from."""

import csv
import datetime as dt
import json
from dataclasses import replace

import pytest

from tracker.model import Anchor, AnchorBasis, Polarity, Reading, Standing, Work
from tracker.report import Format, extraction_sheet, predictions_sheet
from tracker.store.predictions import Provenance
from tracker.windows import Window

KINDS = ("predictions", "withdrawn", "others")


@pytest.fixture
def stored(prediction):
    return Provenance(
        id=1,
        prediction=prediction,
        work="Severance season 2",
        article=3,
        article_title="All we know",
        outlet="a.example",
        url="https://a.example/1",
        revision=2,
        conclusion=prediction.window,
        extractor="1.0",
        said_on=dt.date(2022, 1, 5),
        learned_at=dt.datetime(2026, 1, 1, 9, 30, tzinfo=dt.UTC),
    )


def test_a_stored_prediction_shows_all_its_provenance(stored, shown):
    assert (
        shown(predictions_sheet([stored]), Format.TABLE)
        == """\
“summer 2022”
  window       2022-06-01 to 2022-08-31
  stance       official, expects, headline
  sentence     Apple says: summer 2022.
  credited to  Apple
  outlet       a.example, said on 2022-01-05
  article      https://a.example/1
  anchor       2022-01-05, ASSUMED: the day it was fetched
  read by      season > year (extractor 1.0, characters 10-21, text 2)
  learned      2026-01-01T09:30:00Z

"""
    )


def test_a_stored_prediction_for_programs(stored, shown):
    assert json.loads(shown(predictions_sheet([stored]), Format.JSONL)) == {
        "id": 1,
        "work": "Severance season 2",
        "subject": "Severance season 2",
        "quote": "summer 2022",
        "begin": 10,
        "end": 21,
        "sentence": "Apple says: summer 2022.",
        "start": "2022-06-01",
        "stop": "2022-08-31",
        "grain": "span",
        "implied": "nothing",
        "stance": "official",
        "polarity": "expects",
        "credit": "Apple",
        "headline": True,
        "anchor": "2022-01-05",
        "anchor_basis": "fetched",
        "anchor_assumed": True,
        "trail": ["season", "year"],
        "confidence": None,
        "scope": None,
        "standing": "stands",
        "outlet": "a.example",
        "url": "https://a.example/1",
        "article": 3,
        "article_title": "All we know",
        "revision": 2,
        "extractor": "1.0",
        "said_on": "2022-01-05",
        "learned_at": "2026-01-01T09:30:00Z",
        "copy_of": None,
        "copy_of_url": None,
    }
    assert "season; year" in shown(predictions_sheet([stored]), Format.CSV)


def test_a_copy_says_so_in_every_format(stored, shown):
    origin = {"copy_of": "screenpost.example", "copy_of_url": "https://screenpost.example/1"}
    sheet = predictions_sheet([replace(stored, **origin)])
    article = "  article      https://a.example/1\n"
    copy_of = "  copy of      screenpost.example https://screenpost.example/1\n"
    assert f"{article}{copy_of}" in shown(sheet, Format.TABLE)
    assert "| copy of |" in shown(sheet, Format.MARKDOWN)
    assert "[screenpost.example](https://screenpost.example/1)" in shown(sheet, Format.MARKDOWN)
    (record,) = json.loads(shown(sheet, Format.JSON))
    (row,) = csv.DictReader(shown(sheet, Format.CSV).splitlines())
    assert origin.items() <= record.items()
    assert origin.items() <= row.items()


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        (Anchor(dt.date(2022, 1, 5), AnchorBasis.RECORD), "2022-01-05, given with the article"),
        (Anchor(dt.date(2022, 1, 5), AnchorBasis.METADATA), "2022-01-05, from the page's metadata"),
        (Anchor(dt.date(2022, 1, 5), AnchorBasis.BYLINE), "2022-01-05, from a byline"),
        (None, "not known"),
    ],
)
def test_how_the_anchor_is_known(stored, prediction, anchor, told, shown):
    sheet = predictions_sheet([replace(stored, prediction=replace(prediction, anchor=anchor))])
    assert f"  anchor       {told}\n" in shown(sheet, Format.TABLE)


@pytest.mark.parametrize(
    ("window", "told"),
    [
        (("2022-06-01", "2022-06-01"), "2022-06-01"),
        (("2022-06-01", None), "from 2022-06-01"),
        ((None, "2022-06-01"), "until 2022-06-01"),
        ((None, None), "any day"),
    ],
)
def test_windows_in_words(stored, prediction, window, told, shown):
    days = Window(*(day and dt.date.fromisoformat(day) for day in window))
    sheet = predictions_sheet([replace(stored, prediction=replace(prediction, window=days))])
    assert f"  window       {told}\n" in shown(sheet, Format.TABLE)


def test_a_window_that_is_ruled_out_says_so(stored, prediction, shown):
    ruled_out = replace(prediction, polarity=Polarity.RULES_OUT)
    card = shown(predictions_sheet([replace(stored, prediction=ruled_out)]), Format.TABLE)
    assert "  window       not 2022-06-01 to 2022-08-31\n" in card
    assert "  stance       official, rules out, headline\n" in card


def test_a_window_says_what_it_is_limited_to(stored, prediction, shown):
    limited = replace(prediction, scope="the Japanese edition", confidence=0.75)
    sheet = predictions_sheet([replace(stored, prediction=limited)])
    assert "  window       2022-06-01 to 2022-08-31 (the Japanese edition)\n" in shown(sheet, Format.TABLE)
    (row,) = csv.DictReader(shown(sheet, Format.CSV).splitlines())
    assert (row["confidence"], row["scope"], row["standing"]) == ("0.75", "the Japanese edition", "stands")
    reading = Reading(Work("Severance season 2"), (limited,), None)
    table = shown(extraction_sheet([("a.txt", [reading])]), Format.TABLE)
    assert "2022-06-01 to 2022-08-31 (the Japanese edition)   official" in table


def test_what_was_given_up_is_marked(stored, prediction, shown):
    withdrawn = replace(stored, prediction=replace(prediction, standing=Standing.WITHDRAWN))
    sheet = predictions_sheet([withdrawn])
    assert shown(sheet, Format.TABLE).startswith("“summer 2022”, withdrawn\n")
    assert json.loads(shown(sheet, Format.JSONL))["standing"] == "withdrawn"


def test_an_extraction_ends_in_what_the_document_says_in_the_end(prediction, shown):
    reading = Reading(Work("Severance season 2"), (prediction,), prediction.window)
    table = shown(extraction_sheet([("a.txt", [reading])]), Format.TABLE).splitlines()
    assert (
        table[0]
        == "work                 words           window                     stance     confidence   in the end"
    )
    assert table[2:] == [
        "Severance season 2   “summer 2022”   2022-06-01 to 2022-08-31   official                yes",
        "",
        "Severance season 2 in the end: 2022-06-01 to 2022-08-31",
    ]


def test_several_documents_are_told_apart(prediction, shown):
    reading = Reading(Work("Severance season 2"), (prediction,), prediction.window)
    table = shown(extraction_sheet([("a.txt", [reading]), ("b.txt", [])]), Format.TABLE).splitlines()
    assert table[2].startswith("a.txt      Severance season 2")
    assert table[-1] == "a.txt: Severance season 2 in the end: 2022-06-01 to 2022-08-31"


def test_an_extraction_for_programs_is_a_record_a_document(prediction, shown):
    reading = Reading(Work("Severance season 2"), (prediction,), prediction.window)
    rows = shown(extraction_sheet([("a.txt", [reading]), ("b.txt", [])]), Format.JSONL).splitlines()
    first, second = map(json.loads, rows)
    assert (first["id"], first["headline"]) == ("a.txt", {"start": "2022-06-01", "stop": "2022-08-31"})
    assert [p["quote"] for p in first["predictions"]] == ["summer 2022"]
    assert second == {
        "id": "b.txt",
        "predictions": [],
        "withdrawn": [],
        "others": [],
        "headline": None,
    }


def test_what_stands_is_told_apart_from_what_was_given_up_and_from_others(prediction, shown):
    withdrawn = replace(prediction, quote="March", standing=Standing.WITHDRAWN)
    other = replace(prediction, quote="May", subject="Silo season 3")
    reading = Reading(Work("Severance season 2"), (prediction,), None, (withdrawn,), (other,))
    sheet = extraction_sheet([("a.txt", [reading])])
    record = json.loads(shown(sheet, Format.JSONL))
    told = {kind: [(p["quote"], p["subject"], p["standing"]) for p in record[kind]] for kind in KINDS}
    assert told == {
        "predictions": [("summer 2022", "Severance season 2", "stands")],
        "withdrawn": [("March", "Severance season 2", "withdrawn")],
        "others": [("May", "Silo season 3", "stands")],
    }
    assert [len(sheet.cells), len(sheet.flat)] == [1, 1]
