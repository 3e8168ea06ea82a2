"""From text to runs of tokens: which words, numbers and signs a lexicon knows, and where they stand.

An automaton finds the words that speak of time; around them the text is cut into pieces, a dictionary gives each
piece the letter of its kind, and a regular expression finds the runs of known letters that hold one of time. Only of those are
tokens made. All else is done by the interpreter's own loops, which is what makes it fast.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.extract.engine import LONGEST_RUN, Token, letter

Meaning = tuple[str, object]
"""Letter of the kind, and value, of a word."""

Phrases = Sequence[tuple[tuple[str, ...], Meaning]]
"""Several words that mean something together, and what; the longest first."""

_DATE = r"\d{4}[-/.]\d\d?[-/.]\d\d?(?!\w)|\d{4}-\d\d-\d\d(?=t\d\d:)|\d{4}-(?:0[1-9]|1[0-2])(?![\w-])|\d\d?/\d{4}(?!\w)|\d\d?[-/.]\d\d?[-/.]\d\d(?:\d\d)?(?!\w)"
_PIECE = re.compile(
    r"[a-z]+(?!\w)| "  # what most pieces are, first
    rf"|{_DATE}"
    r"|\d+(?:,\d{1,3}|[.:]\d+)+(?!\w)|\d{3}-\d{4}(?!\w)"  # 1,000; 2.5; 3.11.4; 9:30; 555-2024
    r"|[^\W_]+|['’‘]s(?!\w)|['’‘]\d\d(?!\w)"  # words of other letters, or with digits; 's; '24
    r"|\s+|."
)
_ODD = re.compile(
    r"\d(?:\d{4}(?!\w)|(?<=[^\W\d_]\d)|\d?[-/.]\d|\d{3}(?:[-/.]\d|[^\W\d_])|(?:yr|wk|mth|day|week|month|year)s?\b|(?<=[a-z][qh]\d)(?!\w))"
)  # a digit with an odd neighbour
_GLUED = re.compile(
    r"([^\W\d_]*)(\d{1,4})((?!st|nd|rd|th)[^\W\d_]{2,})?"
)  # lost spaces: "on05", "spring2024so"
_WRAPPED = re.compile(
    r"\n(?<=[\w.,]\n)(?=[a-z]|\d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\d{4}\b)"
)  # a line that goes on in the next
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
_REACH = 100  # characters around a word of time that a phrase may take up
_TRANSPARENT = "\"“”„«»*_'‘’"  # quotation and emphasis within a phrase: in "a week or two"
_JOINTS = (" ", "-")  # between words that mean something together: "back half", "back-half"
_FIRST_WORD, _YEAR = letter("first word"), letter("year")
_UNKNOWN, _BLANK, _SOME_WORD = letter("unknown"), letter("blank"), letter("some word")
_SILENT = letter("silent")  # words that change nothing: "a good eight months", "late-ish"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words.

    Attributes:
        words: lower-case word or sign -> its meaning.
        letters: the same, the letter alone; with blanks, and words that have a meaning only together with others.
        phrases: several words as one, by their first.
        number: the meaning of a date in digits; None for none.
        trigger: finds, in lower-case text, how the words begin without which nothing is said of time.
        run: over letters, a stretch of known pieces that holds one of time.
        of_time: letters of the kinds that speak of time.
        proper: letters of the kinds that speak of time only with a capital ("March").
    """

    words: Mapping[str, Meaning]
    letters: Mapping[str, str]
    phrases: Mapping[str, Phrases]
    number: Callable[[str], Meaning | None]
    trigger: AhoCorasick
    run: re.Pattern[str]
    of_time: frozenset[str]
    proper: frozenset[str]


def lexicon(
    table: Mapping[str, Mapping[str, object]],
    number: Callable[[str], Meaning | None],
    *,
    triggers: Sequence[str],
    proper: Sequence[str],
) -> Lexicon:
    """A lexicon from a table of kinds: kind -> {word or words: value}.

    Raises:
        ValueError: a word stands in two kinds, so that one of them would be lost.
    """
    words: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for kind, entries in table.items():
        for entry, value in entries.items():
            pieces = tuple(p for p in _PIECE.findall(entry) if not p.isspace())
            if len(pieces) == 1:
                if entry in words:
                    raise ValueError(f"{entry!r} stands in the table twice")
                words[entry] = (letter(kind), value)
            else:
                phrases.setdefault(pieces[0], []).append((pieces, (letter(kind), value)))
    for longer in phrases.values():
        longer.sort(key=lambda p: len(p[0]), reverse=True)
    of_time = "".join(map(letter, triggers))
    together = {word for longer in phrases.values() for pieces, _ in longer for word in pieces}
    letters = dict.fromkeys(together, _SOME_WORD) | dict.fromkeys((" ", *_TRANSPARENT), _BLANK)
    letters |= {word: kind for word, (kind, _) in words.items()}
    # What begins several words that speak of time must make a run of them, though it says nothing by itself.
    letters |= {
        pieces[0]: _FIRST_WORD
        for longer in phrases.values()
        for pieces, (kind, _) in longer
        if kind in of_time and (letters[pieces[0]] == _SOME_WORD or pieces[0] == max(pieces, key=len))
    }
    spoken = {_telling(w) for kind in triggers for w in table.get(kind, ()) if not (w[0] + w[-1]).isdigit()}
    return Lexicon(
        words,
        letters,
        phrases,
        number,
        trigger=_trigger(spoken),
        run=re.compile(
            f"[^{_UNKNOWN}{of_time}{_FIRST_WORD}]{{0,{LONGEST_RUN}}}+[{of_time}{_FIRST_WORD}][^{_UNKNOWN}]{{0,{2 * LONGEST_RUN}}}"
        ),
        of_time=frozenset(of_time),
        proper=frozenset(map(letter, proper)),
    )


_DIGITS = "0123456789"
# What no list of words holds: years ("2024", "'24"), dates in digits, "3Q", "2H".
_NUMBERS = (
    *("19", "20", "21"),
    *(mark + digit for mark in "'’‘/" for digit in _DIGITS),
    *(digit + unit for digit in "1234" for unit in "qh"),
)


def _telling(entry: str) -> str:
    """The word of an entry that is looked for: its longest, and of those the last."""
    pieces: list[str] = _PIECE.findall(entry)
    return max(pieces, key=lambda piece: (len(piece), entry.rindex(piece)))


def _trigger(words: Iterable[str]) -> AhoCorasick:
    return AhoCorasick([*_NUMBERS, *words], matchkind=MatchKind.LeftmostFirst)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of a text in pieces.

    Attributes:
        text: the whole text.
        pieces: in lower case.
        kinds: a letter a piece.
        begins: offsets of the pieces, and of the end.
    """

    text: str
    pieces: list[str]
    kinds: str
    begins: list[int]


def runs(text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """The runs of tokens in a text that may speak of time, in order."""
    plain = text
    for space in () if text.isascii() else _SPACES:  # a hundred times as fast as str.translate
        plain = plain.replace(space, " ")
    lowered = _lowered(_WRAPPED.sub(" ", plain))
    for begin, end in _blocks(lowered, lexicon.trigger):
        cut = _cut(text, lowered, begin, end, lexicon)
        for run in lexicon.run.finditer(cut.kinds):
            yield from _tokens(cut, *run.span(), lexicon)


def _cut(text: str, lowered: str, begin: int, end: int, lexicon: Lexicon) -> _Cut:
    pieces: list[str] = _PIECE.findall(lowered, begin, end)
    cut = _Cut(
        text,
        pieces,
        "".join(map(lexicon.letters.get, pieces, repeat(_UNKNOWN))),
        list(accumulate(map(len, pieces), initial=begin)),
    )
    odd = {bisect_right(cut.begins, hit.start()) - 1 for hit in _ODD.finditer(lowered, begin, end)}
    unknown = sorted(i for i in odd if cut.kinds[i] == _UNKNOWN)
    return _mended(cut, unknown, lexicon) if unknown else cut


def _mended(cut: _Cut, unknown: Sequence[int], lexicon: Lexicon) -> _Cut:
    """The pieces that no dictionary holds: dates in digits get their letter, words glued to numbers are taken apart."""
    pieces: list[str] = []
    kinds, after = "", 0
    for i in unknown:
        parts = _parts(cut.pieces[i], lexicon)
        pieces += cut.pieces[after:i] + parts
        kinds += cut.kinds[after:i] + "".join(_letter(part, lexicon) for part in parts)
        after = i + 1
    pieces += cut.pieces[after:]
    return _Cut(
        cut.text, pieces, kinds + cut.kinds[after:], list(accumulate(map(len, pieces), initial=cut.begins[0]))
    )


def _parts(piece: str, lexicon: Lexicon) -> list[str]:
    """A piece, taken apart where a space was lost between a known word and a number."""
    glued = _GLUED.fullmatch(piece)
    if glued and (
        glued[1] in lexicon.letters or (not glued[1] and (len(glued[2]) == 4 or glued[3] in lexicon.letters))
    ):
        return [part for part in glued.groups() if part]
    if piece[:-2].isalpha() and piece[:-2] in lexicon.letters and piece[-2:] in lexicon.letters:
        return [piece[:-2], piece[-2:]]  # "inQ4"
    return [piece]


def _letter(piece: str, lexicon: Lexicon) -> str:
    meaning = lexicon.number(piece) if piece[0].isdigit() and piece not in lexicon.letters else None
    return meaning[0] if meaning else lexicon.letters.get(piece, _UNKNOWN)


def _blocks(lowered: str, trigger: AhoCorasick) -> Iterator[tuple[int, int]]:
    """The stretches around words of time, grown to whole words; neighbours that touch are one."""
    begin = end = 0
    for _, at, _ in trigger.find_matches_as_indexes(lowered):
        if at and lowered[at - 1].isalpha() and lowered[at].isalpha():
            continue  # within a word
        if at - _REACH > end:
            if end:
                yield begin, _space(lowered, end)
            begin = _space(lowered, at - _REACH) if at > _REACH else 0
        end = at + _REACH
    if end:
        yield begin, _space(lowered, end)


def _lowered(text: str) -> str:
    """Lower case without a change of length, which a few letters (İ) would make."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _space(text: str, at: int) -> int:
    """The next blank from a place on, so that no word is cut; the place itself where none is near."""
    blank = text.find(" ", at, at + _REACH)
    return blank if blank >= 0 else min(at, len(text))


def _tokens(cut: _Cut, at: int, last: int, lexicon: Lexicon) -> Iterator[list[Token]]:
    """The tokens of a run of pieces; two or more rows where a word in it means nothing after all."""
    tokens: list[Token] = []
    words, phrases, pieces, kinds, begins = lexicon.words, lexicon.phrases, cut.pieces, cut.kinds, cut.begins
    while at < last:
        if kinds[at] == _BLANK:
            at += 1
            continue
        piece = pieces[at]
        length, meaning = _phrase(cut, at, last, phrases[piece]) if piece in phrases else (1, None)
        meaning = meaning or words.get(piece) or (lexicon.number(piece) if piece[0].isdigit() else None)
        if meaning and meaning[0] == _SILENT:
            pass
        elif meaning and (meaning[0] not in lexicon.proper or _is_proper(cut, at, at + length)):
            tokens.append(Token(meaning[0], meaning[1], begins[at], begins[at + length]))
        else:
            if not lexicon.of_time.isdisjoint([t.kind for t in tokens]):
                yield tokens
            tokens = []
        at += length
    if not lexicon.of_time.isdisjoint([t.kind for t in tokens]):
        yield tokens


def _phrase(cut: _Cut, at: int, last: int, phrases: Phrases) -> tuple[int, Meaning | None]:
    """How many pieces from here on are read as one, and what they mean together; None where they mean nothing."""
    for words, meaning in phrases:
        if length := _spans(words, cut.pieces, at, last):
            return length, meaning
    return 1, None


def _spans(words: Sequence[str], pieces: Sequence[str], at: int, last: int) -> int:
    """How many pieces a phrase takes up from here on, blanks between its words counted; 0 where it does not stand here."""
    first = at
    for word in words:
        while at < last and pieces[at] in _JOINTS and pieces[at] != word:
            at += 1
        if at >= last or pieces[at] != word:
            return 0
        at += 1
    return at - first


def _is_proper(cut: _Cut, at: int, after: int) -> bool:
    """Whether a name that is also a common word is the name: with a capital, or with a year behind it."""
    return cut.text[cut.begins[at]].isupper() or _YEAR in cut.kinds[after : after + 2]
