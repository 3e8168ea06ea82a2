"""What the parts of a time phrase mean together: builders of expressions for the rules. None refuses the match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tracker.windows.bounds import Bound, Side
from tracker.windows.calendar import Part, Season
from tracker.windows.expression import (
    Context,
    Day,
    Either,
    Expression,
    PartOf,
    ThatYear,
    Unit,
    Year,
    lacks_year,
)
from tracker.windows.relative import (
    Count,
    Deictic,
    Holding,
    LongWeekend,
    Measure,
    Reach,
    Span,
    StretchOf,
)
from tracker.windows.window import Grain

Counted = tuple[float, float, Measure]
"""Fewest, most, and the unit."""

SPANS = {Measure.DAY: Span.DAY, Measure.WEEK: Span.WEEK, Measure.MONTH: Span.MONTH}
WEEKS = {1: Part.FIRST_WEEK, 2: Part.SECOND_WEEK, 3: Part.THIRD_WEEK}
HALVES = {1: Part.FIRST_HALF, 2: Part.SECOND_HALF}
FEW = 4  # "within weeks", "in the coming weeks"


def day(month: int, number: int, year: Year | ThatYear | None = None) -> Day | None:
    """As in "March 14, 2024"; no such day of any month is refused."""
    return Day(month, number, year) if 1 <= number <= 31 else None


def days(month: int, first: int, last: int, year: Year | None) -> Either | None:
    """As in "June 5-7, 2024": one stretch."""
    return Either(Day(month, first, year), Day(month, last, year), hull=True) if first < last <= 31 else None


def unit(grain: Grain) -> Callable[..., Unit]:
    """A month, quarter, half, season or feast, with its year where that is said."""
    return lambda which, year=None: Unit(grain, which, year)


def nth(grain: Grain) -> Callable[..., Unit]:
    """As in "this spring", "next May"."""
    return lambda nth, which: Unit(grain, which, nth=nth)


def years(first: Year, second: Year) -> Either | None:
    """As in "2025-2026"; years in the wrong order are refused."""
    return Either(first, second) if (first.said or 0) < (second.said or 0) else None


def two_quarters(first: int, second: int, year: Year | None) -> Either | None:
    """As in "the third and fourth quarters of 2025"."""
    if not first < second <= 4:
        return None
    return Either(Unit(Grain.QUARTER, first, year), Unit(Grain.QUARTER, second, year))


def hull(first: Expression, second: Expression) -> Either:
    """Both, and all between them."""
    return Either(first, second, hull=True)


def stretch(first: Expression, second: Expression) -> Either | None:
    """As in "May - June"; "2026 - early summer" names the year of what follows."""
    return None if isinstance(first, Year) and lacks_year(second) else Either(first, second)


def joined(both: Expression) -> Either | None:
    """As in "between 2025-2027"; what joins nothing is refused."""
    return replace(both, hull=True) if isinstance(both, Either) else None


def from_to(first: Expression, second: Expression) -> Expression:
    """A stretch; but what goes back, "from August 1, 2022 to June 2, 2022", is moved there."""
    begun, ended = (one.windows(Context(None)) for one in (first, second))
    back = begun and ended and begun[0].start and ended[0].end and ended[0].end < begun[0].start
    return second if back else hull(first, second)


def hull_of_three(first: Expression, second: Expression, third: Expression) -> Either | None:
    """As in "August, September or October"; "2026, summer or fall" names the year of two alternatives."""
    return (
        None
        if isinstance(first, Year) and lacks_year(second)
        else Either(first, Either(second, third, hull=True), hull=True)
    )


def before(side: Side, whole: Expression) -> Bound:
    """Before X; but before the end of X is by X."""
    return Bound(Side.BY if isinstance(whole, PartOf) and whole.part is Part.END else side, whole)


def long_weekend(day: Expression, year: Year | None) -> LongWeekend | None:
    """As in "July 4th weekend 2025"."""
    return LongWeekend(replace(day, year=day.year or year)) if isinstance(day, Day) else None


def alike(first: Expression, second: Expression) -> Either | None:
    """Two years or two units of a kind; "2025, maybe March" is no alternative."""
    if type(first) is not type(second) or getattr(first, "grain", None) != getattr(second, "grain", None):
        return None
    return Either(first, second)


def parts(first: Part, second: Part, of: Expression) -> Either:
    """As in "mid-to-late 2025"."""
    return Either(PartOf(first, of), PartOf(second, of))


def season_part(part: tuple[Part, Season], year: Year | None = None) -> PartOf:
    """As in "midsummer 2025"."""
    return PartOf(part[0], Unit(Grain.SEASON, part[1], year))


def short_years(first: Year, second: int) -> Either | None:
    """Read a year and the last digits of the next: 2024-25."""
    year = first.said or 0
    return Either(first, Year(year + 1)) if second == (year + 1) % 100 else None


def reaching(reach: Reach) -> Callable[[Counted], Count]:
    """A count of units that means what `reach` says."""
    return lambda counted: Count(*counted, reach)


def counted_from(counted: Counted, since: Expression) -> Count:
    """As in "two weeks after October 1"."""
    return Count(*counted, Reach.IN, since)


def counted_back(counted: Counted, since: Expression) -> Count:
    """As in "a week before Halloween"."""
    low, high, measure = counted
    return Count(-high, -low, measure, Reach.IN, since)


def next_to(way: int) -> Callable[[Measure, Expression], Count]:
    """As in "the day after Thanksgiving"; before it where `way` is -1."""
    return lambda measure, since: Count(way, way, measure, Reach.IN, since)


def span(shift: int, measure: Measure) -> Deictic | None:
    """As in "this week", "next month"."""
    return Deictic(SPANS[measure], shift) if measure in SPANS else None


def few(reach: Reach) -> Callable[[Measure], Count]:
    """As in "within weeks", "in the coming months"."""
    return lambda measure: Count(FEW, FEW, measure, reach)


def start_of(ordinal: int, n: float | None, measure: Measure, of: Expression) -> StretchOf | None:
    """As in "the first two weeks of May"; other ordinals are refused."""
    return StretchOf(n or 1, measure, of) if ordinal == 1 else None


def end_of(n: float | None, measure: Measure, of: Expression) -> StretchOf:
    """As in "the last six months of 2025"."""
    return StretchOf(n or 1, measure, of, from_end=True)


def holding(span: Measure | Span, of: Expression) -> Holding | None:
    """As in "the week of June 24"."""
    at = Span.WEEK if span is Measure.WEEK else span
    return Holding(at, of) if isinstance(at, Span) else None


def winter(season: Season, first: Year, second: int) -> Either | None:
    """As in "winter 2024/25"."""
    year = first.said or 0
    if season is not Season.WINTER or second != (year + 1) % 100:
        return None
    return Either(Unit(Grain.MONTH, 12, first), Unit(Grain.MONTH, 2, Year(year + 1)), hull=True)


def fall_and_winter(first: Season, second: Season, year: Year) -> Either | None:
    """Fall and winter 2025 are one stretch, whenever it is said; a lone winter 2025 may be the one before."""
    if (first, second) != (Season.FALL, Season.WINTER):
        return None
    following = Year(year.said + 1) if year.said else Year(shift=year.shift + 1)
    return Either(Unit(Grain.SEASON, first, year), Unit(Grain.MONTH, 2, following), hull=True)


def nothing(*_: object) -> tuple[()]:
    """For what is read only so that it is not read as something else."""
    return ()


def years_and_months(years: float, first: Measure, months: float, second: Measure) -> Counted | None:
    """As in "a year and three months"."""
    if (first, second) != (Measure.YEAR, Measure.MONTH):
        return None
    return (12 * years + months, 12 * years + months, second)


def half_a(measure: Measure) -> Counted:
    """As in "half a year", which is six months; any other half unit is half a month."""
    return (6, 6, Measure.MONTH) if measure is Measure.YEAR else (15, 15, Measure.DAY)


def itself(value: object) -> object:
    """What was said, in another role."""
    return value


ENDS = {Part.START, Part.END}
LONE_PARTS = {Part.FIRST_HALF: Unit(Grain.HALF, 1), Part.SECOND_HALF: Unit(Grain.HALF, 2)}
