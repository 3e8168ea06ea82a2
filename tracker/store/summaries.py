"""Which weekly summaries have been written, when and where to."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from tracker.store import tables
from tracker.store.tables import insert_once


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary file that was written.

    Attributes:
        week: of ISO 8601, "2026-W47".
        written_at: aware, in UTC.
        path: of the file.
    """

    week: str
    written_at: dt.datetime
    path: str


def find(connection: Connection, week: str) -> Summary | None:
    """The summary of a week; None where there is none yet."""
    row = connection.execute(select(tables.summary).where(tables.summary.c.week == week)).one_or_none()
    return None if row is None else Summary(row.week, row.written_at, row.path)


def wrote(connection: Connection, week: str, path: str, now: dt.datetime) -> None:
    """The summary of that week was written, or written again."""
    if not insert_once(connection, tables.summary, week=week, written_at=now, path=path):
        connection.execute(
            update(tables.summary).where(tables.summary.c.week == week).values(written_at=now, path=path)
        )
