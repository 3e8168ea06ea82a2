"""What a time phrase dates: the event whose word governs it, and in which tense that is said. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.extract.cues import Event, Form, Mood
from tracker.extract.parsed import Mark, Parsed

_BEHIND = (
    4  # a cue behind the phrase counts for so many words further away: the verb mostly stands before its time
)
_REACH_OF_MOOD = 5  # words
_REACH_OF_NOUN = 2  # words behind a phrase in which its noun stands: "a spring 2023 premiere"
_REACH_OF_SUBJECT = 9
_NOUN, _BASE, _PRESENT, _GERUND, _PAST = (  # a member of an enum is looked up ten times as slowly as a global
    Form.NOUN,
    Form.BASE,
    Form.PRESENT,
    Form.GERUND,
    Form.PAST,
)
_WILL, _MODAL, _IS, _TO, _WAS = Mood.WILL, Mood.MODAL, Mood.IS, Mood.TO, Mood.WAS
_ANNOUNCEMENT: Final = Event.ANNOUNCEMENT
_NO_NOUN_PHRASE: Final = frozenset("to and but is was in on for at or when that , ( ) . ; : – —".split())
_VERBS: Final = frozenset((Event.RELEASE, Event.ARRIVAL, Event.DELAY))
# What arrives decides what its arrival is: "filming begins in", "a trailer arrives in".
_ARRIVING: Final = frozenset(
    (Event.PRODUCTION, Event.ANNOUNCEMENT, Event.PREVIEW, Event.TOUR, Event.GATHERING, Event.AWARD, Event.STORY,
     Event.PRINT, Event.ORDER, Event.RENEWAL, Event.UPDATE, Event.FINANCE, Event.ENDING)
)  # fmt: skip
_RELEASES: Final = frozenset((Event.RELEASE, Event.DATE))
_CUT: Final = frozenset(("that", "which", ";", ":", ".", "(", ")", "after", "before", "and"))
_ASIDE: Final = frozenset((",", '"', "”"))
_OPENING: Final = 4  # words of a sentence in which its subject stands, whatever is put in between
_SPEECH: Final = frozenset(
    "said says say told tells tell wrote writes show shows shown showed made make makes info statement spoke speaks "
    "know knows known hear hears heard reports reported report confirmed confirms announced announces promised".split()
)


@dataclass(frozen=True, slots=True)
class Governor:
    """The event that a phrase dates.

    Attributes:
        distance: how many words away its cue stands, boundaries counted in.
        within: whether it stands in the phrase's own clause.
        tense: how it is said: `will`, `present`, `past`, `noun` …
    """

    event: Event
    distance: int
    within: bool
    tense: str


def governor(parsed: Parsed, first: int, end: int) -> Governor | None:
    """The event that words `first` to `end` date; None where none is named."""
    mark, distance = _noun_behind(parsed, end) or _nearest(parsed, first, end) or (None, 0)
    if mark is None:
        return None
    begin, last = parsed.clause(first, end)
    within = begin <= mark.first < last
    tense = _tense(parsed, mark)
    if mark.event in _VERBS and (subject := _what_arrives(parsed, mark)) is not None:
        return Governor(subject.event, distance, within, tense)
    return Governor(mark.event, distance, within, tense)


def _noun_behind(parsed: Parsed, end: int) -> tuple[Mark, int] | None:
    """The noun that the phrase is an adjective of: "a 2024 launch", "its fall trailer"."""
    for mark in parsed.events:
        if end <= mark.first <= end + _REACH_OF_NOUN:
            between = parsed.low[end : mark.first]
            plain = mark.form is _NOUN or (mark.form is _BASE and mark.event in _VERBS)
            return (mark, 0) if plain and _NO_NOUN_PHRASE.isdisjoint(between) else None
    return None


def _nearest(parsed: Parsed, first: int, end: int) -> tuple[Mark, int] | None:
    best: tuple[Mark, int] | None = None
    for mark in parsed.events:
        if mark.end <= first:
            if _speaks_of_more(parsed, mark, first):
                continue
            distance = parsed.before(mark.end, first)
        elif mark.first >= end:
            if _confirms(parsed, mark):
                continue
            distance = parsed.gap(end, mark.first) + _BEHIND
        else:
            continue
        if best is None or distance < best[1] or (distance == best[1] and mark.end <= first):
            best = mark, distance
    return best


def _speaks_of_more(parsed: Parsed, mark: Mark, first: int) -> bool:
    """Whether a verb of saying is followed by what is said, so that the phrase belongs to that."""
    if mark.event is not _ANNOUNCEMENT or mark.form is _NOUN:
        return False
    between = parsed.low[mark.end : first]
    return (
        "that" in between
        or '"' in between
        or "“" in between
        or any(mark.end <= begin < first for mood, begin, _ in parsed.moods if mood is not _TO)
    )


def _confirms(parsed: Parsed, mark: Mark) -> bool:
    """Whether a verb behind the phrase only says that all this is confirmed, or who says it: "…, says the director"."""
    if mark.event is not _ANNOUNCEMENT or mark.form is _NOUN:
        return False
    if parsed.low[mark.first - 1] in _ASIDE:
        return True
    return mark.form is _PAST and any(mood is _IS and end == mark.first for mood, _, end in parsed.moods)


def _what_arrives(parsed: Parsed, verb: Mark) -> Mark | None:
    """The noun before a verb of arriving that says what arrives, where it is no release."""
    found: Mark | None = None
    for mark in parsed.events:
        if mark.end > verb.first:
            break
        if mark.event in _RELEASES:
            found = None
        elif (
            mark.event in _ARRIVING
            and (mark.form is _NOUN or (mark.form is _GERUND and mark.event is not _ANNOUNCEMENT))
            and parsed.low[mark.first] not in _SPEECH
            and parsed.before(mark.end, verb.first) <= _REACH_OF_SUBJECT
            and _CUT.isdisjoint(parsed.low[mark.end : verb.first])
            and _commas(parsed, mark, verb) != 1
        ):
            found = mark
    return found


def _commas(parsed: Parsed, noun: Mark, verb: Mark) -> int:
    """How many commas part a subject from its verb: none, or two around what is put in between."""
    return min(parsed.low[noun.end : verb.first].count(","), 1 if noun.first >= _OPENING else 2)


def _tense(parsed: Parsed, mark: Mark) -> str:
    """In which tense or mood an event is said: by its form, and by the auxiliaries before it."""
    near = [
        mood
        for mood, first, end in parsed.moods
        if mark.first - _REACH_OF_MOOD <= first
        and end <= mark.first
        and _CUT.isdisjoint(parsed.low[end : mark.first])
    ]
    if mark.form is _NOUN:
        return f"noun, {near[-1]}" if near else "noun"
    if mark.form is _PRESENT:
        return "present"
    for mood in (_WILL, _MODAL):
        if mood in near:
            return mood
    if mark.form is _GERUND:
        return ("was " if _WAS in near else "is " if _IS in near else "") + "coming"
    if mark.form is _PAST:
        return str(near[-1]) if near else "past"
    return str(near[-1]) if near else "base"
