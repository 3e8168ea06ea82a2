"""What each outlet has been worth: its record, and what is said about works with the weight that the record gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection

from tracker.app.composition import App
from tracker.consensus import Scales, Statement, track_records
from tracker.model import Work
from tracker.report import Sheet
from tracker.report.outlets import outlets_sheet
from tracker.store import predictions, releases, works
from tracker.store.engine import reading
from tracker.store.releases import Release


def listing(app: App, now: dt.datetime) -> Sheet:
    """The record of every outlet and every credited source."""
    with reading(app.engine) as connection:
        out = releases.listing(connection)
        said = _said(connection, (*works.tracked(connection), *map(_work, out)))
    return outlets_sheet(track_records(said, {one.title: one.released for one in out}, now.date()))


def scales(connection: Connection) -> Scales:
    """What the outlets' words weigh: all that was said about works that are out is read and scored for it, a work at a time, once a command."""
    out = sorted(releases.listing(connection), key=lambda one: (one.released, one.title))
    return Scales((one.released, predictions.statements(connection, _work(one))) for one in out)


def _said(connection: Connection, about: Iterable[Work]) -> dict[str, tuple[Statement, ...]]:
    titled = {work.title: work for work in about}
    return {title: predictions.statements(connection, work) for title, work in titled.items()}


def _work(release: Release) -> Work:
    return Work(release.title, release.domain)
