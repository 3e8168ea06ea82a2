"""Whether two names are one name with a slip: a letter, a small word, a space too many or too few. Pure.

Long names only: "Dark" and "Park" are two names. A changed word is a slip only where its letters nearly agree, or
"Across the Spider-Verse" would be "Beyond the Spider-Verse".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SMALL: Final = frozenset(
    "a an and are as at be by for from has have he her his i if in into is it its me my no not of on "
    "or our she so that the their them they this to up us was we were what when where who why will "
    "with you your about all how new show date release everything".split()
)
_MOST_CHANGED = 2
_LONG_NAME = (
    5  # words from which on one inside may be forgotten: "Red Hot Peppers" is too near to other names
)


def bears_slips(words: Sequence[str]) -> bool:
    """Whether a name is long enough that another so near to it must be a slip: three words, or eight letters."""
    return len(words) >= 3 or sum(map(len, words)) >= 8


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, given as folded words, are equal or the same but for a slip."""
    if list(one) == list(other):
        return True
    if not (bears_slips(one) and bears_slips(other)) or _figures(one) != _figures(other):
        return False
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other):
        changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        strict = len(one) == 1
        return len(changed) <= _MOST_CHANGED and all(_slip(a, b, strict=strict) for a, b in changed)
    shorter, longer = sorted((list(one), list(other)), key=len)
    return len(longer) == len(shorter) + 1 and _one_forgotten(shorter, longer)


def _figures(words: Sequence[str]) -> list[str]:
    """The words with a figure in them, where no letter may change."""
    return [word for word in words if any(c.isdigit() for c in word)]


def _slip(a: str, b: str, *, strict: bool) -> bool:
    """Whether one word is the other, misspelt: the same beginning and one changed letter, two in a long word.

    `strict`: the word is all there is of the name, and has to be longer for two.
    """
    if a in SMALL and b in SMALL:
        return True
    longest = max(len(a), len(b))
    if longest <= 3 or a[0] != b[0]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b) <= (1 if longest <= (11 if strict else 6) else 2)


def _one_forgotten(shorter: list[str], longer: list[str]) -> bool:
    """Whether the shorter name lacks one word of the longer: a small one, or one inside a long name."""
    at = next((k for k, word in enumerate(shorter) if word != longer[k]), len(shorter))
    if shorter != longer[:at] + longer[at + 1 :]:
        return False
    return longer[at] in SMALL or (0 < at < len(shorter) and len(longer) >= _LONG_NAME)
