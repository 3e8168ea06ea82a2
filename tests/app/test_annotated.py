"""Annotated sets, from folder to values; what is wrong with them is told with file and line."""

import datetime as dt
import json

import pytest

from tracker.app.annotated import annotated
from tracker.errors import SourceError
from tracker.model import Anchor, AnchorBasis, Domain, Polarity, Stance
from tracker.windows import Window

TEXT = "Skerry is out in March 2025, or in May 2025, or in May 2025 in Japan. Lantern follows in 2026.\n"
ARTICLE = {"id": "a1", "file": "a1.txt", "title": "Skerry", "published": "2024-05-06", "predictions": []}
MARCH = {
    "quote": "March 2025",
    "start": "2025-03-01",
    "end": None,
    "stance": "official",
    "polarity": "expects",
}


@pytest.fixture
def golds(tmp_path):
    """`golds({...}, ...)`: what is read of these lines."""
    (tmp_path / "a1.txt").write_text(TEXT)

    def read(*lines):
        text = "".join(one if isinstance(one, str) else json.dumps(ARTICLE | one) + "\n" for one in lines)
        (tmp_path / "gold.jsonl").write_text(text)
        return list(annotated(tmp_path))

    return read


def test_an_article_is_read_with_its_quotes_found(golds):
    (gold,) = golds(
        {
            "domain": "game",
            "outlet": "Quay",
            "aliases": ["Sk"],
            "predictions": [MARCH],
            "decoys": [{"quote": "May 2025", "why": "a port"}],
            "headline": {"start": "2025-03-01", "end": None},
            "released": "2025-03-03",
        }
    )
    (prediction,), (decoy,) = gold.predictions, gold.decoys

    assert (gold.name, gold.work.title, gold.work.domain, gold.work.aliases) == (
        "a1",
        "Skerry",
        Domain.GAME,
        ("Sk",),
    )
    assert (gold.document.text, gold.document.outlet) == (TEXT, "Quay")
    assert gold.document.anchor == Anchor(dt.date(2024, 5, 6), AnchorBasis.RECORD)
    assert (prediction.window, prediction.stance, prediction.polarity) == (
        Window(dt.date(2025, 3, 1), None),
        Stance.OFFICIAL,
        Polarity.EXPECTS,
    )
    assert [TEXT[slice(*span)] for span in prediction.spans] == ["March 2025"]
    assert [TEXT[slice(*span)] for span in decoy.spans] == ["May 2025", "May 2025"]
    assert (decoy.why, gold.headline) == ("a port", prediction.window)
    assert gold.released == dt.date(2025, 3, 3)


def test_a_context_says_which_of_two_is_meant(golds):
    (gold,) = golds({"predictions": [MARCH | {"quote": "May 2025", "context": "May 2025 in Japan"}]})
    ((begin, _),) = gold.predictions[0].spans

    assert begin == TEXT.rindex("May")


def test_a_prediction_of_another_work_is_a_decoy(golds):
    (gold,) = golds(
        {"predictions": [MARCH | {"subject": "Skerry"}, MARCH | {"quote": "2026", "subject": "Lantern"}]}
    )

    assert [p.quote for p in gold.predictions] == ["March 2025"]
    assert [(d.quote, d.why) for d in gold.decoys] == [("2026", "of Lantern")]


def test_what_nobody_knows_may_be_left_out(golds):
    one, two = golds({"published": None}, json.dumps({k: v for k, v in ARTICLE.items() if k != "published"}))

    assert one.document.anchor is two.document.anchor is one.headline is one.released is None
    assert one.work == two.work


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{broken\n", "this line is no record"),
        ({"predictions": None}, "this line is no record"),
        ({"title": ""}, "this line is no record"),
        ({"predictions": [MARCH | {"stance": "sure"}]}, "Invalid enum value 'sure'"),
        ({"predictions": [MARCH | {"start": "soon"}]}, "this line is no record"),
        ({"predictions": [MARCH | {"quote": ""}]}, "this line is no record"),
        ({"predictions": [{"quote": "March 2025"}]}, "missing required field `start`"),
        (
            {"predictions": [MARCH | {"quote": "June 2025"}]},
            "the quote “June 2025” does not stand in a1.txt.",
        ),
        ({"decoys": [{"quote": "June", "why": ""}]}, "the quote “June” does not stand in a1.txt."),
        (
            {"predictions": [MARCH | {"context": "not March 2025"}]},
            "“March 2025” in the context “not March 2025” does not stand in a1.txt.",
        ),
        ({"predictions": [MARCH | {"context": "May 2025 in"}]}, "does not stand in a1.txt."),
        (
            {"predictions": [MARCH | {"start": None}]},
            "the window of “March 2025” has neither a first nor a last day.",
        ),
        (
            {"headline": {"start": "2025-03-02", "end": "2025-03-01"}},
            "the window in the end ends (2025-03-01) before it starts (2025-03-02).",
        ),
        ({"predictions": [MARCH | {"start": "0001-01-01"}]}, "0001-01-01 is no day"),
        ({"published": "9999-01-01"}, "9999-01-01 is no day"),
        ({"released": "9999-01-01"}, "9999-01-01 is no day"),
        ({"file": "b.txt"}, "b.txt cannot be read: no such file or directory."),
        ({"file": "."}, "cannot be read: is a directory."),
        ({"file": "a\x00.txt"}, "cannot be read: embedded null byte."),
        ({"file": "latin.txt"}, "latin.txt is not UTF-8."),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(golds, tmp_path, bad, reason):
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    first, error, last = golds({"id": 1}, "\n", bad, {"id": 2})

    assert (first.name, last.name) == ("1", "2")
    assert isinstance(error, SourceError)
    assert error.source == f"{tmp_path / 'gold.jsonl'}:3"
    assert reason in str(error)


def test_a_long_quote_is_shown_in_part(golds):
    (error,) = golds({"decoys": [{"quote": "x" * 1000, "why": ""}]})

    assert len(error.reason) < 120


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "there is no such folder."),
        ("file", "it is no folder; name the one that holds gold.jsonl."),
        ("bare", "it holds no gold.jsonl; `tracker evaluate --help` says what an annotated set is."),
        ("odd", "its gold.jsonl cannot be read: is a directory."),
    ],
)
def test_a_folder_that_is_no_set_is_told(tmp_path, name, reason):
    (tmp_path / "file").write_text("")
    (tmp_path / "bare").mkdir()
    (tmp_path / "odd" / "gold.jsonl").mkdir(parents=True)
    (error,) = annotated(tmp_path / name)

    assert str(error) == f"{tmp_path / name}: {reason}"


def test_an_empty_set_is_told(golds, tmp_path):
    (error,) = golds("\n")

    assert str(error) == f"{tmp_path / 'gold.jsonl'}: it is empty."
