"""Which articles are copies of which: found by what their texts have in common, or because they say so themselves.

From a `Signature` to stored links from copies to their origins. What a copy says on top of its origin is its own (see
`predictions.statements`).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from struct import iter_unpack, pack
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from tracker.store import tables
from tracker.store.family import Links, Member, Signature, is_alike, links

__all__ = ["Copy", "Signature", "is_signed", "listing", "note"]

_CANDIDATES: Final = 200  # articles that are compared in full
_BANDS: Final = 2  # in common: what is no copy seldom has more than one, what is a copy seldom fewer


@dataclass(frozen=True, slots=True)
class Copy:
    """That an article is a copy.

    Attributes:
        origin_id: the article that it is a copy of, never one itself.
        resemblance: of the two, 0 to 1; 0 where one is too short to tell.
        noticed_at: aware, in UTC.
    """

    article_id: int
    origin_id: int
    resemblance: float
    noticed_at: dt.datetime


def note(
    connection: Connection, article_id: int, signature: Signature | None, now: dt.datetime
) -> Copy | None:
    """Find what an article is a copy of, and what is a copy of it, now that it has this text.

    Where it was said before everything that it resembles, all of that becomes a copy of it.

    Args:
        connection: of a transaction that may write. Others who note an article wait for its end.
        article_id: as `articles.keep` gave it.
        signature: of its text; None for one that is too short to be recognised.
        now: when it is noticed, aware.
    """
    if connection.dialect.name == "postgresql":  # else two copies that come at once would not see each other
        connection.execute(text("LOCK TABLE signature IN SHARE ROW EXCLUSIVE MODE"))
    _sign(connection, article_id, signature)
    alike = _alike(connection, article_id, signature) if signature else set()
    related = alike | _declared(connection, article_id)
    family = _families(connection, {article_id} | related)
    if family == {article_id}:
        return None
    before = {copy.article_id: copy for copy in _copies(connection, tables.copy.c.article_id.in_(family))}
    origins = {copy.article_id: copy.origin_id for copy in before.values()}
    after = links(_members(connection, family), article_id, related, origins)
    _relink(connection, before, after, now)
    return next(_copies(connection, tables.copy.c.article_id == article_id), None)


def is_signed(connection: Connection, article_id: int) -> bool:
    """Whether it is known what an article is recognised by."""
    signed = exists().where(tables.signature.c.article_id == article_id)
    return connection.scalars(select(signed)).one()


def listing(connection: Connection) -> list[Copy]:
    """Every article that is a copy, family by family."""
    return list(_copies(connection, true()))


def _copies(connection: Connection, which: ColumnElement[bool]) -> Iterator[Copy]:
    columns = tables.copy.c
    query = select(columns.article_id, columns.origin_id, columns.resemblance, columns.noticed_at).where(
        which
    )
    for row in connection.execute(query.order_by(columns.origin_id, columns.article_id)):
        yield Copy(*row)


def _sign(connection: Connection, article_id: int, signature: Signature | None) -> None:
    """Keep what an article is recognised by, in place of what it was recognised by before."""
    columns = tables.signature.c
    digest = None if signature is None else pack(f"<{len(signature.numbers)}I", *signature.numbers)
    query = select(columns.method, columns.digest).where(columns.article_id == article_id)
    before = connection.execute(query).one_or_none()
    if before is not None:
        if signature is not None and tuple(before) == (signature.method, digest):
            return
        for table in (tables.band, tables.signature):
            connection.execute(delete(table).where(table.c.article_id == article_id))
    if signature is not None:
        row = {"article_id": article_id, "method": signature.method, "digest": digest}
        connection.execute(insert(tables.signature), row)
        bands = [{"value": value, "article_id": article_id} for value in set(signature.bands)]
        connection.execute(insert(tables.band), bands)


def _alike(connection: Connection, article_id: int, signature: Signature) -> set[int]:
    """The articles that this one resembles as much as a copy does."""
    columns, shared = tables.band.c, func.count()
    query = (
        select(columns.article_id)
        .where(columns.value.in_(signature.bands), columns.article_id != article_id)
        .group_by(columns.article_id)
        .having(shared >= _BANDS)
        .order_by(shared.desc(), columns.article_id)
        .limit(_CANDIDATES)
    )
    found = set(connection.scalars(query))
    if not found:
        return found
    members = _members(connection, {article_id} | found)
    return {other for other in found if is_alike(members[article_id], members[other])}


def _declared(connection: Connection, article_id: int) -> set[int]:
    """The article that this one says it is a copy of, those that say it of this one, and those that say the same."""
    other, this = tables.article.c, tables.article.alias("this").c
    query = select(other.id).where(
        this.id == article_id,
        or_(other.key == this.origin, other.origin == this.key, other.origin == this.origin),
    )
    return set(connection.scalars(query))


def _families(connection: Connection, articles: Collection[int]) -> set[int]:
    """These articles, what they are copies of by now, and what is a copy of them or of that."""
    columns = tables.copy.c
    linked = select(columns.origin_id).where(columns.article_id.in_(articles))
    origins = {*articles, *connection.scalars(linked)}
    return origins | set(connection.scalars(select(columns.article_id).where(columns.origin_id.in_(origins))))


def _members(connection: Connection, articles: Collection[int]) -> dict[int, Member]:
    article, signed = tables.article.c, tables.signature.c
    first = (
        select(func.min(tables.revision.c.said_on))
        .where(tables.revision.c.article_id == article.id)
        .scalar_subquery()
    )
    query = (
        select(
            article.id, article.outlet_id, article.key, article.origin, first, signed.method, signed.digest
        )
        .outerjoin_from(tables.article, tables.signature, signed.article_id == article.id)
        .where(article.id.in_(articles))
    )
    return {row.id: Member(*row[:5], _signature(row.method, row.digest)) for row in connection.execute(query)}


def _signature(method: str | None, digest: bytes | None) -> Signature | None:
    if method is None or digest is None:
        return None
    return Signature(method, tuple(number for (number,) in iter_unpack("<I", digest)))


def _relink(connection: Connection, before: Mapping[int, Copy], after: Links, now: dt.datetime) -> None:
    """Let articles be copies as `after` says, which were as `before` says. What stays so is not touched."""
    columns = tables.copy.c
    gone = before.keys() - after.keys()
    if gone:
        connection.execute(delete(tables.copy).where(columns.article_id.in_(gone)))
    for article_id, (origin_id, alike) in after.items():
        values = {"origin_id": origin_id, "resemblance": alike, "noticed_at": now}
        known = before.get(article_id)
        if known is None:
            connection.execute(insert(tables.copy).values(article_id=article_id, **values))
        elif (known.origin_id, known.resemblance) != (origin_id, alike):
            if known.origin_id == origin_id:
                del values["noticed_at"]
            connection.execute(update(tables.copy).where(columns.article_id == article_id).values(values))
