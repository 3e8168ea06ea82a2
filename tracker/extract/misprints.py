"""How a word is mistyped: one slip of the fingers, as writers in a hurry make and nobody corrects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")

_VOWELS = "aeiou"
_SHORTEST = 5  # letters; of a shorter word a slip makes too many others
_LONG = 7  # letters from which a word with a wrong vowel is still no other word ("novamber"; but "simmer")


def with_misprints(words: Mapping[str, T], real: frozenset[str] = frozenset()) -> dict[str, T]:
    """The words, and the ways in which each is mistyped, with its meaning.

    Args:
        words: each of one word.
        real: words of the language that a slip makes of these ("winner"), which are read as they stand.
    """
    meanings = {slip: meaning for word, meaning in words.items() for slip in _slips(word) if slip not in real}
    return meanings | dict(words)


def _slips(word: str) -> Iterator[str]:
    """One letter left out, struck twice, changed places with its neighbour or, in a long word, a wrong vowel."""
    for i in range(1, len(word) if len(word) >= _SHORTEST else 0):
        left, here, right = word[:i], word[i], word[i + 1 :]
        yield left + right
        yield left + here + here + right
        yield left[:-1] + here + left[-1] + right
        if len(word) >= _LONG and here in _VOWELS:
            yield from (left + vowel + right for vowel in _VOWELS)
