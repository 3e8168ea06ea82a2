"""The followed works and the watched sources as sheets. Pure.

For people, a source in trouble stands first and the searches of a work that are well stand in one row; for programs each
source is a record with all that is known of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tracker.consensus import Consensus
from tracker.model import Work
from tracker.report.rows import Cell, Record, Sheet, Tone, expected, flattened, iso, line

if TYPE_CHECKING:
    from tracker.store.sources import Watched

_WIDE: Final = 44  # characters of a location or title
_LONG: Final = 76  # of what is wrong
_ADDRESS: Final = re.compile(r"^https?://\S+: ")  # that begins a sentence
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_UNITS: Final = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_WHOLE: Final = "Names and errors are shortened here, not in --format json, csv or jsonl."


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
    """A row a source, with its health, those in trouble first; the searches of a work that are well in one row."""
    watched = list(watched)
    records = tuple(map(_source_record, watched))
    rows = sorted(_rows(watched), key=_urgency)
    return Sheet(
        headers=("source", "kind", "every", "last success", "next check", "failures", "last error"),
        cells=tuple(map(_source_cells, rows)),
        records=records,
        flat=tuple(map(flattened, records)),
        empty="no source is watched",
        notes=(_WHOLE,) if any(map(_is_shortened, watched)) else (),
    )


def lasting(length: dt.timedelta) -> str:
    """A length of time as config.toml has it, in its largest unit: `6h`, `1.5d`."""
    seconds = length.total_seconds()
    unit, size = next(((u, n) for u, n in _UNITS if seconds >= n), _UNITS[-1])
    return f"{round(seconds / size, 1):g}{unit}"


def reason(error: str) -> str:
    """What is wrong, without the address that a reader has before him anyway."""
    return _ADDRESS.sub("", error)


def _rows(watched: Iterable[Watched]) -> list[list[Watched]]:
    """The sources that share a row."""
    alone: list[Watched] = []
    together: list[Watched] = []
    for one in watched:
        is_well = not one.is_set_aside and not one.failures and one.last_error is None
        (together if is_well and one.source.work else alone).append(one)
    together.sort(key=_work)
    return [[one] for one in alone] + [list(group) for _, group in groupby(together, _work)]


def _work(watched: Watched) -> str:
    return watched.source.work or ""


def _urgency(row: list[Watched]) -> tuple[bool, bool, bool, str]:
    first = row[0]
    return not first.is_set_aside, not first.failures, first.last_error is None, _name(row).casefold()


def _source_cells(row: list[Watched]) -> tuple[Cell, ...]:
    first = row[0]
    return (
        line(_name(row)),
        line(", ".join(dict.fromkeys(one.source.kind for one in row))),
        line(_intervals(row)),
        _moment(max((one.last_success_at for one in row if one.last_success_at), default=None))
        or line("never", Tone.FAINT),
        _moment(min((one.next_check_at for one in row if one.next_check_at), default=None))
        or line("set aside", Tone.TROUBLE),
        line(str(first.failures), Tone.TROUBLE if first.failures else Tone.PLAIN),
        line(_first(first.last_error or ""), Tone.TROUBLE),
    )


def _first(error: str) -> str:
    """The first sentence of what is wrong."""
    return _cut(_SENTENCE.split(reason(error))[0], _LONG)


def _name(row: Sequence[Watched]) -> str:
    source = row[0].source
    if len(row) > 1:
        return f"{source.work}: {len(row)} searches"
    return _cut(source.title, _WIDE) if source.title else _place(source.location)


def _place(location: str) -> str:
    """An address as its host and how its path begins; of the path of a file, how it ends."""
    if not _ADDRESS.match(f"{location}: "):
        return location if len(location) <= _WIDE else f"…{location[1 - _WIDE :]}"
    parts = urlsplit(location)
    query = f"?{parts.query}" if parts.query else ""
    return _cut(f"{parts.netloc}{parts.path.rstrip('/')}{query}", _WIDE)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _is_shortened(watched: Watched) -> bool:
    """Whether a source's row tells less than is known of its name or error."""
    error = watched.last_error or ""
    return "…" in _name([watched]) or _first(error) != reason(error)


def _intervals(row: Iterable[Watched]) -> str | None:
    """How often a source is checked by now, from the shortest to the longest interval."""
    known = sorted(one.interval for one in row if one.interval is not None)
    return " to ".join(dict.fromkeys(lasting(one) for one in (known[0], known[-1]))) if known else None


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
