"""The consensus over time as a sheet: from what to what, by how many days, because of which words. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from tracker.consensus import Change, Consensus, Share, Statement
from tracker.model import Polarity
from tracker.report.rows import (
    Cell,
    Flat,
    Line,
    Record,
    Sheet,
    Tone,
    expected,
    iso,
    line,
    quoted,
    shift_of,
    signed,
    stated,
    statement_record,
    unexpected,
)


def changes_sheet(changes: Iterable[Change], statements: Sequence[Statement]) -> Sheet:
    """A row a change of the consensus.

    Args:
        changes: as `consensus.changes` gives them.
        statements: all that they were computed from; they tell "not yet" from "no longer".
    """
    said = first_said(statements)
    rows = [(c, c.shares()) for c in changes]
    cells = tuple((line(iso(c.at)), _from_to(c, said), shift_of(c.shift), _because(c, of)) for c, of in rows)
    return _sheet(rows, cells, "nothing predicted yet" if said is None else "the consensus did not change")


def steps_sheet(steps: Iterable[Change], statements: Sequence[Statement]) -> Sheet:
    """A row a step; those without a consensus are shown to people but are no records.

    Args:
        steps: as `consensus.steps` gives them.
        statements: all that they were computed from.
    """
    said = first_said(statements)
    rows = [(c, c.shares()) for c in steps]
    cells = tuple(
        (line(iso(c.at)), _held(c.after, c.at, said), shift_of(c.shift), _because(c, of)) for c, of in rows
    )
    return _sheet([row for row in rows if row[0].after], cells, "no step begins in that time")


def change_record(change: Change, shares: Sequence[Share]) -> Record:
    """A change, with its shares, for programs.

    `quantiles` maps "0.05" … "0.95" to days and is empty where there is no consensus.
    """
    after = change.after
    return {
        "at": iso(change.at),
        "quantiles": {f"{level:.2f}": iso(day) for level, day in after.quantiles} if after else {},
        **_summary(after),
        "shift": change.shift,
        "before": _summary(change.before) if change.before else None,
        "because": [_reason(how, statement) for how, statement in _reasons(change)],
        "shares": [_share(share) for share in shares],
    }


def first_said(statements: Sequence[Statement]) -> dt.date | None:
    """The first day on which any window was predicted."""
    return min((s.said_on for s in statements if s.polarity is Polarity.EXPECTS), default=None)


def _sheet(
    rows: Sequence[tuple[Change, Sequence[Share]]], cells: tuple[tuple[Cell, ...], ...], empty: str
) -> Sheet:
    return Sheet(
        headers=("day", "median (80 % interval)", "shift", "because"),
        cells=cells,
        records=tuple(change_record(change, shares) for change, shares in rows),
        flat=tuple(_flat(change, shares) for change, shares in rows),
        empty=empty,
    )


def _from_to(change: Change, said: dt.date | None) -> Cell:
    before = _held(change.before, change.at - dt.timedelta(days=1), said)
    after = _held(change.after, change.at, said)
    return (*before, *(Line(f"→ {held.text}", held.tone) for held in after))


def _held(consensus: Consensus | None, at: dt.date, said: dt.date | None) -> Cell:
    return line(expected(consensus)) if consensus else line(unexpected(at, said), Tone.FAINT)


def _reasons(change: Change) -> list[tuple[str, Statement]]:
    """What joined and what left, and how; what an outlet replaced, after what it now says."""
    kinds = {"came": change.came, "replaced": change.replaced, "passed": change.passed}
    return [(how, statement) for how, statements in kinds.items() for statement in statements]


def _because(change: Change, shares: Sequence[Share]) -> Cell:
    """What joined and left, with what it moved; at the end what the passing of time did."""
    moved = _moved(shares)
    lines = [
        Line(
            _told(how, s) + moved.get(s.id, ""),
            Tone.PLAIN if how == "came" else Tone.FAINT,
            s.url if how == "came" else None,
        )
        for how, s in _reasons(change)
    ]
    return (*lines, *(Line(text, Tone.FAINT) for text in _time(shares)))


def _told(how: str, statement: Statement) -> str:
    ruled_out = "not " if statement.polarity is Polarity.RULES_OUT else ""
    said = f"{statement.outlet}: {ruled_out}{quoted(statement.quote)}"
    return said if how == "came" else f"{how}: {said}"


def _moved(shares: Sequence[Share]) -> dict[int, str]:
    """What statements moved, by their ids; of several windows of an article it is told of the first."""
    return {s.id: f" ({signed(share.median)})" for share in shares for s in share.statements[:1]}


def _time(shares: Sequence[Share]) -> Iterator[str]:
    """What the passing of time moved, unless that is less than a day."""
    for share in shares:
        if share.outlet is None and round(share.median):
            yield f"time: {signed(share.median)}"


def _summary(consensus: Consensus | None) -> dict[str, str | int | None]:
    if consensus is None:
        return {"median": None, "low": None, "high": None, "voices": 0, "overdue": False}
    return {
        "median": iso(consensus.median),
        "low": iso(consensus.low),
        "high": iso(consensus.high),
        "voices": consensus.voices,
        "overdue": consensus.overdue,
    }


def _share(share: Share) -> Record:
    """Who moved the median and the interval's ends, in days; no outlet is the passing of time."""
    return {
        "outlet": share.outlet,
        "quotes": [statement.quote for statement in share.statements],
        "urls": [statement.url for statement in share.statements],
        "median": float(share.median),
        "low": float(share.low),
        "high": float(share.high),
    }


def _reason(how: str, statement: Statement) -> Record:
    return {"how": how, **statement_record(statement)}


def _flat(change: Change, shares: Sequence[Share]) -> Flat:
    before = {
        f"{name}_before": value
        for name, value in _summary(change.before).items()
        if name not in ("voices", "overdue")
    }
    moved = _moved(shares)
    because = [
        f"{_told(how, s)}{moved.get(s.id, '')} {stated(s.window, s.polarity)}{f' {s.url}' if s.url else ''}"
        for how, s in _reasons(change)
    ]
    return {
        "at": iso(change.at),
        **before,
        **_summary(change.after),
        "shift": change.shift,
        "because": "; ".join([*because, *_time(shares)]),
    }
