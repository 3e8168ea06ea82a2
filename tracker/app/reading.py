"""Extraction that stores nothing: documents and records in, what is read in them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeVar

import msgspec

from tracker.app.composition import App
from tracker.errors import ParseError, SourceError
from tracker.extract import find_phrases, read
from tracker.ingest.article import to_document
from tracker.ingest.fetched import MAX_RECORD_BYTES, Fetched
from tracker.ingest.locate import locate
from tracker.model import Document, Domain, Reading, Work
from tracker.report import Record, extraction_record, window_record
from tracker.store import works
from tracker.store.engine import reading as store_reading
from tracker.titles import Titles

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
    aliases: tuple[str, ...] = ()
    published: dt.date | None = None
    domain: Domain = Domain.TV
    lang: str = "en"
    outlet: str = ""


class PhraseRecord(msgspec.Struct, frozen=True):
    """A line that `tracker windows - --format jsonl` reads."""

    id: str | int
    text: str
    anchor: dt.date | None = None
    domain: Domain | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read in one document, one reading a work."""

    source: str
    readings: tuple[Reading, ...]


def extract(
    app: App, what: str, about: Work | None, published: dt.date | None, now: dt.datetime, stdin: BinaryIO
) -> Iterator[Extracted | SourceError]:
    """Read documents without storing anything.

    Args:
        about: the work that every document is about; None to look for the followed works.
    """
    with store_reading(app.engine) as connection:
        titles = Titles(works.tracked(connection))
    for found in locate(what, now, fetch=app.web.get, stdin=stdin):
        try:
            if isinstance(found, SourceError):
                raise found
            document = to_document(found, published=published)
            yield Extracted(found.source, read(document, _spoken_of(document, about, titles, found.source)))
        except SourceError as error:
            yield error


def _spoken_of(document: Document, about: Work | None, titles: Titles, source: str) -> tuple[Work, ...]:
    spoken_of = (about,) if about else titles.works_in(f"{document.title or ''}\n\n{document.text}")
    if not spoken_of:
        raise ParseError(source, "it speaks of no tracked work; say which with --title.")
    return spoken_of


def extract_records(stream: BinaryIO, about: Work | None, now: dt.datetime) -> Iterator[Record | SourceError]:
    """Read records a line, and answer each with a record; in constant memory.

    The answer depends on the record alone: a day that the record does not know is not replaced by today's.
    """
    decoder = msgspec.json.Decoder(ArticleRecord)
    for source, line in _lines(stream):
        try:
            record = _decoded(decoder, line, source)
            yield extraction_record(
                str(record.id), read(_document(record, source, now), [_work(record, about, source)])
            )
        except SourceError as error:
            yield error


def _work(record: ArticleRecord, about: Work | None, source: str) -> Work:
    if about is None and record.title is None:
        raise ParseError(source, 'it has no "title"; say with --title which work it is about.')
    return about or Work(record.title or "", record.domain, record.aliases)


def _document(record: ArticleRecord, source: str, now: dt.datetime) -> Document:
    fetched = Fetched(
        source,
        key=source,
        body=record.text,
        fetched_at=now,
        shelf=record.outlet,
        published=record.published,
        lang=record.lang,
    )
    document = to_document(fetched)
    return replace(document, anchor=None) if document.anchor and document.anchor.assumed else document


def phrase_records(stream: BinaryIO) -> Iterator[Record | SourceError]:
    """Read records a line, and answer each with its time phrases: a span a window."""
    decoder = msgspec.json.Decoder(PhraseRecord)
    for source, line in _lines(stream):
        try:
            record = _decoded(decoder, line, source)
            yield {"id": record.id, "spans": list(_spans(record))}
        except SourceError as error:
            yield error


def _spans(record: PhraseRecord) -> Iterator[Record]:
    for phrase in find_phrases(record.text, record.anchor, record.domain):
        for window in phrase.windows:
            days = window_record(window)
            yield {
                "begin": phrase.begin,
                "end": phrase.end,
                "text": phrase.text,
                "start": days["start"],
                "end_date": days["stop"],
            }


def _lines(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The lines that are not blank, each with its place for messages."""
    lines: Iterable[bytes] = iter(lambda: stream.readline(MAX_RECORD_BYTES + 1), b"")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"standard input:{number}", line


def _decoded(decoder: msgspec.json.Decoder[_Line], line: bytes, source: str) -> _Line:
    try:
        return decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ParseError(source, f"this is no record: {error}.") from error
