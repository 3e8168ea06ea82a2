"""Exact days in the languages that have no table yet: recognised by their form, read by dateparser.

The only user of dateparser in the core, and never on prose: it is given a stretch that already looks like a day, with the
language and the order fixed, because left alone it reads a month into many an innocent word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from tracker.extract.engine import Token, letter
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR
from tracker.windows.expression import Day, Year

# A number of one or two digits, a word or two with a month in it, a year; or year, month and day with their signs.
_LOOKS_LIKE_A_DAY = re.compile(
    r"(?<![\w.])\d{1,2}(?:\.|er|º|ª)?\s(?:de\s|d['’])?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s)?\d{4}(?!\w)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)


def exact_days(text: str, lang: str) -> Iterator[Token]:
    """The exact days of a text, as tokens of the kind "day", each with a `Day`.

    Args:
        lang: ISO 639-1 code; of a language that dateparser does not know nothing is read.
    """
    read = _reader(lang)
    if read is None:
        return
    for found in _LOOKS_LIKE_A_DAY.finditer(text):
        at = read(found[0])
        if at.period == "day" and at.date_obj and FIRST_YEAR <= at.date_obj.year <= LAST_YEAR:
            day = Day(at.date_obj.month, at.date_obj.day, Year(at.date_obj.year))
            yield Token(letter("day"), day, found.start(), found.end(), (f"exact day, {lang}",))


@lru_cache(maxsize=32)
def _reader(lang: str) -> Callable[[str], Any] | None:
    """What reads a day in a language; None where dateparser does not know it."""
    from dateparser.date import DateDataParser

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        read: Callable[[str], Any] = DateDataParser(languages=[lang], settings=settings).get_date_data
        read("1 1 2000")  # it looks for its language only now
    except ValueError:
        return None
    return read
