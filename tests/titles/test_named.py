"""The instalments that a text names."""

import pytest

from tracker.titles import instalments

NAMED = {
    "season 2 and the third season": [("season", ("2",), "season 2"), ("season", ("3",), "third season")],
    "seasons 2, and S04": [("season", ("2",), "seasons 2"), ("season", ("4",), "S04")],
    "Part Two of it": [("part", ("2",), "Part Two")],
    "chapters 2 and 3": [("chapter", ("2", "3"), "chapters 2 and 3")],
    "the third film": [("", ("3",), "third film")],
    "the season 2000 people saw": [],
    "": [],
}


@pytest.mark.parametrize(("text", "named"), NAMED.items())
def test_the_instalments_named_in_a_text(text, named):
    assert [(one.kind, one.numbers, text[one.begin : one.end]) for one in instalments(text)] == named
