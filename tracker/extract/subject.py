"""Whose release a time phrase dates: the tracked work's, or another's.

First form: the instalment named nearest to the phrase decides, and a sentence about many works at once is about none.
"""

from __future__ import annotations

import re

from tracker.extract.claims import Place
from tracker.model import Work
from tracker.titles import Titles, instalments

_MANY = re.compile(
    r"\b(?:\d+|many|several|all the|these|those|a list of) (?:[\w’'-]+ ){0,4}(?:[A-Z]-)?"
    r"(?:dramas|shows|series|movies|films|games|titles|releases|originals|phones|products)\b",
    re.IGNORECASE,
)


def is_about(place: Place, work: Work) -> bool:
    """Whether the sentence's phrase is about this work."""
    numbers = _numbers(work)
    named = instalments(place.sentence)
    if numbers and named:
        nearest = min(named, key=lambda i: min(abs(i.begin - place.end), abs(place.begin - i.end)))
        if not numbers & set(nearest.numbers):
            return False
    return not (_MANY.search(place.sentence) and not Titles([work]).mentions(place.sentence))


def _numbers(work: Work) -> frozenset[str]:
    """The numbers of the instalment that a title names."""
    return frozenset(n for i in instalments(work.title) for n in i.numbers)
