"""Articles and the texts they have had. A text once kept is never changed and never lost."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, exists, func, insert, or_, select, update

from tracker.model import Anchor, Document
from tracker.store import tables
from tracker.store.tables import insert_once
from tracker.store.types import as_bytes

_BATCH: Final = 100  # rows held in memory while streaming


class Outcome(StrEnum):
    """What became of an article that was handed in."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the text of an article is kept.

    Attributes:
        revision_id: of this text, whenever it was first seen.
    """

    outcome: Outcome
    revision_id: int


def keep(
    connection: Connection, document: Document, fetched_at: dt.datetime, source_id: int | None = None
) -> Kept:
    """Keep the text of an article, unless it has had the same text before; then nothing is written.

    Args:
        connection: of a transaction that may write.
        document: its `key` says which article it is.
        fetched_at: when it was had, aware.
        source_id: the source that it came from, if any.
    """
    digest = hashlib.sha256(as_bytes(document.text)).hexdigest()
    article_id = connection.scalar(_lock(document.key))
    if article_id is None:
        article_id = _insert_article(connection, document, fetched_at, source_id)
    columns = tables.revision.c
    same = (columns.article_id == article_id) & (columns.sha256 == digest)
    known = connection.scalar(select(columns.id).where(same))
    if known is not None:
        return Kept(Outcome.UNCHANGED, known)
    last = connection.scalar(select(func.max(columns.number)).where(columns.article_id == article_id)) or 0
    connection.execute(
        insert(tables.revision).values(_revision(document, article_id, last + 1, digest, fetched_at))
    )
    added = connection.scalars(select(columns.id).where(same)).one()
    return Kept(Outcome.CHANGED if last else Outcome.NEW, added)


def unread(connection: Connection, extractor: str, limit: int) -> list[tuple[int, Document]]:
    """Texts that this extractor has not yet read for all works, the oldest first: (revision id, document)."""
    column = tables.revision.c.read_with
    # two comparisons, not "!=": an index can serve them
    pending = or_(column.is_(None), column < extractor, column > extractor)
    rows = connection.execute(_DOCUMENTS.where(pending).order_by(tables.revision.c.id).limit(limit))
    return [(row.id, _document(row)) for row in rows]


def all_documents(connection: Connection) -> Iterator[tuple[int, Document]]:
    """Every text of every article, the oldest first, a few in memory at a time: (revision id, document)."""
    query = _DOCUMENTS.order_by(tables.revision.c.id).execution_options(yield_per=_BATCH)
    for row in connection.execute(query):
        yield row.id, _document(row)


def mark_read(connection: Connection, revision_id: int, extractor: str, now: dt.datetime) -> None:
    """This extractor has read this text for all works, and `predictions.record` has what it found.

    Where an older extractor read something about a followed work and this one nothing, that is recorded as a reading
    without predictions: the older one no longer counts.
    """
    older, newer = tables.reading.alias("older"), tables.reading.alias("newer")
    already = exists().where(
        newer.c.revision_id == older.c.revision_id,
        newer.c.work_id == older.c.work_id,
        newer.c.extractor == extractor,
    )
    silent = (
        select(older.c.work_id)
        .distinct()
        .join(tables.work, tables.work.c.id == older.c.work_id)
        .where(older.c.revision_id == revision_id, tables.work.c.removed_at.is_(None), ~already)
    )
    for work_id in connection.scalars(silent).all():
        values = {"revision_id": revision_id, "work_id": work_id, "extractor": extractor, "learned_at": now}
        insert_once(connection, tables.reading, **values)
    connection.execute(
        update(tables.revision).where(tables.revision.c.id == revision_id).values(read_with=extractor)
    )


_DOCUMENTS: Final = (
    select(
        tables.revision.c.id,
        tables.revision.c.text,
        tables.revision.c.title,
        tables.revision.c.lang,
        tables.revision.c.anchor_day,
        tables.revision.c.anchor_basis,
        tables.article.c.key,
        tables.article.c.url,
        tables.outlet.c.name.label("outlet"),
    )
    .join_from(tables.revision, tables.article)
    .join(tables.outlet)
)


def _lock(key: str) -> Select[int]:
    """Asks for the article's id; whoever else wants to give it a new text waits until we are done."""
    return select(tables.article.c.id).where(tables.article.c.key == key).with_for_update()


def _insert_article(
    connection: Connection, document: Document, now: dt.datetime, source_id: int | None
) -> int:
    insert_once(connection, tables.outlet, name=document.outlet)
    outlet_id = select(tables.outlet.c.id).where(tables.outlet.c.name == document.outlet)
    insert_once(
        connection,
        tables.article,
        key=document.key,
        url=document.url,
        outlet_id=outlet_id.scalar_subquery(),
        source_id=source_id,
        first_seen_at=now,
    )
    return connection.scalars(_lock(document.key)).one()


def _revision(
    document: Document, article_id: int, number: int, digest: str, fetched_at: dt.datetime
) -> dict[str, object]:
    return {
        "article_id": article_id,
        "number": number,
        "sha256": digest,
        "text": document.text,
        "title": document.title,
        "lang": document.lang,
        "anchor_day": document.anchor and document.anchor.day,
        "anchor_basis": document.anchor and document.anchor.basis,
        "fetched_at": fetched_at,
    }


def _document(row: Row[*tuple[Any, ...]]) -> Document:
    anchor = None if row.anchor_day is None else Anchor(row.anchor_day, row.anchor_basis)
    return Document(row.key, row.text, row.outlet, row.url, anchor, row.title, row.lang)
