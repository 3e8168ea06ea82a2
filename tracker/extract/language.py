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


_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Names:
    """What tells names and counts from times, around a phrase: each is matched where its name says.

    Attributes:
        name_of, of_somebody, onto, counting: right before it: "The Guns of", "ask for", "on Netflix", "exactly".
        somebody, counted, of_a_thing: right behind it: " told", " points", " of the match".
        after_a_day: what may stand behind the mere number of a day.
        opener: the first word of a sentence that makes no name with what follows.
        usually_small, capital_within: words that have a capital in a title only, at its begin and within.
    """

    name_of: re.Pattern[str] = _NEVER
    of_somebody: re.Pattern[str] = _NEVER
    onto: re.Pattern[str] = _NEVER
    counting: re.Pattern[str] = _NEVER
    somebody: re.Pattern[str] = _NEVER
    counted: re.Pattern[str] = _NEVER
    of_a_thing: re.Pattern[str] = _NEVER
    after_a_day: re.Pattern[str] = _NEVER
    opener: re.Pattern[str] = _NEVER
    usually_small: re.Pattern[str] = _NEVER
    capital_within: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class Language:
    """A language as data.

    Attributes:
        turns: in order; the first that holds counts.
        turning: the words, in lower case, without one of which nearby no turn touches what is no bound.
        names: what tells names from times.
        moving: a clause that says that something is moved: what then stands "from X to Y" is no stretch from X to Y.
    """

    lexicon: Lexicon
    turns: tuple[Turn, ...] = ()
    turning: tuple[str, ...] = ()
    moving: re.Pattern[str] | None = None
    names: Names = Names()

    def turn(self, side: Side | None, before: str, after: str) -> Turn | None:
        """What the words around a phrase make of it; None where it stands as it is written."""
        return next(
            (t for t in self.turns if side in t.sides and t.before.search(before) and t.after.match(after)),
            None,
        )
