"""How a text is set: its lines, headings, quotation marks, capitals. Pure.

Answers what a reader sees at a word ("is it quoted?", "does a sentence start here?"); knows nothing of titles.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from tracker.titles import fold
from tracker.titles.slips import SMALL

_OPENING: Final = frozenset("\"'“”‘«‹„「『《〈*_")
_CLOSING: Final = frozenset("\"'“”’»›“」』》〉*_")
_SENTENCE_BREAK: Final = re.compile(r"[.!?:;…•|>\n\r\"“”]|\s[-–—]\s")
_ADDRESS: Final = frozenset("/-_=@&?")
_END: Final = re.compile(r"[!?\n\r]|\.\s+\(?$")
_LINE: Final = re.compile(r"[^\n\r]+")
_HANDLES: Final = ("#", "@", "r/")  # written small whatever they name
_HEADING_CHARS: Final = 160
_TITLE_CASE: Final = 0.7  # so many of the words that are not small have a capital


class Page:
    """One text and its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = fold.words(text)
        self._settings: dict[int, tuple[bool, bool]] = {}

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Begin and end of each line that is not blank."""
        return [m.span() for m in _LINE.finditer(self.text) if not m[0].isspace()]

    @cached_property
    def _line_begins(self) -> list[int]:
        return [begin for begin, _ in self._lines]

    def line(self, word: int) -> int:
        """The number of the line that a word stands in, blank ones not counted, from 0."""
        return bisect_right(self._line_begins, self.words.begins[word]) - 1

    def headings(self, most: int) -> list[range]:
        """The words of the first headings, at most `most` of them."""
        found: list[range] = []
        at = 0
        for number, (_, end) in enumerate(self._lines):
            first = at
            at = bisect_right(self.words.begins, end - 1, lo=first)
            if at > first and self._setting(number)[0]:
                found.append(range(first, at))
            if len(found) == most:
                break
        return found

    def is_heading(self, word: int) -> bool:
        """Whether a word stands in a line that is set like a headline: short, and no sentence."""
        return self._setting(self.line(word))[0]

    def starts_headline(self, word: int) -> bool:
        """Whether a word is the first of the text, in a line set like a headline."""
        return word == 0 and self.is_heading(word)

    def in_title_case(self, word: int) -> bool:
        """Whether the words around it all have capitals, so that its own says nothing."""
        return self._setting(self.line(word))[1]

    def _setting(self, number: int) -> tuple[bool, bool]:
        """Of a line: (is it a heading, is it in title case)."""
        known = self._settings.get(number)
        if known is None:
            begin, end = self._lines[number]
            line = self.text[begin : min(end, begin + _HEADING_CHARS + 1)].strip()
            heading = len(line) <= _HEADING_CHARS and not line.endswith((".", ",", ";"))
            known = self._settings[number] = heading, heading and _title_case(line)
        return known

    def has_capital(self, word: int) -> bool:
        """Whether a word is not written small; a script without capitals passes, and so does "#name"."""
        begin = self.words.begins[word]
        return not self.text[begin].islower() or self.text[max(begin - 2, 0) : begin].endswith(_HANDLES)

    def is_in_address(self, first: int, end: int) -> bool:
        """Whether the words `first` to `end` (excluded) are a piece of an address or a file name, all written small."""
        if any(map(self.has_capital, range(first, end))):
            return False
        before, after = self.words.begins[first] - 1, self.words.ends[end - 1]
        return self.text[max(before, 0)] in _ADDRESS or self.text[after : after + 1] in ("/", "_", "=")

    def is_acronym(self, word: int) -> bool:
        """Whether a word is all capitals, and by itself."""
        written = self.text[self.words.begins[word] : self.words.ends[word]]
        return len(written) > 1 and written.isupper()

    def is_unbroken(self, first: int, end: int) -> bool:
        """Whether no line or question ends between the words `first` and `end` (excluded)."""
        return all(_END.search(self.between(word)) is None for word in range(first, end - 1))

    def is_quoted(self, first: int, end: int) -> bool:
        """Whether the words `first` to `end` (excluded) stand alone between quotation marks."""
        before, after = self.words.begins[first] - 1, self.words.ends[end - 1]
        if before < 0 or after >= len(self.text):
            return False
        closing = self.text[after + 1 : after + 2] if self.text[after] in ",.:" else self.text[after]
        return self.text[before] in _OPENING and closing in _CLOSING

    def starts_sentence(self, word: int) -> bool:
        """Whether a capital is owed to the place and not to the name."""
        return word == 0 or _SENTENCE_BREAK.search(self.between(word - 1)) is not None

    def between(self, word: int) -> str:
        """What stands between a word and the next one; the tail of the text after the last."""
        begins, end = self.words.begins, self.words.ends[word]
        return self.text[end : begins[word + 1]] if word + 1 < len(begins) else self.text[end : end + 2]

    def touches_capital(self, first: int, end: int) -> bool:
        """Whether the words `first` to `end` are a piece of a longer name: "the Dark Knight", "Jimmy Carter"."""
        after = end < len(self.words.begins) and self.between(end - 1) in (" ", "-") and self._is_name(end)
        if after or first == 0:
            return after
        return (
            self.between(first - 1) in (" ", "-")
            and self._is_name(first - 1)
            and not self.starts_sentence(first - 1)
        )

    def _is_name(self, word: int) -> bool:
        """Whether a word looks like a name's: a capital that is no small word's."""
        written = self.text[self.words.begins[word]]
        return written.isupper() and self.words.folded[word] not in SMALL


def _title_case(line: str) -> bool:
    """Whether nearly all words that could be small have a capital."""
    written = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(written) and sum(word[0].isupper() for word in written) >= _TITLE_CASE * len(written)
