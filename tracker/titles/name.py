"""A title taken apart: the series that it names, the instalments of it, a subtitle. Pure.

From a title as written to `Name`, the normal form `key`, and the comparisons of titles; knows nothing of texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.titles import fold
from tracker.titles.instalment import BARE, Instalment, bare_number, read
from tracker.titles.slips import alike

ARTICLES: Final = frozenset(("the", "a", "an"))
_APOSTROPHE_S: Final = re.compile(rf"[{fold.APOSTROPHES}](?=[sS]\b)")
_BREAK: Final = re.compile(r"[:–—(,]|\s-\s")
_NEAR: Final = 70.0  # of 100, by rapidfuzz.fuzz.WRatio


@dataclass(frozen=True, slots=True)
class Name:
    """A title taken apart; all words folded.

    Attributes:
        base: the words of the series, or of the whole title where no instalment is named; without leading articles.
        chain: the instalments, outer first ("Season 4, Part 2"); empty for none.
        subtitle: the words after a numbered name: "wings of liberty".
        article: whether the title starts with an article.
    """

    base: tuple[str, ...]
    chain: tuple[Instalment, ...]
    subtitle: tuple[str, ...]
    article: bool


def parse(title: str) -> Name:
    """Take a title apart; a title of no letters has an empty base."""
    found = fold.words(title)
    first = _first_word(found.folded)
    for at in range(first + 1, len(found.folded)):
        chain, end = _chain(found.folded, at)
        rest = found.folded[end:]
        if chain and (not rest or _BREAK.search(title, found.ends[end - 1], found.begins[end])):
            return Name(tuple(found.folded[first:at]), chain, tuple(rest), article=first > 0)
    return Name(tuple(found.folded[first:]), (), (), article=first > 0)


def key(title: str) -> str:
    """The normal form of a title, for look-ups and uniqueness.

    Args:
        title: as written by a user, a page, a configuration.

    Returns:
        Folded words with instalments in one form: "The Severance: S02" -> "severance season 2". Never empty for a
        title that is not blank; `key(key(t)) == key(t)`.
    """
    name = parse(_APOSTROPHE_S.sub("", title))
    if not name.base:
        return " ".join(title.casefold().split())
    instalments = [word for part in name.chain for word in (part.kind, " ".join(part.numbers)) if word]
    return " ".join([*name.base, *instalments, *name.subtitle])


def same_title(a: str, b: str) -> bool:
    """Whether two titles name the same instalment of the same work, a misspelling allowed.

    "Severance S2" is "severance season two"; "Taxi Driver 3" is "Taxi Driver season 3"; "Severance" is neither.
    """
    if key(a) == key(b):
        return True
    one, other = parse(a), parse(b)
    return (
        one.subtitle == other.subtitle and same_chain(one.chain, other.chain) and alike(one.base, other.base)
    )


def near(title: str, titles: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The titles that a mistaken one may have meant, best first, at most `limit`."""
    from rapidfuzz import fuzz, process

    choices = {written: key(written) for written in titles}
    found = process.extract(key(title), choices, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=limit)
    return tuple(written for _, _, written in found)


def same_chain(one: Sequence[Instalment], other: Sequence[Instalment]) -> bool:
    """Whether the same instalments are named, a bare number agreeing with every kind."""
    return len(one) == len(other) and all(
        a.numbers == b.numbers and (a.kind == b.kind or BARE in (a.kind, b.kind))
        for a, b in zip(one, other, strict=True)
    )


def _first_word(words: Sequence[str]) -> int:
    """The first word that is no article; the last one where all are."""
    return next((k for k, word in enumerate(words) if word not in ARTICLES), max(len(words) - 1, 0))


def _chain(words: Sequence[str], at: int) -> tuple[tuple[Instalment, ...], int]:
    """The instalments written from word `at` on, and the word after them."""
    found: list[Instalment] = []
    end = at
    while end < len(words):
        step = read(words, end)
        number = None if found else bare_number(words[end])
        if step is None and number is not None:
            step = Instalment(BARE, (number,)), end + 1
        if step is None:
            break
        found.append(step[0])
        end = step[1]
    return tuple(found), end
