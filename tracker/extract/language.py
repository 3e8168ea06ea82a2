"""What makes a language: its words, and how a clause turns a bound ("won't come until" is "not before")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.scan import Lexicon
from tracker.windows.bounds import Side


@dataclass(frozen=True, slots=True)
class Turn:
    """What the clause before a bound makes of it.

    Attributes:
        sides: the bounds, as written, that it turns.
        before: what the clause says, up to the phrase.
        becomes: the side that the bound then has; None for the time itself.
    """

    name: str
    sides: frozenset[Side]
    before: re.Pattern[str]
    becomes: Side | None


def turn(name: str, sides: tuple[Side, ...], before: str, becomes: Side | None) -> Turn:
    """A turn; `before` is a regular expression, case aside."""
    return Turn(name, frozenset(sides), re.compile(before, re.IGNORECASE), becomes)


@dataclass(frozen=True, slots=True)
class Language:
    """A language as data.

    Attributes:
        turns: in order; the first that holds counts.
        moving: a clause that says that something is moved: what then stands "from X to Y" is no stretch from X to Y.
    """

    lexicon: Lexicon
    turns: tuple[Turn, ...] = ()
    moving: re.Pattern[str] | None = None

    def turn(self, side: Side, clause: str) -> Turn | None:
        """What a clause makes of a bound behind it; None where it stands as it is written."""
        return next((t for t in self.turns if side in t.sides and t.before.search(clause)), None)
