"""The followed works and the watched sources as sheets. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.consensus import Consensus
from tracker.model import Work
from tracker.report.rows import Cell, Record, Sheet, Tone, expected, flattened, iso, line

if TYPE_CHECKING:
    from tracker.store.sources import Watched


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A followed work, how many predictions of it are stored, when it is expected now, and when it came out."""

    work: Work
    predictions: int
    consensus: Consensus | None
    released: dt.date | None = None


def works_sheet(rows: Iterable[WorkRow]) -> Sheet:
    """A row a work, in the order given."""
    rows = list(rows)
    records = tuple(_work_record(row) for row in rows)
    return Sheet(
        headers=("work", "domain", "also called", "predictions", "median (80 % interval)", "released"),
        cells=tuple(
            (
                line(row.work.title, Tone.STRONG),
                line(row.work.domain),
                line(", ".join(row.work.aliases)),
                line(str(row.predictions)),
                line(expected(row.consensus) if row.consensus else None),
                line(iso(row.released)),
            )
            for row in rows
        ),
        records=records,
        flat=tuple(map(flattened, records)),
        empty='no work is followed yet: `tracker add "Title"`',
    )


def sources_sheet(watched: Iterable[Watched]) -> Sheet:
    """A row a source, with its health, in the order given."""
    watched = list(watched)
    records = tuple(_source_record(w) for w in watched)
    return Sheet(
        headers=("source", "kind", "last success", "next check", "failures", "last error"),
        cells=tuple(
            (
                line(w.source.title or w.source.location),
                line(w.source.kind),
                _moment(w.last_success_at) or line("never", Tone.FAINT),
                _moment(w.next_check_at) or line("set aside", Tone.TROUBLE),
                line(str(w.failures), Tone.TROUBLE if w.failures else Tone.PLAIN),
                line(w.last_error, Tone.TROUBLE),
            )
            for w in watched
        ),
        records=records,
        flat=tuple(map(flattened, records)),
        empty="no source is watched",
    )


def _work_record(row: WorkRow) -> Record:
    consensus = row.consensus
    return {
        "title": row.work.title,
        "domain": row.work.domain,
        "aliases": row.work.aliases,
        "predictions": row.predictions,
        "median": iso(consensus.median) if consensus else None,
        "low": iso(consensus.low) if consensus else None,
        "high": iso(consensus.high) if consensus else None,
        "overdue": consensus.overdue if consensus else None,
        "released": iso(row.released),
    }


def _source_record(watched: Watched) -> Record:
    source = watched.source
    return {
        "kind": source.kind,
        "location": source.location,
        "title": source.title,
        "outlet": source.outlet,
        "origin": source.origin,
        "work": source.work,
        "interval_seconds": int(watched.interval.total_seconds()) if watched.interval else None,
        "last_success": iso(watched.last_success_at),
        "last_check": iso(watched.last_check_at),
        "next_check": iso(watched.next_check_at),
        "failures": watched.failures,
        "last_error": watched.last_error,
    }


def _moment(moment: dt.datetime | None) -> Cell:
    """To the minute of UTC: for people."""
    return () if moment is None else line(f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M}Z")
