"""Expressions that count from the anchor, or within a unit: "in nine months", "this weekend", "the first two weeks of May"."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta, weekday

from tracker.windows import calendar
from tracker.windows.expression import Context, Expression, day_after, day_of, lacks_year
from tracker.windows.window import Grain, Implied, Window

_DAY = dt.timedelta(days=1)


class Measure(StrEnum):
    """A unit to count in."""

    HOUR = "hour"
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
        low, high: the number of units; different for "two to three years", negative for "a week before".
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
        if origin is None or self.low > self.high or self.high * _DAYS[self.measure] > _FARTHEST:
            return ()
        if self.reach is Reach.AT_LEAST:
            start, end = _ahead(origin, self.low, self.measure), None
        elif self.reach is Reach.WITHIN:
            start = day_after(origin)
            end = max(start, _ahead(origin, self.high, self.measure))
        elif self.low != self.high:
            start, end = _ahead(origin, self.low, self.measure), _ahead(origin, self.high, self.measure)
        else:
            start = _ahead(origin, self.low - 0.5, self.measure, math.ceil)
            end = max(start, _ahead(origin, self.high + 0.5, self.measure, math.floor))
        return (Window(start, end, Grain.SPAN, Implied.ANCHOR),)

    def _origin(self, context: Context) -> dt.date | None:
        if self.since is None:
            return context.anchor
        windows = self.since.windows(context)
        return day_of(self.since, context) or (windows[0].start if windows else None)


_DAYS = {Measure.HOUR: 1 / 24, Measure.DAY: 1, Measure.WEEK: 7, Measure.MONTH: 30, Measure.YEAR: 365}
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
class Holding:
    """The week or weekend that holds a day: "the week of 7 October"."""

    span: Span
    of: Expression

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The stretch around the day."""
        days = (w for w in self.of.windows(context) if w.start)
        return tuple(_SPANS[self.span](w.start, 0).marked(w.implied) for w in days if w.start)


_SATURDAY = 5
_FREE = {0: (-2, 0), 1: (-3, 0), 3: (0, 3), 4: (0, 2)}
"""Which days around a feast on a Monday, Tuesday, Thursday or Friday are off with it; else the next weekend."""


@dataclass(frozen=True, slots=True)
class LongWeekend:
    """The weekend of a feast, and the feast where it is next to it: "Memorial Day weekend"."""

    of: Expression

    @property
    def lacks_year(self) -> bool:
        """Whether the year of the feast has to be filled in."""
        return lacks_year(self.of)

    def windows(self, context: Context) -> tuple[Window, ...]:
        """From the first free day to the last."""
        day = self.of.windows(context)
        return tuple(self._around(day_of(self.of, context) or w.start, w.implied) for w in day if w.start)

    @staticmethod
    def _around(day: dt.date, implied: Implied) -> Window:
        saturday = _SATURDAY - day.weekday()
        before, behind = _FREE.get(day.weekday(), (min(saturday, 0), saturday + 1))
        return Window(day + before * _DAY, day + behind * _DAY, Grain.SPAN, implied)


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
            tomorrow = day_after(context.anchor)
            day = tomorrow + dt.timedelta(days=(self.number - tomorrow.weekday()) % 7)
        return (Window(day, day, Grain.DAY, Implied.ANCHOR),)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth such day of a month; the last where n is -1: "the third Friday of May"."""

    nth: int
    number: int
    of: Expression

    @property
    def lacks_year(self) -> bool:
        """Whether the year of the month has to be filled in."""
        return lacks_year(self.of)

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day of each month; none where it has no such day."""
        return tuple(day for month in self.of.windows(context) if (day := self._day(month)))

    def _day(self, month: Window) -> Window | None:
        if month.grain is not Grain.MONTH or month.start is None or month.end is None:
            return None
        from_ = month.end if self.nth < 0 else month.start
        day = from_ + relativedelta(weekday=weekday(self.number)(self.nth))
        return Window(day, day, Grain.DAY, month.implied) if month.start <= day <= month.end else None


@dataclass(frozen=True, slots=True)
class DayOf:
    """The nth day of a month that is named elsewhere: "the 8th of next month"; "on the 26th", of the month spoken of last."""

    number: int
    of: Expression | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day; of the month said last unless it has passed there, else the next such day."""
        if self.of is not None:
            return self._within(self.of.windows(context))
        said = self._within((context.said,)) if context.said else ()
        if context.anchor is None or (said and said[0].start and said[0].start >= context.anchor):
            return said
        return self._coming(context.anchor)

    def _within(self, months: tuple[Window, ...]) -> tuple[Window, ...]:
        starts = (w.start or w.end for w in months)
        return tuple(day for start in starts if start and (day := self._day(start)))

    def _coming(self, anchor: dt.date) -> tuple[Window, ...]:
        ahead = (self._day(anchor.replace(day=1) + relativedelta(months=n)) for n in range(3))
        return next(((day,) for day in ahead if day and day.start and day.start > anchor), ())

    def _day(self, month: dt.date) -> Window | None:
        try:
            day = month.replace(day=self.number)
        except ValueError:  # a 31st of June
            return None
        return Window(day, day, Grain.DAY, Implied.YEAR)


@dataclass(frozen=True, slots=True)
class SaidSpan:
    """The month or day that was spoken of last, or the one after it (1): "that same month", "the following month"."""

    span: Span
    shift: int = 0

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That stretch; none where nothing was said."""
        day = context.said and (context.said.start or context.said.end)
        return (_SPANS[self.span](day, self.shift).marked(Implied.YEAR),) if day else ()


@dataclass(frozen=True, slots=True)
class WeekdayBeside:
    """The first such day before (-1) or after (1) another: "the Sunday before Thanksgiving"."""

    number: int
    way: int
    of: Expression

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day; none without the other."""
        other = day_of(self.of, context) or next((w.start for w in self.of.windows(context)), None)
        if other is None:
            return ()
        day = other + self.way * _DAY + relativedelta(weekday=weekday(self.number)(self.way))
        return (Window(day, day, Grain.DAY, Implied.YEAR),)


@dataclass(frozen=True, slots=True)
class StretchOf:
    """So many days, weeks or months at the start of something, or at its end."""

    count: float
    measure: Measure
    of: Expression
    from_end: bool = False

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The stretch of each window, within it."""
        return tuple(w for whole in self.of.windows(context) if (w := self._stretch(whole)))

    def _stretch(self, whole: Window) -> Window | None:
        if whole.start is None or whole.end is None or self.count * _DAYS[self.measure] > _FARTHEST:
            return None
        if self.from_end:
            start = max(whole.start, day_after(_ahead(whole.end, -self.count, self.measure)))
            return Window(start, whole.end, Grain.SPAN, whole.implied)
        end = min(whole.end, _ahead(whole.start, self.count, self.measure) - _DAY)
        return Window(whole.start, max(whole.start, end), Grain.SPAN, whole.implied)
