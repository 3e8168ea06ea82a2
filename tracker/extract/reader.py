"""From a document to what it predicts: phrases, then claims, then the article's answer. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.extract import claims
from tracker.extract.claims import Place
from tracker.extract.cues import Event
from tracker.extract.headline import headline
from tracker.extract.phrases import Phrase, find_phrases
from tracker.extract.sentences import Sentences, sentences
from tracker.extract.subject import is_about
from tracker.model import Document, Prediction, Reading, Work
from tracker.windows import Grain, Window

_BLANKS = re.compile(r"\s+")


def read(document: Document, works: Sequence[Work]) -> tuple[Reading, ...]:
    """What a document says of each of these works.

    Args:
        works: the works that the document speaks of.
    """
    return tuple(_reading(document, work) for work in works)


def _reading(document: Document, work: Work) -> Reading:
    anchor = document.anchor.day if document.anchor else None
    phrases = find_phrases(document.text, anchor, work.domain)
    predictions = list(_predictions(document, work, phrases))
    window, makers = headline(predictions)
    return Reading(work, tuple(replace(p, headline=i in makers) for i, p in enumerate(predictions)), window)


def _predictions(document: Document, work: Work, phrases: Sequence[Phrase]) -> Iterator[Prediction]:
    split = sentences(document.text)
    places = [_place(split, phrases, phrase) for phrase in phrases]
    floor = document.anchor.day if document.anchor else _written_after(phrases, places)
    for phrase, place in zip(phrases, places, strict=True):
        for window in phrase.windows:
            prediction = _prediction(document, work, place, phrase, window, floor)
            if prediction:
                yield prediction


def _written_after(phrases: Sequence[Phrase], places: Sequence[Place]) -> dt.date | None:
    """A day on which an undated article cannot yet have been written: the latest that it tells of as past."""
    days = (
        w.start
        for phrase, place in zip(phrases, places, strict=True)
        if claims.is_behind(place)
        for w in phrase.windows
        if w.grain is Grain.DAY and w.start
    )
    return max(days, default=None)


def _place(split: Sentences, phrases: Sequence[Phrase], phrase: Phrase) -> Place:
    number = split.at(phrase.begin)
    offset = split.begins[number]
    others = (
        (p.begin - offset, p.end - offset) for p in phrases if p is not phrase and split.at(p.begin) == number
    )
    return Place(split[number], phrase.begin - offset, phrase.end - offset, tuple(others))


def _prediction(
    document: Document, work: Work, place: Place, phrase: Phrase, window: Window, floor: dt.date | None
) -> Prediction | None:
    if (
        claims.is_past(window, floor)
        or claims.is_own_date(place, window, floor)
        or claims.is_withdrawn(place)
    ):
        return None
    if not is_about(place, work):
        return None
    if claims.event(place) is not Event.RELEASE or (
        document.anchor is None and not claims.looks_ahead(place)
    ):
        return None
    return Prediction(
        subject=work.title,
        quote=phrase.text,
        begin=phrase.begin,
        end=phrase.end,
        sentence=_BLANKS.sub(" ", place.sentence).strip(),
        window=window,
        stance=claims.stance(place),
        polarity=claims.polarity(place, phrase),
        credit=claims.credit(place),
        headline=False,
        anchor=document.anchor,
        trail=phrase.trail,
    )
