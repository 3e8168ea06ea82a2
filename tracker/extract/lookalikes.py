"""Names and numbers that look like time phrases: *1923*, *Rally Kings 2023*, August Wilson, *The Guns of August*, a match's third quarter."""

from __future__ import annotations

import datetime as dt
import re

from tracker.extract.engine import Token, letter
from tracker.extract.language import Language
from tracker.windows.expression import Year

_YEAR = letter("year")
_COMPANIONS = frozenset(
    map(letter, "in for of by until before after from moved_from between this coming around part to".split())
)
# Months, seasons and weekdays are names too: "August Wilson", "The Fall Guy", "Monday Night Football".
_NAMELIKE = {letter("unit"), letter("stretch")}
_ALONE = frozenset(
    ("month", "month in company", "season", "weekday", "weekday in company", "season in company")
)
_BOUNDING = frozenset(("by", "before", "after"))
_SURNAME = re.compile(r" [A-Z][a-z]+\b")
_PART_OF_WHAT = frozenset(("quarter", "half", "half, unsaid of what"))
_WITHOUT_YEAR = {letter("day"), letter("unit")}
_NO_YEAR = re.compile(
    r",? \d{4}(?![\w:])"
)  # "December 31, 9999": what could be a year would be part of the phrase
_NAME_GOES_ON = re.compile(r" [A-Z][a-z'’]|['’]s [A-Z]|\.\w")  # "Winter's Bone", "Monday.com" too
_NAME_BEFORE = re.compile(r"[\w)] [A-Z][a-z]\w*:? $")  # within a sentence, right before
_FIRST_WORD = re.compile(r"(?:^|[.!?:]\s|\n)[“\"'‘(]?([A-Z][a-z]+) $")  # of its sentence, right before
_WITHIN_SENTENCE = re.compile(r"[\w,)] ?[“\"'‘(]?$")
_WORD_BEFORE = re.compile(r"(\w+)\W*$")
_AROUND = 120  # characters of a line that tell whether it is written in capitals
_SMALL_WORD = re.compile(r"\b[a-z]{4}")
_CAPITAL_WORD = re.compile(r"\b[A-Z][A-Za-z]{3}")
_HEADLINE = 2  # words with a capital from which a line without small ones is one
_LONG_AGO, _FAR_AHEAD = 30, 12  # years from the anchor beyond which a year without a preposition is a title's
_NEVER_SO_FAR = 25  # years ahead for which nobody announces a release, whatever the preposition
_MODEL = re.compile(r"\w-$")  # "XR-2026"
_QUESTION = re.compile(r": [^\n?]{1,60}\?")  # "Q4: Will my saves carry over?"


def is_lookalike(token: Token, text: str, anchor: dt.date | None, language: Language) -> bool:
    """Whether a phrase stands where a name would (a month, a capital behind it), or has a year that is none.

    Args:
        anchor: the day the text was written; None where unknown.
    """
    if token.kind == _YEAR:
        return _is_title_year(token, text, anchor, language)
    if token.trail and token.trail[-1] in _PART_OF_WHAT:
        asked = _QUESTION.match(text, token.end) or language.names.of_a_thing.match(text, token.end)
        return bool(asked) or _is_model(token, text, language)
    if token.trail[-1:] == ("the nth",):
        return not language.names.after_a_day.match(text, token.end)
    if (token.kind in _WITHOUT_YEAR and _NO_YEAR.match(text, token.end)) or _bounds_somebody(token, text):
        return True
    if token.kind in _NAMELIKE and _ALONE.issuperset(token.trail):
        return text[token.begin].isupper() and _is_name(token, text, language)
    return _is_capitalised(token, text, language)


def _is_model(token: Token, text: str, language: Language) -> bool:
    """Whether a lone quarter is a product's name: "an Audi Q3"."""
    beside_word = text[max(token.begin - 2, 0) : token.begin - 1].isalnum()
    return beside_word and not _has_companion(token, text, language) and _follows_name(token, text, language)


def _bounds_somebody(token: Token, text: str) -> bool:
    """Whether a bound is said of a person: "by June Harker"."""
    trail = token.trail
    return bool(trail and trail[0] in _ALONE and trail[-1] in _BOUNDING and _SURNAME.match(text, token.end))


def _is_name(token: Token, text: str, language: Language) -> bool:
    """Whether a capital word is somebody's or something's name: more of it stands around, or it does what people do."""
    begin = max(token.begin - 30, 0)
    if _has_companion(token, text, language):
        named = language.names.name_of.search(text, begin, token.begin) or (
            language.names.of_somebody.search(text, begin, token.begin)
            and _NAME_GOES_ON.match(text, token.end)
        )
        return bool(named) and not _is_headline(token, text)
    if _is_headline(token, text):
        return False
    if _NAME_GOES_ON.match(text, token.end) or language.names.somebody.match(text, token.end):
        return True
    return _follows_name(token, text, language)


def _follows_name(token: Token, text: str, language: Language) -> bool:
    """Whether it is the last word of a name in capitals: "Red October", "Anime Expo 2019"."""
    begin = max(token.begin - 40, 0)
    if first := _FIRST_WORD.search(text, begin, token.begin):
        word = first[1].lower()
        named = token.kind != _YEAR and not (
            word in language.lexicon.words or language.names.opener.search(word)
        )
    else:
        named = bool(_NAME_BEFORE.search(text, begin, token.begin))
    return (
        named and not _is_headline(token, text) and not language.names.onto.search(text, begin, token.begin)
    )


def _is_capitalised(token: Token, text: str, language: Language) -> bool:
    """Whether words that are written small within a sentence have capitals, as in a title: *Next Friday*, *Late Spring*."""
    if language.names.capital_within.search(text, token.begin, token.end):
        return True
    return (
        bool(language.names.usually_small.match(text, token.begin, token.end))
        and not any(c.isdigit() for c in text[token.begin : token.end])
        and bool(_WITHIN_SENTENCE.search(text, max(token.begin - 3, 0), token.begin))
        and not _is_headline(token, text)
    )


def _is_title_year(token: Token, text: str, anchor: dt.date | None, language: Language) -> bool:
    """Whether a lone year belongs to a name, counts something, or is too far from the anchor to be one: *1923*."""
    if language.names.counted.match(text, token.end) or language.names.counting.search(
        text, max(token.begin - 20, 0), token.begin
    ):
        return True
    said = token.value.said if isinstance(token.value, Year) else None
    if anchor is not None and said is not None and said > anchor.year + _NEVER_SO_FAR:
        return True
    word = _word_before(token, text, language)
    if word in _COMPANIONS:
        return False
    if (word is None and _MODEL.match(text, max(token.begin - 2, 0), token.begin)) or _follows_name(
        token, text, language
    ):
        return True
    return not (anchor is None or said is None or anchor.year - _LONG_AGO <= said <= anchor.year + _FAR_AHEAD)


def _is_headline(token: Token, text: str) -> bool:
    """Whether a line is written in capitals throughout, so that they tell nothing."""
    before = text[max(token.begin - _AROUND, 0) : token.begin].rpartition("\n")[2]
    after = text[token.end : token.end + _AROUND].partition("\n")[0]
    if _SMALL_WORD.search(before) or _SMALL_WORD.search(after):
        return False
    return len(_CAPITAL_WORD.findall(before)) + len(_CAPITAL_WORD.findall(after)) >= _HEADLINE


def _has_companion(token: Token, text: str, language: Language) -> bool:
    """Whether a word before it says that it is a time: "in 1999", "until June"."""
    return _word_before(token, text, language) in _COMPANIONS


def _word_before(token: Token, text: str, language: Language) -> str | None:
    """The kind of the word before; None where it means nothing of time."""
    before = _WORD_BEFORE.search(text, max(token.begin - 20, 0), token.begin)
    meaning = language.lexicon.words.get(before[1].lower()) if before else None
    return meaning[0] if meaning else None
