"""Articles and the texts they have had. A text once kept is never changed and never lost."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, exists, insert, or_, select, update

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
    article_id, is_new = connection.scalar(_lock(document.key)), False
    if article_id is None:
        article_id, is_new = _insert_article(connection, document, fetched_at, source_id)
    columns = tables.revision.c
    digests = [_digest(text) for text in (substance, document.text) if text is not None]
    if is_new:
        return _add(connection, document, article_id, 1, digests[0], fetched_at)
    columns = tables.revision.c
    rows = connection.execute(
        select(columns.id, columns.number, columns.sha256, columns.first_seen_at).where(
            columns.article_id == article_id
        )
    ).all()
    same = next((row for row in rows if row.sha256 in digests), None)
    if same is None:
        number = max((row.number for row in rows), default=0) + 1
        kept = _add(connection, document, article_id, number, digests[0], fetched_at)
    else:
        kept = Kept(Outcome.UNCHANGED, same.id, article_id)
        if fetched_at >= same.first_seen_at:
            return kept
        earlier = update(tables.revision).where(columns.id == same.id)
        connection.execute(earlier.values(first_seen_at=fetched_at))
    _date(connection, article_id)
    return kept


def _add(
    connection: Connection,
    document: Document,
    article_id: int,
    number: int,
    digest: str,
    fetched_at: dt.datetime,
) -> Kept:
    """Add a text to an article; its day is right if it is the first one."""
    key = {"article_id": article_id, "number": number, "sha256": digest}
    row = insert(tables.revision).values(_revision(document, fetched_at) | key)
    added = connection.scalars(row.returning(tables.revision.c.id)).one()
    return Kept(Outcome.CHANGED if number > 1 else Outcome.NEW, added, article_id)


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
        dated = _dated(row.anchor_day, row.updated_day)
        day = dated if dated is not None and dated > day else max(day, row.first_seen_at.date())
        if day != row.said_on:
            connection.execute(update(tables.revision).where(columns.id == row.id).values(said_on=day))


def _dated(*days: dt.date | None) -> dt.date | None:
    """The last of the days that a text shows."""
    return max(filter(None, days), default=None)


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
    mark_new(connection, revision_id, extractor)


def mark_new(connection: Connection, revision_id: int, extractor: str) -> None:
    """The same for a text that no extractor has read before."""
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
    return select(tables.article.c.id).where(tables.article.c.key == key).with_for_update(key_share=True)


def _insert_article(
    connection: Connection, document: Document, now: dt.datetime, source_id: int | None
) -> tuple[int, bool]:
    """The id of the article, and whether nobody else has added it meanwhile."""
    outlet_id = select(tables.outlet.c.id).where(tables.outlet.c.name == document.outlet)
    if connection.scalar(outlet_id) is None:
        insert_once(connection, tables.outlet, name=document.outlet)
    is_new = insert_once(
        connection,
        tables.article,
        key=document.key,
        url=document.url,
        outlet_id=outlet_id.scalar_subquery(),
        source_id=source_id,
        first_seen_at=now,
        origin=document.origin,
    )
    return connection.scalars(_lock(document.key)).one(), is_new


def _revision(document: Document, fetched_at: dt.datetime) -> dict[str, object]:
    anchor = document.anchor
    day = anchor.day if anchor else None
    return {
        "text": document.text,
        "title": document.title,
        "lang": document.lang,
        "author": document.author,
        "anchor_day": day,
        "anchor_basis": anchor and anchor.basis,
        "updated_day": document.updated,
        "said_on": _dated(day, document.updated) or fetched_at.date(),
        "fetched_at": fetched_at,
        "first_seen_at": fetched_at,
    }


def _document(row: Row[*tuple[Any, ...]]) -> Document:
    anchor = None if row.anchor_day is None else Anchor(row.anchor_day, row.anchor_basis)
    return Document(row.key, row.text, row.outlet, row.url, anchor, row.title, row.lang)
