"""Whole pages as engines of the web make them, each with what has to be read in it, and what must not."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tracker.errors import ParseError
from tracker.ingest.article import to_document
from tracker.ingest.fetched import Fetched
from tracker.model import Document

ENGINES = Path(__file__).parent / "engines"
NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
EXPECTED: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(ENGINES.glob("*.json"))
}
HOW = ("page", "url", "has", "lacks", "listed", "is_capture", "content_type", "fetched_at")
READ = [name for name, told in EXPECTED.items() if "error" not in told]
REFUSED = [name for name, told in EXPECTED.items() if "error" in told]


def document(name: str) -> Document:
    told = EXPECTED[name]
    listed = told.get("listed")
    return to_document(
        Fetched(
            source=name,
            key=told["url"],
            body=(ENGINES / f"{told.get('page', name)}.html").read_bytes(),
            fetched_at=dt.datetime.fromisoformat(told["fetched_at"]) if "fetched_at" in told else NOW,
            shelf="shelf",
            content_type=told.get("content_type", "text/html; charset=utf-8"),
            url=told["url"],
            listed=dt.date.fromisoformat(listed) if listed else None,
            is_capture=told.get("is_capture", False),
        )
    )


@pytest.mark.parametrize("name", READ)
def test_a_page_says_what_it_is_by_whom_and_of_when(name: str) -> None:
    page, told = document(name), EXPECTED[name]

    assert page.anchor
    assert {
        "key": page.key,
        "address": page.url,
        "origin": page.origin,
        "published": str(page.anchor.day),
        "basis": page.anchor.basis.value,
        "updated": str(page.updated) if page.updated else None,
        "title": page.title,
        "outlet": page.outlet,
        "author": page.author,
        "lang": page.lang,
    } == {"origin": None} | {key: value for key, value in told.items() if key not in HOW}


@pytest.mark.parametrize("name", READ)
def test_the_article_is_read_and_nothing_else_of_its_page(name: str) -> None:
    text, told = " ".join(document(name).text.split()), EXPECTED[name]

    assert [sentence for sentence in told["has"] if sentence not in text] == []
    assert [sentence for sentence in told["lacks"] if sentence in text] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_in_place_of_an_article_is_refused_in_words(name: str) -> None:
    with pytest.raises(ParseError) as refused:
        document(name)

    assert refused.value.reason == EXPECTED[name]["error"]
