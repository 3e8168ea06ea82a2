"""Whether words that spell a name are the name: capitals, quotes, headings, an instalment beside it. Pure.

"Wednesday" is a series where it is quoted or has a season, and a weekday elsewhere; "dark" is no series at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tracker.titles.instalment import Instalment
from tracker.titles.name import ARTICLES
from tracker.titles.page import Page
from tracker.titles.slips import SMALL

_CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december spring summer autumn fall winter today tomorrow".split()
)


class Weight(IntEnum):
    """How much a place says for the name, least first."""

    NONE = 0  # the word, not the name
    NEUTRAL = 1  # may be either: the name if it is one elsewhere in the text
    CLEAN = 2  # written as a name is
    STRONG = 3  # quoted, or with an instalment


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a base stands; all numbers count words.

    Attributes:
        base: number of the base.
        opened: the word at which an instalment before it starts ("season 3 of NAME"), else `first`.
        first: its first word.
        named: the word after the base.
        end: the word after the instalments and the subtitle that follow it.
        said: the instalments written next to it.
        subtitle: the subtitle of a tracked work that follows.
    """

    base: int
    opened: int
    first: int
    named: int
    end: int
    said: tuple[Instalment, ...] = ()
    subtitle: tuple[str, ...] = ()


def weigh(page: Page, hit: Hit, *, article: bool) -> Weight:
    """How much a hit says for the name; `article`: whether the name is always written with one."""
    if hit.said or page.is_quoted(hit.first, hit.named):
        return Weight.STRONG
    words = page.words.folded[hit.first : hit.named]
    if len(words) == 1:
        return _weigh_word(page, hit.first, words[0], article=article)
    content = [k for k in range(hit.first, hit.named) if page.words.folded[k] not in SMALL]
    if any(map(page.has_capital, content or range(hit.first, hit.named))) or page.is_heading(hit.first):
        return Weight.CLEAN
    return Weight.NONE


def verdict(weights: Sequence[Weight]) -> Weight:
    """What all places of a base in a text come to.

    A word that is also written small has to be written as a name twice. NEUTRAL: a name only if an instalment is said.
    """
    small = Weight.NONE in weights
    if Weight.STRONG in weights or sum(weight >= Weight.CLEAN for weight in weights) > small:
        return Weight.CLEAN
    return Weight.NONE if small else Weight.NEUTRAL


def _weigh_word(page: Page, at: int, word: str, *, article: bool) -> Weight:
    """As `weigh`, for a name of one word."""
    if (
        word in _CALENDAR
        or word in SMALL
        or (word.isdecimal() and len(word) <= 4)
        or not page.has_capital(at)
    ):
        return Weight.NONE
    has_article = at > 0 and page.words.folded[at - 1] in ARTICLES
    first = at - 1 if article and has_article else at
    if page.in_title_case(at):
        return Weight.CLEAN if page.starts_sentence(first) else Weight.NEUTRAL
    if page.touches_capital(at, at + 1):
        return Weight.NONE
    if page.is_acronym(at) or page.starts_headline(first):
        return Weight.CLEAN
    if page.starts_sentence(first) or (article and not has_article):
        return Weight.NEUTRAL
    return Weight.CLEAN
