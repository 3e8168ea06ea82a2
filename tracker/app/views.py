"""What users look at: the history of a work, its forecast, its predictions, works to follow, the sources, the weekly summary."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tracker.app.composition import App
from tracker.app.outlets import scales
from tracker.consensus import Step, changes, forecast_at, steps
from tracker.errors import OutputError
from tracker.report import (
    Sheet,
    Week,
    Weekly,
    changes_sheet,
    discovered_sheet,
    gather_discovered,
    gather_week,
    predictions_sheet,
    sources_sheet,
    steps_sheet,
    work_week,
)
from tracker.report import summary as summary_file
from tracker.report.forecast import Outlook
from tracker.store import hosts, predictions, releases, sources, summaries, works
from tracker.store.engine import reading, writing
from tracker.store.pace import LONGEST_REST
from tracker.store.sources import Watched


def history(app: App, title: str, first: dt.date | None, last: dt.date, step: Step | None) -> Sheet:
    """How the consensus moved: a row a change, or a row for the first day of each step.

    Args:
        first: None for the day of the first statement.

    Raises:
        UnknownTitle: no followed work goes by it.
    """
    with reading(app.engine) as connection:
        said = scales(connection).weigh(predictions.statements(connection, works.find(connection, title)))
    if step is None:
        return changes_sheet(changes(said, first, last), said)
    begin = first or min((s.said_on for s in said), default=last)
    return steps_sheet(steps(said, begin, last, step), said)


def forecast(app: App, title: str, at: dt.date | None, today: dt.date) -> Outlook:
    """When a work is expected, and what that rests on.

    Args:
        at: the day as of which; None for the day before it came out, for today where it is not out.
        today: the day it is, in UTC.

    Raises:
        UnknownTitle: no followed work goes by it.
    """
    with reading(app.engine) as connection:
        work = works.find(connection, title)
        said = scales(connection).weigh(predictions.statements(connection, work))
        out = {release.title: release.released for release in releases.listing(connection)}.get(work.title)
    day = at or (out - dt.timedelta(days=1) if out else today)
    return Outlook(work.title, day, out, forecast_at(said, day))


def all_predictions(app: App, title: str, *, withdrawn: bool = False) -> Sheet:
    """Each prediction of a work, with where it comes from.

    Args:
        withdrawn: whether to show the windows too that articles report as given up.

    Raises:
        UnknownTitle: no followed work goes by it.
    """
    with reading(app.engine) as connection:
        work = works.find(connection, title)
        return predictions_sheet(predictions.provenance(connection, work, withdrawn=withdrawn))


def discovered(app: App) -> Sheet:
    """The works that the read articles predict and nobody follows."""
    with reading(app.engine) as connection:
        said, followed = predictions.others(connection), works.tracked(connection)
    return discovered_sheet(gather_discovered(said, followed))


def all_sources(app: App, now: dt.datetime) -> Sheet:
    """The watched sources and their health; none is checked before its host has rested."""
    with reading(app.engine) as connection:
        watched = sources.listing(connection)
        known = hosts.find(connection, {one.source.host for one in watched})
    rests = {
        name: host.not_before
        for name, host in known.items()
        if host.not_before is not None and host.not_before < now + LONGEST_REST
    }
    return sources_sheet(_rested(one, rests) for one in watched)


def _rested(watched: Watched, rests: Mapping[str, dt.datetime]) -> Watched:
    at, until = watched.next_check_at, rests.get(watched.source.host)
    return watched if at is None or until is None else replace(watched, next_check_at=max(at, until))


def write_summary(app: App, week: Week, folder: Path, now: dt.datetime) -> Path:
    """Write the Markdown file of a week; an older one of that week is replaced, whole or not at all.

    Raises:
        OutputError: the file cannot be written.
    """
    path = folder / summary_file.file_name(week)
    _replace(path, summary_file.document(_weekly(app, week, now)))
    # a folder's name may hold bytes that are no text
    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    with writing(app.engine) as connection:
        summaries.wrote(connection, str(week), shown, now)
    return path


def _replace(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OutputError(f"The summary {path} cannot be written: {error.strerror or error}.") from error


def _weekly(app: App, week: Week, now: dt.datetime) -> Weekly:
    with reading(app.engine) as connection:
        weights = scales(connection)
        rows = (
            work_week(work.title, weights.weigh(predictions.statements(connection, work)), week, now.date())
            for work in works.tracked(connection)
        )
        return gather_week(week, now.date(), rows, sources.listing(connection))


def due_summary(app: App, now: dt.datetime) -> Week | None:
    """The last week whose day of writing has come, unless it was written after it was over; None then."""
    week = Week.of(now.date() - dt.timedelta(days=6 + app.settings.schedule.summary_on.iso))
    with reading(app.engine) as connection:
        written = summaries.find(connection, str(week))
    return week if written is None or written.written_at.date() <= week.last else None
