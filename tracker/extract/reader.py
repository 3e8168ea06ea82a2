"""From a document to what it predicts: phrases, then claims, then the article's answer. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tracker.extract import claims
from tracker.extract.claims import Place
from tracker.extract.cues import Event
from tracker.extract.headline import headline
from tracker.extract.phrases import Phrase, find_phrases
from tracker.extract.sentences import sentences
from tracker.extract.subject import Subject
from tracker.model import Document, Prediction, Reading, Work
from tracker.windows import Grain, Window

_BLANKS = re.compile(r"\s+")


def read(document: Document, works: Sequence[Work]) -> tuple[Reading, ...]:
    """What a document says of each of these works.

    Args:
        works: the works that the document speaks of.
    """
    return tuple(_reading(document, work) for work in works)


@dataclass(frozen=True, slots=True)
class _Case:
    """One window of one phrase, about to be judged.

    Attributes:
        written: the day the article was written, or one before which it cannot have been; None where nothing is known.
        dated: whether that day is known.
    """

    phrase: Phrase
    place: Place
    window: Window
    subject: Subject
    written: dt.date | None
    dated: bool


# Why a phrase is no prediction of the work; the first that holds.
_REFUSALS: tuple[tuple[str, Callable[[_Case], bool]], ...] = (
    ("has passed", lambda c: claims.is_past(c.window, c.written)),
    ("the article's own date", lambda c: claims.is_own_date(c.place, c.window, c.written)),
    ("withdrawn", lambda c: claims.is_withdrawn(c.place)),
    ("of another work", lambda c: not c.subject.is_dated(c.place)),
    ("dates no release", lambda c: claims.event(c.place) is not Event.RELEASE),
    ("looks back, on an undated page", lambda c: not c.dated and not claims.looks_ahead(c.place)),
)


def _reading(document: Document, work: Work) -> Reading:
    predictions = [
        _prediction(document, work, case)
        for case in _cases(document, work)
        if not any(refuses(case) for _, refuses in _REFUSALS)
    ]
    window, makers = headline(predictions)
    return Reading(work, tuple(replace(p, headline=i in makers) for i, p in enumerate(predictions)), window)


def _cases(document: Document, work: Work) -> Iterator[_Case]:
    anchor = document.anchor.day if document.anchor else None
    placed = list(_placed(document.text, find_phrases(document.text, anchor, work.domain)))
    written = anchor or _written_after(placed)
    subject = Subject(work)
    for phrase, place in placed:
        for window in phrase.windows:
            yield _Case(phrase, place, window, subject, written, document.anchor is not None)


def _placed(text: str, phrases: Sequence[Phrase]) -> Iterator[tuple[Phrase, Place]]:
    """Each phrase with its place in its sentence."""
    split = sentences(text)
    for number, group in groupby(phrases, key=lambda p: split.at(p.begin)):
        together, offset = list(group), split.begins[number]
        spans = tuple((p.begin - offset, p.end - offset) for p in together)
        for phrase, (begin, end) in zip(together, spans, strict=True):
            yield phrase, Place(split[number], begin, end, spans)


def _written_after(placed: Sequence[tuple[Phrase, Place]]) -> dt.date | None:
    """A day before which an undated article cannot have been written: the latest that it tells of as past."""
    behind = (w for phrase, place in placed if claims.is_behind(place) for w in phrase.windows)
    return max((w.start for w in behind if w.grain is Grain.DAY and w.start), default=None)


def _prediction(document: Document, work: Work, case: _Case) -> Prediction:
    phrase, place = case.phrase, case.place
    return Prediction(
        subject=work.title,
        quote=phrase.text,
        begin=phrase.begin,
        end=phrase.end,
        sentence=_BLANKS.sub(" ", place.sentence).strip(),
        window=case.window,
        stance=claims.stance(place),
        polarity=claims.polarity(place, phrase),
        credit=claims.credit(place),
        headline=False,
        anchor=document.anchor,
        trail=phrase.trail,
    )
