"""From text to words in one spelling: case, accents, quotes, dashes, ampersands and Roman numerals folded.

Works word by word, so that a folded word may be longer or shorter than what was written and still knows where that stands.
Knows nothing of titles.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

APOSTROPHES: Final = "'’‘ʼ´`′"
_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_MARKS: Final = "\u0300-\u036f"
_LETTER: Final = rf"[^\W_{_CJK}]"
_WORD: Final = re.compile(
    rf"""
    (?:[A-Za-z]\.){{2,8}}[A-Za-z]?(?![A-Za-z])    # K.G.F, U.S.
  | \d+(?:\.\d+){{1,3}}(?![^\W_])                 # 4.0
  | {_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*(?:[{APOSTROPHES}]{_LETTER}+[{_MARKS}]*)*
  | [{_CJK}]                                      # written without spaces: each character is a word
  | &
    """,
    re.VERBOSE,
)
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}][sS]$")
_ROMAN: Final = re.compile(r"(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS: Final = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded, with where each was written.

    Attributes:
        folded: the words.
        begins, ends: offsets in the text; `text[begins[k]:ends[k]]` is what folded to `folded[k]`.
    """

    folded: list[str]
    begins: list[int]
    ends: list[int]


def words(text: str) -> Words:
    """Fold a text; a possessive "'s" is left out of its word."""
    found = Words([], [], [])
    for match in _WORD.finditer(text):
        written = match[0]
        folded, length = _fold(written) if len(written) < _LONG else _fold.__wrapped__(written)
        if folded:
            found.folded.append(folded)
            found.begins.append(match.start())
            found.ends.append(match.start() + length)
    return found


_LONG: Final = 40  # longer words are not remembered: a text of base64 would only fill the memory


@lru_cache(maxsize=65536)
def _fold(written: str) -> tuple[str, int]:
    """The folded word and how many characters of the written one it stands for."""
    if written == "&":
        return "and", 1
    stem = _POSSESSIVE.sub("", written)
    return fold_word(stem), len(stem)


def fold_word(written: str) -> str:
    """One word in one spelling: "Ragnarök" -> "ragnarok", "III" -> "3", "02" -> "2", "4.0" -> "4"."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", written).casefold())
    if plain.replace(".", "").isdecimal() and plain.isascii():
        return _number(plain)
    letters = "".join(c for c in plain if c.isalnum())
    if _ROMAN.fullmatch(letters):
        return str(roman(letters))
    return letters


def roman(letters: str) -> int:
    """The value of a lower-case Roman numeral made of i, v and x."""
    values = [_ROMAN_DIGITS[c] for c in letters]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _number(digits: str) -> str:
    """Without leading zeros and without a fraction of zero."""
    whole, *rest = digits.split(".")
    while rest and not rest[-1].strip("0"):
        rest.pop()
    return ".".join([whole.lstrip("0") or "0", *rest])
