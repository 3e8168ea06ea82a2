"""The engine of the grammar: tokens in, phrases out, by an ordered list of small rules.

A text becomes tokens of known kinds (`scan`); a rule is a name, a pattern over kinds, the kind that it makes and a function
from the captured values to one value. Rules are tried in their order, each as long as it matches; what matches is folded
into one token, which remembers the rules that made it. Nothing here knows a language, a calendar or a date.

A pattern is a row of items between spaces. An item is a kind, or several joined by `|`, and may end in `?`, `*` or `+`.
In CAPITALS it is captured: its value becomes an argument of the function (None where it is absent). `before < CORE > after`
demands neighbours that are not folded in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

LONGEST_RUN = 48
"""Tokens that are read together at most; longer runs of time words are cut, which keeps the cost linear in the text."""

_FIRST_KIND = 0xE000  # private use: no kind's letter means anything to a regular expression


@dataclass(slots=True)
class Token:
    """A stretch of text of one kind, and what it means.

    Attributes:
        begin, end: character offsets into the text.
        trail: names of the rules that made it, in order.
    """

    kind: str
    value: object
    begin: int
    end: int
    trail: tuple[str, ...] = ()


_LETTERS: dict[str, str] = {}


def letter(kind: str) -> str:
    """The one character that stands for a kind in rows of kinds."""
    return _LETTERS.setdefault(kind, chr(_FIRST_KIND + len(_LETTERS)))


UNKNOWN = "unknown"
"""The kind of a word that means nothing to the grammar: it ends a run."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying something.

    Attributes:
        name: what stands in the trail.
        makes: the kind of the token that it folds into.
        build: from captured values to the new value; None refuses the match.
    """

    name: str
    pattern: re.Pattern[str]
    makes: str
    build: Callable[..., object]


def rule(name: str, pattern: str, makes: str, build: Callable[..., object], kinds: Mapping[str, str]) -> Rule:
    """A rule from its pattern; `kinds` names groups of kinds (`any` for "year|unit|day")."""
    return Rule(name, re.compile(_expression(pattern, kinds)), letter(makes), build)


def _expression(pattern: str, kinds: Mapping[str, str]) -> str:
    before, less, rest = pattern.rpartition("<")
    core, more, after = rest.partition(">")
    left = "(?<=" + _items(before, kinds) + ")" if less else ""
    right = "(?=" + _items(after, kinds) + ")" if more else ""
    return left + _items(core, kinds) + right


def _items(row: str, kinds: Mapping[str, str]) -> str:
    return "".join(_item(item, kinds) for item in row.split())


def _item(item: str, kinds: Mapping[str, str]) -> str:
    names = item.rstrip("?*+")
    repeat = item[len(names) :]
    alternatives = [kinds.get(name, name) for name in names.lower().split("|")]
    letters = "[" + "".join(letter(k) for a in alternatives for k in a.split("|")) + "]"
    return (f"({letters})" if names.isupper() else letters) + repeat


def fold(tokens: Sequence[Token], rules: Iterable[Rule]) -> list[Token]:
    """Apply the rules, in order, to one run of tokens."""
    row, kinds = list(tokens), "".join(t.kind for t in tokens)
    for r in rules:
        at = 0
        while match := r.pattern.search(kinds, at):
            first, last = match.span()
            groups = range(1, r.pattern.groups + 1)
            value = r.build(*(row[match.start(g)].value if match.start(g) >= 0 else None for g in groups))
            if value is None:
                at = first + 1
                continue
            folded = row[first:last]
            trail = (*(name for t in folded for name in t.trail), r.name)
            row[first:last] = [Token(r.makes, value, folded[0].begin, folded[-1].end, trail)]
            kinds = kinds[:first] + r.makes + kinds[last:]
            # Look at the new token again ("A or B or C") unless the rule leaves its kind as it was.
            at = first if last - first > 1 else first + 1
    return row
