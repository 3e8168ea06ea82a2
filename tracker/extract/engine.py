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

_ROWS_KNOWN = 5000  # sets of letters for which the rules within reach are remembered

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
        needs: letters of which a row must hold one of each set, or the rule need not be tried.
    """

    name: str
    pattern: re.Pattern[str]
    makes: str
    build: Callable[..., object]
    needs: tuple[frozenset[str], ...]


def rule(name: str, pattern: str, makes: str, build: Callable[..., object], kinds: Mapping[str, str]) -> Rule:
    """A rule from its pattern; `kinds` names groups of kinds (`any` for "year|unit|day")."""
    return Rule(name, re.compile(_expression(pattern, kinds)), letter(makes), build, _needs(pattern, kinds))


def _expression(pattern: str, kinds: Mapping[str, str]) -> str:
    before, less, rest = pattern.rpartition("<")
    core, more, after = rest.partition(">")
    left = "(?<=" + _items(before, kinds) + ")" if less else ""
    right = "(?=" + _items(after, kinds) + ")" if more else ""
    return left + _items(core, kinds) + right


def _items(row: str, kinds: Mapping[str, str]) -> str:
    return "".join(_item(item, kinds) for item in row.split())


def _item(item: str, kinds: Mapping[str, str]) -> str:
    names, repeat = _named(item)
    one_of = f"[{''.join(_letters(names, kinds))}]"
    return (f"({one_of})" if names.isupper() else one_of) + repeat


def _named(item: str) -> tuple[str, str]:
    names = item.rstrip("?*+")
    return names, item[len(names) :]


def _letters(names: str, kinds: Mapping[str, str]) -> list[str]:
    alternatives = (kinds.get(name, name) for name in names.lower().split("|"))
    return [letter(kind) for alternative in alternatives for kind in alternative.split("|")]


def _needs(pattern: str, kinds: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    named = map(_named, pattern.replace("<", " ").replace(">", " ").split())
    return tuple(frozenset(_letters(names, kinds)) for names, repeat in named if repeat not in ("?", "*"))


class Grammar:
    """Rules in their order, ready to be applied to many rows.

    Args:
        rules: in the order in which they are tried.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._of_row: dict[frozenset[str], tuple[Rule, ...]] = {}

    def fold(self, tokens: Sequence[Token]) -> list[Token]:
        """Apply the rules, in order, to one run of tokens."""
        row, kinds = list(tokens), "".join([t.kind for t in tokens])
        for rule_ in self._within_reach(frozenset(kinds)):
            kinds = _apply(rule_, row, kinds)
        return row

    def _within_reach(self, present: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that can match in a row of these letters, or of those that such rules make. Rows are much alike."""
        if present not in self._of_row:
            letters = set(present)
            matching: tuple[Rule, ...] = ()
            while len(
                found := tuple(r for r in self.rules if not any(map(letters.isdisjoint, r.needs)))
            ) > len(matching):
                matching = found
                letters.update(r.makes for r in found)
            if len(self._of_row) >= _ROWS_KNOWN:
                self._of_row.clear()
            self._of_row[present] = matching
        return self._of_row[present]


def _apply(rule_: Rule, row: list[Token], kinds: str) -> str:
    """Fold what one rule matches, in place, as long as it does; the row's letters afterwards."""
    at = 0
    while match := rule_.pattern.search(kinds, at):
        first, last = match.span()
        value = rule_.build(*[row[at].value if at >= 0 else None for at, _ in match.regs[1:]])
        if value is None:
            at = first + 1
            continue
        folded = row[first:last]
        trail = (*(name for t in folded for name in t.trail), rule_.name)
        row[first:last] = [Token(rule_.makes, value, folded[0].begin, folded[-1].end, trail)]
        kinds = kinds[:first] + rule_.makes + kinds[last:]
        # Look at the new token again ("A or B or C") unless nothing was joined.
        at = first if last - first > 1 else first + 1
    return kinds
