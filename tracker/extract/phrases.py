"""From text to time phrases with their windows: scan, fold, then resolve what was said against what is known.

What is implied (a year that was not said) is filled in here, in one place, from the passage or the anchor.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract.engine import Token, letter
from tracker.extract.english import ENGLISH
from tracker.extract.exact import exact_days
from tracker.extract.language import Language, Turn
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


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of text that looks like a time phrase and is none.

    Attributes:
        reason: why: the rule that reads it as something else.
    """

    begin: int
    end: int
    text: str
    reason: str
    trail: tuple[str, ...]


_PAST = letter("past")
_FROM, _MOVED_FROM = letter("from"), letter("moved_from")
_SPOKEN = frozenset(
    map(letter, "year rel_year unit dated day stretch moment bound fiscal_year given_up".split())
)
_PLAIN = frozenset(map(letter, "year rel_year unit dated day".split()))
_BOUNDS = {
    letter(k): side
    for k, side in (("before_then", Side.BEFORE), ("after_then", Side.AFTER), ("until_then", Side.NOT_BEFORE))
}
LANGUAGES: dict[str, Language] = {"en": ENGLISH}
"""Those that have a table, by their ISO 639-1 code."""

_CLAUSE_END = re.compile(r"[.;:!?\n]\s|,\s(?:but|and|so)\s", re.IGNORECASE)
_CLAUSE_REACH = (
    90  # characters to look back for the verb that a phrase hangs on, and ahead for what is said of it
)


def find_phrases(
    text: str,
    anchor: dt.date | None,
    domain: Domain | None = None,
    *,
    lang: str = "en",
    day_first: bool = False,
) -> list[Phrase]:
    """The time phrases of a text, in order, without those that overlap another.

    Args:
        anchor: the day the text was written; None where unknown, and then what hangs on it has no window.
        domain: of the work that it is about; seasons are broadcast quarters for anime.
        lang: ISO 639-1 code. In a language that has no table only exact days are read.
        day_first: whether its outlet writes 03/02/2024 for 3 February; a page that shows it needs no telling.
    """
    language = LANGUAGES.get(lang, ENGLISH)
    tokens = [t for t, reason in _heard(text, anchor, lang) if reason is None]
    shown = any(isinstance(t.value, DayInDigits) and t.value.tells_order for t in tokens)
    known = Context(
        anchor, anime=domain is Domain.ANIME, fiscal=_fiscal(tokens, anchor), day_first=day_first or shown
    )
    passage = Passage(text, known)
    turning = _places(text.lower(), language.turning) if tokens else []
    return [_phrase(text, token, passage, language, turning) for token in tokens]


# Country codes of outlets that write the day before the month in English.
_DAY_FIRST = frozenset("uk ie au nz in pk za sg my ng ke de fr es it nl se no dk fi pl pt br".split())


def writes_day_first(outlet: str) -> bool:
    """Whether an outlet's host name tells that it writes 03/02/2024 for 3 February."""
    return outlet.rpartition(".")[2].lower() in _DAY_FIRST


def dropped_phrases(text: str, anchor: dt.date | None, *, lang: str = "en") -> list[Dropped]:
    """What looked like a time phrase and was read as none, in order. Arguments as for `find_phrases`."""
    return [
        Dropped(t.begin, t.end, text[t.begin : t.end], reason, t.trail)
        for t, reason in _heard(text, anchor, lang)
        if reason is not None
    ]


def _heard(text: str, anchor: dt.date | None, lang: str) -> Iterator[tuple[Token, str | None]]:
    """The tokens that are phrases, or were taken for some; these with the reason why they are none."""
    language = LANGUAGES.get(lang)
    if language is None:
        yield from ((token, None) for token in exact_days(text, lang))
        return
    for run in runs(text, language.lexicon):
        for token in GRAMMAR.fold(_moved(run, text, language)):
            if token.kind == _PAST:
                yield token, token.trail[-1]
            elif token.kind in _SPOKEN or token.kind in _BOUNDS:
                lookalike = is_lookalike(token, text, anchor, language)
                yield token, "a name or number that looks like one" if lookalike else None


def _moved(run: list[Token], text: str, language: Language) -> list[Token]:
    """The run, with "from" marked where something is moved from one time to another ("moves the film from May to July")."""
    for token in run:
        if (
            token.kind == _FROM
            and language.moving
            and language.moving.search(_clause_before(text, token.begin))
        ):
            token.kind = _MOVED_FROM
    return run


def _fiscal(tokens: Sequence[Token], anchor: dt.date | None) -> Window | None:
    """The first fiscal year of which the text tells the days."""
    told = (t.value for t in tokens if isinstance(t.value, FiscalYear))
    return next((w for year in told for w in year.windows(Context(anchor))), None)


def _phrase(text: str, token: Token, passage: Passage, language: Language, turning: Sequence[int]) -> Phrase:
    expression: Expression = token.value  # type: ignore[assignment]  # tokens of these kinds hold expressions
    trail = token.trail
    if turn := _turn(text, token, language, turning):
        whole = expression.of if isinstance(expression, Bound) else expression
        expression = Bound(turn.becomes, whole) if turn.becomes else whole
        trail = (*trail, turn.name)
    windows = expression.windows(passage.context(token))
    passage.note(token, windows)
    quote = text[token.begin : token.end].rstrip(" ,.")  # a rule may have looked past a comma for a year
    return Phrase(token.begin, token.begin + len(quote), quote, windows, trail)


def _places(text: str, words: Sequence[str]) -> list[int]:
    """Where any of these words stand, in order; a plain search, many times as fast as a regular expression here."""
    places = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    return sorted(places)


def _turn(text: str, token: Token, language: Language, turning: Sequence[int]) -> Turn | None:
    """What the words around a phrase make of it; None where it stands as it is written.

    Args:
        turning: where the words stand without which no turn touches what is no bound.
    """
    side = _BOUNDS.get(token.kind)
    if side is None:
        near = bisect_left(turning, token.begin - _CLAUSE_REACH)
        if token.kind not in _PLAIN or near == len(turning) or turning[near] > token.end + _CLAUSE_REACH:
            return None
    return language.turn(side, _clause_before(text, token.begin), text[token.end : token.end + _CLAUSE_REACH])


def _clause_before(text: str, begin: int) -> str:
    """What stands before a phrase in its clause."""
    before = text[max(begin - _CLAUSE_REACH, 0) : begin]
    ends = list(_CLAUSE_END.finditer(before))
    return before[ends[-1].end() :] if ends else before
