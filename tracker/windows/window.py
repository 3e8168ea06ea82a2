"""A release window: a closed interval of calendar days, either side of which may be open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Grain(StrEnum):
    """The calendar unit in which a window was stated, finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"  # a hull of several units, or an open window


class Implied(StrEnum):
    """What of a window was not said in the phrase and had to be filled in."""

    NOTHING = "nothing"
    YEAR = "year"  # "in October": the year came from the passage or from the anchor
    ANCHOR = "anchor"  # "next year", "in nine months": the whole window hangs on the anchor


@dataclass(frozen=True, slots=True, order=False)
class Window:
    """Calendar days `start` to `end`, both included; `None` is an open side.

    Two windows are equal when they hold the same days; `grain` and `implied` say how they came about.

    Raises:
        ValueError: where `start` is after `end`.
    """

    start: dt.date | None
    end: dt.date | None
    grain: Grain = Grain.SPAN
    implied: Implied = Implied.NOTHING

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"a window cannot end ({self.end}) before it starts ({self.start})")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Window):
            return NotImplemented
        return (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __contains__(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def marked(self, implied: Implied) -> Window:
        """The same days, with what of them was implied."""
        return Window(self.start, self.end, self.grain, implied)

    @property
    def days(self) -> int | None:
        """How many days it holds; None where a side is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    @property
    def is_open(self) -> bool:
        """Whether a side is open."""
        return self.start is None or self.end is None

    def covers(self, other: Window) -> bool:
        """Whether every day of `other` is a day of this window."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def intersection(self, other: Window) -> Window | None:
        """The days that both hold; None where there are none."""
        starts = [d for d in (self.start, other.start) if d is not None]
        ends = [d for d in (self.end, other.end) if d is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and start > end:
            return None
        return Window(start, end, implied=_most_implied(self, other))

    def hull(self, other: Window) -> Window:
        """The smallest window that holds every day of both."""
        start = None if self.start is None or other.start is None else min(self.start, other.start)
        end = None if self.end is None or other.end is None else max(self.end, other.end)
        return Window(start, end, implied=_most_implied(self, other))

    def gap(self, other: Window) -> int:
        """How many days lie between the two; 0 where they touch or overlap."""
        first, second = sorted((self, other), key=lambda w: w.start or dt.date.min)
        if first.end is None or second.start is None:
            return 0
        return max((second.start - first.end).days - 1, 0)


def _most_implied(*windows: Window) -> Implied:
    """The strongest of what was filled in (`Implied` is declared weakest first)."""
    order = list(Implied)
    return max((w.implied for w in windows), key=order.index)
