"""The rules of the grammar, in order: how words of time are put together, and what the whole says.

The order is the grammar: units find their year before parts take units, parts before alternatives join them, alternatives
before bounds open them. A rule's name is what `--why` shows. Patterns are explained in `engine`; the words belong to a
language (`english`), the rules to all that put them in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tracker.extract.engine import Grammar, rule
from tracker.windows.bounds import Bound, Side
from tracker.windows.calendar import Feast, Part, Season
from tracker.windows.expression import (
    Day,
    Either,
    Expression,
    PartOf,
    RestOf,
    Said,
    ThatYear,
    Unit,
    Year,
)
from tracker.windows.fiscal import Fiscal, FiscalYear
from tracker.windows.relative import (
    Count,
    DayOf,
    Deictic,
    Holding,
    LongWeekend,
    Measure,
    NthWeekday,
    Reach,
    SaidSpan,
    Span,
    StretchOf,
    Weekday,
    WeekdayBeside,
)
from tracker.windows.window import Grain

Counted = tuple[float, float, Measure]

GROUPS = {
    "any": "year|rel_year|unit|dated|day|stretch|moment",  # whatever has a window
    "whole": "year|rel_year|unit|dated|stretch",  # what has parts
    "said_year": "year|rel_year",
    "ordinal": "ordinal|nth",
    "unsure_month": "maybe_month|short_month",
    "n": "number|count|one",
    "units": "measure|measures",
    "filler": "the|one|in|for|hedge|maybe|or_so|around|of|comma",
    "in": "in|for",
    "inside": "in",
    "hedge": "hedge|maybe|or_so",
    "or": "or|slash",
    # What stands before a word that is also a verb or a name, where it is a time.
    "beside": "in|for|of|by|before|after|until|between|from|moved_from|part|this|coming|not_before|later|last|as_early_as|around|arrives|hence",
    "into": "in|for|the|one|hedge|maybe|or_so|as_late_as|around",
}
_SPANS = {Measure.DAY: Span.DAY, Measure.WEEK: Span.WEEK, Measure.MONTH: Span.MONTH}
_WEEKS = {1: Part.FIRST_WEEK, 2: Part.SECOND_WEEK, 3: Part.THIRD_WEEK}
_HALVES = {1: Part.FIRST_HALF, 2: Part.SECOND_HALF}
_FEW = 4  # "within weeks", "in the coming weeks"


def _day(month: int, number: int, year: Year | ThatYear | None = None) -> Day | None:
    return Day(month, number, year) if 1 <= number <= 31 else None


def _days(month: int, first: int, last: int, year: Year | None) -> Either | None:
    return Either(Day(month, first, year), Day(month, last, year), hull=True) if first < last <= 31 else None


def _unit(grain: Grain) -> Callable[..., Unit]:
    return lambda which, year=None: Unit(grain, which, year)


def _nth(grain: Grain) -> Callable[..., Unit]:
    return lambda nth, which: Unit(grain, which, nth=nth)


def _years(first: Year, second: Year) -> Either | None:
    return Either(first, second) if (first.said or 0) < (second.said or 0) else None


def _two_quarters(first: int, second: int, year: Year | None) -> Either | None:
    if not first < second <= 4:
        return None
    return Either(Unit(Grain.QUARTER, first, year), Unit(Grain.QUARTER, second, year))


def _hull(first: Expression, second: Expression) -> Either:
    return Either(first, second, hull=True)


def _hull_of_three(first: Expression, second: Expression, third: Expression) -> Either:
    return Either(first, Either(second, third, hull=True), hull=True)


def _before(side: Side, whole: Expression) -> Bound:
    """Before X; but before the end of X is by X."""
    return Bound(Side.BY if isinstance(whole, PartOf) and whole.part is Part.END else side, whole)


def _long_weekend(day: Expression, year: Year | None) -> LongWeekend | None:
    return LongWeekend(replace(day, year=day.year or year)) if isinstance(day, Day) else None


def _alike(first: Expression, second: Expression) -> Either | None:
    """Two years or two units of a kind; "2025, maybe March" is no alternative."""
    if type(first) is not type(second) or getattr(first, "grain", None) != getattr(second, "grain", None):
        return None
    return Either(first, second)


def _parts(first: Part, second: Part, of: Expression) -> Either:
    return Either(PartOf(first, of), PartOf(second, of))


def _season_part(part: tuple[Part, Season], year: Year | None = None) -> PartOf:
    return PartOf(part[0], Unit(Grain.SEASON, part[1], year))


def _short_years(first: Year, second: int) -> Either | None:
    """Read a year and the last digits of the next: 2024-25."""
    year = first.said or 0
    return Either(first, Year(year + 1)) if second == (year + 1) % 100 else None


def _reaching(reach: Reach) -> Callable[[Counted], Count]:
    return lambda counted: Count(*counted, reach)


def _counted_from(counted: Counted, since: Expression) -> Count:
    return Count(*counted, Reach.IN, since)


def _counted_back(counted: Counted, since: Expression) -> Count:
    low, high, measure = counted
    return Count(-high, -low, measure, Reach.IN, since)


def _next_to(way: int) -> Callable[[Measure, Expression], Count]:
    return lambda measure, since: Count(way, way, measure, Reach.IN, since)


def _span(shift: int, measure: Measure) -> Deictic | None:
    return Deictic(_SPANS[measure], shift) if measure in _SPANS else None


def _few(reach: Reach) -> Callable[[Measure], Count]:
    return lambda measure: Count(_FEW, _FEW, measure, reach)


def _start_of(ordinal: int, n: float | None, measure: Measure, of: Expression) -> StretchOf | None:
    return StretchOf(n or 1, measure, of) if ordinal == 1 else None


def _end_of(n: float | None, measure: Measure, of: Expression) -> StretchOf:
    return StretchOf(n or 1, measure, of, from_end=True)


def _holding(span: Measure | Span, of: Expression) -> Holding | None:
    at = Span.WEEK if span is Measure.WEEK else span
    return Holding(at, of) if isinstance(at, Span) else None


def _winter(season: Season, first: Year, second: int) -> Either | None:
    year = first.said or 0
    if season is not Season.WINTER or second != (year + 1) % 100:
        return None
    return Either(Unit(Grain.MONTH, 12, first), Unit(Grain.MONTH, 2, Year(year + 1)), hull=True)


def _fall_and_winter(first: Season, second: Season, year: Year) -> Either | None:
    """Fall and winter 2025 are one stretch, whenever it is said; a lone winter 2025 may be the one before."""
    if (first, second) != (Season.FALL, Season.WINTER):
        return None
    following = Year(year.said + 1) if year.said else Year(shift=year.shift + 1)
    return Either(Unit(Grain.SEASON, first, year), Unit(Grain.MONTH, 2, following), hull=True)


def _nothing(*_: object) -> tuple[()]:
    """For what is read only so that it is not read as something else."""
    return ()


def _years_and_months(years: float, first: Measure, months: float, second: Measure) -> Counted | None:
    if (first, second) != (Measure.YEAR, Measure.MONTH):
        return None
    return (12 * years + months, 12 * years + months, second)


def _half_a(measure: Measure) -> Counted:
    return (6, 6, Measure.MONTH) if measure is Measure.YEAR else (15, 15, Measure.DAY)


def _itself(value: object) -> object:
    return value


_ENDS = {Part.START, Part.END}
_LONE_PARTS = {Part.FIRST_HALF: Unit(Grain.HALF, 1), Part.SECOND_HALF: Unit(Grain.HALF, 2)}

_TABLE: tuple[tuple[str, str, str, Callable[..., object]], ...] = (
    # What looks like a year and is none.
    ("a price", "currency YEAR|NUMBER", "past", _nothing),
    ("copyright", "copyright YEAR dash? YEAR?", "past", _nothing),
    ("a number of something", "numbered YEAR|NUMBER", "past", _nothing),
    # Words that are also verbs, nouns and names are months, seasons and weekdays only in company.
    ("month in company", "beside|or|ordinal|dash|one < UNSURE_MONTH",
     "month", _itself),
    ("month with its day or year", "UNSURE_MONTH > quarter_word|number|ordinal|year|dot|or|of|this|release", "month", _itself),
    ("month and the nth", "UNSURE_MONTH > the ordinal", "month", _itself),
    ("month moved to", "moved to < UNSURE_MONTH", "month", _itself),
    ("month after another", "month and|to|comma < UNSURE_MONTH", "month", _itself),
    ("month before another", "UNSURE_MONTH > and|to|comma|dash month|unsure_month", "month", _itself),
    ("day of a month in company", "number < UNSURE_MONTH", "month", _itself),
    ("season with the year's word", "MAYBE_SEASON > of|in year|this|the|that", "season", _itself),
    ("a fall of something", "MAYBE_SEASON of|from", "past", _nothing),
    ("season in company", "beside|the|that < MAYBE_SEASON",
     "season", _itself),
    ("season with its year", "MAYBE_SEASON > year|release", "season", _itself),
    ("season before another", "MAYBE_SEASON > or|dash|to season", "season", _itself),
    ("season after another", "season|year or|dash|to < MAYBE_SEASON", "season", _itself),
    ("weekday in company", "beside|or|ordinal < MAYBE_WEEKDAY", "weekday", _itself),
    ("weekday with its day", "MAYBE_WEEKDAY > dot? comma? unsure_month|month|number|ordinal|before|after", "weekday", _itself),
    ("an idiom", "IDIOM", "past", _nothing),
    # Years.
    ("within a year or so", "within|over the? THIS|COMING year_word", "stretch", lambda at: RestOf(Year()) if at == 0 else Count(1, 1, Measure.YEAR, Reach.WITHIN)),
    ("within the next year or so", "in? the? this|coming year_word or_so", "stretch", lambda: Count(1, 1, Measure.YEAR, Reach.WITHIN)),
    ("within a year or two", "in? the? this|coming year_word or NUMBER|COUNT", "stretch", lambda n: Count(n, n, Measure.YEAR, Reach.WITHIN)),
    ("within the year", "within the year_word", "stretch", lambda: RestOf(Year())),
    ("within the month or week", "within the MEASURE", "stretch", lambda m: RestOf(Deictic(_SPANS[m], 0)) if m in _SPANS else None),
    ("this year or next", "the? THIS year_word or THIS", "dated", lambda a, b: Either(Year(shift=a), Year(shift=b)) if a < b else None),
    ("this or next year", "the? THIS the? year_word possessive?", "rel_year", lambda shift: Year(shift=shift)),
    ("the coming year", "the? COMING year_word", "rel_year", lambda _: Year(shift=1)),
    ("that year", "the? that year_word", "rel_year", ThatYear),
    ("the year of that number", "the? year_word YEAR", "year", _itself),
    ("the year", "of|in|part|by|before|after|until|dash|throughout|later < the year_word", "rel_year", Year),
    # Days.
    ("days of a month", "MONTH dot? NUMBER|ORDINAL dash|or|to NUMBER|ORDINAL comma? of? YEAR?", "day", _days),
    ("days of a month, first said", "between? the? NUMBER|ORDINAL dash|or|to|and the? NUMBER|ORDINAL of? MONTH comma? of? YEAR?", "day",
     lambda a, b, m, y: _days(m, a, b, y)),
    ("day-month-year", "NUMBER dash MONTH dash YEAR", "day", lambda d, m, y: _day(m, d, y)),
    ("day with a name", "MONTH_DAY comma? of? SAID_YEAR?", "day", lambda at, y: Day(at[0], at[1], y)),
    ("weekday, month, day, year", "weekday? dot? comma? MONTH dot? comma? the? NUMBER|ORDINAL comma? of? SAID_YEAR", "day", _day),
    ("day, month, year", "weekday? dot? comma? the? NUMBER|ORDINAL of? MONTH dot? comma? of? SAID_YEAR", "day", lambda d, m, y: _day(m, d, y)),
    ("weekday, month, day", "weekday? dot? comma? MONTH dot? comma? the? NUMBER|ORDINAL", "day", _day),
    ("day, month", "weekday? dot? comma? the? NUMBER|ORDINAL of? MONTH", "day", lambda d, m: _day(m, d)),
    ("weekday of a day", "weekday dot? comma? DAY", "day", _itself),
    ("long weekend of a day", "DAY weekend of? SAID_YEAR?", "dated", _long_weekend),
    ("week of a day", "the? MEASURE|WEEKEND of DAY", "stretch", _holding),
    ("year of a day", "said_year in DAY", "day", _itself),
    ("nth of that month", "the? ORDINAL of that MEASURE", "day", lambda n, m: DayOf(n, SaidSpan(Span.MONTH)) if m is Measure.MONTH else None),
    ("nth of this or next month", "the? ORDINAL of THIS MEASURE", "day", lambda n, at, m: DayOf(n, Deictic(Span.MONTH, at)) if m is Measure.MONTH else None),
    ("that month or day", "that MEASURE", "stretch", lambda m: SaidSpan(_SPANS[m]) if m in (Measure.MONTH, Measure.DAY) else None),
    ("the nth", "beside|comma|to|arrives < the NTH", "day", DayOf),
    # Units with their year, then without.
    ("ordinal month of a year", "the? ORDINAL MEASURE of the? SAID_YEAR", "dated",
     lambda n, m, y: Unit(Grain.MONTH, n, y) if m is Measure.MONTH and n <= 12 else None),
    ("one month or, said aside, another", "MONTH dash or MONTH dash SAID_YEAR", "dated",
     lambda a, b, y: Either(Unit(Grain.MONTH, a), Unit(Grain.MONTH, b, y))),
    ("month of a year", "MONTH dot? comma? of? in? the? SAID_YEAR", "dated", _unit(Grain.MONTH)),
    ("winter over two whole years", "SEASON of? YEAR dash|or YEAR", "dated", lambda s, a, b: _winter(s, a, (b.said or 0) % 100)),
    ("winter over two years", "SEASON YEAR dash|or NUMBER", "dated", _winter),
    ("year and season", "YEAR dash? SEASON", "dated", lambda y, s: Unit(Grain.SEASON, s, y)),
    ("fall and winter of a year", "SEASON or|and|dash|to+ SEASON of? the? SAID_YEAR", "dated", _fall_and_winter),
    ("season of a year", "SEASON comma? dash? of? in? SAID_YEAR", "dated", _unit(Grain.SEASON)),
    ("part of a season of a year", "SEASON_PART of? in? SAID_YEAR", "dated", _season_part),
    ("long weekend", "FEAST weekend of? SAID_YEAR?", "dated", lambda f, y: LongWeekend(Unit(Grain.SPAN, f, y))),
    ("feast of a year", "FEAST comma? of? in? SAID_YEAR", "dated", _unit(Grain.SPAN)),
    ("year and feast", "SAID_YEAR possessive? FEAST", "dated", lambda y, f: Unit(Grain.SPAN, f, y)),
    ("two quarters", "the? ORDINAL and|or|dash|to ORDINAL quarter_word of? SAID_YEAR?", "dated", _two_quarters),
    ("quarter that ends in a month", "MONTH quarter_word", "quarter", lambda m: m // 3 if m % 3 == 0 else None),
    ("final quarter", "the? last quarter_word", "quarter", lambda: 4),
    ("ordinal quarter", "the? ORDINAL dash? the? quarter_word", "quarter", lambda n: n if n <= 4 else None),
    ("ordinal fiscal quarter", "the? ORDINAL fiscal quarter_word of? SAID_YEAR?", "stretch", lambda n, y: Fiscal(y or Year(), n) if n <= 4 else None),
    ("fiscal quarter", "fiscal QUARTER of? YEAR?", "stretch", lambda q, y: Fiscal(y, q)),
    ("quarter of a fiscal year", "QUARTER of? the? THIS? fiscal year_word? YEAR?", "stretch", lambda q, n, y: Fiscal(y or Year(shift=n or 0), q)),
    ("quarter of a year", "QUARTER hedge? comma? dash|slash? of? in? the? SAID_YEAR", "dated", _unit(Grain.QUARTER)),
    ("year and quarter", "SAID_YEAR possessive? dash? QUARTER", "dated", lambda y, q: Unit(Grain.QUARTER, q, y)),
    ("half of a year", "HALF comma? dash? of? in? the? SAID_YEAR", "dated", _unit(Grain.HALF)),
    ("year and half", "SAID_YEAR possessive? dash? HALF", "dated", lambda y, h: Unit(Grain.HALF, h, y)),
    ("half with its release", "HALF > release", "unit", _unit(Grain.HALF)),
    ("two headings", "HALF and HALF", "past", _nothing),
    ("something called a half", "one|the HALF", "past", _nothing),
    ("half of a year in one word", "YEAR_HALF", "dated", _itself),
    ("last half", "the? last half_word", "part", lambda: Part.SECOND_HALF),
    ("ordinal half", "the? ORDINAL dash? half_word", "part", _HALVES.get),
    ("ordinal week", "the? ORDINAL MEASURE of|in", "part", lambda n, m: _WEEKS.get(n) if m is Measure.WEEK else None),
    ("this season", "THIS SEASON possessive?", "dated", _nth(Grain.SEASON)),
    ("this month of that name", "THIS MONTH", "dated", _nth(Grain.MONTH)),
    ("this feast", "THIS FEAST", "dated", _nth(Grain.SPAN)),
    ("the coming season", "coming SEASON", "unit", _unit(Grain.SEASON)),
    ("the coming month of that name", "coming MONTH", "unit", _unit(Grain.MONTH)),
    ("the coming feast", "coming FEAST", "unit", _unit(Grain.SPAN)),
    ("this weekday", "this? coming WEEKDAY", "stretch", Weekday),
    ("this or next weekday", "THIS WEEKDAY", "stretch", lambda n, w: Weekday(w, following=n == 1)),
    ("weekend", "THIS WEEKEND", "stretch", lambda n, _: Deictic(Span.WEEKEND, n)),
    ("the weekend", "the|coming weekend", "stretch", lambda: Deictic(Span.WEEKEND, 0)),
    ("named for a month or season", "MONTH|SEASON named_for", "past", _nothing),
    ("this quarter", "THIS quarter_word", "stretch", lambda n: Deictic(Span.QUARTER, n)),
    ("this month or week", "THIS MEASURE possessive?", "stretch", _span),
    ("the month or week", "part of < the MEASURE", "stretch", lambda m: _span(0, m) if m is not Measure.DAY else None),
    ("this time next year", "this_time_next_year", "stretch", lambda: Deictic(Span.MONTH, 12)),
    ("today", "TODAY", "moment", lambda n: Deictic(Span.DAY, n)),
    ("month, abbreviated, and another", "MONTH dot > and|or|dash|to", "unit", _unit(Grain.MONTH)),
    ("month", "MONTH", "unit", _unit(Grain.MONTH)),
    ("summer of something", "SEASON of", "past", _nothing),
    ("season", "SEASON", "unit", _unit(Grain.SEASON)),
    ("part of a season", "SEASON_PART", "unit", _season_part),
    ("quarter", "QUARTER", "unit", _unit(Grain.QUARTER)),
    ("half", "HALF", "unit", _unit(Grain.HALF)),
    ("feast with its release", "FEAST > release", "unit", _unit(Grain.SPAN)),
    ("feast", "beside|or|and|the < FEAST", "unit", _unit(Grain.SPAN)),
    ("nth weekday of a month", "the? ORDINAL WEEKDAY of|in DATED|UNIT", "day", NthWeekday),
    ("last weekday of a month", "the? last WEEKDAY of|in DATED|UNIT", "day", lambda w, month: NthWeekday(-1, w, month)),
    ("weekday before another day", "the? WEEKDAY before ANY|FEAST", "day", lambda w, e: WeekdayBeside(w, -1, e if not isinstance(e, Feast) else Unit(Grain.SPAN, e))),
    ("weekday after another day", "the? WEEKDAY after ANY|FEAST", "day", lambda w, e: WeekdayBeside(w, 1, e if not isinstance(e, Feast) else Unit(Grain.SPAN, e))),
    ("weekday", "WEEKDAY", "stretch", Weekday),
    # Parts.
    ("years joined", "YEAR dash|to YEAR", "dated", _years),
    ("year and the next", "YEAR dash|or NUMBER", "dated", _short_years),
    ("said twice", "PART comma part > year|rel_year|unit|dated|stretch", "part", _itself),
    ("end of a year in letters", "PART_OF_YEAR of? SAID_YEAR?", "dated", lambda p, y: PartOf(p, y or Year())),
    ("its start or end", "UNIT|DATED|SAID_YEAR possessive PART", "dated", lambda u, p: PartOf(p, u) if p in _ENDS else None),
    ("part of the month under way", "PART dash? MEASURE", "dated", lambda p, m: PartOf(p, Deictic(Span.MONTH, 0)) if m is Measure.MONTH else None),
    ("year-end of a year", "SAID_YEAR year_word dash? PART", "dated", lambda y, p: PartOf(p, y)),
    ("year-end", "year_word possessive? dash? PART SAID_YEAR?", "dated", lambda p, y: PartOf(p, y or Year())),
    ("two parts of one unit", "PART dash|or|to+ filler* PART dash? of? in? the? WHOLE", "dated", _parts),
    ("part of a unit", "the? PART dash? of? in? the? WHOLE", "dated", PartOf),
    ("start of a unit", "the? ORDINAL N? UNITS of the? WHOLE", "dated", _start_of),
    ("end of a unit", "the? last N? UNITS of the? WHOLE", "dated", _end_of),
    ("mid-year", "PART dash? year_word SAID_YEAR?", "dated", lambda p, y: PartOf(p, y or Year())),
    ("half, unsaid of what", "in|the|of|by|until|before < PART", "unit", _LONE_PARTS.get),
    ("later in a unit", "later in? the? SAID_YEAR|STRETCH|DATED|UNIT", "stretch", RestOf),
    ("rest of the month or week", "the? rest|later of|in the MEASURE", "stretch", lambda m: RestOf(Deictic(_SPANS[m], 0)) if m in _SPANS else None),
    ("rest of a unit", "the? rest of the? SAID_YEAR|STRETCH|DATED|UNIT", "stretch", RestOf),
    # Counts.
    ("ago", "N UNITS|YEAR_WORD ago", "past", _nothing),
    ("last", "last units|year_word|season|month|unit|stretch|weekend", "past", _nothing),
    ("year as a measure", "number|count|one|another|dash|or|to < year_word", "measure", lambda: Measure.YEAR),
    ("fortnights, decades", "N MANY", "measured", lambda n, many: (n * many[0], n * many[0], many[1])),
    ("years and months", "N UNITS and N UNITS", "measured", _years_and_months),
    ("some units and a half in digits", "N NUMBER or NUMBER UNITS", "measured", lambda n, a, b, m: (n + a / b, n + a / b, m) if 0 < a < b else None),
    ("a unit and a half", "N UNITS and one half_word", "measured", lambda n, m: (n + 0.5, n + 0.5, m)),
    ("half a unit", "half_word one MEASURE", "measured", _half_a),
    ("some units and a half", "N and one half_word UNITS", "measured", lambda n, m: (n + 0.5, n + 0.5, m)),
    ("number of units or more", "between? N dash|or|to|and+ N UNITS", "measured", lambda a, b, m: (a, b, m)),
    ("a unit or two", "ONE MEASURE or N", "measured", lambda a, m, b: (a, b, m)),
    ("number of units", "N dash? UNITS", "measured", lambda n, m: (n, n, m)),
    ("so many units after", "around? MEASURED after|from the? ANY", "stretch", _counted_from),
    ("so many units before", "around? MEASURED before the? ANY", "stretch", _counted_back),
    ("the unit after", "the MEASURE after ANY", "stretch", _next_to(1)),
    ("the unit before", "the MEASURE before ANY", "stretch", _next_to(-1)),
    ("so many units after that", "around? MEASURED after > dot|comma", "stretch", lambda c: _counted_from(c, Said())),
    ("so many units after what has no date", "MEASURED after", "past", _nothing),
    ("so many units later", "around? MEASURED later", "stretch", lambda c: _counted_from(c, Said())),
    ("within", "within the? this|coming? MEASURED", "stretch", _reaching(Reach.WITHIN)),
    ("within units", "within the? this|coming? MEASURES", "stretch", _few(Reach.WITHIN)),
    ("the coming number of units", "in? over? the? this|coming MEASURED", "stretch", _reaching(Reach.WITHIN)),
    ("the coming units", "in? over? the? this|coming MEASURES", "stretch", _few(Reach.WITHIN)),
    ("at least so many units", "least|earliest|over|is_over another? MEASURED hence?", "stretch", _reaching(Reach.AT_LEAST)),
    ("at most so many units", "most another? MEASURED hence?", "stretch", _reaching(Reach.WITHIN)),
    ("in so many units", "inside the? hedge? around? MEASURED", "stretch", _reaching(Reach.IN)),
    ("so many units from now", "around? hedge? MEASURED hence", "stretch", _reaching(Reach.IN)),
    ("units from now", "MEASURES hence", "stretch", _few(Reach.WITHIN)),
    ("so many more units", "N more UNITS", "stretch", lambda n, m: Count(n, n, m)),
    ("another so many units", "another MEASURED", "stretch", _reaching(Reach.IN)),
    ("at least another unit", "least|earliest|over another MEASURE", "stretch", lambda m: Count(1, 1, m, Reach.AT_LEAST)),
    ("another unit", "another MEASURE", "stretch", lambda m: Count(1, 1, m)),
    # Fiscal years: what tells their calendar, then what hangs on it.
    ("fiscal year with its days", "the? this? fiscal year_word? YEAR|DATED? comma? that? fiscal_verb? from? DAY|DATED to|dash DAY|DATED",
     "fiscal_year", lambda _, first, last: FiscalYear(first, last)),
    ("fiscal year and its end", "the? this? fiscal year_word? YEAR|DATED? comma? that? fiscal_end in? DAY|DATED|UNIT", "fiscal_year", lambda _, last: FiscalYear(None, last)),
    ("fiscal year and its start", "the? this? fiscal year_word? YEAR|DATED? comma? that? fiscal_start in? DAY|DATED|UNIT", "fiscal_year", lambda _, first: FiscalYear(first, None)),
    ("year and its end", "the? year_word that? fiscal_end in? DAY|DATED", "fiscal_year", lambda last: FiscalYear(None, last)),
    ("fiscal year of a number", "fiscal year_word? YEAR", "stretch", Fiscal),
    ("this fiscal year", "THIS fiscal year_word?", "stretch", lambda n: Fiscal(Year(shift=n))),
    # Alternatives.
    ("moved from", "moved_from < ANY", "given_up", _itself),
    ("between", "between the? ANY and|or|dash|to filler* ANY", "dated", _hull),
    ("from to", "from the? ANY to|dash|until filler* ANY", "dated", _hull),
    ("as early as, as late as", "as_early_as filler* ANY or|dash|to|comma+ filler* as_late_as filler* ANY", "dated", _hull),
    ("as early as", "as_early_as filler* ANY", "dated", _itself),
    ("at the latest the other", "ANY comma? or filler* ANY latest", "dated", _hull),
    ("at the earliest the one, at the latest the other", "ANY earliest comma? or|and? filler* ANY latest", "dated", _hull),
    ("at the earliest this, at the latest that", "earliest filler* ANY comma? or|and? latest filler* ANY", "dated", _hull),
    ("at the latest the other, said first", "ANY comma? or latest filler* ANY", "dated", _hull),
    ("by the other at the latest", "ANY comma LATEST filler* ANY", "dated", lambda a, _, b: Either(a, b, hull=True)),
    ("three in a row", "ANY comma ANY comma? and|or ANY", "dated", _hull_of_three),
    ("or early next", "ANY comma? or filler* PART THIS", "dated", lambda e, p, n: Either(e, PartOf(p, Year(shift=n)))),
    ("rather the other", "ANY comma? or comma? rather comma? filler* ANY", "dated", _hull),
    ("maybe the other", "UNIT|DATED|YEAR comma? maybe filler* UNIT|DATED|YEAR", "dated", _alike),
    ("or", "ANY comma? or filler* ANY", "dated", Either),
    ("range", "UNIT|DATED|DAY|YEAR dot? dash|to filler* UNIT|DATED|DAY", "dated", Either),
    # Bounds.
    ("at the earliest", "ANY EARLIEST", "bound", lambda e, side: Bound(side, e)),
    ("at the earliest, said first", "until? EARLIEST comma? in? the? YEAR|UNIT|DATED|DAY|REL_YEAR", "bound", Bound),
    ("at the latest", "ANY LATEST", "bound", lambda e, side: Bound(side, e)),
    ("at the latest, said first", "latest filler* ANY", "bound", lambda e: Bound(Side.BY, e)),
    ("not before", "NOT_BEFORE into* ANY", "bound", Bound),
    ("until after", "until|not_before AFTER the? ANY", "bound", Bound),
    ("until", "until into* ANY", "until_then", lambda e: Bound(Side.NOT_BEFORE, e)),
    ("before it is over", "before into* ANY is_over|fiscal_end", "bound", lambda e: Bound(Side.BY, e)),
    ("by", "BY into* ANY", "bound", Bound),
    ("before", "BEFORE into* YEAR|REL_YEAR|UNIT|DATED|DAY|STRETCH", "before_then", _before),
    ("after", "AFTER the? YEAR|REL_YEAR|UNIT|DATED|DAY|STRETCH", "after_then", Bound),
    ("around, said behind", "DAY or_so", "dated", lambda e: Bound(Side.AROUND, e)),
    ("around", "around the? in? DAY|UNIT|DATED", "dated", lambda e: Bound(Side.AROUND, e)),
)  # fmt: skip

GRAMMAR = Grammar(rule(*row, kinds=GROUPS) for row in _TABLE)
