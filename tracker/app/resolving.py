"""The day on which a work came out: recorded once it is out, taken back where that was a mistake."""

from __future__ import annotations

import datetime as dt
from typing import Final

from tracker.app.composition import App
from tracker.errors import ReleaseError
from tracker.model import Work
from tracker.store import releases, works
from tracker.store.engine import writing

_FIRST: Final = dt.date(1900, 1, 1)  # a day before that is a slip of the pen


def resolve(app: App, title: str, day: dt.date, now: dt.datetime) -> tuple[Work, bool]:
    """Record that a work came out.

    Args:
        app: the open store.
        title: as for `works.find`.
        day: when it came out.
        now: aware, UTC.

    Returns:
        The work; and False where that day was recorded before.

    Raises:
        ReleaseError: the day is still to come, or too long ago, or another one is recorded.
        UnknownTitle: no followed work goes by it.
    """
    _check(day, now.date())
    with writing(app.engine) as connection:
        work = works.find(connection, title)
        return work, releases.record(connection, work, day)


def undo(app: App, title: str) -> tuple[Work, dt.date]:
    """Take back that a work came out.

    Returns:
        The work, and the day that was recorded.

    Raises:
        ReleaseError: none was.
        UnknownTitle: no followed work goes by it.
    """
    with writing(app.engine) as connection:
        work = works.find(connection, title)
        return work, releases.take_back(connection, work)


def _check(day: dt.date, today: dt.date) -> None:
    if day > today:
        raise ReleaseError(f"{day} is still to come (today is {today}, UTC): resolve a work once it is out.")
    if day < _FIRST:
        raise ReleaseError(f"{day} is too long ago: a release is not before {_FIRST}; check the year.")
