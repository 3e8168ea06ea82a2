"""Documents in, what is read in them out: extraction for people. Stores nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tracker.app.composition import opened, web_of
from tracker.app.visiting import visiting
from tracker.config import Settings
from tracker.errors import ParseError, SourceError
from tracker.extract import read
from tracker.extract.explaining import Explanation, explain
from tracker.ingest.article import to_document
from tracker.ingest.locate import locate
from tracker.model import Document, Reading, Work
from tracker.store import works
from tracker.store.engine import reading as store_reading
from tracker.titles import Titles


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the articles.

    Attributes:
        about: the work that every one of them is about; None to look for the followed works.
        published: the day they were published; None to find it out.
        why: whether to tell what became of every time phrase.
    """

    about: Work | None = None
    published: dt.date | None = None
    why: bool = False


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read in one document, one reading a work, and why, where that was asked."""

    source: str
    readings: tuple[Reading, ...]
    explanations: tuple[Explanation, ...] = ()


def documents(
    settings: Settings,
    what: str,
    published: dt.date | None,
    now: dt.datetime,
    stdin: BinaryIO,
    titles: Titles | None = None,
) -> Iterator[tuple[str, Document] | SourceError]:
    """Read documents as they are, each with its path or address. Stores nothing, and asks no store.

    Args:
        settings: how pages are got.
        what: see `locate`.
        published: the day they were published; None to find it out.
        now: aware, UTC.
        stdin: read where that is asked for.
        titles: of the works that matter: of a sitemap's pages only those are got that name one; None: all.
    """
    with web_of(settings) as web:
        fetch = visiting(settings, web, titles)
        for found in locate(what, now, fetch=fetch, stdin=stdin, max_bytes=settings.fetch.max_bytes):
            try:
                if isinstance(found, SourceError):
                    raise found
                yield found.source, to_document(found, published=published)
            except SourceError as error:
                yield error


def extract(
    settings: Settings, what: str, asked: Asked, now: dt.datetime, stdin: BinaryIO
) -> Iterator[Extracted | SourceError]:
    """Read documents without storing anything; the store is opened only to ask which works are followed.

    Raises:
        StoreError: that cannot be found out.
    """
    titles = None if asked.about else _followed(settings, now)
    wanted = Titles((asked.about,)) if asked.about else titles
    for found in documents(settings, what, asked.published, now, stdin, wanted):
        try:
            if isinstance(found, SourceError):
                raise found
            source, document = found
            spoken_of = titles.works_in(f"{document.title or ''}\n\n{document.text}") if titles else ()
            subjects = _subjects(asked, spoken_of, source)
            why = tuple(explain(document, subjects)) if asked.why else ()
            yield Extracted(source, read(document, subjects), why)
        except SourceError as error:
            yield error


def _followed(settings: Settings, now: dt.datetime) -> Titles:
    with opened(settings, now) as app, store_reading(app.engine) as connection:
        return Titles(works.tracked(connection))


def _subjects(asked: Asked, spoken_of: tuple[Work, ...], source: str) -> tuple[Work, ...]:
    subjects = (asked.about,) if asked.about else spoken_of
    if not subjects:
        raise ParseError(source, "it speaks of no tracked work; say which with --title.")
    return subjects
