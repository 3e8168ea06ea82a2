"""`tracker evaluate`: the figures on annotated articles, for people and for programs."""

import json

import pytest

TEXT = "Gullholm season 3 premieres on March 3, 2025, the network says. Season 2 premiered on May 5, 2021.\n"
RIGHT = {
    "quote": "March 3, 2025",
    "start": "2025-03-03",
    "end": "2025-03-03",
    "stance": "official",
    "polarity": "expects",
}
# The reader is right on `a`; `b` annotates another day in the same words, so that it is missed and read wrong.
A = {
    "id": "a",
    "file": "a.txt",
    "title": "Gullholm season 3",
    "published": "2024-05-06",
    "predictions": [RIGHT],
    "decoys": [{"quote": "May 5, 2021", "why": "season 2"}],
    "headline": {"start": "2025-03-03", "end": "2025-03-03"},
}
B = A | {"id": "b", "predictions": [RIGHT | {"start": "2025-03-04", "end": "2025-03-04"}], "headline": None}


@pytest.fixture
def sets(folder):
    """Two sets: in `good` all is read right, in `bad` half of it."""
    for name, articles in {"good": [A], "bad": [A, B]}.items():
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(TEXT)
        (folder / name / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles))


def test_there_is_a_row_a_set_and_one_for_all(tracker, sets):
    ran = tracker("evaluate", "good", "bad")
    rows = [line.split(" ")[0] for line in ran.out.splitlines()]

    assert (ran.code, ran.err) == (0, "")
    assert rows[2:5] == ["good", "bad", "all"]
    assert "1.000 (1.000, 1.000)" in ran.out.splitlines()[2]
    assert "0.500 (0.500, 0.500)" in ran.out.splitlines()[3]
    assert "0.667 (0.667, 0.667)" in ran.out.splitlines()[4]
    assert "confidence   windows   mean" in ran.out
    assert "missed" not in ran.out


def test_programs_get_the_same_figures(tracker, sets):
    good, bad, everything = json.loads(tracker("evaluate", "good", "bad", "--format", "json").out)
    reliability = everything.pop("reliability")

    assert good["strict"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "right": 1,
        "wrong": 0,
        "missed": 0,
    }
    assert (bad["set"], bad["articles"], bad["headline_exact"]) == ("bad", 2, 0.5)
    assert 0 <= everything.pop("calibration_error") <= 1
    assert sum(band["windows"] for band in reliability) == 3
    assert everything == {
        "set": "all",
        "articles": 3,
        "strict": {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667, "right": 2, "wrong": 1, "missed": 1},
        "relaxed": {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667, "right": 2, "wrong": 1, "missed": 1},
        "polarity_accuracy": 1.0,
        "stance_accuracy": 1.0,
        "quote_accuracy": 1.0,
        "decoys_read_as_predictions": 0.0,
        "decoys": 3,
        "headline_exact": 0.6667,
        "headline_presence": 0.6667,
    }


def test_each_miss_is_shown_in_its_context(tracker, sets):
    out = tracker("evaluate", "bad", "--misses").out
    missed, wrong = out.split("“March 3, 2025”")[1:]

    assert all(" b (bad)\n" in card for card in (missed, wrong))
    assert "  missed\n" in missed
    assert "  wrong\n" in wrong
    assert "season 3 premieres on [March 3, 2025], the network says." in missed
    assert "2025-03-04, official" in missed
    assert "2025-03-03 (0." in missed
    assert "month, day" in missed


def test_programs_get_the_misses_of_each_set(tracker, sets):
    good, bad, everything = json.loads(tracker("evaluate", "good", "bad", "--misses", "--format", "json").out)

    assert good["misses"] == []
    assert [(m["article"], m["kind"], m["begin"]) for m in bad["misses"]] == [
        ("b", "missed", 31),
        ("b", "wrong", 31),
    ]
    assert bad["misses"][0]["expected"] == [
        {"start": "2025-03-04", "stop": "2025-03-04", "stance": "official", "polarity": "expects"}
    ]
    assert "misses" not in everything


def test_without_a_miss_that_is_said(tracker, sets):
    assert tracker("evaluate", "good", "--misses").out.startswith("nothing was missed, and nothing wrong")


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_set_that_cannot_be_read_is_told_and_the_rest_go_on(tracker, sets, form):
    ran = tracker("evaluate", "nowhere", "good", "--format", form)

    assert (ran.code, ran.err) == (1, "tracker: nowhere: there is no such folder.\n")
    assert "good" in ran.out


def test_a_line_that_cannot_be_read_is_told_and_the_rest_are_counted(tracker, sets, folder):
    with (folder / "bad" / "gold.jsonl").open("a") as file:
        file.write("{broken\n")
    ran = tracker("evaluate", "bad", "--format", "json")

    assert ran.code == 1
    assert ran.err.startswith("tracker: bad/gold.jsonl:3: this line is no record: ")
    assert json.loads(ran.out)[-1]["articles"] == 2


def test_nothing_to_read_leaves_nothing_to_show(tracker):
    assert (tracker("evaluate", "nowhere").out, tracker("evaluate").code) == ("", 2)
    assert json.loads(tracker("evaluate", "nowhere", "--format", "json").out)[0]["articles"] == 0
    assert "Missing argument 'DIR...'" in tracker("evaluate").err


def test_the_figures_are_those_of_the_reader_that_extracts(tracker, sets, folder):
    line = json.dumps({"id": "a", "text": TEXT, "title": A["title"], "published": A["published"]}) + "\n"
    (answer,) = tracker("extract", "-", "--format", "jsonl", stdin=line.encode()).rows

    assert [p["start"] for p in answer["predictions"]] == ["2025-03-03"]


def test_it_knows_no_store_and_no_web(loaded_by, sets):
    loaded = loaded_by("evaluate", "good", "--format", "json")

    assert not loaded & {"sqlalchemy", "alembic", "httpx", "trafilatura", "lxml", "rich", "tracker.config"}
