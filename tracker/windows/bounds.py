"""Expressions that bound another: not before, after, by, before, around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.windows.expression import Context, Expression, day_after, day_of, lacks_year
from tracker.windows.window import Grain, Window

_DAY = dt.timedelta(days=1)


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

    @property
    def lacks_year(self) -> bool:
        """Whether the year of what is bounded has to be filled in."""
        return lacks_year(self.of)

    def windows(self, context: Context) -> tuple[Window, ...]:
        """One window, open on a side (or, around a day, seven days to both sides)."""
        windows = self.of.windows(context)
        if not windows:
            return ()
        whole = windows[0] if len(windows) == 1 else windows[0].hull(windows[-1])
        bounded = _SIDES[self.side](whole, day_of(self.of, context), context.anchor)
        if bounded and self._is_over(bounded, context) and whole.start:  # "before June", said in June
            return self.windows(replace(context, year=whole.start.year + 1))
        return (bounded.marked(whole.implied),) if bounded else ()

    def _is_over(self, bounded: Window, context: Context) -> bool:
        """Whether it ends before it was said, and may be the next of its kind, as no year was said."""
        over = context.anchor is not None and bounded.end is not None and bounded.end <= context.anchor
        return over and self.lacks_year and context.year is None


def _from_tomorrow(end: dt.date | None, anchor: dt.date | None) -> Window | None:
    if end is None:
        return None
    tomorrow = day_after(anchor) if anchor else None
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
    Side.AFTER: lambda whole, _feast, _anchor: Window(day_after(whole.end), None) if whole.end else None,
    Side.BY: lambda whole, _feast, anchor: _from_tomorrow(whole.end, anchor),
    Side.BEFORE: _before,
    Side.AROUND: _around,
}
