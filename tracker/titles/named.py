"""The instalments that a text names, and where. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.titles import fold
from tracker.titles.instalment import may_start, read


@dataclass(frozen=True, slots=True)
class Named:
    """An instalment as a text names it: `text[begin:end]` is "season 2", "S2", "the second season"."""

    kind: str
    numbers: tuple[str, ...]
    begin: int
    end: int


def instalments(text: str) -> list[Named]:
    """The instalments named in a text, in order."""
    words = fold.words(text)
    found, at = [], 0
    while at < len(words.folded):
        here = read(words.folded, at) if may_start(words.folded[at]) else None
        if here is None:
            at += 1
            continue
        named, after = here
        found.append(Named(named.kind, named.numbers, words.begins[at], words.ends[after - 1]))
        at = after
    return found
