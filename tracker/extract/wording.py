"""What the words around a phrase say: the signs and moods of its clause, and what stands right beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.extract.case import Case
from tracker.extract.cues import RELEASES, Event, Mood, Sign
from tracker.extract.parsed import Parsed
from tracker.windows import Implied

_JUST: Final = 2  # words
_BEFORE: Final = frozenset(
    ", ( : – - not than since for to a an the its of from after before until by".split()
)
_BEHIND: Final = frozenset("( ) , ? . : to but is was and or when at".split())
_OPENINGS: Final = frozenset("from until by since before after".split())
_OPEN_QUESTIONS: Final = frozenset("when what what's how who why".split())
_YES_OR_NO: Final = frozenset("will could can did does do".split())
_PAST: Final = frozenset((Mood.WAS, Mood.HAS))
_STANDING: Final = frozenset(
    (Sign.GIVEN_UP, Sign.INSTEAD, Sign.NEGATED, Sign.USUAL, Sign.UNLIKELY, Sign.HOPED)
)
_CONDITION: Final = Sign.CONDITION  # a member of an enum is looked up ten times as slowly as a global
_YEAR: Final = Implied.YEAR


# What is said of every phrase is put into words once.
_OF_EVENT: Final = {event: f"clause: {event}" for event in Event}
_OF_MOOD: Final = {mood: f"mood: {mood}" for mood in Mood}
_BEFORE_IT: Final = {sign: f"before: {sign}" for sign in Sign}
_JUST_BEFORE: Final = {sign: f"just before: {sign}" for sign in Sign}
_SAME_BREATH: Final = {sign: f"same breath: {sign}" for sign in _STANDING}
_BEHIND_IT: Final = {sign: f"behind: {sign}" for sign in Sign}
_JUST_BEHIND: Final = {sign: f"just behind: {sign}" for sign in Sign}
_IN_SENTENCE: Final = {sign: f"sentence: {sign}" for sign in Sign}
_FEW: Final = 5  # words


def wording(case: Case) -> list[str]:
    """Names of all that its sentence's words say."""
    parsed = case.parsed
    begin, end = parsed.clause(case.first, case.end)
    return [
        *_events(parsed, begin, end),
        *_signs(case, begin, end),
        *_moods(case, begin, end),
        *_condition(parsed, case.first),
        *_beside(parsed.low, case.first, case.end),
        *_brackets(case),
        *_others(case),
        *(_question(case) if parsed.asks else ()),
    ]


def _events(parsed: Parsed, begin: int, end: int) -> Iterator[str]:
    inside = {m.event for m in parsed.events if begin <= m.first < end}
    for event in inside:
        yield _OF_EVENT[event]
    if inside and inside <= RELEASES:
        yield "clause of release alone"
    if parsed.happens.isdisjoint(RELEASES):
        yield "sentence without release"
    elif parsed.happens <= RELEASES:
        yield "sentence of release alone"


def _signs(case: Case, begin: int, end: int) -> Iterator[str]:
    low = case.parsed.low
    for sign, first, last in case.parsed.signs:
        if begin <= first and last <= case.first:
            yield _BEFORE_IT[sign]
            if sign in _STANDING and "," not in low[first : case.first]:
                yield _SAME_BREATH[sign]
            if case.first - last <= _JUST:
                yield _JUST_BEFORE[sign]
        elif case.end <= first < end:
            yield _BEHIND_IT[sign]
            if first - case.end <= _JUST:
                yield _JUST_BEHIND[sign]
        yield _IN_SENTENCE[sign]


def _moods(case: Case, begin: int, end: int) -> Iterator[str]:
    moods = case.parsed.moods
    if not moods:
        yield "no verb that tells the time"
    elif {mood for mood, _, _ in moods} <= _PAST:
        yield "tells the past"
        if case.window.implied is _YEAR:
            yield "tells the past, year left out"
    for mood in {mood for mood, first, _ in moods if begin <= first < end}:
        yield _OF_MOOD[mood]


def _condition(parsed: Parsed, first: int) -> Iterator[str]:
    lasts = [last for sign, _, last in parsed.signs if sign is _CONDITION and last <= first]
    if lasts:
        between = parsed.low[lasts[-1] : first]
        yield "under a condition" if "," in between or "then" in between else "inside a condition"


def _beside(low: Sequence[str], first: int, end: int) -> Iterator[str]:
    before, behind = low[first - 1] if first else "", low[end] if end < len(low) else ""
    opening = low[first] if first < len(low) else ""
    if before in _BEFORE:
        yield f"behind '{before}'"
    if opening in _OPENINGS:
        yield f"opens with '{opening}'"
    if "from" in (before, opening) and "to" in low[end : end + 6]:
        yield "from it to another"
    if before == "to" and "from" in low[max(first - 8, 0) : first]:
        yield "to it from another"
    if before == "not" or (first > 1 and low[first - 2] == "not"):
        yield "not it"
    if behind in _BEHIND:
        yield f"before '{behind}'"
    if len(low) - (end - first) <= _FEW:
        yield "few words"


def _brackets(case: Case) -> Iterator[str]:
    low, first = case.parsed.low, case.first
    if case.parsed.text[case.phrase.end : case.phrase.end + 2] in ("'s", "’s", "' "):
        yield "possessive"
    if first and low[first - 1] == "(":
        yield "alone in brackets" if low[case.end : case.end + 1] == [")"] else "opens brackets"
    elif "(" in low[:first] and ")" not in low[low.index("(") : first]:
        yield "in brackets"


def _others(case: Case) -> Iterator[str]:
    spans = case.parsed.spans
    if len(spans) > 1:
        yield "after another phrase" if spans.index((case.first, case.end)) else "before another phrase"
        yield "two phrases" if len(spans) == 2 else "several phrases"


def _question(case: Case) -> Iterator[str]:
    low = case.parsed.low
    yield "question"
    if case.number == 0:
        yield "question in the headline"
    if not _OPEN_QUESTIONS.isdisjoint(low[:3]):
        yield "question for the time"
    elif not _YES_OR_NO.isdisjoint(low[:2]):
        yield "question whether"
