"""The days on which works came out: one a work, kept with it, and only ever what the user says."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from tracker.errors import ReleaseError
from tracker.model import Domain, Work
from tracker.store import tables


@dataclass(frozen=True, slots=True)
class Release:
    """A work that is out.

    Attributes:
        work_id: the stored work's.
        title: of the work.
        released: the day on which it came out.
    """

    work_id: int
    title: str
    domain: Domain
    released: dt.date


def record(connection: Connection, work: Work, day: dt.date) -> bool:
    """A work came out on that day.

    Args:
        connection: of a transaction that may write.
        work: as `works` hands it out.
        day: when it came out.

    Returns:
        False where that was recorded already; then nothing is written.

    Raises:
        ReleaseError: where another day is recorded.
    """
    known = _locked(connection, work)
    if known not in (None, day):
        raise ReleaseError(
            f"{work.title} is already recorded as out on {known}; `--undo` takes that back, then record {day}."
        )
    if known is None:
        _keep(connection, work, day)
    return known is None


def take_back(connection: Connection, work: Work) -> dt.date:
    """It is not known any longer that a work came out.

    Args:
        connection: of a transaction that may write.
        work: as `works` hands it out.

    Returns:
        The day that was recorded.

    Raises:
        ReleaseError: where none was.
    """
    known = _locked(connection, work)
    if known is None:
        raise ReleaseError(
            f"{work.title} is not recorded as out, so there is nothing to take back; "
            "`tracker works` shows what is."
        )
    _keep(connection, work, None)
    return known


def listing(connection: Connection) -> tuple[Release, ...]:
    """All works that are out, whether or not they are still followed, in the order in which they were first added."""
    columns = tables.work.c
    query = (
        select(columns.id, columns.title, columns.domain, columns.released)
        .where(columns.released.is_not(None))
        .order_by(columns.id)
    )
    return tuple(Release(row.id, row.title, row.domain, row.released) for row in connection.execute(query))


def _locked(connection: Connection, work: Work) -> dt.date | None:
    """The recorded day; whoever else wants to change it waits until we are done."""
    columns = tables.work.c
    return connection.scalar(select(columns.released).where(columns.title == work.title).with_for_update())


def _keep(connection: Connection, work: Work, day: dt.date | None) -> None:
    connection.execute(update(tables.work).where(tables.work.c.title == work.title).values(released=day))
