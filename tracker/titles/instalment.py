"""Instalments as people write them: "Season 2", "S02", "second season", "Part Two", "Vol. 3", "the third film". Pure tables.

From folded words (see `fold`) to a kind and a number; knows nothing of where they stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BARE: Final = ""  # "Diablo III", "the third game": a number without a unit of its own

KINDS: Final = {
    **dict.fromkeys(("season", "seasons", "series", "temporada", "saison", "staffel", "stagione"), "season"),
    **dict.fromkeys(("part", "parts", "pt", "cour"), "part"),
    **dict.fromkeys(("volume", "volumes", "vol"), "volume"),
    **dict.fromkeys(("chapter", "chapters"), "chapter"),
    **dict.fromkeys(("book", "books"), "book"),
    **dict.fromkeys(("episode", "ep"), "episode"),
    **dict.fromkeys(("album", "albums", "lp"), "album"),
    **dict.fromkeys(("film", "movie", "game", "installment", "instalment", "entry"), BARE),
}
_ORDINAL_ONLY: Final = {"one": BARE, "outing": BARE}  # "a third one"; "one 3" is nothing
_CARDINALS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_CARDINAL: Final = {word: str(n) for n, word in enumerate(_CARDINALS, 1)}
_ORDINAL: Final = {word: str(n) for n, word in enumerate(_ORDINALS, 1)}
_NTH: Final = re.compile(r"([1-9]\d?)(?:st|nd|rd|th)")
_SEASON: Final = re.compile(r"s0?([1-9]\d?)(?:e\d{1,3})?")
_SINGLE: Final = {"v": "5", "x": "10"}
_FILLERS: Final = frozenset(
    "and final last full studio ever major main upcoming new or possibly live action length feature mainline".split()
)
_LIST: Final = frozenset(("and", "or", "to", "through"))
_MOST_FILLERS: Final = 3


@dataclass(frozen=True, slots=True)
class Instalment:
    """One or more instalments named together ("seasons 2 and 3")."""

    kind: str
    numbers: tuple[str, ...]


def read(words: Sequence[str], at: int) -> tuple[Instalment, int] | None:
    """The instalment that is written from word `at` on, and the word after it; None where there is none."""
    return _by_code(words, at) or _by_number(words, at) or _by_ordinal(words, at)


def bare_number(word: str) -> str | None:
    """The number that a bare last word of a title gives ("Diablo 3", "Saints Row V"): below 100, in figures."""
    if word in _SINGLE:
        return _SINGLE[word]
    whole = word.split(".", 1)[0]
    return word if whole.isdecimal() and len(whole) <= 2 else None


def _by_code(words: Sequence[str], at: int) -> tuple[Instalment, int] | None:
    code = _SEASON.fullmatch(words[at])
    return (Instalment("season", (code[1],)), at + 1) if code else None


def _by_number(words: Sequence[str], at: int) -> tuple[Instalment, int] | None:
    """KIND NUMBER, and what is joined to it: "season 2", "seasons 2 and 3"."""
    kind = KINDS.get(words[at])
    number = _number(words, at + 1)
    if kind is None or number is None:
        return None
    numbers, end = [number], at + 2
    while end + 1 < len(words) and words[end] in _LIST and (more := _number(words, end + 1)):
        numbers.append(more)
        end += 2
    return Instalment(kind, tuple(numbers)), end


def _by_ordinal(words: Sequence[str], at: int) -> tuple[Instalment, int] | None:
    """ORDINAL KIND, with little between: "third season", "2nd and final season", "tenth studio album"."""
    number = ordinal(words[at])
    if number is None:
        return None
    for end in range(at + 1, min(at + 2 + _MOST_FILLERS, len(words))):
        if (kind := KINDS.get(words[end], _ORDINAL_ONLY.get(words[end]))) is not None:
            return Instalment(kind, (number,)), end + 1
        if words[end] not in _FILLERS:
            return None
    return None


def ordinal(word: str) -> str | None:
    """The number that an ordinal gives: "third", "3rd" -> "3"."""
    nth = _NTH.fullmatch(word)
    return nth[1] if nth else _ORDINAL.get(word)


def _number(words: Sequence[str], at: int) -> str | None:
    """A number after its kind, where "i" and "one" are numbers too."""
    if at >= len(words):
        return None
    word = words[at]
    return bare_number(word) or _CARDINAL.get(word) or ("1" if word == "i" else None)


_NEXT: Final = frozenset(("next", "another"))
_SEQUELS: Final = frozenset(("sequel", "followup"))
_STARTS: Final = frozenset(KINDS) | frozenset(_ORDINAL)


def may_start(word: str) -> bool:
    """Whether an instalment can be written from such a word on: a cheap question before `read`."""
    return word in _STARTS or (word[0] == "s" and word[1:2].isdigit()) or word[0].isdigit()


def coming(words: Sequence[str], at: int) -> str | None:
    """The kind of "the next season", "another album", "the sequel" written from word `at` on; None where it is not."""
    if words[at] in _SEQUELS:
        return BARE
    if words[at] not in _NEXT:
        return None
    for word in words[at + 1 : at + 2 + _MOST_FILLERS]:
        if word in KINDS:
            return KINDS[word]
        if word not in _FILLERS:
            return None
    return None
