"""How good the forecasts were, as a sheet: a row a work, and below them all works together. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from tracker.consensus import INTERVALS
from tracker.consensus.backtest import Backtest, overall
from tracker.report.rows import Cell, Flat, Record, Sheet, Tone, iso, line, shift_of

_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
_EMPTY: Final = "·"  # a band without a forecast


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """A work with the day on which it came out, if it has; `result` is None where there was nothing to look back on."""

    title: str
    released: dt.date | None
    result: Backtest | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A work, or some together.

    Attributes:
        kind: `released`, `pending`, or of which works it is the sum.
        name: for people.
        title: of the work; None of several.
    """

    kind: str
    name: str
    title: str | None
    released: dt.date | None
    works: int
    result: Backtest


def backtest_sheet(works: Iterable[BacktestRow], empty: str) -> Sheet:
    """A row a work, those that are out first, then a row for these together and one for all.

    Args:
        empty: the sentence for people where there is nothing to look back on.
    """
    works = list(works)
    rows = list(_rows([(one, one.result) for one in works if one.result]))
    return Sheet(
        headers=(
            "work",
            "released",
            "forecasts",
            "CRPS",
            "latest",
            "pool",
            "nothing",
            "ratio",
            "log score",
            *(f"in {share:.0%}" for share in INTERVALS),
            "late",
            "PIT",
        ),
        cells=tuple(map(_cells, rows)),
        records=tuple(map(_record, rows)),
        flat=tuple(map(_flat, rows)),
        empty=empty,
        notes=tuple(_left_out([one.title for one in works if not one.result])),
    )


def _rows(works: Sequence[tuple[BacktestRow, Backtest]]) -> Iterator[_Row]:
    out = [(one, result) for one, result in works if one.released]
    pending = [(one, result) for one, result in works if not one.released]
    for kind, some in (("released", out), ("pending", pending)):
        for one, result in some:
            yield _Row(kind, one.title, one.title, one.released, 1, result)
    if out:
        yield _together("all released", out)
    if pending:
        yield _together("all with pending", works)


def _together(kind: str, works: Sequence[tuple[BacktestRow, Backtest]]) -> _Row:
    result = overall([result for _, result in works])
    return _Row(kind, f"{kind} ({len(works)})", None, None, len(works), result)


def _left_out(titles: Sequence[str]) -> Iterator[str]:
    if titles:
        yield f"Left out, for no first of a month lies between the first article and the release (or today): {', '.join(titles)}."


def _cells(row: _Row) -> tuple[Cell, ...]:
    ours = row.result.ours
    within = ours.within or [None] * len(INTERVALS)
    return (
        line(row.name, Tone.STRONG),
        line(iso(row.released)) if row.kind != "pending" else line("pending", Tone.FAINT),
        line(str(ours.forecasts)),
        line(f"{ours.crps:.1f} d", Tone.STRONG),
        *(line(f"{one.crps:.1f} d") for one in row.result.baselines.values()),
        line(f"{row.result.ratio:.2f}", Tone.TROUBLE if row.result.ratio > 1 else Tone.PLAIN),
        line(f"{ours.log:.2f}"),
        *(line(None if share is None else f"{share:.2f}") for share in within),
        shift_of(None if ours.late is None else round(ours.late)),
        line(_histogram(ours.pit) if ours.pit else None),
    )


def _histogram(shares: Sequence[float]) -> str:
    """A character a band, as high as its share is beside the largest one."""
    most = max(shares)
    return "".join(_HEIGHTS[ceil(share / most * len(_HEIGHTS)) - 1] if share else _EMPTY for share in shares)


def _record(row: _Row) -> Record:
    ours = row.result.ours
    return {
        **_told(row),
        "coverage": ours.within
        and {_percent(i): _rounded(s) for i, s in zip(INTERVALS, ours.within, strict=True)},
        "pit": ours.pit and [_rounded(share) for share in ours.pit],
        "baselines_crps_days": {name: _rounded(one.crps) for name, one in row.result.baselines.items()},
    }


def _flat(row: _Row) -> Flat:
    ours = row.result.ours
    within = ours.within or [None] * len(INTERVALS)
    return {
        **_told(row),
        **{f"coverage_{_percent(i)}": _rounded(s) for i, s in zip(INTERVALS, within, strict=True)},
        "pit": "; ".join(str(_rounded(share)) for share in ours.pit) if ours.pit else None,
        **{f"{name}_crps_days": _rounded(one.crps) for name, one in row.result.baselines.items()},
    }


def _told(row: _Row) -> Flat:
    """What a row tells in one number each."""
    ours = row.result.ours
    return {
        "kind": row.kind,
        "work": row.title,
        "released": iso(row.released),
        "works": row.works,
        "forecasts": ours.forecasts,
        "crps_days": _rounded(ours.crps),
        "log_score": _rounded(ours.log),
        "late_days": _rounded(ours.late),
        "ratio_to_best_baseline": _rounded(row.result.ratio),
    }


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
