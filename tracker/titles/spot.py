"""Which of the tracked works a text speaks of, and where it names them. Pure.

A text speaks of a work where it names the series in a way that is no mere word, and says the instalment, next to the name
or somewhere that belongs to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tracker.model import Work
from tracker.titles import hits
from tracker.titles.agreement import Said, names, speaks_of
from tracker.titles.evidence import Hit, Weight, verdict, weigh
from tracker.titles.index import Claim, Index
from tracker.titles.instalment import KINDS, Instalment, coming
from tracker.titles.page import Page

_TOPIC_LINES: Final = 2  # what is named in the first lines is what the text is about
_HEADLINE_BONUS: Final = 5  # mentions that a name in the first lines is worth


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a work.

    Attributes:
        begin, end: `text[begin:end]` names the work, or its series where the instalment is said elsewhere.
    """

    work: Work
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Series:
    """A base that a page names; unless it is `sure`, only an instalment of it makes it more than a word."""

    hits: list[Hit]
    sure: bool


class Titles:
    """Finds tracked works in texts; building it costs, so build it once for many texts.

    Args:
        works: those to be found, in an order that decides between works named equally often.
    """

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = tuple(works)

    @cached_property
    def _index(self) -> Index:
        return Index(self._works)

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that are found."""
        return self._works

    def works_in(self, text: str) -> tuple[Work, ...]:
        """The works that a text speaks of, the most named first; () for none."""
        page = Page(text)
        counts: Counter[int] = Counter()
        for number, hit in self._named(page):
            counts[number] += 1 + _HEADLINE_BONUS * (page.line(hit.first) < _TOPIC_LINES)
        return tuple(self._works[number] for number, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))

    def mentions(self, text: str) -> list[Mention]:
        """Where a text names the works that it speaks of, in text order."""
        page = Page(text)
        found = sorted(self._named(page), key=lambda named: (named[1].first, named[1].end, named[0]))
        begins, ends = page.words.begins, page.words.ends
        return [Mention(self._works[number], begins[hit.first], ends[hit.end - 1]) for number, hit in found]

    def _named(self, page: Page) -> set[tuple[int, Hit]]:
        """Each work (by its place) that the page speaks of, with each hit that names it."""
        series = _series(page, self._index)
        found: set[tuple[int, Hit]] = set()
        if series:
            said = _said(page, series)
            for base, one in series.items():
                for claim in self._index.claims[base]:
                    if speaks_of(claim, said[base], self._index.claims[base]):
                        found.update((claim.work, hit) for hit in _naming(claim, one.hits))
        return found


def _series(page: Page, index: Index) -> dict[int, Series]:
    """The bases that the page names, or may name where all their works have instalments."""
    weighed: dict[int, list[tuple[Weight, Hit]]] = defaultdict(list)
    places = list(hits.exact(page, index))
    for hit in [*places, *hits.slipped(page, index, places)]:
        if page.is_in_address(hit.first, hit.named):
            continue
        article = all(claim.article for claim in index.claims[hit.base])
        weighed[hit.base].append((weigh(page, hit, article=article), hit))
    found = {}
    for base, weights in weighed.items():
        whole = verdict([weight for weight, _ in weights])
        if whole is Weight.CLEAN or (
            whole is Weight.NEUTRAL and all(claim.chain for claim in index.claims[base])
        ):
            found[base] = Series([hit for weight, hit in weights if weight], sure=whole is Weight.CLEAN)
    return found


def _naming(claim: Claim, places: Sequence[Hit]) -> list[Hit]:
    """The hits that name the claim's work: with its instalment or none; where all have others, those of the series."""
    fitting = [hit for hit in places if names(hit, claim)]
    if fitting or not claim.chain:
        return fitting
    return [replace(hit, end=hit.named, said=()) for hit in places if not hit.subtitle]


def _said(page: Page, series: dict[int, Series]) -> dict[int, Said]:
    """What is said of the instalments of each base.

    An instalment that stands apart from names belongs to the last base named before it in its line, else to the last one
    before it that is a topic of the page.
    """
    said = {base: Said() for base in series}
    places = sorted((hit for one in series.values() for hit in one.hits), key=lambda hit: hit.first)
    for hit in places:
        said[hit.base].beside.update(hit.said)
    topics = _topics(page, series)
    owners = _Owners(page, places, topics)
    for at, one in _apart(page, places):
        said[owners.of(at)].apart.add(one)
    only = next(iter(topics))
    if len(topics) == 1 and series[only].sure:
        said[only].coming, said[only].spoken = _unnumbered(page)
    return said


def _topics(page: Page, series: dict[int, Series]) -> set[int]:
    """The bases that the page is about: those named in its first lines, else the most named."""
    first = {
        base for base, one in series.items() if any(page.line(hit.first) < _TOPIC_LINES for hit in one.hits)
    }
    return first or {max(series, key=lambda base: len(series[base].hits))}


class _Owners:
    """Whose an instalment is that stands apart from names."""

    def __init__(self, page: Page, places: Sequence[Hit], topics: set[int]) -> None:
        self._page = page
        self._places = places
        self._begins = [hit.first for hit in places]
        self._topical = [hit for hit in places if hit.base in topics]
        self._topical_begins = [hit.first for hit in self._topical]

    def of(self, at: int) -> int:
        """The base that owns what is said at word `at`."""
        before = bisect_right(self._begins, at) - 1
        if before >= 0 and self._page.line(self._places[before].first) == self._page.line(at):
            return self._places[before].base
        return self._topical[max(bisect_right(self._topical_begins, at) - 1, 0)].base


def _apart(page: Page, places: Iterable[Hit]) -> Iterator[tuple[int, Instalment]]:
    """The instalments that stand apart from names, with the word at which each starts."""
    taken = {word for hit in places for word in range(hit.opened, hit.end)}
    at = 0
    while at < len(page.words.folded):
        step = None if at in taken else hits.read_at(page, at)
        if step is not None:
            yield at, step[0]
        at = step[1] if step else at + 1


def _unnumbered(page: Page) -> tuple[set[str], set[str]]:
    """The kinds of instalments of which one is said to come ("the next season"), and all kinds spoken of."""
    words = page.words.folded
    kinds = {kind for at in range(len(words)) if (kind := coming(words, at)) is not None}
    return kinds, {KINDS[word] for word in set(words) & KINDS.keys()}
