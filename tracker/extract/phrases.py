"""From text to time phrases with their windows: scan, fold, then resolve what was said against what is known.

What is implied (a year that was not said) is filled in here, in one place, from the passage or the anchor.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.engine import Token, letter
from tracker.extract.english import ENGLISH
from tracker.extract.lookalikes import is_lookalike
from tracker.extract.passage import Passage
from tracker.extract.rules import GRAMMAR
from tracker.extract.scan import runs
from tracker.model import Domain
from tracker.windows import Window
from tracker.windows.bounds import Bound, Side
from tracker.windows.expression import Context, DayInDigits, Expression
from tracker.windows.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of text that speaks of time.

    Attributes:
        text: the words, `source[begin:end]` exactly.
        windows: what it means: one window, two where alternatives lie far apart, none where the anchor is not known.
        trail: names of the rules that read it, in order.
    """

    begin: int
    end: int
    text: str
    windows: tuple[Window, ...]
    trail: tuple[str, ...]


_SPOKEN = {
    letter(k)
    for k in (
        "year",
        "rel_year",
        "unit",
        "dated",
        "day",
        "stretch",
        "moment",
        "bound",
        "fiscal_year",
        "given_up",
    )
}
_BOUNDS = {
    letter(k): side
    for k, side in (("before_then", Side.BEFORE), ("after_then", Side.AFTER), ("until_then", Side.NOT_BEFORE))
}
_NOT = r"\b(?:not|never|no|nor|neither|cannot|hardly|unlikely|doubt\w*)\b|n['’]t\b"
_WAIT = r"wait\w*|sit\w*|hold\w* (?:out|your breath)"
_MOVE = (
    r"delay\w*|push\w*|mov\w+|put|postpone\w*|slip\w*|shift\w*|bump\w*|h[eo]ld\w*|kept?|wait\w*|resched\w+"
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the clause before a bound makes of it.

    Attributes:
        before: what the clause says, up to the phrase.
        becomes: the side that the bound then has; None for the time itself.
    """

    name: str
    sides: frozenset[Side]
    before: re.Pattern[str]
    becomes: Side | None


def _turn(name: str, sides: tuple[Side, ...], before: str, becomes: Side | None) -> _Turn:
    return _Turn(name, frozenset(sides), re.compile(before, re.IGNORECASE), becomes)


# "until" is written as "not before"; the first that holds counts.
_TURNS = (
    _turn(
        "no wait until: before",
        (Side.NOT_BEFORE,),
        rf"(?:{_NOT})(?:\W+\w+){{0,4}}?\W+(?:{_WAIT})\b[^,;]*$",
        Side.BEFORE,
    ),
    _turn("moved until: the time itself", (Side.NOT_BEFORE,), rf"\b(?:{_MOVE})\b(?:\W+\w+){{0,3}}\W*$", None),
    _turn(
        "not ruled out: as it stands",
        (Side.BEFORE, Side.AFTER),
        rf"(?:{_NOT})\W+(?:\w+\W+)?rul\w+ out\b[^,;]*$",
        Side.BEFORE,
    ),
    _turn("negated: not before", (Side.NOT_BEFORE, Side.BEFORE), _NOT, Side.NOT_BEFORE),
    _turn("negated: by", (Side.AFTER,), rf"(?:{_NOT})[^,;]*$", Side.BY),
    _turn("until: the time itself", (Side.NOT_BEFORE,), "", None),
)
_CLAUSE_END = re.compile(r"[.;:!?\n]\s|,\s(?:but|and|so)\s", re.IGNORECASE)
_CLAUSE_REACH = 90  # characters to look back for the verb that a bound hangs on


def find_phrases(
    text: str, anchor: dt.date | None, domain: Domain | None = None, *, day_first: bool = False
) -> list[Phrase]:
    """The time phrases of a text, in order, without those that overlap another.

    Args:
        anchor: the day the text was written; None where unknown, and then what hangs on it has no window.
        domain: of the work that it is about; seasons are broadcast quarters for anime.
        day_first: whether its outlet writes 03/02/2024 for 3 February; a page that shows it needs no telling.
    """
    tokens = [t for run in runs(text, ENGLISH) for t in GRAMMAR.fold(run) if _speaks(t, text, anchor)]
    shown = any(isinstance(t.value, DayInDigits) and t.value.tells_order for t in tokens)
    known = Context(
        anchor, anime=domain is Domain.ANIME, fiscal=_fiscal(tokens, anchor), day_first=day_first or shown
    )
    passage = Passage(text, known)
    return [_phrase(text, token, passage) for token in tokens]


def _speaks(token: Token, text: str, anchor: dt.date | None) -> bool:
    spoken = token.kind in _SPOKEN or token.kind in _BOUNDS
    return spoken and not is_lookalike(token, text, anchor)


def _fiscal(tokens: Sequence[Token], anchor: dt.date | None) -> Window | None:
    """The first fiscal year of which the text tells the days."""
    told = (t.value for t in tokens if isinstance(t.value, FiscalYear))
    return next((w for year in told for w in year.windows(Context(anchor))), None)


def _phrase(text: str, token: Token, passage: Passage) -> Phrase:
    expression: Expression = token.value  # type: ignore[assignment]  # tokens of these kinds hold expressions
    trail = token.trail
    if token.kind in _BOUNDS and isinstance(expression, Bound):
        clause = _clause_before(text, token.begin)
        side = _BOUNDS[token.kind]
        turn = next((t for t in _TURNS if side in t.sides and t.before.search(clause)), None)
        if turn:
            expression = Bound(turn.becomes, expression.of) if turn.becomes else expression.of
            trail = (*trail, turn.name)
    windows = expression.windows(passage.context(token))
    passage.note(token, windows)
    return Phrase(token.begin, token.end, text[token.begin : token.end], windows, trail)


def _clause_before(text: str, begin: int) -> str:
    """What stands before a phrase in its clause."""
    before = text[max(begin - _CLAUSE_REACH, 0) : begin]
    ends = list(_CLAUSE_END.finditer(before))
    return before[ends[-1].end() :] if ends else before
