"""Articles and the texts they have had. A text once kept is never changed and never lost."""

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, exists, insert, or_, select, update
from sqlalchemy import text as sql

from tracker.model import Anchor, Document, Work
from tracker.store import sightings, tables, works
from tracker.store.sightings import Sighting, Stood
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
        moved: whether it turned out that it had this text before.
    """

    outcome: Outcome
    revision_id: int
    article_id: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Whose text it is, and how that is dated."""

    article_id: int
    anchor: Anchor | None


@dataclass(frozen=True, slots=True)
class Newest:
    """A text, and where it is kept."""

    revision_id: int
    text: str


def followed(connection: Connection) -> tuple[Work, ...]:
    """The followed works, for who is about to keep what was read for them.

    Whoever adds one waits until we are done: he must see what we keep, to have it read for it.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        connection.execute(sql("LOCK TABLE work IN SHARE MODE"))
    return works.tracked(connection)


def keep(
    connection: Connection,
    document: Document,
    fetched_at: dt.datetime,
    source_id: int | None = None,
    substance: str | None = None,
    *,
    is_sighting: bool = True,
) -> Kept:
    """Keep the text of an article, unless it said the same before that or after it; then, when it was seen to.

    Args:
        connection: of a transaction that may write.
        document: its `key` says which article it is.
        fetched_at: when it was had, or when an archive had it; aware.
        source_id: the source that it came from, if any.
        substance: the text without what changes though nothing new is said; None: all of it counts.
        is_sighting: whether the article had this text at that time. Else nobody knows when, and it is kept once.
    """
    article_id, is_new = connection.scalar(_lock(document.key)), False
    if article_id is None:
        article_id, is_new = _insert_article(connection, document, fetched_at, source_id)
    new = _New(document, fetched_at, substance)
    if is_new:
        return Kept(Outcome.NEW, _add(connection, new, article_id, 1), article_id)
    texts = sightings.stood(connection, article_id)
    if not is_sighting:
        known = next((text for text in texts if _is_same(connection, text, new)), None)
        if known is not None:
            return Kept(Outcome.UNCHANGED, known.revision_id, article_id)
    return _place(connection, new, article_id, texts)


class _New:
    """A text that was seen, and what it is compared by."""

    def __init__(self, document: Document, at: dt.datetime, substance: str | None) -> None:
        self.document = document
        self.seen = Sighting(at, document.anchor, document.updated)
        # the text as well: before there was a substance, that was what counted
        self.digests = [_digest(text) for text in (substance, document.text) if text is not None]


def _place(connection: Connection, new: _New, article_id: int, texts: list[Stood]) -> Kept:
    """Find a text its place among those that the article had before and after."""
    at = new.seen.at
    place = bisect_right([text.first.at for text in texts], at)
    before, after = next(iter(texts[place - 1 : place]), None), next(iter(texts[place:]), None)
    if before is not None and _is_same(connection, before, new):
        if at > before.first.at:
            sightings.again(connection, before.revision_id, new.seen)
        return Kept(Outcome.UNCHANGED, before.revision_id, article_id)
    number = max(text.number for text in texts) + 1
    has_returned = before is not None and sightings.split(connection, before, at, number + 1)
    if not has_returned and after is not None and _is_same(connection, after, new):
        sightings.earlier(connection, after, new.seen)
        kept = Kept(Outcome.UNCHANGED, after.revision_id, article_id, moved=True)
    else:
        kept = Kept(Outcome.CHANGED, _add(connection, new, article_id, number), article_id)
    sightings.date(connection, article_id)
    return kept


def _is_same(connection: Connection, text: Stood, new: _New) -> bool:
    if text.digest in new.digests:
        return True
    # which of its lines count depends on what is followed; the same text is the same whatever that is
    whole = connection.scalars(select(tables.revision.c.text).where(tables.revision.c.id == text.revision_id))
    return whole.one() == new.document.text


def _add(connection: Connection, new: _New, article_id: int, number: int) -> int:
    """Add a text to an article; its day is right if it is the first one."""
    document, seen = new.document, new.seen
    row = insert(tables.revision).values(
        article_id=article_id,
        number=number,
        sha256=new.digests[0],
        text=document.text,
        title=document.title,
        lang=document.lang,
        author=document.author,
        said_on=sightings.said_on(seen),
        fetched_at=seen.at,
        first_seen_at=seen.at,
        **sightings.dates(seen),
    )
    return connection.scalars(row.returning(tables.revision.c.id)).one()


def _digest(text: str) -> str:
    return hashlib.sha256(as_bytes(text)).hexdigest()


def unread(connection: Connection, extractor: str, limit: int) -> list[tuple[int, Document]]:
    """Texts that this extractor has not yet read for all works, the oldest first: (revision id, document)."""
    column = tables.revision.c.read_with
    # two comparisons, not "!=": an index can serve them
    pending = or_(column.is_(None), column < extractor, column > extractor)
    rows = connection.execute(_DOCUMENTS.where(pending).order_by(tables.revision.c.id).limit(limit))
    return [(row.id, _document(row)) for row in rows]


def document(connection: Connection, revision_id: int) -> Document:
    """A text of an article, as it is kept."""
    return _document(connection.execute(_DOCUMENTS.where(tables.revision.c.id == revision_id)).one())


def all_documents(connection: Connection) -> Iterator[tuple[int, Document]]:
    """Every text of every article, the oldest first, a few in memory at a time: (revision id, document)."""
    query = _DOCUMENTS.order_by(tables.revision.c.id).execution_options(yield_per=_BATCH)
    for row in connection.execute(query):
        yield row.id, _document(row)


def hold(connection: Connection, revision_ids: Collection[int]) -> dict[int, Held]:
    """How some texts are dated now; nobody dates them otherwise until we are done."""
    columns = tables.revision.c
    query = select(columns.id, columns.article_id, columns.anchor_day, columns.anchor_basis)
    here = query.where(columns.id.in_(revision_ids)).order_by(columns.id)
    rows = connection.execute(here.with_for_update(key_share=True))
    return {row.id: Held(row.article_id, _anchor(row)) for row in rows}


def mark_read(
    connection: Connection,
    revision_id: int,
    extractor: str,
    now: dt.datetime,
    substance: str | None = None,
) -> None:
    """This extractor has read this text for all works, and `predictions.record` has what it found.

    Where something about a followed work was read in it before and this time nothing, that is recorded as a reading
    without predictions: what was read before no longer counts.

    Args:
        connection: of a transaction that may write.
        revision_id: of the text.
        extractor: its version.
        now: when we learn it, aware.
        substance: as in `keep`, where it depends on what was read; None: it stays as it was.
    """
    columns = tables.revision.c
    dating = select(columns.dating).where(columns.id == revision_id).scalar_subquery()
    older, newer = tables.reading.alias("older"), tables.reading.alias("newer")
    already = exists().where(
        newer.c.revision_id == older.c.revision_id,
        newer.c.work_id == older.c.work_id,
        newer.c.extractor == extractor,
        newer.c.dating == dating,
    )
    silent = (
        select(older.c.work_id, dating.label("dating"))
        .distinct()
        .join(tables.work, tables.work.c.id == older.c.work_id)
        .where(older.c.revision_id == revision_id, tables.work.c.removed_at.is_(None), ~already)
    )
    key = {"revision_id": revision_id, "extractor": extractor, "learned_at": now}
    for row in connection.execute(silent).all():
        insert_once(connection, tables.reading, work_id=row.work_id, dating=row.dating, **key)
    values = {"read_with": extractor} | ({} if substance is None else {"sha256": _digest(substance)})
    connection.execute(update(tables.revision).where(columns.id == revision_id).values(values))


def mark_new(connection: Connection, revision_id: int, extractor: str) -> None:
    """The same for a text that no extractor has read before."""
    connection.execute(
        update(tables.revision).where(tables.revision.c.id == revision_id).values(read_with=extractor)
    )


def is_unread(connection: Connection) -> bool:
    """Whether there is a text that was not read for all works by any extractor since it is dated as it is."""
    return connection.scalars(select(exists().where(tables.revision.c.read_with.is_(None)))).one()


def newest(connection: Connection, article_id: int) -> Newest | None:
    """The text that an article had last, of those that were read for some work; None where none was."""
    columns = tables.revision.c
    was_read = exists().where(tables.reading.c.revision_id == columns.id)
    query = select(columns.id, columns.text).where(columns.article_id == article_id, was_read)
    row = connection.execute(
        query.order_by(columns.first_seen_at.desc(), columns.number.desc()).limit(1)
    ).first()
    return None if row is None else Newest(row.id, row.text)


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


def _document(row: Row[*tuple[Any, ...]]) -> Document:
    return Document(row.key, row.text, row.outlet, row.url, _anchor(row), row.title, row.lang)


def _anchor(row: Row[*tuple[Any, ...]]) -> Anchor | None:
    return None if row.anchor_day is None else Anchor(row.anchor_day, row.anchor_basis)
