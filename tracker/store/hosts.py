"""Hosts and the manners that each wants: its robots.txt, and until when it is to be left alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select, update

from tracker.store import tables
from tracker.store.pace import backoff
from tracker.store.tables import insert_once

_FIRST_REST: Final = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host. Moments are aware, in UTC.

    Attributes:
        name: host and port, as in an address.
        not_before: it is not asked anything until then.
        failures: how often in a row it was in trouble or asked for patience.
        robots: its robots.txt; None where it could not be had.
        robots_at: when that was asked for; None: never.
    """

    name: str
    not_before: dt.datetime | None = None
    failures: int = 0
    robots: str | None = None
    robots_at: dt.datetime | None = None


def find(connection: Connection, names: Iterable[str]) -> dict[str, Host]:
    """What is known of some hosts; those of which nothing is known are as new."""
    wanted = list(names)
    query = select(tables.host).where(tables.host.c.name.in_(wanted))
    rows = {row.name: row for row in connection.execute(query)}
    return {
        name: Host(name, r.not_before, r.failures, r.robots, r.robots_at)
        if (r := rows.get(name)) is not None
        else Host(name)
        for name in wanted
    }


def read_robots(connection: Connection, name: str, robots: str | None, now: dt.datetime) -> None:
    """Its robots.txt was asked for; None where it could not be had."""
    _set(connection, name, robots=robots, robots_at=now)


def answered(connection: Connection, name: str) -> None:
    """It is well."""
    _set(connection, name, failures=0, not_before=None)


def rests(
    connection: Connection, host: Host, now: dt.datetime, asked: dt.timedelta | None = None
) -> dt.datetime:
    """It is in trouble or asks for patience: it is left alone, longer each time in a row.

    Args:
        connection: of a transaction that may write.
        host: as it was before.
        now: aware.
        asked: for how long it asks to be left alone, if it does.

    Returns:
        Until when.
    """
    failures = host.failures + 1
    wait = backoff(_FIRST_REST, failures, host.name)
    until = now + (wait if asked is None else asked)
    _set(connection, host.name, failures=failures, not_before=until)
    return until


def _set(connection: Connection, name: str, **values: object) -> None:
    insert_once(connection, tables.host, name=name, failures=0)
    connection.execute(update(tables.host).where(tables.host.c.name == name).values(**values))
