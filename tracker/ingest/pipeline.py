"""Takes an article into the store: read as a document, its works found, what it says of them recorded.

From `Fetched` to an outcome, told as a value. All that one article brings is kept in one transaction or not at all;
reading is done before it begins, so that nobody waits for it. Trouble with the store is raised: it stops everything.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.errors import SourceError
from tracker.extract import VERSION, read
from tracker.ingest.address import web_address
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
    LISTED = "listed"  # it is no article: it leads to some


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article, or of a list of them.

    Attributes:
        source: path, address or `file:line`.
        works: titles of the tracked works that it speaks of, the most named first.
        predictions: how many were added.
        error: why it failed or was ignored, or what is doubtful in it, as a sentence that names the source.
        document: as it was read, where it was kept.
        found: to how many addresses a list leads that were not known.
        is_list: whether it is or was to be a list.
    """

    source: str
    outcome: Outcome
    works: tuple[str, ...] = ()
    predictions: int = 0
    error: str | None = None
    document: Document | None = field(default=None, compare=False, repr=False)
    found: int = 0
    is_list: bool = False


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
        followed: the works that were tracked when it was read.
    """

    found: Fetched
    document: Document
    works: tuple[Work, ...]
    readings: tuple[Reading, ...]
    substance: str
    signature: Signature | None
    followed: tuple[Work, ...]


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
    readings = read(document, works)
    return Read(
        found,
        document,
        works,
        readings,
        substance(document.text, document.lang, quoted(readings)),
        signature(document.text) if works else None,
        titles.works,
    )


def quoted(readings: Iterable[Reading]) -> list[range]:
    """Where the words of a text stand that were read as predictions."""
    found = (p for one in readings for p in (*one.predictions, *one.withdrawn, *one.others))
    return [range(prediction.begin, prediction.end) for prediction in found]


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
    is_of_now = articles.followed(connection) == one.followed
    kept = articles.keep(
        connection,
        one.document,
        one.found.fetched_at,
        instructions.source_id,
        one.substance,
        is_sighting=_is_sighting(one, now),
    )
    if kept.outcome is not articles.Outcome.UNCHANGED:
        added = predictions.record(connection, kept.revision_id, one.readings, VERSION, now)
        if is_of_now and instructions.about is None:  # else it is yet to be read for all works
            articles.mark_new(connection, kept.revision_id, VERSION)
    else:
        added = _read_as_told(connection, kept.revision_id, one.works, now) if instructions.about else 0
    if _is_to_note(connection, kept, one):
        note_copies(connection, kept.article_id, one.document.text, one.signature, now)
    titled = tuple(w.title for w in one.works)
    return Ingested(
        one.found.source, Outcome(kept.outcome.value), titled, added, doubt(one.found), one.document
    )


def _works(document: Document, titles: Titles, about: Work | None) -> tuple[Work, ...]:
    """The works it is about: the one the user names, else those it speaks of, in its headline too."""
    if about is not None:
        return (about,)
    if document.title is None or document.title in document.text:
        return titles.works_in(document.text)
    return titles.works_in(f"{document.title}\n\n{document.text}")


def note_copies(
    connection: "Connection", article_id: int, text: str, signed: Signature | None, now: dt.datetime
) -> None:
    """Find what an article is a copy of, by the newest of its texts that speak of a followed work.

    Args:
        connection: of a transaction that may write.
        article_id: of the article.
        text: one that it had.
        signed: its signature.
        now: aware, UTC.
    """
    newest = articles.newest(connection, article_id)
    if newest is not None:
        copies.note(connection, article_id, signed if newest.text == text else signature(newest.text), now)


def _is_sighting(one: Read, now: dt.datetime) -> bool:
    """Whether the article had this text when it was got: a record or a saved page that says nothing of it may be old."""
    if one.found.fetched_at < now:
        return True
    if isinstance(one.found.body, str):
        return False
    return one.found.url is not None or web_address(one.document.key) is None


def _is_to_note(connection: "Connection", kept: articles.Kept, one: Read) -> bool:
    """Whether something is new of what the article is recognised by, or since when."""
    if kept.outcome is articles.Outcome.NEW:
        return bool(one.works)
    is_new = kept.moved or kept.outcome is articles.Outcome.CHANGED
    if not is_new and one.signature is None:
        return False
    return is_new if copies.is_signed(connection, kept.article_id) else bool(one.works)


def _read_as_told(
    connection: "Connection", revision_id: int, works: tuple[Work, ...], now: dt.datetime
) -> int:
    """Read a text that is kept already for the work that the user names; what is kept may have another byline."""
    stored = articles.document(connection, revision_id)
    return predictions.record(connection, revision_id, read(stored, works), VERSION, now)
