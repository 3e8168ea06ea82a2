"""What cannot be fetched yet though somebody waits for it: its host rests, or it has just failed and is tried again soon."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, and_, case, func, or_, select

from tracker.store import hosts, sources, tables
from tracker.store.pace import LONGEST_REST
from tracker.store.sources import Watched

_SOON: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits.

    Attributes:
        sources: how many sources were to be checked, and wait for their hosts.
        pages: how many pages were to be fetched, and wait for their hosts or for another try.
        until: when the first of them is fetched, aware, in UTC; None where nothing waits.
        for_hosts: whether any of them would be fetched now if its host were not resting.
    """

    sources: int = 0
    pages: int = 0
    until: dt.datetime | None = None
    for_hosts: bool = False


def waiting(connection: Connection, now: dt.datetime) -> Waiting:
    """What waits, of the sources and of the queue."""
    found = _sources(connection, now)
    columns, host = tables.page.c, tables.host.c
    rests = and_(host.not_before > now, host.not_before < now + LONGEST_REST)
    held = and_(columns.next_check_at <= now, rests)
    failed = and_(
        columns.last_error.is_not(None),
        columns.next_check_at > now,
        or_(columns.next_check_at <= now + _SOON, and_(rests, columns.next_check_at <= host.not_before)),
    )
    at = case(
        (and_(rests, host.not_before > columns.next_check_at), host.not_before), else_=columns.next_check_at
    )
    query = (
        select(func.count(), func.min(at), func.count(case((rests, columns.id))))
        .select_from(tables.page)
        .outerjoin(tables.host, host.name == columns.host)
        .where(or_(held, failed))
    )
    number, first, resting = connection.execute(query).one()
    return Waiting(
        len(found), number, min(filter(None, [first, *found]), default=None), bool(found or resting)
    )


def _sources(connection: Connection, now: dt.datetime) -> list[dt.datetime]:
    """When the hosts have rested for which sources wait, one by one."""
    watched = [one for one in sources.listing(connection) if not one.is_set_aside]
    known = hosts.find(connection, {one.source.host for one in watched})
    rests = {
        name: host.not_before
        for name, host in known.items()
        if host.not_before is not None and now < host.not_before < now + LONGEST_REST
    }
    held = [(one, rests[one.source.host]) for one in watched if one.source.host in rests]
    return [until for one, until in held if _is_held(one, until, now)]


def _is_held(watched: Watched, until: dt.datetime, now: dt.datetime) -> bool:
    """Whether a source would have been checked by now, were it not for its host."""
    at = watched.next_check_at
    return at is not None and (at <= now or (watched.last_error is not None and at <= until))
