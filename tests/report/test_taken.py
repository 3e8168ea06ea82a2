"""What is told of one article."""

import datetime as dt

import pytest

from tracker.model import Anchor, AnchorBasis, Document
from tracker.report.taken import Taken, taken

DAY = dt.date(2024, 5, 6)


def test_all_that_is_known_is_told():
    document = Document(
        "k",
        "text",
        "Quay",
        anchor=Anchor(DAY, AnchorBasis.FETCHED),
        title="Soon?\n\x1b[31mNow",
        lang="de",
        author="Ida Quay",
        updated=DAY + dt.timedelta(days=2),
    )
    assert taken(Taken(document, ("W", "V"), 3, 2, "https://buoy.example/b")) == [
        "headline     Soon? [31mNow",
        "outlet       Quay",
        "author       Ida Quay",
        "published    2024-05-06, ASSUMED: the day it was fetched",
        "updated      2024-05-08",
        "language     de",
        "speaks of    W, V",
        "predictions  3, 2 of them new",
        "copy of      https://buoy.example/b",
    ]


@pytest.mark.parametrize("word", ["headline", "author", "updated", "copy of"])
def test_what_is_not_known_is_left_out(word):
    told = taken(Taken(Document("k", "text", "Quay"), (), 0, 0))
    assert not any(line.startswith(word) for line in told)
    assert "published    not known" in told
    assert "speaks of    no followed work" in told
