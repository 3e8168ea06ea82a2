"""From text to runs of tokens: which words, numbers and signs a lexicon knows, and where they stand.

One regular expression finds the words that speak of time; around them the text is cut into pieces, and a dictionary tells
each piece's kind. Runs of known pieces go on to the grammar. Text without such a word is only passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.extract.engine import LONGEST_RUN, Token, letter

Meaning = tuple[str, object]
"""Kind and value of a word."""

_PIECE = re.compile(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?(?!\w)|\d\d?[-/.]\d\d?[-/.]\d\d(?:\d\d)?(?!\w)"  # a date in digits
    r"|\d+(?:[.,:]\d{1,3})+(?!\w)|\d{3}-\d{4}(?!\w)"  # 1,000; 2.5; 3.11.4; 9:30; 555-2024
    r"|[^\W_]+|['’‘]s(?!\w)|['’‘]\d\d(?!\w)"  # words; 's; '24
    r"|\s+|.",
)
_REACH = 100  # characters around a word of time that a phrase may take up
_TRANSPARENT = frozenset('"“”„«»*_')  # quotation and emphasis within a phrase: in "a week or two"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words.

    Attributes:
        words: lower-case word or sign -> its meaning.
        phrases: several words as one, by their first: (all the words, meaning), the longest first.
        number: the meaning of a piece that starts with a digit and is not among the words; None for none.
        trigger: regular expression, over lower-case text, of the words without which nothing is said of time.
        triggers: letters of their kinds.
        proper: letters of the kinds that speak of time only with a capital ("March").
    """

    words: Mapping[str, Meaning]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Meaning]]]
    number: Callable[[str], Meaning | None]
    trigger: re.Pattern[str]
    triggers: frozenset[str]
    proper: frozenset[str]


def lexicon(
    table: Mapping[str, Mapping[str, object]],
    number: Callable[[str], Meaning | None],
    *,
    triggers: Sequence[str],
    proper: Sequence[str],
) -> Lexicon:
    """A lexicon from a table of kinds: kind -> {word or words: value}."""
    words: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for kind, entries in table.items():
        for entry, value in entries.items():
            pieces = tuple(p for p in _PIECE.findall(entry) if not p.isspace())
            if len(pieces) == 1:
                words[entry] = (letter(kind), value)
            else:
                phrases.setdefault(pieces[0], []).append((pieces, (letter(kind), value)))
    for longer in phrases.values():
        longer.sort(key=lambda p: len(p[0]), reverse=True)
    spoken = sorted(
        {re.escape(_PIECE.findall(w)[0]) for kind in triggers for w in table.get(kind, ())}, reverse=True
    )
    trigger = re.compile(rf"\b(?:{'|'.join(spoken)})|(?:\b|['’‘])\d\d(?:\d\d)?(?!\w)|\d[-/.]\d\d?[-/.]\d")
    return Lexicon(
        words, phrases, number, trigger, frozenset(map(letter, triggers)), frozenset(map(letter, proper))
    )


@dataclass(slots=True)
class _Piece:
    text: str
    low: str
    begin: int


def runs(text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """The runs of tokens in a text that may speak of time, in order."""
    for begin, end in _blocks(text, lexicon.trigger):
        run: list[Token] = []
        for token in _tokens(_pieces(text, begin, end), lexicon):
            if token is not None and len(run) < LONGEST_RUN:
                run.append(token)
                continue
            if not lexicon.triggers.isdisjoint(t.kind for t in run):
                yield run
            run = [token] if token is not None else []
        if not lexicon.triggers.isdisjoint(t.kind for t in run):
            yield run


def _blocks(text: str, trigger: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches around words of time, grown to whole words; neighbours that touch are one."""
    begin = end = 0
    for hit in trigger.finditer(_lowered(text)):
        if hit.start() - _REACH > end:
            if end:
                yield begin, end
            begin = _space(text, hit.start() - _REACH)
        end = _space(text, hit.end() + _REACH)
    if end:
        yield begin, end


def _lowered(text: str) -> str:
    """Lower case without a change of length, which a few letters (İ) would make."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _space(text: str, at: int) -> int:
    """The next blank from a place on, so that no word is cut; the place itself where none is near."""
    blank = text.find(" ", at, at + _REACH)
    return blank if blank >= 0 else min(at, len(text))


def _pieces(text: str, begin: int, end: int) -> list[_Piece]:
    """Words and signs with their places; of the white space only what ends a line."""
    pieces, at = [], begin
    for piece in _PIECE.findall(text, begin, end):
        after = at + len(piece)
        if piece != " " and not (piece.isspace() and _goes_on(piece, text[after : after + 1])):
            pieces.append(_Piece(piece, piece.lower(), at))
        at = after
    return pieces


def _goes_on(blank: str, following: str) -> bool:
    """Whether a sentence goes on after white space: on the same line, or on the next of a text that was wrapped."""
    return "\n" not in blank or (blank.count("\n") == 1 and following.islower())


def _tokens(pieces: Sequence[_Piece], lexicon: Lexicon) -> Iterator[Token | None]:
    """Each known piece as a token; None where a run ends."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        length, meaning = _meaning(pieces, at, lexicon)
        last = pieces[at + length - 1]
        at += length
        if meaning is None:
            if piece.text not in _TRANSPARENT:
                yield None
        elif meaning[0] in lexicon.proper and not _is_proper(piece, pieces[at : at + 1], lexicon):
            yield None
        else:
            yield Token(meaning[0], meaning[1], piece.begin, last.begin + len(last.text))


def _meaning(pieces: Sequence[_Piece], at: int, lexicon: Lexicon) -> tuple[int, Meaning | None]:
    """How many pieces are read as one from here on, and what they mean."""
    low = pieces[at].low
    for words, meaning in lexicon.phrases.get(low, ()):
        if tuple(p.low for p in pieces[at : at + len(words)]) == words:
            return len(words), meaning
    return 1, lexicon.words.get(low) or (lexicon.number(low) if low[0].isdigit() else None)


def _is_proper(piece: _Piece, following: Sequence[_Piece], lexicon: Lexicon) -> bool:
    """Whether a name that is also a common word is the name: with a capital, or with a year behind it."""
    return piece.text[0].isupper() or any(
        lexicon.words.get(f.low, ("",))[0] == letter("year") for f in following
    )
