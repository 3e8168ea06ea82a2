"""A text's sentences, as spans: the scope in which a claim's words look for each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# A full stop behind one of these does not end a sentence ("Nov. 19", "U.S.", "No. 1", "Mr. Smith").
_ABBREVIATIONS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun mr mrs ms dr st no vs "
    "vol ep pt jr sr ca approx u.s u.k e.g i.e etc inc ltd co".split()
)
_END = re.compile(r"\n\s*|[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_LONGEST = 1000  # characters; what is longer is no sentence, and is cut so that reading stays linear
_LONGEST_ABBREVIATION = 11  # characters that are looked at
_LAST_WORD = re.compile(r"(?<![\w.])[\w.]+\Z")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where each sentence of a text begins and ends.

    Attributes:
        begins, ends: character offsets, one pair a sentence, in order.
    """

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The number of the sentence that holds a character."""
        return max(bisect_right(self.begins, offset) - 1, 0)

    def __getitem__(self, number: int) -> str:
        return self.text[self.begins[number] : self.ends[number]]

    def __len__(self) -> int:
        return len(self.begins)


def sentences(text: str) -> Sentences:
    """Split a text at line ends, and behind a full stop, question or exclamation mark before a capital or number."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for gap in _END.finditer(text):
        end = gap.start() + len(gap[0].rstrip())
        if end <= begin or (end > gap.start() and _is_abbreviation(text, begin, gap.start())):
            continue
        spans += _cut(begin, end)
        begin = gap.end()
    spans += _cut(begin, max(len(text), begin))
    begins, ends = zip(*spans, strict=True)
    return Sentences(text, begins, ends)


def _cut(begin: int, end: int) -> list[tuple[int, int]]:
    """A sentence, or the pieces of what is too long for one."""
    if end - begin <= _LONGEST:
        return [(begin, end)]
    return [(at, min(at + _LONGEST, end)) for at in range(begin, end, _LONGEST)]


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    """Whether the sign at `stop` is the full stop of an abbreviation."""
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text[max(begin, stop - _LONGEST_ABBREVIATION) : stop])
    return word is not None and word[0].casefold() in _ABBREVIATIONS
