"""Names and numbers that look like time phrases: *1923*, *Blade Runner 2049*, August Wilson, *The Fall Guy*."""

from __future__ import annotations

import datetime as dt
import re

from tracker.extract.engine import Token, letter
from tracker.extract.scan import Lexicon
from tracker.windows.expression import Year

_YEAR = letter("year")
_COMPANIONS = {
    letter(k)
    for k in ("in", "of", "by", "until", "before", "after", "from", "between", "this", "coming", "around")
}
# Months, seasons and weekdays are names too: "August Wilson", "The Fall Guy", "Monday Night Football".
_NAMELIKE = {letter("unit"), letter("stretch")}
_ALONE = frozenset(("month", "season", "weekday", "season in company"))
_WITHOUT_YEAR = {letter("day"), letter("unit")}
_NO_YEAR = re.compile(
    r",? \d{4}(?![\w:])"
)  # "December 31, 9999": what could be a year would be part of the phrase
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]|['’]s [A-Z]|\.\w")  # "Winter's Bone", "Monday.com" too
_WORD_BEFORE = re.compile(r"(\w+)\W*$")
_LONG_AGO, _FAR_AHEAD = 30, 12  # years from the anchor beyond which a year without a preposition is a title's


def is_lookalike(token: Token, text: str, anchor: dt.date | None, lexicon: Lexicon) -> bool:
    """Whether a phrase stands where a name would (a month, a capital behind it), or has a year that is none.

    Args:
        anchor: the day the text was written; None where unknown.
    """
    if token.kind in _WITHOUT_YEAR and _NO_YEAR.match(text, token.end):
        return True
    if token.kind == _YEAR:
        return _is_title_year(token, text, anchor, lexicon)
    if token.kind not in _NAMELIKE or not _ALONE.issuperset(token.trail):
        return False
    goes_on = text[token.begin].isupper() and _NAME_GOES_ON.match(text, token.end)
    return bool(goes_on) and not _companion(text, token, lexicon)


_COUNTED = re.compile(
    r" (?:grams|kg|km|miles|people|copies|units|votes|dollars|euros|[A-Z]\w+ (?:Street|Avenue|Road))\b"
)


def _is_title_year(token: Token, text: str, anchor: dt.date | None, lexicon: Lexicon) -> bool:
    """Whether a lone year is too far from the anchor to be one: *1923*, *Blade Runner 2049*."""
    if _COUNTED.match(text, token.end):
        return True
    said = token.value.said if isinstance(token.value, Year) else None
    if anchor is None or said is None or anchor.year - _LONG_AGO <= said <= anchor.year + _FAR_AHEAD:
        return False
    return not _companion(text, token, lexicon)


def _companion(text: str, token: Token, lexicon: Lexicon) -> bool:
    """Whether a word before it says that it is a time: "in 1999", "until June"."""
    before = _WORD_BEFORE.search(text, max(token.begin - 20, 0), token.begin)
    meaning = lexicon.words.get(before[1].lower()) if before else None
    return meaning is not None and meaning[0] in _COMPANIONS
