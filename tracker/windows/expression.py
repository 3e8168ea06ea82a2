"""What a time phrase says, before it is known when it was said: expressions, and the windows they have in a context.

A grammar builds expressions, in any language; here they are resolved against the anchor and the year that the passage
speaks of. What was said is never changed; what was not said is filled in, in one place (`_in_year`), and marked as implied.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from dateutil.relativedelta import relativedelta

from tracker.windows import calendar
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR, Feast, Part, Season
from tracker.windows.window import Grain, Implied, Window

WIDEST_GAP = 92
"""Days between two alternatives beyond which they are two windows and not one."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a phrase stands.

    Attributes:
        anchor: the day it was said; None where unknown, and then what hangs on it has no window.
        year: the year that the passage speaks of, for units whose year is not said.
        anime: whether seasons are broadcast quarters.
    """

    anchor: dt.date | None
    year: int | None = None
    anime: bool = False


class Expression(Protocol):
    """Anything that has windows in a context: none, one, or two alternatives far apart."""

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The windows in this context, first to last."""
        ...


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year: said as a number, or counted from the anchor's (0 is this year)."""

    said: int | None = None
    shift: int = 0

    def number(self, context: Context) -> int | None:
        """The year's number; None where it hangs on an anchor that is not known."""
        if self.said is not None:
            return self.said
        return context.anchor.year + self.shift if context.anchor else None

    @property
    def implied(self) -> Implied:
        """A year counted from the anchor hangs on it."""
        return Implied.NOTHING if self.said is not None else Implied.ANCHOR

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The whole year."""
        return _in_year(context, self, calendar.year)


@dataclass(frozen=True, slots=True)
class Unit:
    """A month, quarter, half, season or feast of some year.

    Attributes:
        which: 1-12, 1-4 or 1-2 for month, quarter and half; a season; a feast.
        year: None where it was not said.
        nth: "this" (0) or "next" (1) said of the unit itself, as in "next spring".
    """

    grain: Grain
    which: int | Season | Feast
    year: Year | None = None
    nth: int | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The unit in its year."""
        if self.which is Season.WINTER and not context.anime:
            return self._winter(context)
        year = self.year if self.nth is None else Year(shift=self.nth)
        return _in_year(context, year, lambda y: self._of(y, anime=context.anime))

    def feast_day(self, context: Context) -> dt.date | None:
        """The day of a feast, in the year that its window has; None for what is no feast or has no day."""
        windows = self.windows(context) if isinstance(self.which, Feast) else ()
        if not windows or windows[0].end is None or not isinstance(self.which, Feast):
            return None
        return calendar.feast_day(windows[0].end.year, self.which)

    def _of(self, y: int, *, anime: bool = False) -> Window:
        if isinstance(self.which, Season):
            return calendar.season(y, self.which, anime=anime)
        if isinstance(self.which, Feast):
            return calendar.feast(y, self.which)
        return _NUMBERED[self.grain](y, self.which)

    def _winter(self, context: Context) -> tuple[Window, ...]:
        """A winter spans two years: which of them its year names depends on when it was said."""
        if self.nth is not None or (self.year is None and context.year is None):
            if context.anchor is None:
                return ()
            coming = _first_not_ended(context.anchor, self._of)
            if coming is None or coming.start is None:
                return ()
            implied = Implied.YEAR if self.nth is None else Implied.ANCHOR
            return (self._of(coming.start.year + (self.nth or 0)).marked(implied),)

        def named(y: int) -> Window:
            said_before = context.anchor is None or context.anchor.year < y
            return self._of(y - 1 if said_before else y)

        return _in_year(context, self.year, named)


_NUMBERED: dict[Grain, Callable[[int, int], Window]] = {
    Grain.MONTH: calendar.month,
    Grain.QUARTER: calendar.quarter,
    Grain.HALF: calendar.half,
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month, of some year."""

    month: int
    number: int
    year: Year | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day; none for a day that the calendar does not have."""

        def day(y: int) -> Window | None:
            try:
                at = dt.date(y, self.month, self.number)
            except ValueError:  # 30 February
                return None
            return Window(at, at, Grain.DAY)

        return _in_year(context, self.year, day)


@dataclass(frozen=True, slots=True)
class PartOf:
    """Early, mid, late, a half or a week of something."""

    part: Part
    of: Expression

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The part of each window."""
        parts = (calendar.part(self.part, w) for w in self.of.windows(context))
        return tuple(p for p in parts if p)


@dataclass(frozen=True, slots=True)
class RestOf:
    """What is left of a year from the day after the anchor; the whole of a year that has not begun."""

    of: Expression

    def windows(self, context: Context) -> tuple[Window, ...]:
        """From the day after the anchor, where that is later than the start."""
        return tuple(rest for w in self.of.windows(context) if (rest := self._rest(w, context.anchor)))

    @staticmethod
    def _rest(whole: Window, anchor: dt.date | None) -> Window | None:
        if anchor is None or whole.start is None or anchor < whole.start:
            return whole
        if whole.end is not None and whole.end <= anchor:
            return None
        return Window(_after(anchor), whole.end, Grain.SPAN, Implied.ANCHOR)


class Measure(StrEnum):
    """A unit to count in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Reach(StrEnum):
    """What a count of units means."""

    IN = "in"  # one unit wide, centred
    WITHIN = "within"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Count:
    """So many units from the anchor, or from another day: "in nine months", "within weeks", "at least a year away".

    Attributes:
        low, high: the number of units; different for "two to three years".
        since: the event counted from; None for the anchor.
    """

    low: float
    high: float
    measure: Measure
    reach: Reach = Reach.IN
    since: Expression | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The stretch counted off; none without a day to count from."""
        origin = self._origin(context)
        if origin is None or self.high * _DAYS[self.measure] > _FARTHEST:
            return ()
        if self.reach is Reach.AT_LEAST:
            start, end = _ahead(origin, self.low, self.measure), None
        elif self.reach is Reach.WITHIN:
            start, end = _after(origin), _ahead(origin, self.high, self.measure)
        elif self.low != self.high:
            start, end = _ahead(origin, self.low, self.measure), _ahead(origin, self.high, self.measure)
        else:
            start = _ahead(origin, self.low - 0.5, self.measure, math.ceil)
            end = _ahead(origin, self.high + 0.5, self.measure, math.floor)
        return (Window(start, end, Grain.SPAN, Implied.ANCHOR),)

    def _origin(self, context: Context) -> dt.date | None:
        if self.since is None:
            return context.anchor
        windows = self.since.windows(context)
        return windows[0].start if windows else None


_DAYS = {Measure.DAY: 1, Measure.WEEK: 7, Measure.MONTH: 30, Measure.YEAR: 365}
_FARTHEST = 40 * 365  # days; nobody announces further ahead, and the calendar stays in bounds


def _ahead(day: dt.date, n: float, measure: Measure, to_day: Callable[[float], int] = round) -> dt.date:
    """`n` units after `day`; half a year is six months, half a month fifteen days."""
    if measure in (Measure.MONTH, Measure.YEAR):
        months = n * 12 if measure is Measure.YEAR else n
        return day + relativedelta(months=math.floor(months), days=round((months % 1) * 30))
    return day + dt.timedelta(days=to_day(n * _DAYS[measure]))


class Span(StrEnum):
    """A stretch of the calendar named by where the anchor stands in it."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Deictic:
    """This (0) or the next (1) day, week, weekend, month or quarter."""

    span: Span
    shift: int

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The stretch; none without an anchor."""
        if context.anchor is None:
            return ()
        return (_SPANS[self.span](context.anchor, self.shift).marked(Implied.ANCHOR),)


def _week(anchor: dt.date, shift: int) -> Window:
    monday = anchor + dt.timedelta(days=7 * shift - anchor.weekday())
    return Window(monday, monday + dt.timedelta(days=6), Grain.WEEK)


def _weekend(anchor: dt.date, shift: int) -> Window:
    sunday = _week(anchor, shift).end or anchor
    return Window(sunday - dt.timedelta(days=1), sunday)


def _month(anchor: dt.date, shift: int) -> Window:
    at = anchor + relativedelta(months=shift)
    return calendar.month(at.year, at.month)


def _quarter(anchor: dt.date, shift: int) -> Window:
    at = anchor + relativedelta(months=3 * shift)
    return calendar.quarter(at.year, (at.month + 2) // 3)


def _one_day(anchor: dt.date, shift: int) -> Window:
    day = anchor + dt.timedelta(days=shift)
    return Window(day, day, Grain.DAY)


_SPANS: dict[Span, Callable[[dt.date, int], Window]] = {
    Span.DAY: _one_day,
    Span.WEEK: _week,
    Span.WEEKEND: _weekend,
    Span.MONTH: _month,
    Span.QUARTER: _quarter,
}


@dataclass(frozen=True, slots=True)
class Weekday:
    """The first such day (0 is Monday) after the anchor; with `following`, the one in the week after the anchor's."""

    number: int
    following: bool = False

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day; none without an anchor."""
        if context.anchor is None:
            return ()
        if self.following:
            monday = _week(context.anchor, 1).start or context.anchor
            day = monday + dt.timedelta(days=self.number)
        else:
            tomorrow = _after(context.anchor)
            day = tomorrow + dt.timedelta(days=(self.number - tomorrow.weekday()) % 7)
        return (Window(day, day, Grain.DAY, Implied.ANCHOR),)


class Side(StrEnum):
    """Where a bound stands to what it bounds."""

    NOT_BEFORE = "not before"
    AFTER = "after"
    BY = "by"
    BEFORE = "before"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Bound:
    """Not before, after, by, before or around something."""

    side: Side
    of: Expression

    def windows(self, context: Context) -> tuple[Window, ...]:
        """One window, open on a side (or, around a day, seven days to both sides)."""
        windows = self.of.windows(context)
        if not windows:
            return ()
        whole = windows[0].hull(windows[-1])
        bounded = _SIDES[self.side](whole, _day_of(self.of, context), context.anchor)
        return (bounded.marked(whole.implied),) if bounded else ()


def _day_of(of: Expression, context: Context) -> dt.date | None:
    """The day of a feast ("before Christmas" ends on 24 December); None for what has no day of its own."""
    return of.feast_day(context) if isinstance(of, Unit) else None


def _from_tomorrow(end: dt.date | None, anchor: dt.date | None) -> Window | None:
    if end is None:
        return None
    tomorrow = _after(anchor) if anchor else None
    return Window(tomorrow if tomorrow and tomorrow <= end else None, end)


def _before(whole: Window, feast: dt.date | None, anchor: dt.date | None) -> Window | None:
    first = feast or whole.start
    return _from_tomorrow(first - _DAY if first else None, anchor)


def _around(whole: Window, feast: dt.date | None, _anchor: dt.date | None) -> Window | None:
    day = whole.start if whole.grain is Grain.DAY else feast
    week = dt.timedelta(days=7)
    return Window(day - week, day + week) if day else whole


_SIDES: dict[Side, Callable[[Window, dt.date | None, dt.date | None], Window | None]] = {
    Side.NOT_BEFORE: lambda whole, _feast, _anchor: Window(whole.start, None) if whole.start else None,
    Side.AFTER: lambda whole, _feast, _anchor: Window(_after(whole.end), None) if whole.end else None,
    Side.BY: lambda whole, _feast, anchor: _from_tomorrow(whole.end, anchor),
    Side.BEFORE: _before,
    Side.AROUND: _around,
}


@dataclass(frozen=True, slots=True)
class Either:
    """One or the other: the hull, or both where they lie far apart.

    A year left out on one side is taken from the other, moved by one where the two would stand in the wrong order
    ("November or January 2025").

    Attributes:
        hull: whether they are one window however far apart ("as early as A or as late as B").
    """

    first: Expression
    second: Expression
    hull: bool = False

    def windows(self, context: Context) -> tuple[Window, ...]:
        """Both, joined unless far apart."""
        first, second = self._sides(context)
        if not first or not second:
            return first or second
        one, other = first[-1], second[0]
        if self.hull or one.gap(other) <= WIDEST_GAP:
            joined = replace(one.hull(other), grain=one.grain if one == other else Grain.SPAN)
            return (*first[:-1], joined, *second[1:])
        return (*first, *second)

    def _sides(self, context: Context) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
        if _lacks_year(self.first) and not _lacks_year(self.second):
            second = self.second.windows(context)
            return _beside(self.first, second, context, before=True), second
        first = self.first.windows(context)
        if _lacks_year(self.second) and first:
            return first, _beside(self.second, first, context, before=False)
        return first, self.second.windows(context)


def _lacks_year(e: Expression) -> bool:
    """Whether the year of a unit is neither said nor counted from the anchor."""
    if isinstance(e, Unit):
        return e.year is None and e.nth is None
    if isinstance(e, Day):
        return e.year is None
    return isinstance(e, PartOf | Bound) and _lacks_year(e.of)


def _beside(
    e: Expression, partner: tuple[Window, ...], context: Context, *, before: bool
) -> tuple[Window, ...]:
    """What lacks its year, in the year of the phrase that it is joined to, on the right side of it."""
    edge = partner[0].start or partner[0].end if partner else None
    if edge is None:
        return e.windows(context)
    windows = e.windows(replace(context, year=edge.year))
    if windows and windows[0].start:
        late, early = before and windows[0].start > edge, not before and windows[0].start < edge
        if late or early:
            return e.windows(replace(context, year=edge.year + (early - late)))
    return windows


def _after(day: dt.date) -> dt.date:
    return day + _DAY


_DAY = dt.timedelta(days=1)


def _in_year(context: Context, year: Year | None, make: Callable[[int], Window | None]) -> tuple[Window, ...]:
    """What `make` gives for the year that was said, else for the passage's, else for the first that has not ended."""
    if year is None and context.year is None:
        if context.anchor is None:
            return ()
        coming = _first_not_ended(context.anchor, make)
        return (coming.marked(Implied.YEAR),) if coming else ()
    number = context.year if year is None else year.number(context)
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        return ()
    window = make(number)
    return (window.marked(year.implied if year else Implied.YEAR),) if window else ()


def _first_not_ended(anchor: dt.date, make: Callable[[int], Window | None]) -> Window | None:
    """The first such window that has not ended at the anchor; None for what the calendar never has (30 February)."""
    for y in range(anchor.year - 1, anchor.year + 9):  # from a winter under way to the next 29 February
        window = make(y)
        if window and window.end and window.end >= anchor:
            return window
    return None
