"""What makes a language: its words, and how a clause turns a bound ("won't come until" is "not before")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.scan import Lexicon
from tracker.windows.bounds import Side


@dataclass(frozen=True, slots=True)
class Turn:
    """What the clause around a phrase makes of it.

    Attributes:
        sides: the bounds, as written, that it turns; with None it turns what is no bound.
        before: what the clause says, up to the phrase.
        after: what it says from there on.
        becomes: the side that the phrase then has; None for the time itself.
    """

    name: str
    sides: frozenset[Side | None]
    before: re.Pattern[str]
    after: re.Pattern[str]
    becomes: Side | None


def turn(
    name: str, sides: tuple[Side | None, ...], before: str, becomes: Side | None, after: str = ""
) -> Turn:
    """A turn; `before` and `after` are regular expressions, case aside."""
    return Turn(
        name, frozenset(sides), re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE), becomes
    )


@dataclass(frozen=True, slots=True)
class Language:
    """A language as data.

    Attributes:
        turns: in order; the first that holds counts.
        turning: the words without one of which nearby no turn touches what is no bound.
        moving: a clause that says that something is moved: what then stands "from X to Y" is no stretch from X to Y.
    """

    lexicon: Lexicon
    turns: tuple[Turn, ...] = ()
    turning: re.Pattern[str] | None = None
    moving: re.Pattern[str] | None = None

    def turn(self, side: Side | None, before: str, after: str) -> Turn | None:
        """What the words around a phrase make of it; None where it stands as it is written."""
        return next(
            (t for t in self.turns if side in t.sides and t.before.search(before) and t.after.match(after)),
            None,
        )
