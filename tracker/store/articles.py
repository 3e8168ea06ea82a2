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
        article_id: of the article whose text it is.
    """

    outcome: Outcome
    revision_id: int
    article_id: int


def keep(
    connection: Connection,
    document: Document,
    fetched_at: dt.datetime,
    source_id: int | None = None,
    substance: str | None = None,
) -> Kept:
    """Keep the text of an article, unless it has said the same before; then at most the day since when is corrected.

    Args:
        connection: of a transaction that may write.
        document: its `key` says which article it is.
        fetched_at: when it was had, or when an archive had it; aware.
        source_id: the source that it came from, if any.
        substance: the text without what changes though nothing new is said; None: all of it counts.
    """
    article_id = connection.scalar(_lock(document.key))
    if article_id is None:
        article_id = _insert_article(connection, document, fetched_at, source_id)
    columns = tables.revision.c
    digests = [_digest(text) for text in (substance, document.text) if text is not None]
    same = (columns.article_id == article_id) & columns.sha256.in_(digests)
    known = connection.execute(select(columns.id, columns.first_seen_at).where(same)).first()
    if known is not None:
        if fetched_at < known.first_seen_at:
            earlier = update(tables.revision).where(columns.id == known.id)
            connection.execute(earlier.values(first_seen_at=fetched_at))
            _date(connection, article_id)
        return Kept(Outcome.UNCHANGED, known.id, article_id)
    last = connection.scalar(select(func.max(columns.number)).where(columns.article_id == article_id)) or 0
    row = _revision(document, fetched_at) | {
        "article_id": article_id,
        "number": last + 1,
        "sha256": digests[0],
    }
    added = connection.scalars(insert(tables.revision).values(row).returning(columns.id)).one()
    _date(connection, article_id)
    return Kept(Outcome.CHANGED if last else Outcome.NEW, added, article_id)


def _digest(text: str) -> str:
    return hashlib.sha256(as_bytes(text)).hexdigest()


def _date(connection: Connection, article_id: int) -> None:
    """Find out on which day each text of an article said what it says; an older text that turns up late moves the others.

    That is the day it is dated, or shows as that of its update; but a page that was changed under its old date said its
    new thing when that was first seen.
    """
    columns = tables.revision.c
    query = (
        select(columns.id, columns.anchor_day, columns.updated_day, columns.first_seen_at, columns.said_on)
        .where(columns.article_id == article_id)
        .order_by(columns.first_seen_at, columns.number)
    )
    day = dt.date.min
    for row in connection.execute(query).all():
        dated = max(filter(None, (row.anchor_day, row.updated_day)), default=dt.date.min)
        day = dated if dated > day else max(day, row.first_seen_at.date())
        if day != row.said_on:
            connection.execute(update(tables.revision).where(columns.id == row.id).values(said_on=day))


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
        origin=document.origin,
    )
    return connection.scalars(_lock(document.key)).one()


def _revision(document: Document, fetched_at: dt.datetime) -> dict[str, object]:
    anchor = document.anchor
    return {
        "text": document.text,
        "title": document.title,
        "lang": document.lang,
        "author": document.author,
        "anchor_day": anchor and anchor.day,
        "anchor_basis": anchor and anchor.basis,
        "updated_day": document.updated,
        "said_on": anchor.day if anchor else fetched_at.date(),
        "fetched_at": fetched_at,
        "first_seen_at": fetched_at,
    }


def _document(row: Row[*tuple[Any, ...]]) -> Document:
    anchor = None if row.anchor_day is None else Anchor(row.anchor_day, row.anchor_basis)
    return Document(row.key, row.text, row.outlet, row.url, anchor, row.title, row.lang)
