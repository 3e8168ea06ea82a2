"""From text to time phrases with their windows: scan, fold, then resolve what was said against what is known.

What is implied (a year that was not said) is filled in here, in one place, from the passage or the anchor.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.engine import Token, letter
from tracker.extract.english import ENGLISH
from tracker.extract.rules import GRAMMAR
from tracker.extract.scan import runs
from tracker.model import Domain
from tracker.windows import Window
from tracker.windows.expression import Bound, Context, Expression, Side


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


_SPOKEN = {letter(k) for k in ("year", "rel_year", "unit", "dated", "day", "stretch", "bound")}
_BEFORE, _UNTIL = letter("before_then"), letter("until_then")
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|cannot|hardly|unlikely|doubt\w*)\b|n['’]t\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;:!?\n]\s|,\s(?:but|and|so)\s", re.IGNORECASE)
_CLAUSE_REACH = 90  # characters to look back for the verb that a bound hangs on


def find_phrases(text: str, anchor: dt.date | None, domain: Domain | None = None) -> list[Phrase]:
    """The time phrases of a text, in order, without those that overlap another.

    Args:
        anchor: the day the text was written; None where unknown, and then what hangs on it has no window.
    """
    context = Context(anchor, anime=domain is Domain.ANIME)
    return [_phrase(text, token, context) for run in runs(text, ENGLISH) for token in _spoken(run)]


def _spoken(run: list[Token]) -> Iterator[Token]:
    for token in GRAMMAR.fold(run):
        if token.kind in _SPOKEN or token.kind in (_BEFORE, _UNTIL):
            yield token


def _phrase(text: str, token: Token, context: Context) -> Phrase:
    expression: Expression = token.value  # type: ignore[assignment]  # tokens of these kinds hold expressions
    trail = token.trail
    if token.kind in (_BEFORE, _UNTIL) and isinstance(expression, Bound):
        if _NEGATION.search(_clause_before(text, token.begin)):
            expression, trail = Bound(Side.NOT_BEFORE, expression.of), (*trail, "negated: not before")
        elif token.kind == _UNTIL:
            expression, trail = expression.of, (*trail, "until: the time itself")
    return Phrase(token.begin, token.end, text[token.begin : token.end], expression.windows(context), trail)


def _clause_before(text: str, begin: int) -> str:
    """What stands before a phrase in its clause."""
    before = text[max(begin - _CLAUSE_REACH, 0) : begin]
    ends = list(_CLAUSE_END.finditer(before))
    return before[ends[-1].end() :] if ends else before
