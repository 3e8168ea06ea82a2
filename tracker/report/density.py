"""Where a forecast's chance lies, drawn in block characters: a picture for a terminal, plain text for a pipe. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from tracker.consensus import Chances

COLUMNS: Final = 72  # fits a terminal of 80
_ROWS: Final = 4
_MARGIN: Final = 4  # columns before the first chance: a sharp day stands out from nothing
_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_LEAST: Final = 0.0005  # of a column's chance: what is less is not drawn
_FROM, _TO = 0.025, 0.9  # late is late for years: with its last tenth there were nothing else to see
_DAY: Final = dt.timedelta(days=1)
_Column = tuple[dt.date, dt.date]


def density(chances: Chances) -> tuple[str, ...]:
    """The lines of the picture: higher is likelier; below, the 80 % interval and the median, their days, what a column is.

    No line where there is no chance to draw.
    """
    columns = _columns(chances)
    masses = [chances.by(last) - chances.by(first - _DAY) for first, last in columns]
    if max(masses, default=0) < _LEAST:
        return ()
    each = (columns[0][1] - columns[0][0]).days + 1
    return (
        *_bars(masses),
        _axis(chances, columns),
        _days(chances.day(0.5), columns),
        _caption(chances, columns[-1][1], each),
    )


def _columns(chances: Chances) -> list[_Column]:
    """The first and last day of each column, all as wide as the first; at least a day, at most up to the horizon."""
    begin, end = chances.day(_FROM).toordinal(), chances.day(_TO).toordinal()
    wide = -(-(end - begin + 1) // (COLUMNS - _MARGIN))
    first = max(begin - _MARGIN * wide, chances.at + 1)
    starts = range(first, min(first + COLUMNS * wide, chances.last + 1), wide)
    return [_column(start, min(start + wide - 1, chances.last)) for start in starts]


def _column(first: int, last: int) -> _Column:
    return dt.date.fromordinal(first), dt.date.fromordinal(last)


def _bars(masses: Sequence[float]) -> list[str]:
    """The rows, the highest first; what is not nothing is seen."""
    full, top = 8 * _ROWS, max(masses)
    heights = [0 if mass < _LEAST else max(round(mass / top * full), 1) for mass in masses]
    rows = ("".join(_BLOCKS[min(max(h - 8 * row, 0), 8)] for h in heights) for row in reversed(range(_ROWS)))
    return [row.rstrip() for row in rows]


def _axis(chances: Chances, columns: Sequence[_Column]) -> str:
    """A line with the ends of the 80 % interval, as far as they are on it, and the median."""
    known = ((0.1, "├"), (0.9, "┤"), (0.5, "┼"))  # the median last: where several are one column, it is shown
    days = ((chances.day(level), mark) for level, mark in known)
    marks = {_place(day, columns): mark for day, mark in days if day.toordinal() < chances.last}
    return "".join(marks.get(place, "─") for place in range(len(columns)))


def _place(day: dt.date, columns: Sequence[_Column]) -> int:
    """Which column a day is in."""
    return next((place for place, (_, last) in enumerate(columns) if day <= last), len(columns) - 1)


def _days(median: dt.date, columns: Sequence[_Column]) -> str:
    """The first and the last day, and where there is room between them the median, below its mark."""
    first, last = str(columns[0][0]), str(columns[-1][1])
    end = max(len(columns) - len(last), len(first) + 1)
    at = _place(median, columns) - len(first) // 2
    middle = f"{first:<{at}}{median}" if len(first) < at < end - len(last) else first
    return f"{middle:<{end}}{last}"


def _caption(chances: Chances, last: dt.date, each: int) -> str:
    rest = round(100 * (1 - chances.by(last)))
    behind = f"; {rest} % lies behind {last}" if rest else ""
    return (
        f"a column is {'a day' if each == 1 else f'{each} days'}; ├ ┤ the 80 % interval, ┼ the median{behind}"
    )
