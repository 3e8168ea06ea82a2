"""Windows in the Extended Date/Time Format (ISO 8601-2:2019), which they are printed in and read back from.

A day, month or year stands for itself; the codes 21-23 are spring, summer and autumn, 33-36 the quarters, 40 and 41 the
halves of a year; `A/B` is an interval and `..` an open side. A winter spans two years and is printed as its months.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from tracker.windows import calendar
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR, Season
from tracker.windows.window import Grain, Window

OPEN = ".."

_CODES: dict[int, Callable[[int], Window]] = {
    21: lambda y: calendar.season(y, Season.SPRING),
    22: lambda y: calendar.season(y, Season.SUMMER),
    23: lambda y: calendar.season(y, Season.FALL),
    24: lambda y: calendar.season(y, Season.WINTER),
    **{32 + q: (lambda y, q=q: calendar.quarter(y, q)) for q in range(1, 5)},  # type: ignore[misc]
    **{39 + h: (lambda y, h=h: calendar.half(y, h)) for h in (1, 2)},  # type: ignore[misc]
    **{m: (lambda y, m=m: calendar.month(y, m)) for m in range(1, 13)},  # type: ignore[misc]
}
_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def to_edtf(window: Window) -> str:
    """The shortest form: `2024-35`, `2024-09/2025-02`, `2025-01-01/..`."""
    if window.start is not None and window.end is not None:
        if window.start == window.end:
            return str(window.start)
        unit = next((text for text, unit in _units(window.start.year) if unit == window), None)
        if unit:
            return unit
        whole_months = (
            window.start.day == 1 and calendar.month(window.end.year, window.end.month).end == window.end
        )
        return "/".join(str(day)[: 7 if whole_months else 10] for day in (window.start, window.end))
    return f"{window.start or OPEN}/{window.end or OPEN}"


def from_edtf(text: str) -> Window:
    """Read what `to_edtf` writes, and any other date, code or interval of these.

    Raises:
        ValueError: a sentence for the user, where it is none.
    """
    first, slash, last = text.strip().partition("/")
    try:
        if not slash:
            return _read(first)
        start = None if first == OPEN else _read(first).start
        end = None if last == OPEN else _read(last).end
        return Window(start, end)
    except (ValueError, KeyError) as error:
        raise ValueError(
            f"{text!r} is no window: write it like 2024-09, 2024-35, 2023-09/2024-04 or ../2024-05"
        ) from error


def _units(year: int) -> Iterator[tuple[str, Window]]:
    """The units that begin in a year, with their codes; the winter is none of them."""
    for code, unit in _CODES.items():
        if code != 24:
            yield f"{year}-{code:02}", unit(year)
    yield str(year), calendar.year(year)


def _read(text: str) -> Window:
    written = _WRITTEN.fullmatch(text)
    if written is None or not FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        raise ValueError(text)
    year, code, day = int(written[1]), written[2], written[3]
    if code is None:
        return calendar.year(year)
    if day is None:
        return _CODES[int(code)](year)
    at = dt.date(year, int(code), int(day))
    return Window(at, at, Grain.DAY)
