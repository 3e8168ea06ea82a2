"""An ISO week: `2026-W47`, Monday to Sunday."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of ISO 8601, by its Monday.

    Raises:
        ValueError: where `first` is no Monday.
    """

    first: dt.date

    def __post_init__(self) -> None:
        if self.first.isoweekday() != 1:
            raise ValueError(f"{self.first} is no Monday")

    @classmethod
    def of(cls, day: dt.date) -> Week:
        """The week that a day lies in."""
        return cls(day - dt.timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read `2026-W47`.

        Raises:
            ValueError: a sentence for the user, where it is no such week.
        """
        match = _WRITTEN.fullmatch(text.strip())
        try:
            if (
                match and dt.MINYEAR < int(match[1]) < dt.MAXYEAR
            ):  # the day before and its Sunday are days too
                return cls(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            pass
        raise ValueError(f"{text!r} is no week: write it like 2026-W47 (weeks start on Monday)")

    @property
    def last(self) -> dt.date:
        """Its Sunday."""
        return self.first + dt.timedelta(days=6)

    def __str__(self) -> str:
        year, week, _ = self.first.isocalendar()
        return f"{year:04}-W{week:02}"
