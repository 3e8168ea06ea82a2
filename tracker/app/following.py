"""The works that are followed: add, remove, list with what is known of each."""

from __future__ import annotations

import datetime as dt

from tracker.app import searching
from tracker.app.composition import App
from tracker.app.outlets import scales
from tracker.consensus import Statement, consensus_at
from tracker.model import Work
from tracker.report import WorkRow
from tracker.store import predictions, releases, works
from tracker.store.engine import reading, writing


def add(app: App, work: Work, now: dt.datetime) -> bool:
    """Follow a work, and read for it what is stored already.

    Returns:
        False where it was followed before; new aliases are taken over all the same.
    """
    from tracker.app.intake import read_pending  # it reads articles, which the rest of this module does not

    with writing(app.engine) as connection:
        is_new = works.add(connection, work, now)
    searching.declare(app.engine, app.settings, now)
    read_pending(app, now)
    return is_new


def remove(app: App, title: str, now: dt.datetime) -> Work:
    """Follow a work no longer; what is known of it is kept.

    Raises:
        UnknownTitle: no followed work goes by it.
    """
    with writing(app.engine) as connection:
        removed = works.remove(connection, title, now)
    searching.declare(app.engine, app.settings, now)
    return removed


def listing(app: App, now: dt.datetime) -> list[WorkRow]:
    """The followed works, each with the number of its predictions, its consensus, and the day it came out."""
    with reading(app.engine) as connection:
        out = {release.title: release.released for release in releases.listing(connection)}
        weights = scales(connection)
        return [
            _row(work, weights.weigh(predictions.statements(connection, work)), out.get(work.title), now)
            for work in works.tracked(connection)
        ]


def _row(work: Work, said: tuple[Statement, ...], released: dt.date | None, now: dt.datetime) -> WorkRow:
    return WorkRow(work, len(said), consensus_at(said, now.date()), released)
