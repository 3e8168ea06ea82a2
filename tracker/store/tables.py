"""The schema, as of the newest migration: one table a noun.

A prediction hangs on a reading (one extractor, one work), a reading on a revision (one text of an article). What was
read or said is only ever added to, and nothing is deleted by cascade.
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    true,
)
from sqlalchemy.dialects import sqlite

from tracker.model import AnchorBasis, Domain, Kind, Origin, Polarity, Stance, Standing
from tracker.store.types import Choice, UtcDateTime, ZippedText
from tracker.windows import Grain, Implied

metadata = MetaData(
    # Batch migrations on SQLite can only drop a constraint that has a name.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Work(TypedColumns):
    id = Column(Integer, primary_key=True)
    title: Named[str] = Column(unique=True)
    key: Named[str] = Column(
        unique=True
    )  # titles.key as it was when the work was added: keeps two writers apart
    domain: Named[Domain] = Column(Choice(Domain))
    added_at: Named[dt.datetime] = Column(UtcDateTime)
    removed_at: Named[dt.datetime | None] = Column(UtcDateTime)
    released: Named[dt.date | None]  # the day on which it came out
    search: Named[bool] = Column(server_default=true())


class _Alias(TypedColumns):
    id = Column(Integer, primary_key=True)
    work_id: Named[int] = Column(ForeignKey("work.id"))
    name: Named[str]


class _Outlet(TypedColumns):
    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(unique=True)


class _Checked(TypedColumns):
    """What is looked at again and again: when, how that went, what the server calls the version that it sent last."""

    interval_seconds: Named[int]  # from this check to the next
    next_check_at: Named[dt.datetime | None] = Column(UtcDateTime, index=True)  # NULL: never again
    last_check_at: Named[dt.datetime | None] = Column(UtcDateTime)
    last_success_at: Named[dt.datetime | None] = Column(UtcDateTime)
    failures: Named[int]  # in a row
    last_error: Named[str | None]
    etag: Named[str | None]
    last_modified: Named[str | None]
    read_for: Named[str | None] = Column(String(64))  # which works were followed when that was read


class _Source(_Checked):
    id = Column(Integer, primary_key=True)
    kind: Named[str]
    location: Named[str]
    outlet: Named[str | None]
    title: Named[str | None]
    every_seconds: Named[int | None]  # as asked for; NULL: as often as it changes
    origin: Named[Origin] = Column(Choice(Origin), server_default=Origin.CONFIG)
    work_id: Named[int | None] = Column(ForeignKey("work.id"))  # whose title it was made of
    removed_at: Named[dt.datetime | None] = Column(UtcDateTime)


class _Page(_Checked):
    id = Column(Integer, primary_key=True)
    url: Named[str] = Column(unique=True)
    host: Named[str]
    kind: Named[Kind] = Column(Choice(Kind))
    source_id: Named[int | None] = Column(ForeignKey("source.id"), index=True)  # what led to it first
    found_at: Named[dt.datetime] = Column(UtcDateTime)
    title: Named[str | None]
    published: Named[dt.date | None]
    outlet: Named[str | None]
    lang: Named[str | None]
    original: Named[str | None]  # of a copy in an archive: the address of what it is a copy of
    captured_at: Named[dt.datetime | None] = Column(UtcDateTime)
    once: Named[bool]  # there is no use in a second look
    depth: Named[int]  # how many lists lead here


class _Host(TypedColumns):
    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(unique=True)
    not_before: Named[dt.datetime | None] = Column(UtcDateTime)  # it asked to be left alone until then
    failures: Named[int]  # in a row
    robots: Named[str | None] = Column(ZippedText)  # its robots.txt; NULL where it could not be had
    robots_at: Named[dt.datetime | None] = Column(UtcDateTime)  # when that was asked for


class _Article(TypedColumns):
    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(unique=True)
    url: Named[str | None]
    outlet_id: Named[int] = Column(ForeignKey("outlet.id"))
    source_id: Named[int | None] = Column(ForeignKey("source.id"))
    first_seen_at: Named[dt.datetime] = Column(UtcDateTime)
    origin: Named[str | None] = Column(
        index=True
    )  # key of the article that it is a copy of, as it says itself


class _Copy(TypedColumns):
    article_id: Named[int] = Column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    origin_id: Named[int] = Column(ForeignKey("article.id"), index=True)  # never a copy itself
    resemblance: Named[float] = Column(Float)  # share of the two texts' shingles that are in both
    noticed_at: Named[dt.datetime] = Column(UtcDateTime)


class _Signature(TypedColumns):
    article_id: Named[int] = Column(ForeignKey("article.id"), primary_key=True, autoincrement=False)
    method: Named[str] = Column(String(32))
    digest: Named[bytes] = Column(LargeBinary)


class _Band(TypedColumns):
    value: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    article_id: Named[int] = Column(
        ForeignKey("article.id"), primary_key=True, autoincrement=False, index=True
    )


class _Revision(TypedColumns):
    id = Column(Integer, primary_key=True)
    article_id: Named[int] = Column(ForeignKey("article.id"))
    number: Named[int]  # 1, 2, … within the article
    sha256: Named[str] = Column(String(64))  # of its substance in UTF-8, hexadecimal
    text: Named[str] = Column(ZippedText)
    title: Named[str | None]
    lang: Named[str]
    author: Named[str | None]
    anchor_day: Named[dt.date | None]
    anchor_basis: Named[AnchorBasis | None] = Column(Choice(AnchorBasis))
    updated_day: Named[dt.date | None]  # since when it says so, as it shows itself
    said_on: Named[dt.date] = Column(index=True)  # the day on which it said what it says
    fetched_at: Named[dt.datetime] = Column(UtcDateTime)
    first_seen_at: Named[dt.datetime] = Column(UtcDateTime)  # the earliest time at which it was seen
    dating: Named[int] = Column(server_default="0")  # how often its anchor was learned better
    read_with: Named[str | None] = Column(index=True)  # the extractor that last read it for all works


class _Sighting(TypedColumns):
    revision_id: Named[int] = Column(ForeignKey("revision.id"), primary_key=True, autoincrement=False)
    seen_at: Named[dt.datetime] = Column(UtcDateTime, primary_key=True)  # a time after the first
    anchor_day: Named[dt.date | None]  # as it was dated then
    anchor_basis: Named[AnchorBasis | None] = Column(Choice(AnchorBasis))
    updated_day: Named[dt.date | None]


class _Reading(TypedColumns):
    id = Column(Integer, primary_key=True)
    revision_id: Named[int] = Column(ForeignKey("revision.id"))
    work_id: Named[int] = Column(ForeignKey("work.id"), index=True)
    extractor: Named[str]
    dating: Named[int] = Column(server_default="0")  # of the text, as it was when this was read
    learned_at: Named[dt.datetime] = Column(UtcDateTime)
    headline_start: Named[dt.date | None]
    headline_stop: Named[dt.date | None]


class _Prediction(TypedColumns):
    id = Column(Integer, primary_key=True)
    reading_id: Named[int] = Column(ForeignKey("reading.id"), index=True)
    subject: Named[str]
    quote: Named[str]
    begin: Named[int]
    end: Named[int]
    sentence: Named[str]
    start: Named[dt.date | None]
    stop: Named[dt.date | None]
    grain: Named[Grain] = Column(Choice(Grain))
    implied: Named[Implied] = Column(Choice(Implied))
    stance: Named[Stance] = Column(Choice(Stance))
    polarity: Named[Polarity] = Column(Choice(Polarity))
    credit: Named[str | None]
    headline: Named[bool]
    anchor_day: Named[dt.date | None]
    anchor_basis: Named[AnchorBasis | None] = Column(Choice(AnchorBasis))
    trail: Named[list[str]] = Column(JSON)
    confidence: Named[float | None] = Column(Float)
    scope: Named[str | None]
    standing: Named[Standing] = Column(Choice(Standing), server_default=Standing.STANDS)


class _Summary(TypedColumns):
    week: Named[str] = Column(String(8), primary_key=True)  # ISO 8601: 2026-W47
    written_at: Named[dt.datetime] = Column(UtcDateTime)
    path: Named[str]


work = Table("work", metadata, _Work)
alias = Table("alias", metadata, _Alias, UniqueConstraint("work_id", "name"))
outlet = Table("outlet", metadata, _Outlet)
source = Table("source", metadata, _Source, UniqueConstraint("kind", "location"))
page = Table("page", metadata, _Page)
host = Table("host", metadata, _Host)
article = Table("article", metadata, _Article)
copy = Table("copy", metadata, _Copy)
signature = Table("signature", metadata, _Signature)
band = Table("band", metadata, _Band)
revision = Table("revision", metadata, _Revision, UniqueConstraint("article_id", "number"))
sighting = Table("sighting", metadata, _Sighting)
reading = Table(
    "reading", metadata, _Reading, UniqueConstraint("revision_id", "work_id", "extractor", "dating")
)
prediction = Table("prediction", metadata, _Prediction)
summary = Table("summary", metadata, _Summary)


def insert_once(connection: Connection, table: Table[Any], **values: object) -> bool:
    """Insert a row unless one with the same unique values is there. Waits for a writer who is about to add it.

    Returns:
        Whether this call added it.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        statement: Insert = postgresql.insert(table).values(values).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).values(values).on_conflict_do_nothing()
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1
