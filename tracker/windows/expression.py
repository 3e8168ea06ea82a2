"""What a time phrase says, before it is known when it was said: expressions, and the windows they have in a context.

A grammar builds expressions, in any language; here they are resolved against the anchor and the year that the passage
speaks of. What was said is never changed; what was not said is filled in, in one place (`_in_year`), and marked as implied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from tracker.windows import calendar
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR, Feast, Part, Season
from tracker.windows.window import Grain, Implied, Window

WIDEST_GAP = 92
"""Days between two alternatives beyond which they are two windows and not one."""


_LONG_OVER = dt.timedelta(days=183)  # from then on "this spring" is the next one


@dataclass(frozen=True, slots=True)
class Context:
    """Where a phrase stands.

    Attributes:
        anchor: the day it was said; None where unknown, and then what hangs on it has no window.
        year: the year that the passage speaks of, for units whose year is not said.
        anime: whether seasons are broadcast quarters.
        said: the window that was said last before; "that year" and "a year later" hang on it.
        fiscal: a fiscal year of which the text tells the days; None where it tells none.
        day_first: whether 03/02/2024 is in February.
    """

    anchor: dt.date | None
    year: int | None = None
    anime: bool = False
    said: Window | None = None
    fiscal: Window | None = None
    day_first: bool = False

    def within(self, year: int | None, said: Window) -> Context:
        """The same text, further on."""
        return Context(self.anchor, year, self.anime, said, self.fiscal, self.day_first)


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
        return in_year(context, self, calendar.year)


@dataclass(frozen=True, slots=True)
class ThatYear:
    """The year that was spoken of last: "that year", "the same year"."""

    def number(self, context: Context) -> int | None:
        """The year's number; None where no window was said before."""
        at = context.said and (context.said.start or context.said.end)
        return at.year if at else None

    @property
    def implied(self) -> Implied:
        """It is never said."""
        return Implied.YEAR

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The whole year."""
        return in_year(context, self, calendar.year)


@dataclass(frozen=True, slots=True)
class Said:
    """The window that was said last: what "a year later" counts from."""

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That window, if any."""
        return (context.said.marked(Implied.ANCHOR),) if context.said else ()


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
    year: Year | ThatYear | None = None
    nth: int | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The unit in its year."""
        if self.which is Season.WINTER and not context.anime:
            return self._winter(context)
        if self.nth is None:
            return in_year(context, self.year, lambda y: self._of(y, anime=context.anime))
        return self._nth(context, self.nth)

    @property
    def lacks_year(self) -> bool:
        """Whether its year has to be filled in."""
        return self.year is None and self.nth is None

    def feast_day(self, context: Context) -> dt.date | None:
        """The day of a feast, in the year that its window has; None for what is no feast or has no day."""
        windows = self.windows(context) if isinstance(self.which, Feast) else ()
        if not windows or windows[0].end is None or not isinstance(self.which, Feast):
            return None
        return calendar.feast_day(windows[0].end.year, self.which)

    def _nth(self, context: Context, nth: int) -> tuple[Window, ...]:
        """The one of the anchor's year, or the one after; "this spring" said in December is the one to come."""
        if context.anchor is None:
            return ()
        window = self._of(context.anchor.year + nth, anime=context.anime)
        if window.end and window.end < context.anchor - _LONG_OVER:
            window = self._of(context.anchor.year + nth + 1, anime=context.anime)
        return (window.marked(Implied.ANCHOR),)

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

        return in_year(context, self.year, named)


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
    year: Year | ThatYear | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether its year has to be filled in."""
        return self.year is None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day; none for a day that the calendar does not have."""

        def day(y: int) -> Window | None:
            try:
                at = dt.date(y, self.month, self.number)
            except ValueError:  # 30 February
                return None
            return Window(at, at, Grain.DAY)

        return in_year(context, self.year, day)


@dataclass(frozen=True, slots=True)
class DayInDigits:
    """A day written in digits whose order is open: 03/02/2024 is a day of March or of February.

    Attributes:
        first, second: each is the month, or the day of the month.
    """

    first: int
    second: int
    year: Year

    @property
    def tells_order(self) -> bool:
        """Whether it shows how its page writes: the first number can be no month."""
        return self.first > 12

    def windows(self, context: Context) -> tuple[Window, ...]:
        """That day, read as the page writes its others; none for a day that the calendar does not have."""
        month, number = self.first, self.second
        if self.tells_order or (context.day_first and self.second <= 12):
            month, number = number, month
        return Day(month, number, self.year).windows(context) if month <= 12 else ()


@dataclass(frozen=True, slots=True)
class PartOf:
    """Early, mid, late, a half or a week of something."""

    part: Part
    of: Expression

    @property
    def lacks_year(self) -> bool:
        """Whether the year of what it is part of has to be filled in."""
        return lacks_year(self.of)

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
        return Window(day_after(anchor), whole.end, Grain.SPAN, Implied.ANCHOR)


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
        if lacks_year(self.first) and not (lacks_year(self.second) and context.year):
            second = self.second.windows(context)  # where both lack it, the one that ends has not ended
            return _beside(self.first, second, context, before=True), second
        first = self.first.windows(context)
        if lacks_year(self.second) and first:
            return first, _beside(self.second, first, context, before=False)
        return first, self.second.windows(context)


def day_of(e: Expression, context: Context) -> dt.date | None:
    """The day of a feast ("before Christmas" ends on 24 December); None for what has no day of its own."""
    return e.feast_day(context) if isinstance(e, Unit) else None


def lacks_year(e: Expression) -> bool:
    """Whether the year of a unit is neither said nor counted from the anchor."""
    return bool(getattr(e, "lacks_year", False))


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


def day_after(day: dt.date) -> dt.date:
    """The next day."""
    return day + _DAY


_DAY = dt.timedelta(days=1)


def in_year(
    context: Context, year: Year | ThatYear | None, make: Callable[[int], Window | None]
) -> tuple[Window, ...]:
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
