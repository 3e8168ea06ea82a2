import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.ingest.labels import fit, labelled
from tracker.model import Document

TEXT = "Gullholm\0 season\n3 \ud800"


def test_labels_are_one_line_and_the_text_is_left_alone() -> None:
    document = Document("a\0b\n", TEXT, " The\tQuay \x07", "https://quay.example/ ", title="Soon\r\n?\ud83c")

    assert labelled(document, "a.txt") == Document(
        "a b", TEXT, "The Quay", "https://quay.example/", title="Soon ?"
    )


def test_a_label_of_nothing_but_controls_is_none() -> None:
    assert labelled(Document("a", TEXT, "\0", None, title="\x1b"), "a.txt") == Document("a", TEXT, "unknown")


def test_a_headline_without_end_is_cut() -> None:
    assert len(labelled(Document("a", TEXT, "Quay", title="Soon " * 999), "a.txt").title or "") == 500


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (Document("é" * 1_001, TEXT, "Quay"), "address or id"),
        (Document("a", TEXT, "Q" * 2_001), "outlet"),
        (Document("a", TEXT, "Quay", "https://quay.example/" + "a" * 1_980), "address"),
    ],
)
def test_what_is_too_long_to_tell_articles_apart_is_refused(document: Document, name: str) -> None:
    with pytest.raises(ParseError, match=f"^a.txt: its {name} is longer than 2,000 bytes; it was not kept.$"):
        labelled(document, "a.txt")


@given(st.text())
def test_any_text_becomes_a_line_that_stays_as_it_is(text: str) -> None:
    line = fit(text)

    assert fit(line) == line
    assert len(line.splitlines()) <= 1
    assert "\0" not in line.encode().decode()
