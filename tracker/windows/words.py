"""Windows in English words that every reader understands, the grammar included: it reads them back to the same days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tracker.windows import calendar
from tracker.windows.calendar import Part, Season
from tracker.windows.window import Grain, Window


def words(window: Window) -> str:
    """Say a window: "late 2024", "Q3 2024", "14 March 2024", "not before May 2025", "between September 2024 and March 2025".

    A window open on both sides is "any day".
    """
    if window.start is None:
        return f"by {_day(window.end)}" if window.end else "any day"
    if window.end is None:
        return f"not before {_first(window.start)}"
    name = next((text for text, unit in _named(window.start) if unit == window), None)
    if name:
        return name
    months = window.start.day == 1 and calendar.month(window.end.year, window.end.month).end == window.end
    say = _month if months else _day
    return f"between {say(window.start)} and {say(window.end)}"


def _named(start: dt.date) -> Iterator[tuple[str, Window]]:
    """What has a name of its own and begins on a day, or in its year. Not winter: which one is meant hangs on the anchor."""
    year = start.year
    yield _day(start), Window(start, start, Grain.DAY)
    month = calendar.month(year, start.month)
    yield _month(start), month
    for part in (Part.EARLY, Part.MID, Part.LATE):
        yield f"{part} {_month(start)}", calendar.part(part, month) or month
        yield f"{part} {year}", calendar.part(part, calendar.year(year)) or month
    for season in (Season.SPRING, Season.SUMMER, Season.FALL):
        yield f"{season} {year}", calendar.season(year, season)
    for q in range(1, 5):
        yield f"Q{q} {year}", calendar.quarter(year, q)
    for h in (1, 2):
        yield f"H{h} {year}", calendar.half(year, h)
    yield str(year), calendar.year(year)


def _first(day: dt.date) -> str:
    """The shortest way to say from which day on."""
    if (day.month, day.day) == (1, 1):
        return str(day.year)
    return _month(day) if day.day == 1 else _day(day)


def _day(day: dt.date) -> str:
    return f"{day.day} {_month(day)}"


_MONTHS = "January February March April May June July August September October November December".split()


def _month(day: dt.date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"
