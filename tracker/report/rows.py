"""What is shown, whatever the format: a `Sheet` of rows, each as lines for people and as a record for programs.

Pure. Each subject's module makes its own sheets of the values below; each `as_*` module shows any sheet. Texts are
kept as they were read: every renderer escapes for its own format.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tracker.consensus import Consensus, Statement
from tracker.model import Polarity
from tracker.windows import Window

Scalar = str | int | float | bool | None
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]
Record = Mapping[str, Value]  # ready for JSON
Flat = Mapping[str, Scalar]  # ready for a row of CSV


class Tone(StrEnum):
    """What a line is, so that a renderer may set it apart."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    LATER = "later"
    EARLIER = "earlier"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell; `url` is where it can be checked."""

    text: str
    tone: Tone = Tone.PLAIN
    url: str | None = None


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one subject.

    Attributes:
        headers: one a column, for people.
        cells: the rows for people.
        records: the rows for programs. Not always as many: a row without data is no record.
        flat: the rows of CSV, all with the same keys.
        empty: the sentence for people where there are no rows.
        notes: sentences for people, below the rows.
        as_cards: whether a row has too much to stand in one line.
    """

    headers: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    records: tuple[Record, ...]
    flat: tuple[Flat, ...]
    empty: str
    notes: tuple[str, ...] = field(default=())
    as_cards: bool = False


def line(text: str | None, tone: Tone = Tone.PLAIN, url: str | None = None) -> Cell:
    """A cell of one line; of none where there is no text."""
    return (Line(text, tone, url),) if text else ()


def quoted(text: str) -> str:
    """An article's words, in quotation marks."""
    return f"“{text}”"


def days(window: Window) -> str:
    """A window's first and last day, ISO; a single day once; an open side in words."""
    if window.start is None:
        return "any day" if window.end is None else f"until {window.end}"
    if window.end is None:
        return f"from {window.start}"
    return str(window.start) if window.start == window.end else f"{window.start} to {window.end}"


def stated(window: Window, polarity: Polarity) -> str:
    """A window and what is said of it."""
    return f"not {days(window)}" if polarity is Polarity.RULES_OUT else days(window)


def signed(moved: Fraction | int) -> str:
    """Whole days that something moved: `+58 d` is later."""
    whole = round(moved)
    return f"+{whole} d" if whole > 0 else f"−{-whole} d" if whole else "0 d"


def shift_of(shift: int | None) -> Cell:
    """Days that something moved, toned; nothing where there is nothing to compare."""
    if shift is None:
        return ()
    return line(signed(shift), Tone.LATER if shift > 0 else Tone.EARLIER if shift else Tone.FAINT)


def expected(consensus: Consensus) -> str:
    """A consensus as its median and, in brackets, its 80 % interval; marked where every window has passed."""
    overdue = ", overdue" if consensus.overdue else ""
    return f"{consensus.median} ({interval(consensus)}{overdue})"


def interval(consensus: Consensus) -> str:
    """The 80 % interval; where it ends with the horizon, nobody knows that it ends there."""
    told = days(Window(consensus.low, consensus.high))
    return f"{told} or later" if consensus.high.toordinal() >= consensus.chances.last else told


def unexpected(at: dt.date, first_said: dt.date | None) -> str:
    """Why there is no consensus at the end of day `at`.

    Args:
        at: the day.
        first_said: the first day on which any window was predicted.
    """
    return (
        "nothing predicted yet"
        if first_said is None or at < first_said
        else "every predicted window has passed"
    )


def iso(day: dt.date | dt.datetime | None) -> str | None:
    """A day, or a moment of UTC to the second."""
    if isinstance(day, dt.datetime):
        return f"{day.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return None if day is None else day.isoformat()


def flattened(record: Record) -> Flat:
    """A record that holds no other records, for CSV: lists are joined by semicolons."""
    return {
        key: value if isinstance(value, Scalar) else "; ".join(map(str, value))
        for key, value in record.items()
    }


def statement_record(statement: Statement) -> Record:
    """What somebody said, for programs."""
    return {
        "outlet": statement.outlet,
        "quote": statement.quote,
        "url": statement.url,
        "said_on": iso(statement.said_on),
        "start": iso(statement.window.start),
        "stop": iso(statement.window.end),
        "stance": statement.stance,
        "polarity": statement.polarity,
    }
