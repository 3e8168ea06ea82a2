"""Records in, answers out, a line each: extraction for programs. Stores nothing, knows no store and no clock.

A record is answered before the next one is read. The answer depends on the record alone: a day that it does not know is
not replaced by today's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

import msgspec

from tracker.errors import ParseError, SourceError
from tracker.extract import find_phrases, read
from tracker.ingest.byline import byline_day
from tracker.ingest.lines import records
from tracker.model import Anchor, AnchorBasis, Document, Domain, Work
from tracker.report import Record, extraction_record, window_record

# What is a possible day cannot hang on today: records are answered the same way on any day.
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)

_Line = TypeVar("_Line")


class ArticleRecord(msgspec.Struct, frozen=True):
    """A line that `tracker extract - --format jsonl` reads; other keys are passed over.

    Attributes:
        published: an ISO day; null where nobody knows, and then what hangs on it is not read.
        aliases: other names of the work.
    """

    id: str | int
    text: str
    title: str | None = None
    aliases: tuple[str, ...] | None = None
    published: dt.date | None = None
    domain: Domain | None = None
    lang: str | None = None
    outlet: str | None = None


class PhraseRecord(msgspec.Struct, frozen=True):
    """A line that `tracker windows - --format jsonl` reads; `lang` is an ISO 639-1 code."""

    id: str | int
    text: str
    anchor: dt.date | None = None
    domain: Domain | None = None
    lang: str = "en"


def extract_records(
    stream: BinaryIO, about: Work | None = None, published: dt.date | None = None
) -> Iterator[Record | SourceError]:
    """Answer each record with what its article predicts.

    Args:
        stream: `ArticleRecord`s.
        about: the work that every article is about; None: the one that its record names.
        published: the day that every article was published; None: the one that its record names.
    """

    def answer(record: ArticleRecord, source: str) -> Record:
        document = document_of(record, published or record.published, source)
        readings = read(document, [_work(record, about, source)])
        return {**extraction_record(document.key, readings), "id": record.id}

    return _answers(stream, ArticleRecord, answer)


def _work(record: ArticleRecord, about: Work | None, source: str) -> Work:
    title = (record.title or "").strip()
    if about is None and not title:
        raise ParseError(source, 'it has no "title"; say with --title which work it is about.')
    return about or Work(title, record.domain or Domain.TV, record.aliases or ())


def document_of(record: ArticleRecord, published: dt.date | None, source: str) -> Document:
    """A record's article.

    Args:
        published: the day it was published; None: the one that a byline tells, if any.

    Raises:
        ParseError: that day lies in no time that anybody writes about.
    """
    return Document(
        key=source,
        text=record.text,
        outlet=record.outlet or "",
        anchor=_anchor(possible(published, source), AnchorBasis.RECORD)
        or _anchor(byline_day(record.text, _LAST, record.lang or "en"), AnchorBasis.BYLINE),
        lang=record.lang or "en",
    )


def _anchor(day: dt.date | None, basis: AnchorBasis) -> Anchor | None:
    return Anchor(day, basis) if day else None


def phrase_records(stream: BinaryIO) -> Iterator[Record | SourceError]:
    """Answer each record with its time phrases: a span a window."""

    def answer(record: PhraseRecord, source: str) -> Record:
        phrases = find_phrases(record.text, possible(record.anchor, source), record.domain, lang=record.lang)
        spans = [
            {"begin": p.begin, "end": p.end, "text": p.text, "start": days["start"], "end_date": days["stop"]}
            for p in phrases
            for days in map(window_record, p.windows)
        ]
        return {"id": record.id, "spans": spans}

    return _answers(stream, PhraseRecord, answer)


def _answers(
    stream: BinaryIO, kind: type[_Line], answer: Callable[[_Line, str], Record]
) -> Iterator[Record | SourceError]:
    """An answer a record; what is wrong with a record is its answer, and the rest go on."""
    for source, record in records(stream, "standard input", kind):
        try:
            yield record if isinstance(record, ParseError) else answer(record, source)
        except SourceError as error:
            yield error


def possible(day: dt.date | None, source: str) -> dt.date | None:
    """The day that phrases count from, if it lies in a time that anybody writes about.

    Raises:
        ParseError: it does not.
    """
    if day is not None and not _FIRST <= day <= _LAST:
        raise ParseError(source, f"{day} is no day to count from: not before {_FIRST}, not after {_LAST}.")
    return day
