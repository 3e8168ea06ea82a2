"""What a text is recognised by when it turns up again, as it was or rewritten: a digest of its shingles, and bands of it.

From text to `Signature`. How alike is a copy, and which of two was first, `tracker.store.family` decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from struct import pack
from typing import Final

from tracker.store.family import Signature

METHOD: Final = "rminhash2/128/3/1"
"""The library's way to hash, permutations, words in a shingle, and our version: digests of one method are comparable."""

_PERMUTATIONS: Final = 128
_SEED: Final = 1
_SHINGLE: Final = 3  # words
_ROWS: Final = 2
"""Permutations in a band. Of those with 39 equal permutations of 128, which is a resemblance of 0.3, 99.7 % have two of
the 64 bands in common; unrelated articles come to a resemblance of 0.01, and one pair of 50,000 has two."""
_FEWEST: Final = 40  # words: shorter notes resemble each other by chance
_READ: Final = 200_000  # characters
# Thai to Burmese, Khmer, kana and Han are written without spaces: each character counts as a word.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def signature(text: str) -> Signature | None:
    """What a text is recognised by; None for one that is too short. The same on every machine, in every process."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text[:_READ]).casefold())
    if len(words) < _FEWEST:
        return None
    from rensa import RMinHash  # type: ignore[import-untyped] # ships no types

    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
    # hashed here: the library hashes strings in another way on 32-bit machines
    hashes = [[int.from_bytes(_hashed(shingle.encode())) for shingle in shingles]]
    (row,) = RMinHash.digest_matrix_from_token_hash_sets(hashes, _PERMUTATIONS, _SEED).to_rows()
    return Signature(METHOD, tuple(row), _bands(row))


def _bands(row: Sequence[int]) -> tuple[int, ...]:
    """Numbers of 64 bits, signed, each of some permutations and of their place."""
    places = range(0, len(row), _ROWS)
    hashed = (_hashed(pack(f"<{1 + _ROWS}I", at, *row[at : at + _ROWS])) for at in places)
    return tuple(int.from_bytes(band, signed=True) for band in hashed)


def _hashed(value: bytes) -> bytes:
    return blake2b(value, digest_size=8).digest()
