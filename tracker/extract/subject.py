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


class Subject:
    """A tracked work, as a judge of sentences; made once for many.

    Args:
        work: the tracked work.
    """

    def __init__(self, work: Work) -> None:
        self._titles = Titles([work])
        self._numbers = {n for named in instalments(work.title) for n in named.numbers}

    def is_dated(self, place: Place) -> bool:
        """Whether the phrase in its sentence dates this work."""
        if self._numbers and (named := instalments(place.sentence)):
            nearest = min(named, key=lambda i: min(abs(i.begin - place.end), abs(place.begin - i.end)))
            if self._numbers.isdisjoint(nearest.numbers):
                return False
        return not _MANY.search(place.sentence) or bool(self._titles.mentions(place.sentence))
