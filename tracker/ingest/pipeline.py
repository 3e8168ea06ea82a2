"""Takes an article into the store: read as a document, its works found, what it says of them recorded.

From `Fetched` to an outcome, told as a value. All that one article brings is kept in one transaction or not at all;
reading is done before it begins, so that nobody waits for it. Trouble with the store is raised: it stops everything.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.errors import SourceError
from tracker.extract import VERSION, read
from tracker.ingest.article import doubt, to_document
from tracker.ingest.fetched import Fetched
from tracker.ingest.likeness import signature
from tracker.ingest.substance import substance
from tracker.model import Document, Reading, Work
from tracker.store import articles, copies, predictions
from tracker.store.engine import writing
from tracker.store.family import Signature
from tracker.titles import Titles

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


class Outcome(StrEnum):
    """What became of an article."""

    NEW = "new"
    CHANGED = "changed"  # it was known, with another text
    UNCHANGED = "unchanged"
    IGNORED = "ignored"  # it speaks of no tracked work; nothing was stored
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article.

    Attributes:
        source: path, address or `file:line`.
        works: titles of the tracked works that it speaks of, the most named first.
        predictions: how many were added.
        error: why it failed or was ignored, or what is doubtful in it, as a sentence that names the source.
    """

    source: str
    outcome: Outcome
    works: tuple[str, ...] = ()
    predictions: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Instructions:
    """What the user or the configuration says of articles before they are read; None: to be found out.

    Attributes:
        about: the tracked work that they are about.
        published: the day they were published.
        outlet: who published them.
        source_id: the stored source they come from. Its articles are kept even if they speak of no tracked work yet.
    """

    about: Work | None = None
    published: dt.date | None = None
    outlet: str | None = None
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An article as it was read, ready to be kept.

    Attributes:
        found: what it was read from.
        works: the tracked works that it speaks of, the most named first.
        readings: what it says of them.
        substance: its text without what changes though nothing new is said.
        signature: of its text, to find copies by; None where it speaks of no tracked work, or is too short.
    """

    found: Fetched
    document: Document
    works: tuple[Work, ...]
    readings: tuple[Reading, ...]
    substance: str
    signature: Signature | None


def ingest(
    engine: "Engine",
    found: Fetched | SourceError,
    titles: Titles,
    now: dt.datetime,
    instructions: Instructions = Instructions(),
) -> Ingested:
    """Take one article in. Doing it again changes nothing.

    Args:
        engine: of the store.
        found: as `locate` gives it; a failure is passed on as an outcome.
        titles: of the tracked works.
        now: aware, UTC; when what it says is learned.
        instructions: what the user or the configuration says of it.

    Raises:
        StoreError: the database cannot be used.
        UnknownTitle: `instructions.about` is not tracked.
    """
    try:
        if isinstance(found, SourceError):
            raise found
        one = read_found(found, titles, instructions)
    except SourceError as error:
        return Ingested(error.source, Outcome.FAILED, error=str(error))
    if not one.works and instructions.source_id is None:
        reason = "it speaks of no tracked work; `tracker add TITLE` first, or give --title."
        return Ingested(found.source, Outcome.IGNORED, error=f"{found.source}: {reason}")
    with writing(engine) as connection:
        return keep(connection, one, now, instructions)


def read_found(found: Fetched, titles: Titles, instructions: Instructions = Instructions()) -> Read:
    """Read an article; stores nothing.

    Args:
        found: what was got.
        titles: of the tracked works.
        instructions: what the user or the configuration says of it.

    Raises:
        SourceError: it cannot be read as an article.
    """
    document = to_document(found, published=instructions.published, outlet=instructions.outlet)
    works = _works(document, titles, instructions.about)
    return Read(
        found,
        document,
        works,
        read(document, works),
        substance(document.text, document.lang),
        signature(document.text) if works else None,
    )


def keep(
    connection: "Connection", one: Read, now: dt.datetime, instructions: Instructions = Instructions()
) -> Ingested:
    """Keep an article and what was read in it.

    Args:
        connection: of a transaction that may write.
        one: as it was read.
        now: aware, UTC; when what it says is learned.
        instructions: as it was read by.

    Raises:
        UnknownTitle: `instructions.about` is not tracked.
    """
    kept = articles.keep(
        connection, one.document, one.found.fetched_at, instructions.source_id, one.substance
    )
    added = _record(connection, kept, one.readings, now, instructions)
    if one.works and kept.outcome is not articles.Outcome.UNCHANGED:
        copies.note(connection, kept.article_id, one.signature, now)
    titled = tuple(w.title for w in one.works)
    return Ingested(one.found.source, Outcome(kept.outcome.value), titled, added, doubt(one.found))


def _works(document: Document, titles: Titles, about: Work | None) -> tuple[Work, ...]:
    """The works it is about: the one the user names, else those it speaks of, in its headline too."""
    if about is not None:
        return (about,)
    if document.title is None or document.title in document.text:
        return titles.works_in(document.text)
    return titles.works_in(f"{document.title}\n\n{document.text}")


def _record(
    connection: "Connection",
    kept: articles.Kept,
    readings: tuple[Reading, ...],
    now: dt.datetime,
    instructions: Instructions,
) -> int:
    """Record what was read in a text that is new, and what the user wants read in a known one."""
    if kept.outcome is articles.Outcome.UNCHANGED and instructions.about is None:
        return 0
    added = predictions.record(connection, kept.revision_id, readings, VERSION, now)
    if instructions.about is None:
        articles.mark_new(connection, kept.revision_id, VERSION)
    return added
