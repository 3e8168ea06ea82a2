"""What is written in digits alone: dates, months of a year, years with a slip of the fingers, decimals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from tracker.extract.engine import letter
from tracker.extract.scan import Meaning
from tracker.windows.expression import Context, Day, DayInDigits, Either, Expression, Unit, Year
from tracker.windows.window import Grain

D = TypeVar("D", Day, DayInDigits)

_LIKELY_YEARS = (1990, 2059)


def in_digits(piece: str) -> Meaning | None:
    """What a piece of text that begins with a digit says; None where it says nothing of time.

    A date in digits is ISO, with dots has the day first, and else is read as the page writes (the month first where it
    does not show).
    """
    for form, kind, read in _FORMS:
        if match := form.fullmatch(piece):
            value = read(*match.groups())
            return (letter(kind), value) if value is not None else None
    return None


def _iso(year: str, month: str, day: str) -> Day | None:
    return _possible(Day(int(month), int(day), Year(int(year))))


def _dotted(day: str, month: str, year: str) -> Day | None:
    return _possible(Day(int(month), int(day), Year(int(year))))


def _dashed(first: str, second: str, year: str) -> DayInDigits | None:
    said = int(year) if len(year) == 4 else 2000 + int(year)
    return _possible(DayInDigits(int(first), int(second), Year(said)))


def _possible(day: D) -> D | None:
    """The day, if some calendar has it."""
    return day if day.windows(Context(None)) else None


def _month(month: str, year: str) -> Unit:
    return Unit(Grain.MONTH, int(month), Year(int(year)))


def _year_and(year: str, number: str) -> Expression:
    """What 2024-10 says: a month; but 2011-12 are two years."""
    if int(number) == (int(year) + 1) % 100:
        return Either(Year(int(year)), Year(int(year) + 1))
    return _month(number, year)


def _struck_twice(piece: str) -> Year | None:
    """The year meant where one of its digits was struck twice ("20225")."""
    meant = (int(piece[:i] + piece[i + 1 :]) for i in range(4) if piece[i] == piece[i + 1])
    return next((Year(year) for year in meant if _LIKELY_YEARS[0] <= year <= _LIKELY_YEARS[1]), None)


_FORMS: tuple[tuple[re.Pattern[str], str, Callable[..., object]], ...] = tuple(
    (re.compile(form), kind, read)
    for form, kind, read in (
        (r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)", "day", _iso),
        (r"(\d\d?)\.(\d\d?)\.(\d{4})", "day", _dotted),
        (r"(\d\d?)[-/](\d\d?)[-/](\d{4}|\d\d)", "day", _dashed),
        (r"(0?[1-9]|1[0-2])/(\d{4})", "dated", _month),
        (r"(\d{4})-(0[1-9]|1[0-2])", "dated", _year_and),
        (r"(\d\.\d)", "count", float),
        (r"(\d{5})", "year", _struck_twice),
    )
)
