"""The rules of the grammar, in order: how words of time are put together, and what the whole says.

The order is the grammar: units find their year before parts take units, parts before alternatives join them, alternatives
before bounds open them. A rule's name is what `--why` shows. Patterns are explained in `engine`.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.extract.engine import Grammar, rule
from tracker.windows.calendar import Part
from tracker.windows.expression import (
    Bound,
    Count,
    Day,
    Deictic,
    Either,
    Expression,
    Measure,
    PartOf,
    Reach,
    RestOf,
    Side,
    Span,
    Unit,
    Weekday,
    Year,
)
from tracker.windows.window import Grain

GROUPS = {
    "any": "year|rel_year|unit|dated|day|stretch",  # whatever has a window
    "whole": "year|rel_year|unit|dated|stretch",  # what has parts
    "article": "the|one",
    "n": "number|count|one",
    "filler": "the|one|in|hedge|around|of|comma",
}
_SPANS = {Measure.DAY: Span.DAY, Measure.WEEK: Span.WEEK, Measure.MONTH: Span.MONTH}
_WEEKS = {1: Part.FIRST_WEEK, 2: Part.SECOND_WEEK, 3: Part.THIRD_WEEK}
_HALVES = {1: Part.FIRST_HALF, 2: Part.SECOND_HALF}


def _day(month: int, number: int, year: Year | None = None) -> Day | None:
    return Day(month, number, year) if 1 <= number <= 31 else None


def _unit(grain: Grain) -> Callable[..., Unit]:
    return lambda which, year=None: Unit(grain, which, year)


def _with_year(e: Unit | Day, year: Year) -> Unit | Day:
    return Unit(e.grain, e.which, year) if isinstance(e, Unit) else Day(e.month, e.number, year)


def _joined(*, hull: bool = False) -> Callable[..., Either]:
    return lambda first, second: Either(first, second, hull)


def _parts(first: Part, second: Part, of: Expression) -> Either:
    return Either(PartOf(first, of), PartOf(second, of))


def _bound(side: Side) -> Callable[[Expression], Bound]:
    return lambda of: Bound(side, of)


def _reaching(reach: Reach) -> Callable[[tuple[float, float, Measure]], Count]:
    return lambda counted: Count(*counted, reach)


def _span(shift: int, measure: Measure) -> Deictic | None:
    return Deictic(_SPANS[measure], shift) if measure in _SPANS else None


_TABLE: tuple[tuple[str, str, str, Callable[..., object]], ...] = (
    # Words that are also verbs and nouns are months and seasons only in company.
    ("month in company", "in|of|by|before|after|until|between|from|part|this|ordinal|or|dash|not_before|later|last < MAYBE_MONTH",
     "month", lambda m: m),
    ("month with its day or year", "MAYBE_MONTH > number|ordinal|year|dot|dash|or|of|this", "month", lambda m: m),
    ("day of a month in company", "number < MAYBE_MONTH", "month", lambda m: m),
    ("season in company", "in|the|of|by|before|after|until|between|from|part|this|not_before|later|last|that < MAYBE_SEASON",
     "season", lambda s: s),
    ("season with its year", "MAYBE_SEASON > year", "season", lambda s: s),
    ("season with the year's word", "MAYBE_SEASON > of|in year|this", "season", lambda s: s),
    ("season before another", "MAYBE_SEASON > or|dash season", "season", lambda s: s),
    ("season after another", "season|year or|dash < MAYBE_SEASON", "season", lambda s: s),
    # Years.
    ("this or next year", "the? THIS the? year_word possessive?", "rel_year", lambda shift: Year(shift=shift)),
    ("the year of that number", "the? year_word YEAR", "year", lambda y: y),
    ("the year", "of|in|part|by|dash < the year_word", "rel_year", lambda: Year(shift=0)),
    # Days.
    ("days of a month", "MONTH dot? NUMBER|ORDINAL dash|or NUMBER|ORDINAL comma? of? YEAR?", "day",
     lambda m, a, b, y: Either(Day(m, a, y), Day(m, b, y), hull=True)),
    ("weekday, month, day, year", "weekday? dot? comma? MONTH dot? comma? the? NUMBER|ORDINAL comma? of? YEAR|REL_YEAR", "day", _day),
    ("day, month, year", "weekday? dot? comma? the? NUMBER|ORDINAL of? MONTH dot? comma? of? YEAR|REL_YEAR", "day",
     lambda d, m, y: _day(m, d, y)),
    ("weekday, month, day", "weekday? dot? comma? MONTH dot? comma? the? NUMBER|ORDINAL", "day", _day),
    ("day, month", "weekday? dot? comma? the? NUMBER|ORDINAL of? MONTH", "day", lambda d, m: _day(m, d)),
    # Units with their year, then without.
    ("month of a year", "MONTH dot? comma? of? in? the? YEAR|REL_YEAR", "dated", _unit(Grain.MONTH)),
    ("season of a year", "SEASON comma? of? in? YEAR|REL_YEAR", "dated", _unit(Grain.SEASON)),
    ("feast of a year", "FEAST comma? of? in? YEAR|REL_YEAR", "dated", _unit(Grain.SPAN)),
    ("feast of this year", "REL_YEAR FEAST", "dated", lambda y, f: Unit(Grain.SPAN, f, y)),
    ("ordinal quarter", "ORDINAL quarter_word", "quarter", lambda n: n if n <= 4 else None),
    ("quarter of a year", "QUARTER comma? dash? of? in? the? YEAR|REL_YEAR", "dated", _unit(Grain.QUARTER)),
    ("year and quarter", "YEAR dash? QUARTER", "dated", lambda y, q: Unit(Grain.QUARTER, q, y)),
    ("half of a year", "HALF comma? dash? of? in? the? YEAR|REL_YEAR", "dated", _unit(Grain.HALF)),
    ("year and half", "YEAR dash? HALF", "dated", lambda y, h: Unit(Grain.HALF, h, y)),
    ("ordinal half", "the? ORDINAL dash? half_word", "part", _HALVES.get),
    ("ordinal week", "the? ORDINAL MEASURE of", "part", lambda n, m: _WEEKS.get(n) if m is Measure.WEEK else None),
    ("this season", "THIS SEASON", "dated", lambda n, s: Unit(Grain.SEASON, s, nth=n)),
    ("this month of that name", "THIS MONTH", "dated", lambda n, m: Unit(Grain.MONTH, m, nth=n)),
    ("this feast", "THIS FEAST", "dated", lambda n, f: Unit(Grain.SPAN, f, nth=n)),
    ("this weekday", "THIS WEEKDAY", "stretch", lambda n, w: Weekday(w, following=n == 1)),
    ("weekend", "THIS|THE WEEKEND", "stretch", lambda n, _: Deictic(Span.WEEKEND, n or 0)),
    ("this quarter", "THIS quarter_word", "stretch", lambda n: Deictic(Span.QUARTER, n)),
    ("this month or week", "THIS MEASURE possessive?", "stretch", _span),
    ("the month or week", "part of < the MEASURE", "stretch", lambda m: _span(0, m)),
    ("today", "TODAY", "stretch", lambda n: Deictic(Span.DAY, n)),
    ("month", "MONTH dot?", "unit", _unit(Grain.MONTH)),
    ("season", "SEASON", "unit", _unit(Grain.SEASON)),
    ("quarter", "QUARTER", "unit", _unit(Grain.QUARTER)),
    ("half", "HALF", "unit", _unit(Grain.HALF)),
    ("feast", "in|the|by|before|after|until|this|around|part|not_before|or < FEAST", "unit", _unit(Grain.SPAN)),
    ("weekday", "WEEKDAY", "stretch", Weekday),
    # Parts.
    ("years joined by a dash", "YEAR dash YEAR", "dated", _joined()),
    ("two parts of one unit", "PART dash|or+ filler* PART dash? of? in? the? WHOLE", "dated", _parts),
    ("part of a unit", "the? PART dash? of? in? the? WHOLE", "dated", PartOf),
    ("part at the end of a year", "YEAR|REL_YEAR dash? PART", "dated", lambda y, p: PartOf(p, y)),
    ("part of this year, unsaid", "year_word possessive? dash? PART", "dated", lambda p: PartOf(p, Year(shift=0))),
    ("half, unsaid of what", "in|the|of|by < PART", "unit", {Part.FIRST_HALF: Unit(Grain.HALF, 1), Part.SECOND_HALF: Unit(Grain.HALF, 2)}.get),
    ("later in a unit", "LATER in? the? YEAR|REL_YEAR|STRETCH|DATED", "stretch", lambda _later, of: RestOf(of)),
    ("later in the year", "later in the year_word", "stretch", lambda: RestOf(Year(shift=0))),
    ("rest of a unit", "the? rest of the? YEAR|REL_YEAR|STRETCH|DATED", "stretch", RestOf),
    # Counts.
    ("ago", "N MEASURE ago", "past", lambda *_: ()),
    ("last", "last MEASURE|YEAR_WORD|SEASON|MONTH|UNIT", "past", lambda *_: ()),
    ("year as a measure", "number|count|one|another|dash < year_word", "measure", lambda: Measure.YEAR),
    ("a unit and a half", "N MEASURE and one half_word", "measured", lambda n, m: (n + 0.5, n + 0.5, m)),
    ("half a unit", "half_word one MEASURE|YEAR_WORD", "measured", lambda m: {Measure.MONTH: (15, 15, Measure.DAY)}.get(m, (6, 6, Measure.MONTH))),
    ("number of units or more", "N dash|or N MEASURE", "measured", lambda a, b, m: (a, b, m)),
    ("a unit or two", "ONE MEASURE or N", "measured", lambda a, m, b: (a, b, m)),
    ("number of units", "N dash? MEASURE", "measured", lambda n, m: (n, n, m)),
    ("within", "within the? this? MEASURED", "stretch", _reaching(Reach.WITHIN)),
    ("within units", "within MEASURE", "stretch", lambda m: Count(4, 4, m, Reach.WITHIN)),
    ("the coming units", "in|over the THIS MEASURED", "stretch", lambda _next, c: _reaching(Reach.WITHIN)(c)),
    ("at least so many units", "least|over another? MEASURED hence?", "stretch", _reaching(Reach.AT_LEAST)),
    ("in so many units", "in|after hedge? around? MEASURED", "stretch", _reaching(Reach.IN)),
    ("so many units from now", "around? hedge? MEASURED hence|later", "stretch", _reaching(Reach.IN)),
    ("another so many units", "another MEASURED", "stretch", _reaching(Reach.IN)),
    # Alternatives.
    ("between", "between the? ANY and|or|dash filler* ANY", "dated", _joined(hull=True)),
    ("from to", "from the? ANY dash|until filler* ANY", "dated", _joined(hull=True)),
    ("as early as, as late as", "as_early_as filler* ANY or|dash|comma filler* as_late_as filler* ANY", "dated", _joined(hull=True)),
    ("as early as", "as_early_as filler* ANY", "dated", lambda e: e),
    ("at the latest the other", "ANY comma? or filler* ANY latest", "dated", _joined(hull=True)),
    ("or", "ANY comma? or filler* ANY", "dated", _joined()),
    ("range", "UNIT|DATED|DAY dash filler* UNIT|DATED|DAY", "dated", _joined()),
    # Bounds.
    ("at the earliest", "ANY EARLIEST", "stretch", lambda e, side: Bound(side, e)),
    ("at the latest", "ANY LATEST", "stretch", lambda e, side: Bound(side, e)),
    ("not before", "NOT_BEFORE around? the? in? hedge? ANY", "bound", Bound),
    ("until after", "UNTIL AFTER the? ANY", "bound", lambda _until, side, e: Bound(side, e)),
    ("until", "UNTIL around? the? in? hedge? ANY", "until_then", Bound),
    ("by", "BY around? the? in? ANY", "bound", Bound),
    ("before", "BEFORE the? ANY", "before_then", Bound),
    ("after", "AFTER the? ANY", "bound", Bound),
    ("around", "around the? DAY|UNIT|DATED", "dated", lambda e: Bound(Side.AROUND, e)),
)  # fmt: skip

GRAMMAR = Grammar(rule(*row, kinds=GROUPS) for row in _TABLE)
