"""All names of all tracked works, and an automaton that finds their bases in folded words in one pass. Pure.

A work goes by several names, several works by one base ("Ted Lasso" for season 3 and season 4): each pair is a `Claim`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.model import Work
from tracker.titles import fold
from tracker.titles.instalment import Instalment
from tracker.titles.name import Name, parse
from tracker.titles.slips import SMALL, bears_slips

_APOSTROPHE_S: Final = re.compile(rf"[{fold.APOSTROPHES}](?=[sS]\b)")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|(?<=[A-Z])-(?=\d)")
_GLUED: Final = re.compile(r"\b([A-Z]{2,})(?=\d)")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_LONG_WORD: Final = 7
_CODE: Final = re.compile(r"\s((?=\w*\d)(?=\w*[A-Z])\w{3,})$")
_TAIL: Final = re.compile(r"(?::|\s[-–—])\s+(.+)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """That a work goes by a base.

    Attributes:
        work: its place among the tracked works.
        chain: the instalments that have to be said with the base; empty where the base is enough.
        own: the instalments that the work's title names, though this name may not.
        subtitle: the folded words after a numbered name.
        article: whether the name is written with an article.
    """

    work: int
    chain: tuple[Instalment, ...]
    own: tuple[Instalment, ...]
    subtitle: tuple[str, ...]
    article: bool


class Index:
    """The bases of the tracked works, by number, and who claims each."""

    def __init__(self, works: Sequence[Work]) -> None:
        claims: dict[tuple[str, ...], dict[Claim, None]] = defaultdict(dict)
        for number, work in enumerate(works):
            own = parse(work.title).chain
            for name in _names(work):
                claim = Claim(number, name.chain, own, name.subtitle, name.article)
                claims[name.base][claim] = None
        self.bases = list(claims)
        self.claims = [tuple(found) for found in claims.values()]
        self._automaton = AhoCorasick(
            [_haystack(base) for base in self.bases], matchkind=MatchKind.LeftmostLongest
        )

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Where bases stand, as (number of the base, first word, word after it): the longest at each place."""
        begins = list(accumulate((len(word) + 2 for word in words), initial=0))
        for base, begin, end in self._automaton.find_matches_as_indexes(_haystack(words)):
            yield base, bisect_left(begins, begin), bisect_left(begins, end)

    def slips_of(self, words: Sequence[str], most: int) -> list[int]:
        """The long bases that these words may hold with a slip, by shared words; at most `most`."""
        shared = Counter(base for piece in _pieces(words) for base in self._by_piece.get(piece, ()))
        return [base for base, _ in shared.most_common(most)]

    @cached_property
    def _by_piece(self) -> dict[str, list[int]]:
        """The long bases by the pieces of their words."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, base in enumerate(self.bases):
            if bears_slips(base):
                for piece in _pieces(base):
                    found[piece].append(number)
        return found


def _pieces(words: Iterable[str]) -> set[str]:
    """Words that are not small, and head and tail of long ones, of which a misspelling keeps one."""
    content = set(words) - SMALL
    long = [word for word in content if len(word) >= _LONG_WORD]
    return content | {f"{word[:4]}-" for word in long} | {f"-{word[-4:]}" for word in long}


def _haystack(words: Sequence[str]) -> str:
    """Words for the automaton, each between its own two spaces: only whole words match, and neighbours share none."""
    return "".join([f" {word} " for word in words])


def _names(work: Work) -> Iterator[Name]:
    """All names of a work that have a base."""
    for title in (work.title, *work.aliases):
        for spelling in dict.fromkeys(_spellings(title)):
            name = parse(spelling)
            if name.base:
                yield name


def _spellings(title: str) -> Iterator[str]:
    """The title as it is, and as people write it without its small marks."""
    yield title
    yield _APOSTROPHE_S.sub("", title)
    yield _HYPHEN.sub("", title)
    yield _GLUED.sub(r"\1 ", title)
    short = _IN_BRACKETS.sub("", title)
    if len(parse(short).base) > 1:
        yield short
    code = _CODE.search(title)
    if code and not parse(title).chain:
        yield code[1]
    tail = _TAIL.search(title)
    if tail and len(fold.words(tail[1]).folded) >= 3 and bears_slips(parse(tail[1]).base):
        yield tail[1]
