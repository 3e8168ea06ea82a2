"""Who says so: what is to be seen around a phrase of its speaker, and whom the article credits. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tracker.extract.case import Case
from tracker.extract.cues import Event, Sign
from tracker.extract.parsed import Parsed

_VOICES: Final = (
    Sign.OFFICIAL,
    Sign.MAKER,
    Sign.SAID,
    Sign.RUMOUR,
    Sign.GUESSED,
    Sign.HEDGED,
    Sign.WE,
    Sign.SCHEDULED,
    Sign.CROWD,
    Sign.HOPED,
)
_HEADLINE: Final = (Sign.RUMOUR, Sign.OFFICIAL, Sign.HEDGED, Sign.GUESSED, Sign.MAKER)
_GUESSES: Final = frozenset((Sign.GUESSED, Sign.HEDGED))
_NAMED: Final = frozenset((Sign.RUMOUR, Sign.MAKER, Sign.OFFICIAL))
_NAME = r"((?:[A-Z][\w.'’-]*)(?:\s+(?:of\s+|the\s+)?[A-Z][\w.'’-]*){0,4})"
_SAYS = (
    r"(?:(?:has|have|had)\s+)?(?:also\s+|now\s+|since\s+)?(?:says?|said|announced|announces|confirmed|confirms|revealed|reveals|reports?|reported|"
    r"claims?|claimed|told|tells|writes|wrote|tweeted|posted|believes|thinks|hears|heard|predicts|predicted|promises|promised|"
    r"expects|hopes|admits|admitted|reckons|suggests|suggested|hinted|hints|noted|notes|put\s+out)\b"
)
_CREDITS: Final = (
    re.compile(rf"(?:[Aa]ccording\s+to|[Aa]s\s+per|\b[Pp]er|,\s+via|\b(?:says|said|reports|writes|reported\s+by|told\s+by|tells))\s+(?:the\s+)?{_NAME}"),
    re.compile(rf"{_NAME}\s+{_SAYS}"),
    re.compile(rf"{_NAME}\s*,[^,.;]{{1,60}},\s+{_SAYS}"),
    re.compile(rf"\b[Tt]he\s+((?:network|studio|publisher|developer|company|streamer|showrunner|director|producer|creator|insider|leaker|analyst|author|actor|actress|band|label))(?:['’]s\s+\w+)?\s+{_SAYS}"),
)  # fmt: skip
_NOBODY: Final = frozenset(
    "It He She They We I You This That There The A An If When As But And So No Not Nobody Everyone Fans People Who What Season Series".split()
)


def voices(case: Case) -> Iterator[str]:
    """What is to be seen of who speaks."""
    said, before = case.parsed.said, case.parsed.low[: case.first]
    if (before.count('"') + before.count("“") - before.count("”")) % 2:
        yield "in quotation"
    if Sign.RUMOUR in said:
        yield "rumour, and a maker" if Sign.MAKER in said else "rumour alone"
    if {Sign.MAKER, Sign.SAID} <= said:
        yield "a maker speaks"
    guessed = not said.isdisjoint(_GUESSES)
    if guessed and said.isdisjoint(_NAMED):
        yield "hedged, and nobody named"
    if not guessed and Sign.RUMOUR not in said:
        yield "stated flatly"
    yield from _around(case)


def _around(case: Case) -> Iterator[str]:
    """What the headline and the sentences beside it say."""
    if case.number:
        yield from (f"headline says: {s}" for s in _HEADLINE if s in case.article.parsed(0).said)
    for name, number in (("last", case.number - 1), ("next", case.number + 1)):
        if 0 <= number < len(case.article.sentences) and case.article.line(number) is case.line:
            said = case.article.parsed(number).said
            yield from (f"{name} sentence: {s}" for s in _VOICES if s in said)


def credit(case: Case) -> str | None:
    """Who is credited with a claim, in the article's words: in its sentence, or in the one before or behind it on the line."""
    article = case.article
    for number in (case.number, case.number - 1, case.number + 1):
        if not (0 <= number < len(article.sentences) and article.line(number) is case.line):
            continue
        if number == case.number or _only_says(case, number):
            found = _credited(article.parsed(number))
            if found and not article.called.names(found):
                return found
    return None


def _only_says(case: Case, number: int) -> bool:
    """Whether a sentence says nothing of its own that its speaker may be credited with instead."""
    return number not in case.article.places and case.article.parsed(number).happens <= {Event.ANNOUNCEMENT}


def _credited(parsed: Parsed) -> str | None:
    if Sign.SAID not in parsed.said and Sign.RUMOUR not in parsed.said:
        return None
    sentence = parsed.text[parsed.begin : parsed.end]
    for pattern in _CREDITS:
        for match in pattern.finditer(sentence):
            if match[1].split()[0] not in _NOBODY:
                return " ".join(match[1].split())
    return None
