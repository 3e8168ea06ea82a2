"""Where articles come from: what is due, what went well, what is in trouble."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, Select, select, update

from tracker.store import tables
from tracker.store.tables import insert_once

_AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_LONGEST_WAIT: Final = dt.timedelta(
    days=1
)  # between two tries of a source in trouble, unless its interval is longer


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the configuration names it.

    Attributes:
        kind: what the location is, in the words of the configuration.
        location: path, glob or address.
        interval: from one check to the next.
        outlet: who publishes its articles, where they do not say.
        title: what to call it; None: its location.
    """

    kind: str
    location: str
    interval: dt.timedelta
    outlet: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A source with its schedule and its health. Moments are aware, in UTC.

    Attributes:
        failures: how many checks in a row have failed.
        last_error: what was wrong at the last one, if only with some articles; None where all is well.
    """

    id: int
    source: Source
    next_check_at: dt.datetime
    last_check_at: dt.datetime | None
    last_success_at: dt.datetime | None
    failures: int
    last_error: str | None


def declare(connection: Connection, sources: Iterable[Source], now: dt.datetime) -> None:
    """Watch exactly these: a new one is due at once, one no longer named is set aside with its history."""
    sources = tuple(sources)
    rows = {(row.kind, row.location): row for row in connection.execute(select(tables.source))}
    for source in sources:
        row = rows.pop((source.kind, source.location), None)
        if row is None:
            _insert(connection, source, now)
        else:
            _renew(connection, row, source, now)
    for row in rows.values():
        if row.removed_at is None:
            _set(connection, row.id, removed_at=now)


def are_declared(connection: Connection, sources: Iterable[Source]) -> bool:
    """Whether exactly these are watched."""
    return {w.source for w in listing(connection)} == set(sources)


def due(connection: Connection, now: dt.datetime) -> list[Watched]:
    """The sources to be checked by `now`, the longest overdue first."""
    column = tables.source.c.next_check_at
    return _watched(connection, _WATCHED.where(column <= now).order_by(column, tables.source.c.id))


def listing(connection: Connection) -> list[Watched]:
    """All sources that are watched, in the order in which they were first named."""
    return _watched(connection, _WATCHED.order_by(tables.source.c.id))


def succeeded(connection: Connection, source_id: int, now: dt.datetime, trouble: str | None = None) -> None:
    """It was checked, whether or not there was anything new.

    Args:
        connection: of a transaction that may write.
        source_id: as in `Watched`.
        now: aware.
        trouble: what was wrong with some of its articles, as a sentence; None where all is well.
    """
    row = connection.execute(select(tables.source).where(tables.source.c.id == source_id)).one()
    _set(
        connection,
        source_id,
        last_check_at=now,
        last_success_at=now,
        next_check_at=now + dt.timedelta(seconds=row.interval_seconds),
        failures=0,
        last_error=trouble,
    )


def failed(connection: Connection, source_id: int, error: str, now: dt.datetime) -> None:
    """It was checked in vain: the wait for the next check doubles with each failure in a row, up to a day.

    Args:
        connection: of a transaction that may write.
        source_id: as in `Watched`.
        error: the sentence that says what is wrong.
        now: aware.
    """
    row = connection.execute(select(tables.source).where(tables.source.c.id == source_id)).one()
    interval = dt.timedelta(seconds=row.interval_seconds)
    # beyond 2^20 every wait is the longest one
    wait = min(interval * 2 ** min(row.failures, 20), max(interval, _LONGEST_WAIT))
    failures = row.failures + 1
    _set(
        connection,
        source_id,
        last_check_at=now,
        next_check_at=now + wait,
        failures=failures,
        last_error=error,
    )


_WATCHED: Final = select(tables.source).where(tables.source.c.removed_at.is_(None))


def _watched(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Watched]:
    return [_from_row(row) for row in connection.execute(query)]


def _from_row(row: _AnyRow) -> Watched:
    source = Source(row.kind, row.location, dt.timedelta(seconds=row.interval_seconds), row.outlet, row.title)
    return Watched(
        row.id,
        source,
        row.next_check_at,
        row.last_check_at,
        row.last_success_at,
        row.failures,
        row.last_error,
    )


def _insert(connection: Connection, source: Source, now: dt.datetime) -> None:
    insert_once(
        connection,
        tables.source,
        kind=source.kind,
        location=source.location,
        outlet=source.outlet,
        title=source.title,
        interval_seconds=int(source.interval.total_seconds()),
        next_check_at=now,
        failures=0,
    )


def _renew(connection: Connection, row: _AnyRow, source: Source, now: dt.datetime) -> None:
    """Take over what the configuration says now; a shorter interval, or a return, counts from now."""
    new = {
        "outlet": source.outlet,
        "title": source.title,
        "interval_seconds": int(source.interval.total_seconds()),
        "removed_at": None,
    }
    if all(getattr(row, name) == value for name, value in new.items()):
        return
    _set(connection, row.id, **new, next_check_at=min(row.next_check_at, now + source.interval))


def _set(connection: Connection, source_id: int, **values: object) -> None:
    connection.execute(update(tables.source).where(tables.source.c.id == source_id).values(**values))
