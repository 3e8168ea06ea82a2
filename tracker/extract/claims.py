"""What a sentence claims with a time phrase: which event it dates, who stands behind it, and whether it still stands.

Each question is one function that reads the cue tables and answers with its reason. Whose event it is stands in `subject`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tracker.extract import cues
from tracker.extract.cues import EVENTS, Event
from tracker.extract.phrases import Phrase
from tracker.model import Polarity, Stance
from tracker.windows import Grain, Window

_BOUNDARY = re.compile(
    r"[,;:()–—]|\b(?:and|but|which|while|after|before|as|with|when|because|although)\b", re.IGNORECASE
)
_ACROSS = 30  # characters that a clause boundary between cue and phrase counts for
_BEHIND = 12  # and that a cue behind the phrase counts for: the verb mostly stands before its time
_OUT_OF_SIGHT = 10_000
_BESIDE = 25  # characters behind a phrase in which a verdict on it may stand ("a 2024 release is unlikely")
_OFF_THE_LIST = re.compile(
    r"(?:isn't|is not|not|isn’t|missing|absent)\s+(?:on|from|among|part of|in)\s+(?:it|the list|the slate|them|that list)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase in its sentence.

    Attributes:
        sentence: the sentence's text.
        begin, end: the phrase's offsets in it.
        spans: offsets of all time phrases of the sentence, whose words are no cues.
    """

    sentence: str
    begin: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def before(self) -> str:
        """The sentence up to the phrase."""
        return self.sentence[: self.begin]

    @property
    def after(self) -> str:
        """The sentence from the phrase on."""
        return self.sentence[self.end :]


def event(place: Place) -> Event | None:
    """What the phrase dates: the event whose cue stands nearest, counting clause boundaries; None where no cue is in sight."""
    nearest = {e: _distance(place, pattern) for e, pattern in EVENTS.items()}
    found = min(nearest, key=nearest.__getitem__)
    return found if nearest[found] < _OUT_OF_SIGHT else None


def _distance(place: Place, pattern: re.Pattern[str]) -> int:
    return min(
        (_between(place, *m.span()) for m in pattern.finditer(place.sentence) if _is_cue(place, m)),
        default=_OUT_OF_SIGHT,
    )


def _is_cue(place: Place, match: re.Match[str]) -> bool:
    """Words inside a time phrase ("at the start of") are no cues."""
    return not any(begin < match.end() and match.start() < end for begin, end in place.spans)


def _between(place: Place, begin: int, end: int) -> int:
    behind = begin >= place.end
    gap = place.sentence[place.end : begin] if behind else place.sentence[end : place.begin]
    return len(gap) + _ACROSS * len(_BOUNDARY.findall(gap)) + _BEHIND * behind


def stance(place: Place) -> Stance:
    """Who stands behind it: the writer's hedges bind tighter than sources, and those than the makers' words."""
    if cues.REPORTED.search(place.sentence) and not cues.OFFICIAL.search(place.before):
        return Stance.REPORTED
    if cues.SPECULATIVE.search(place.sentence):
        return Stance.SPECULATIVE
    if cues.OFFICIAL.search(place.sentence):
        return Stance.OFFICIAL
    return Stance.SPECULATIVE


def credit(place: Place) -> str | None:
    """Who is named as the source, in the sentence's words."""
    match = cues.CREDIT.search(place.sentence)
    return next((name for name in match.groups() if name), None) if match else None


def polarity(place: Place, phrase: Phrase) -> Polarity:
    """Whether the window is expected or ruled out."""
    if any("not before" in name or "earliest" in name for name in phrase.trail):
        return Polarity.EXPECTS
    clause = _BOUNDARY.split(place.before)[-1] + place.after[:_BESIDE]
    if _OFF_THE_LIST.search(place.after):
        return Polarity.RULES_OUT
    if cues.NOT_RULED_OUT.search(clause) or not cues.RULED_OUT.search(clause):
        return Polarity.EXPECTS
    return Polarity.RULES_OUT


def is_withdrawn(place: Place) -> bool:
    """Whether the sentence reports the window as given up."""
    return bool(cues.WITHDRAWN.search(place.before[-60:]))


def looks_ahead(place: Place) -> bool:
    """Whether the sentence speaks of what is to come."""
    return bool(cues.AHEAD.search(place.sentence))


def is_behind(place: Place) -> bool:
    """Whether the sentence tells what has been: a verb in the past, and none that looks ahead."""
    return not looks_ahead(place) and bool(cues.PAST.search(place.sentence))


def is_past(window: Window, anchor: dt.date | None) -> bool:
    """Whether the window had ended when the article was written."""
    return anchor is not None and window.end is not None and window.end < anchor


def is_own_date(place: Place, window: Window, anchor: dt.date | None) -> bool:
    """Whether it is the article's own date: the anchor's day in a line with few other words."""
    return window.grain is Grain.DAY and window.start == anchor and len(place.before) + len(place.after) < 60
