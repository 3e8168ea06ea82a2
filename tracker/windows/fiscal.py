"""Fiscal years and quarters: read only where the text tells on which days such a year begins or ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from tracker.windows.expression import Context, Expression, Year, day_after
from tracker.windows.window import Grain, Implied, Window


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year of which the text tells the first or the last day.

    Attributes:
        first, last: what is told; a month stands for its own first or last day.
    """

    first: Expression | None
    last: Expression | None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The twelve months from the first, or to the last."""
        first = next(iter(self.first.windows(context)), None) if self.first else None
        last = next(iter(self.last.windows(context)), None) if self.last else None
        start, end = first.start if first else None, last.end if last else None
        if start is not None:
            end = end or start + relativedelta(years=1, days=-1)
        elif end is not None:
            start = day_after(end) - relativedelta(years=1)
        return (Window(start, end, Grain.YEAR),) if start and end and start < end else ()


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal year, or a quarter of one, on the calendar that the text tells elsewhere; no window where it tells none.

    Attributes:
        year: the calendar year in which it ends, or counted from the one under way at the anchor; None for that one.
        quarter: 1-4; None for the whole year.
    """

    year: Year | None = None
    quarter: int | None = None

    def windows(self, context: Context) -> tuple[Window, ...]:
        """The year or quarter, counted from the one that the text tells."""
        told = context.fiscal
        if told is None or told.start is None or told.end is None:
            return ()
        start = told.start + relativedelta(years=self._years_after(told.start, told.end, context.anchor))
        if self.quarter is None:
            return (Window(start, start + relativedelta(years=1, days=-1), Grain.YEAR, Implied.YEAR),)
        begin = start + relativedelta(months=3 * self.quarter - 3)
        return (Window(begin, begin + relativedelta(months=3, days=-1), Grain.QUARTER, Implied.YEAR),)

    def _years_after(self, start: dt.date, end: dt.date, anchor: dt.date | None) -> int:
        """How many years it lies after the one that is told."""
        if self.year is not None and self.year.said is not None:
            return self.year.said - end.year
        shift = self.year.shift if self.year else 0
        if anchor is None:
            return shift
        not_begun = anchor < start + relativedelta(year=anchor.year)
        return anchor.year - not_begun - start.year + shift
