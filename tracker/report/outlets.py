"""The record of every outlet and every credited source as a sheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.consensus import FEWEST_WORKS, Figure, TrackRecord
from tracker.report.rows import Cell, Record, Sheet, Tone, flattened, line

_NOTES = (
    "late: days behind the middle of the windows as they were said; “≥” where some windows have passed and the work is not out.",
    "CRPS: by how many days what was said is off. Against the others: that, less the CRPS of the pool of all others at the same moment; below 0 is better.",
    "Each is drawn towards the mean of all; in brackets its 80 % interval. Pending works, not out though a window has passed, count by what is known.",
    f"In the order of “against the others”, which takes {FEWEST_WORKS} works that are out; where intervals overlap it may be chance. The rest stand below, by name.",
)


def outlets_sheet(records: Iterable[TrackRecord]) -> Sheet:
    """A row an outlet or credited source, in the order given."""
    records = list(records)
    rows = tuple(map(_record, records))
    return Sheet(
        headers=("who", "kind", "works", "out", "pending", "late", "CRPS", "against the others", "weight"),
        cells=tuple(map(_cells, records)),
        records=rows,
        flat=tuple(map(flattened, rows)),
        empty="nothing is predicted yet: `tracker ingest` reads articles",
        notes=_NOTES if records else (),
    )


def _cells(record: TrackRecord) -> tuple[Cell, ...]:
    known = record.out >= FEWEST_WORKS
    too_few = "too few works" if not known else "too few to compare"
    return (
        line(record.name, Tone.STRONG),
        line(record.kind),
        line(str(record.works)),
        line(str(record.out)),
        line(str(record.pending) if record.pending else None),
        line(_days(record.late, signed=True, least=record.pending > 0) if known else None),
        line(_days(record.crps) if known else None),
        line(_days(record.skill, signed=True)) if record.ranked else line(too_few, Tone.FAINT),
        line(None if record.trust is None else f"{record.trust:.2f}"),
    )


def _days(figure: Figure | None, *, signed: bool = False, least: bool = False) -> str | None:
    """A figure and, in brackets, its interval: `≥ +58 d (+12 to +104)`."""
    if figure is None:
        return None
    interval = (
        f" ({_number(figure.low, signed=signed)} to {_number(figure.high, signed=signed)})"
        if figure.low is not None and figure.high is not None
        else ""
    )
    return f"{'≥ ' if least else ''}{_number(figure.shrunk, signed=signed)} d{interval}"


def _number(days: float, *, signed: bool) -> str:
    whole = round(days)
    return f"{whole:+d}".replace("-", "−") if signed and whole else f"{whole}".replace("-", "−")


def _record(record: TrackRecord) -> Record:
    return {
        "name": record.name,
        "kind": record.kind,
        "ranked": record.ranked,
        "works": record.works,
        "out": record.out,
        "pending": record.pending,
        **_fields("late", record.late),
        **_fields("crps", record.crps),
        "pool_crps": _rounded(record.pool),
        **_fields("skill", record.skill),
        "trust": _rounded(record.trust),
    }


def _fields(name: str, figure: Figure | None) -> Record:
    """A figure under its name: the shrunk one, its interval, the mean that was not shrunk, and of how many works."""
    return {
        name: _rounded(figure.shrunk) if figure else None,
        f"{name}_low": _rounded(figure.low) if figure else None,
        f"{name}_high": _rounded(figure.high) if figure else None,
        f"{name}_mean": _rounded(figure.mean) if figure else None,
        f"{name}_works": figure.works if figure else 0,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
