"""Where the bases of tracked works stand in a page, exactly or with a slip, and the instalments written beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tracker.titles.evidence import Hit
from tracker.titles.index import Claim, Index
from tracker.titles.instalment import BARE, Instalment, bare_number, may_start, read
from tracker.titles.name import ARTICLES
from tracker.titles.page import Page
from tracker.titles.slips import alike

_HEADINGS: Final = 8  # so many lines are searched for misspelt titles
_HEADING_WORDS: Final = 30
_CANDIDATES: Final = 50
_LONGEST_PREFIX: Final = 6  # words of "the third and final season of"
_GLUE: Final = re.compile(r"[\s:_(–—-]{0,4}")
_COUNTED: Final = frozenset(
    "year years month months week weeks day days hour hours minute minutes million billion percent "
    "episodes seasons times things reasons facts questions ways am pm january february march april "
    "may june july august september october november december".split()
)


def exact(page: Page, index: Index) -> Iterator[Hit]:
    """The places where a base stands as it is, in text order."""
    for base, first, named in index.find(page.words.folded):
        yield _with_instalments(page, index.claims[base], base, first, named)


def slipped(page: Page, index: Index, taken: Sequence[Hit]) -> Iterator[Hit]:
    """The places in headings where a long base stands misspelt, outside the `taken` ones."""
    used = {word for hit in taken for word in range(hit.first, hit.named)}
    for heading in page.headings(_HEADINGS):
        line = heading[:_HEADING_WORDS]
        if not used.issuperset(line):
            yield from _slips_in(page, index, line, used)


def _slips_in(page: Page, index: Index, line: range, used: set[int]) -> Iterator[Hit]:
    """The slips in one line, at most one for each base."""
    words = page.words.folded
    for base in index.slips_of([words[k] for k in line], _CANDIDATES):
        spelt = index.bases[base]
        for first, named in _windows(line, len(spelt)):
            if alike(words[first:named], spelt) and used.isdisjoint(range(first, named)):
                used.update(range(first, named))
                yield _with_instalments(page, index.claims[base], base, first, named)
                break


def _windows(line: range, size: int) -> Iterator[tuple[int, int]]:
    """All runs of about `size` words of a line, those of exactly `size` first."""
    for length in (size, size - 1, size + 1):
        if length:
            yield from ((first, first + length) for first in range(line.start, line.stop - length + 1))


def _with_instalments(page: Page, claims: Sequence[Claim], base: int, first: int, named: int) -> Hit:
    """The hit, with the instalments before or after it and a subtitle that a claim expects."""
    opened = first
    said, end = _after(page, named)
    if not said:
        said, opened = _before(page, first)
    words = page.words.folded
    for claim in claims:
        size = len(claim.subtitle)
        if size and words[end : end + size] == list(claim.subtitle):
            return Hit(base, opened, first, named, end + size, said, claim.subtitle)
    return Hit(base, opened, first, named, end, said)


def read_at(page: Page, at: int) -> tuple[Instalment, int] | None:
    """The instalment that is written from word `at` on without a break, and the word after it."""
    step = read(page.words.folded, at) if may_start(page.words.folded[at]) else None
    return step if step and page.is_unbroken(at, step[1]) else None


def _after(page: Page, at: int) -> tuple[tuple[Instalment, ...], int]:
    """The instalments written from word `at` on, in the same line, and the word after them."""
    found: list[Instalment] = []
    while at < len(page.words.folded) and "\n" not in page.between(at - 1):
        step = read_at(page, at) or (None if found else _bare(page, at))
        if step is None:
            break
        found.append(step[0])
        at = step[1]
    return tuple(found), at


def _bare(page: Page, at: int) -> tuple[Instalment, int] | None:
    """A bare number right after a name: "Diablo III", not "Diablo, 3 years"."""
    words = page.words
    number = bare_number(words.folded[at])
    single_small = page.text[words.begins[at] : words.ends[at]] in ("v", "x")
    if number is None or single_small or not _GLUE.fullmatch(page.between(at - 1)):
        return None
    if at + 1 < len(words.folded) and words.folded[at + 1] in _COUNTED and page.between(at) in (" ", "-"):
        return None
    return Instalment(BARE, (number,)), at + 1


def _before(page: Page, first: int) -> tuple[tuple[Instalment, ...], int]:
    """The instalment of "season 3 of NAME", and the word at which it starts."""
    words = page.words.folded
    stop = first - 1 if first and words[first - 1] in ARTICLES else first
    if stop >= 2 and words[stop - 1] in ("of", "for"):
        for at in range(stop - 2, max(stop - 2 - _LONGEST_PREFIX, -1), -1):
            step = read_at(page, at)
            if step and step[1] == stop - 1:
                return (step[0],), at
    return (), first
