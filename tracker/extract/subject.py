"""Whose release a time phrase dates: the tracked work's, or another's, and how that is known. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tracker.extract.names import OTHER, OWN, Referent, Who
from tracker.extract.parsed import Parsed

if TYPE_CHECKING:
    from tracker.extract.article import Article

_REACH_BEHIND: Final = 9
_SENTENCES_BACK: Final = 3
_JOINED: Final = frozenset(("and", "or", "&", ",", "both", '"', "'", "”", "“", "the"))
_NAMES: Final = (OWN, OTHER)
_HOW: Final = {
    OWN: "named before",
    OTHER: "named before",
    Who.PRONOUN: "it, named before",
    Who.THING: "thing, named before",
}
"""How a subject is known that is named before the phrase, by what stands nearest."""


def subject(article: Article, number: int, first: int, end: int) -> tuple[Who | None, str]:
    """Whom a phrase, words `first` to `end` of sentence `number`, dates; None where nothing says."""
    who, how = _subject(article, number, first, end)
    if who is OTHER and not article.names_own:
        return None, "nothing named"
    return who, how


def _subject(article: Article, number: int, first: int, end: int) -> tuple[Who | None, str]:
    parsed, named = article.parsed(number), [r for r in article.named(number) if r.sure]
    before = [r for r in named if r.end <= first]
    names = [r for r in before if r.who in _NAMES]
    if names:
        return _together(parsed, names), _HOW[before[-1].who]
    behind = _behind(parsed, named, end)
    topic = _topic(article, number) if before or not behind else None
    if topic:
        return topic, "spoken of before"
    return (behind, "named behind") if behind else _section(article, number)


def _together(parsed: Parsed, names: Sequence[Referent]) -> Who:
    """Whom the last name names; the tracked work where it is one of several that share a verb: "A, B and C return"."""
    for earlier, later in pairwise(reversed(names)):
        if not _JOINED.issuperset(parsed.low[later.end : earlier.first]):
            break
        if later.who is OWN:
            return OWN
    return names[-1].who


def _behind(parsed: Parsed, named: Sequence[Referent], end: int) -> Who | None:
    for one in named:
        if one.first >= end and one.who in _NAMES and parsed.gap(end, one.first) < _REACH_BEHIND:
            return one.who
    return None


def _topic(article: Article, number: int) -> Who | None:
    """Whom the sentences before it on the line were about, where that is one."""
    line = article.line(number)
    for back in range(number - 1, max(number - 1 - _SENTENCES_BACK, -1), -1):
        if article.line(back) is not line:
            return None
        named = (r for r in article.named(back) if r.sure and r.who in _NAMES)
        names = [r.who for r in named if r.who is OWN or not r.numbered]
        if names:
            return names[0] if names[0] == names[-1] else None
    return None


def _section(article: Article, number: int) -> tuple[Who | None, str]:
    """Whom the heading above names."""
    heading = article.page.heading_above(article.line(number))
    who = article.heading_names(heading) if heading else None
    if who is OWN or (who is OTHER and article.is_roundup):
        return who, "heading"
    return None, "nothing named"
