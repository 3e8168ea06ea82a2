"""What a text has said so far, for phrases that leave out what the passage tells: the year, "that year", "a year later"."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from tracker.extract.engine import Token
from tracker.windows.expression import Context, Day
from tracker.windows.window import Implied, Window

_PARAGRAPH_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[.!?|]\s|\n")


class _Ends:
    """The places of a text where something ends."""

    def __init__(self, mark: re.Pattern[str], text: str) -> None:
        self._mark, self._text = mark, text

    @cached_property
    def _places(self) -> list[int]:
        return [end.end() for end in self._mark.finditer(self._text)]

    def between(self, begin: int, end: int) -> bool:
        """Whether one lies between two places."""
        return bisect_right(self._places, begin) < bisect_right(self._places, end)


class Passage:
    """Follows a text from phrase to phrase.

    Args:
        plain: what is known of the text as a whole.
    """

    def __init__(self, text: str, plain: Context) -> None:
        self._text = text
        self._plain = plain
        self._said: Window | None = None
        self._spoken_of: Window | None = None  # the last whose year was said
        self._end = 0
        # Where sentences and paragraphs end, found once: a text may say its years a hundred thousand times.
        self._sentences = _Ends(_SENTENCE_END, text)
        self._paragraphs = _Ends(_PARAGRAPH_END, text)

    def context(self, token: Token) -> Context:
        """What is known where a phrase begins."""
        if self._said is None:
            return self._plain
        return self._plain.within(self._year(token), self._said)

    def note(self, token: Token, windows: tuple[Window, ...]) -> None:
        """Remember what a phrase said."""
        if not windows:
            return
        self._said = windows[-1]
        if windows[-1].implied is not Implied.YEAR:
            self._spoken_of, self._end = windows[-1], token.end

    def _year(self, token: Token) -> int | None:
        """The year that the passage speaks of: the last that was said, where it is one to come, and near enough.

        Near is the same paragraph; for a day the same sentence, for the next may speak of another matter.
        """
        anchor = self._plain.anchor
        day = (self._spoken_of.start or self._spoken_of.end) if self._spoken_of else None
        if day is None or anchor is None:
            return day.year if day else None
        ends = self._sentences if isinstance(token.value, Day) else self._paragraphs
        return day.year if day.year > anchor.year and not ends.between(self._end, token.begin) else None
