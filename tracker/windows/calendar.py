"""Calendar units as windows: years, quarters, seasons, feasts and their parts. Pure.

The conventions are the project's own (README, "How a phrase becomes a window"): thirds of a year are four months long, a
month's parts are days 1-10, 11-20 and 21 to the last, seasons are the meteorological ones of the northern hemisphere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import MO, TH, relativedelta

from tracker.windows.window import Grain, Window

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that are read as years; what lies outside is some other number."""


class Part(StrEnum):
    """A stretch of a unit."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    START = "start"
    END = "end"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    FIRST_WEEK = "first week"
    SECOND_WEEK = "second week"
    THIRD_WEEK = "third week"
    LAST_WEEK = "last week"


class Season(StrEnum):
    """A quarter of the year by its weather."""

    SPRING = "spring"
    SUMMER = "summer"
    FALL = "fall"
    WINTER = "winter"


class Feast(StrEnum):
    """A feast or selling season that stands for a date."""

    VALENTINE = "Valentine's Day"
    LUNAR_NEW_YEAR = "Lunar New Year"
    EASTER = "Easter"
    HALLOWEEN = "Halloween"
    MEMORIAL_DAY = "Memorial Day"
    LABOR_DAY = "Labor Day"
    THANKSGIVING = "Thanksgiving"
    BLACK_FRIDAY = "Black Friday"
    CHRISTMAS = "Christmas"
    HOLIDAYS = "holidays"


def year(y: int) -> Window:
    """1 January to 31 December."""
    return Window(dt.date(y, 1, 1), dt.date(y, 12, 31), Grain.YEAR)


@lru_cache(maxsize=4096)  # texts say the same few months over and over
def months(y: int, first: int, count: int, grain: Grain) -> Window:
    """`count` whole months from month `first` (1-12) of year `y`."""
    years, month_ = divmod(first + count - 1, 12)
    return Window(dt.date(y, first, 1), dt.date(y + years, month_ + 1, 1) - dt.timedelta(days=1), grain)


def month(y: int, m: int) -> Window:
    """A month's first to its last day."""
    return months(y, m, 1, Grain.MONTH)


def quarter(y: int, q: int) -> Window:
    """The calendar quarter 1-4."""
    return months(y, 3 * q - 2, 3, Grain.QUARTER)


def half(y: int, h: int) -> Window:
    """The half 1 or 2 of a year."""
    return months(y, 6 * h - 5, 6, Grain.HALF)


_SEASON_STARTS = {Season.SPRING: 3, Season.SUMMER: 6, Season.FALL: 9, Season.WINTER: 12}
_ANIME_SEASON_STARTS = {Season.WINTER: 1, Season.SPRING: 4, Season.SUMMER: 7, Season.FALL: 10}


def season(y: int, s: Season, *, anime: bool = False) -> Window:
    """The season that starts in year `y`; for anime the broadcast quarter of that name."""
    starts = _ANIME_SEASON_STARTS if anime else _SEASON_STARTS
    return months(y, starts[s], 3, Grain.SEASON)


def _day(month_: int, day_: int) -> Callable[[int], dt.date]:
    return lambda y: dt.date(y, month_, day_)


def _thanksgiving(y: int) -> dt.date:
    """The fourth Thursday of November (United States)."""
    return dt.date(y, 11, 1) + relativedelta(weekday=TH(+4))


@cache
def _lunar_new_year(y: int) -> dt.date | None:
    # Imported here, as it takes a fifth of a second. Malaysia's list names the day itself, 1952-2100.
    from holidays import country_holidays

    named = country_holidays("MY", years=y, language="en_US").get_named("Chinese New Year")
    return min(named, default=None)


_FEAST_DAYS: dict[Feast, Callable[[int], dt.date | None]] = {
    Feast.VALENTINE: _day(2, 14),
    Feast.LUNAR_NEW_YEAR: _lunar_new_year,
    Feast.EASTER: easter,
    Feast.HALLOWEEN: _day(10, 31),
    Feast.MEMORIAL_DAY: lambda y: dt.date(y, 5, 31) + relativedelta(weekday=MO(-1)),
    Feast.LABOR_DAY: lambda y: dt.date(y, 9, 1) + relativedelta(weekday=MO(+1)),
    Feast.THANKSGIVING: _thanksgiving,
    Feast.BLACK_FRIDAY: lambda y: _thanksgiving(y) + dt.timedelta(days=1),
    Feast.CHRISTMAS: _day(12, 25),
}


def feast_day(y: int, f: Feast) -> dt.date | None:
    """The day of a feast in year `y`; None for a selling season, and for a Lunar New Year beyond the tables."""
    at = _FEAST_DAYS.get(f)
    return at(y) if at else None


def feast(y: int, f: Feast) -> Window:
    """The days that a feast stands for: its day, all December for Christmas, November and December for the holidays."""
    if f is Feast.HOLIDAYS:
        return months(y, 11, 2, Grain.SPAN)
    if f is Feast.CHRISTMAS:
        return Window(dt.date(y, 12, 1), dt.date(y, 12, 31), Grain.SPAN)
    day = feast_day(y, f)
    if day is None:  # a Lunar New Year: it always falls between these two
        return Window(dt.date(y, 1, 21), dt.date(y, 2, 20))
    return Window(day, day, Grain.DAY)


_YEAR_PARTS = {  # first month, number of months
    Part.EARLY: (1, 4),
    Part.MID: (5, 4),
    Part.LATE: (9, 4),
    Part.START: (1, 3),
    Part.END: (10, 3),
    Part.FIRST_HALF: (1, 6),
    Part.SECOND_HALF: (7, 6),
}
_MONTH_PARTS = {  # first day, last day; 31 stands for the month's last
    Part.EARLY: (1, 10),
    Part.MID: (11, 20),
    Part.LATE: (21, 31),
    Part.START: (1, 10),
    Part.END: (21, 31),
    Part.FIRST_HALF: (1, 15),
    Part.SECOND_HALF: (16, 31),
    Part.FIRST_WEEK: (1, 7),
    Part.SECOND_WEEK: (8, 14),
    Part.THIRD_WEEK: (15, 21),
}
_FRACTIONS = {  # of a unit for which nothing finer is said: where it starts and ends, in sixths
    Part.EARLY: (0, 2),
    Part.MID: (2, 4),
    Part.LATE: (4, 6),
    Part.START: (0, 2),
    Part.END: (4, 6),
    Part.FIRST_HALF: (0, 3),
    Part.SECOND_HALF: (3, 6),
}


def part(which: Part, of: Window) -> Window | None:
    """A part of a unit; None where the unit has no such part (a week of an open window, the third week of a year)."""
    if of.start is None or of.end is None:
        return None
    if which is Part.LAST_WEEK:
        return Window(of.end - dt.timedelta(days=6), of.end, Grain.WEEK, of.implied)
    if of.grain is Grain.YEAR and which in _YEAR_PARTS:
        first, count = _YEAR_PARTS[which]
        return months(of.start.year, first, count, Grain.SPAN).marked(of.implied)
    if of.grain is Grain.MONTH and which in _MONTH_PARTS:
        low, high = _MONTH_PARTS[which]
        return Window(
            of.start.replace(day=low),
            min(of.end, of.start + dt.timedelta(days=high - 1)),
            Grain.SPAN,
            of.implied,
        )
    if which not in _FRACTIONS:
        return None
    low, high = _FRACTIONS[which]
    start, end = _sixths(of.start, of.end, low), _sixths(of.start, of.end, high) - dt.timedelta(days=1)
    return Window(start, max(start, end), Grain.SPAN, of.implied)


def _sixths(start: dt.date, end: dt.date, n: int) -> dt.date:
    """The day after `n` sixths of a stretch: whole months where it has them (a quarter's thirds), else days."""
    total = (end.year - start.year) * 12 + end.month - start.month + 1
    if total > 1 and start.day == 1 and total * n % 6 == 0:
        return start + relativedelta(months=total * n // 6)
    return start + dt.timedelta(days=((end - start).days + 1) * n // 6)
