"""Where articles come from: what is due, what went well, what is in trouble."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, Select, and_, or_, select, update

from tracker.errors import UnknownSource
from tracker.model import Origin, Validators
from tracker.store import tables
from tracker.store.pace import TRIES, Bounds, Seen, backoff, had
from tracker.store.tables import insert_once

_AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_PATIENCE: Final = dt.timedelta(days=1)  # a host may be in trouble for so long before its sources have failed


class Begun(StrEnum):
    """What became of the wish to watch a source."""

    NEW = "new"
    AGAIN = "again"  # it had failed or was set aside, and is tried again
    KNOWN = "known"  # it is watched already


@dataclass(frozen=True, slots=True)
class Source:
    """A source as somebody wants it to be watched.

    Attributes:
        kind: what the location is, in the words of the configuration.
        location: path, glob or address.
        interval: from one check to the next; None: as often as it changes.
        outlet: who publishes its articles, where they do not say.
        title: what to call it; None: its location.
        origin: who wants it.
        work: title of the followed work that it was made of, if it was.
    """

    kind: str
    location: str
    interval: dt.timedelta | None = None
    outlet: str | None = None
    title: str | None = None
    origin: Origin = Origin.CONFIG
    work: str | None = None

    @property
    def host(self) -> str:
        """Host and port of its address, as in `hosts`; of what is no address, nothing."""
        return urlsplit(self.location).netloc if self.location.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A source with its schedule and its health. Moments are aware, in UTC.

    Attributes:
        next_check_at: None where it has failed so often that it is set aside.
        failures: how many checks in a row have failed.
        last_error: what was wrong at the last one, if only with some articles; None where all is well.
        interval: from one check to the next by now.
        validators: what its server called the version that it sent last.
        read_for: which works were followed when that was read.
    """

    id: int
    source: Source
    next_check_at: dt.datetime | None
    last_check_at: dt.datetime | None
    last_success_at: dt.datetime | None
    failures: int
    last_error: str | None
    interval: dt.timedelta | None = None
    validators: Validators = Validators()
    read_for: str | None = None

    @property
    def is_set_aside(self) -> bool:
        """Whether it is not checked any more, because it has failed for so long."""
        return self.next_check_at is None


def declare(
    connection: Connection,
    sources: Iterable[Source],
    now: dt.datetime,
    origin: Origin = Origin.CONFIG,
    bounds: Bounds = Bounds(),
) -> None:
    """Watch exactly these, of those that `origin` wants: a new one is due at once, one no longer wanted rests with its history.

    Args:
        connection: of a transaction that may write.
        sources: all of that origin.
        now: aware.
        origin: whose sources they are; those of others are left alone.
        bounds: where the intervals begin that nobody has fixed.
    """
    rows = {(row.kind, row.location): row for row in connection.execute(select(tables.source))}
    for source in sources:
        row = rows.pop((source.kind, source.location), None)
        if row is None:
            _insert(connection, source, now, bounds)
        elif row.removed_at is not None or row.origin is origin:
            _renew(connection, row, source, now, bounds)
    for row in rows.values():
        if row.removed_at is None and row.origin is origin:
            _set(connection, row.id, removed_at=now)


def are_declared(connection: Connection, sources: Iterable[Source], origin: Origin = Origin.CONFIG) -> bool:
    """Whether `declare` would find nothing to do."""
    wanted = set(sources)
    mine = {w.source for w in listing(connection) if w.source.origin is origin}
    others = {(w.source.kind, w.source.location) for w in listing(connection)} - {
        (s.kind, s.location) for s in mine
    }
    return mine == {source for source in wanted if (source.kind, source.location) not in others}


def watch(connection: Connection, source: Source, now: dt.datetime, bounds: Bounds = Bounds()) -> Begun:
    """Watch one more; one that is watched already is treated as by `resume`."""
    columns = tables.source.c
    same = (columns.kind == source.kind) & (columns.location == source.location)
    row = connection.execute(select(tables.source).where(same)).one_or_none()
    if row is not None and row.removed_at is None:
        return resume(connection, row.id, now, source.interval, source.outlet)
    if row is None:
        _insert(connection, source, now, bounds)
    else:
        _renew(connection, row, source, now, bounds)
        _set(connection, row.id, next_check_at=now, failures=0)
    return Begun.NEW


def resume(
    connection: Connection,
    source_id: int,
    now: dt.datetime,
    every: dt.timedelta | None = None,
    outlet: str | None = None,
) -> Begun:
    """Try a watched source again at once if it has failed or was set aside.

    One that the user has added is watched as is wanted now; how others are watched is not the user's to say.

    Args:
        connection: of a transaction that may write.
        source_id: as in `Watched`.
        now: aware.
        every: from one check to the next from now on; None: as before.
        outlet: who publishes its articles; None: as before.
    """
    row = _row(connection, source_id)
    values = _otherwise(row, now, every, outlet) if row.origin is Origin.USER else {}
    is_again = row.next_check_at is None or row.failures > 0
    if is_again:
        values |= {"next_check_at": now, "failures": 0}
    if values:
        _set(connection, source_id, **values)
    return Begun.AGAIN if is_again else Begun.KNOWN


def _otherwise(
    row: _AnyRow, now: dt.datetime, every: dt.timedelta | None, outlet: str | None
) -> dict[str, object]:
    """The columns of a source that are to be otherwise; a shorter interval counts from now."""
    values: dict[str, object] = {}
    if outlet is not None and outlet != row.outlet:
        values["outlet"] = outlet
    seconds = None if every is None else int(every.total_seconds())
    if every is not None and seconds != row.every_seconds:
        values |= {"every_seconds": seconds, "interval_seconds": seconds}
        values["next_check_at"] = min(row.next_check_at or now, now + every)
    return values


def named(connection: Connection, names: Iterable[str]) -> list[Watched]:
    """The watched sources of these locations or titles, and those that were made of a work of that title."""
    wanted = set(names)
    return [w for w in listing(connection) if {w.source.location, w.source.title, w.source.work} & wanted]


def unwatch(connection: Connection, location: str, now: dt.datetime) -> Watched:
    """Watch a source of the user's no longer; what came from it is kept.

    Returns:
        What was watched.

    Raises:
        UnknownSource: the user has none of that location.
    """
    found = [w for w in listing(connection) if location in (w.source.location, w.source.title)]
    own = [w for w in found if w.source.origin is Origin.USER]
    if not own:
        raise UnknownSource(location, _ELSEWHERE[found[0].source.origin] if found else None)
    _set(connection, own[0].id, removed_at=now)
    return own[0]


def due(connection: Connection, now: dt.datetime) -> list[Watched]:
    """The sources to be checked by `now`, the longest overdue first."""
    columns = tables.source.c
    # one that was checked in the future, by a clock that was ahead, is due too
    is_due = or_(
        columns.next_check_at <= now, and_(columns.next_check_at.is_not(None), columns.last_check_at > now)
    )
    return _watched(connection, _WATCHED.where(is_due).order_by(columns.next_check_at, columns.id))


def listing(connection: Connection) -> list[Watched]:
    """All sources that are watched, in the order in which they were first named."""
    return _watched(connection, _WATCHED.order_by(tables.source.c.id))


def succeeded(
    connection: Connection,
    source_id: int,
    now: dt.datetime,
    trouble: str | None = None,
    *,
    seen: Seen = Seen(),
    bounds: Bounds = Bounds(),
) -> None:
    """It was checked, whether or not there was anything new.

    Args:
        connection: of a transaction that may write.
        source_id: as in `Watched`.
        now: aware.
        trouble: what was wrong with some of its articles, as a sentence; None where all is well.
        seen: what the look found.
        bounds: of an interval that nobody has fixed.
    """
    row = _row(connection, source_id)
    interval = dt.timedelta(seconds=row.interval_seconds)
    if row.every_seconds is None:
        interval = bounds.adapted(interval, changed=seen.changed)
    _set(connection, source_id, **had(seen, interval, now), next_check_at=now + interval, last_error=trouble)


def failed(
    connection: Connection,
    source_id: int,
    error: str,
    now: dt.datetime,
    *,
    not_before: dt.datetime | None = None,
    for_ever: bool = True,
) -> bool:
    """It was checked in vain: the wait for the next check doubles with each failure in a row, up to a week; then it is set aside.

    That its host is in trouble is no failure of the source, as long as it does not last: it is neither waited for
    longer than the host, nor counted more than once a day.

    Args:
        connection: of a transaction that may write.
        source_id: as in `Watched`.
        error: what is wrong, as a sentence or the second half of one.
        now: aware.
        not_before: its host is left alone until then.
        for_ever: whether it is tried on and on: trying costs nobody anything.

    Returns:
        Whether it is set aside now.
    """
    row = _row(connection, source_id)
    if not_before is not None and _is_new_trouble(row, now):
        _set(connection, source_id, next_check_at=not_before, last_error=error)
        return False
    failures = row.failures + 1
    wait = backoff(dt.timedelta(seconds=row.interval_seconds), failures, row.location)
    given_up = failures >= TRIES and not for_ever
    _set(
        connection,
        source_id,
        last_check_at=now,
        next_check_at=None if given_up else not_before or now + wait,
        failures=failures,
        last_error=error,
    )
    return given_up


def _is_new_trouble(row: _AnyRow, now: dt.datetime) -> bool:
    """Whether it succeeded, or failed in a way that counted, a short while ago; what does not count is no check."""
    last = row.last_check_at
    return last is not None and now - last <= _PATIENCE


_ELSEWHERE: Final = {
    Origin.CONFIG: "stands in config.toml: take it out there.",
    Origin.TITLE: "is searched for because of a work: `tracker remove` it, or follow it with --no-search.",
}
_WATCHED: Final = (
    select(tables.source, tables.work.c.title.label("work"))
    .join_from(tables.source, tables.work, isouter=True)
    .where(tables.source.c.removed_at.is_(None))
)


def _row(connection: Connection, source_id: int) -> _AnyRow:
    return connection.execute(select(tables.source).where(tables.source.c.id == source_id)).one()


def _watched(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Watched]:
    return [_from_row(row) for row in connection.execute(query)]


def _from_row(row: _AnyRow) -> Watched:
    every = None if row.every_seconds is None else dt.timedelta(seconds=row.every_seconds)
    return Watched(
        row.id,
        Source(row.kind, row.location, every, row.outlet, row.title, row.origin, row.work),
        row.next_check_at,
        row.last_check_at,
        row.last_success_at,
        row.failures,
        row.last_error,
        dt.timedelta(seconds=row.interval_seconds),
        Validators(row.etag, row.last_modified),
        row.read_for,
    )


def _wanted(connection: Connection, source: Source) -> dict[str, object]:
    """The columns that say what is wanted."""
    work = None
    if source.work is not None:
        work = connection.scalar(select(tables.work.c.id).where(tables.work.c.title == source.work))
    return {
        "outlet": source.outlet,
        "title": source.title,
        "every_seconds": None if source.interval is None else int(source.interval.total_seconds()),
        "origin": source.origin,
        "work_id": work,
        "removed_at": None,
    }


def _insert(connection: Connection, source: Source, now: dt.datetime, bounds: Bounds) -> None:
    interval = source.interval or bounds.start
    insert_once(
        connection,
        tables.source,
        kind=source.kind,
        location=source.location,
        interval_seconds=int(interval.total_seconds()),
        next_check_at=now,
        failures=0,
        **_wanted(connection, source),
    )


def _renew(connection: Connection, row: _AnyRow, source: Source, now: dt.datetime, bounds: Bounds) -> None:
    """Take over what is wanted now; a shorter interval, or a return, counts from now."""
    new = _wanted(connection, source)
    if all(getattr(row, name) == value for name, value in new.items()):
        return
    interval = source.interval or bounds.start
    _set(
        connection,
        row.id,
        **new,
        interval_seconds=int(interval.total_seconds()),
        next_check_at=min(row.next_check_at or now, now + interval),
    )


def _set(connection: Connection, source_id: int, **values: object) -> None:
    connection.execute(update(tables.source).where(tables.source.c.id == source_id).values(**values))
