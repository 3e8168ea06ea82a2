"""A sentence taken apart: its words, the cues among them, how far they stand from each other. Pure; decides nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from tracker.extract.cues import BOUNDARIES, MEANINGS, PIECE, Event, Form, Mood, Sign
from tracker.titles import fold

_SEAM: Final = "\n"  # no part of a word or sign
_HARD: Final = frozenset(";:()–—.!?|•…")
_SOFT: Final = frozenset("which while but although though because whereas since when".split())
_APPOSED: Final = frozenset(":(–—-")  # what explains the word before it: "Airdate: June"
_JOINS: Final = frozenset(("and", "so", "as", "or"))
_PARTING: Final = _HARD | _SOFT | _JOINS
_NOUN: Final = Form.NOUN  # a member of an enum is looked up ten times as slowly as a global
_STEPS: Final = {word: 1 + further for word, further in BOUNDARIES.items()}


@lru_cache(maxsize=16384)
def _folded(low: str) -> str:
    """A lower-case word in one spelling, without its possessive; "" for a sign."""
    return fold.fold_word(low.removesuffix("'s")) if low[0].isalnum() else ""


@dataclass(slots=True)
class Mark:
    """An event named in a sentence: words `first` to `end` (excluded)."""

    event: Event
    form: Form
    first: int
    end: int


class Parsed:
    """A sentence and what its words say.

    Args:
        text: the whole text; `begin` and `end` are the sentence's offsets in it.
        phrases: offsets of its time phrases, whose words are no cues.
        own: events that a work of this kind is itself ("the novel" of a book), whose words are no cues either.

    Attributes:
        low, written: its words and signs, in lower case and as written.
        begins, ends: their offsets in the text.
        spans: the words of each time phrase, as (first, end).
        timed: for each word, whether it belongs to a time phrase.
        events: the events named, in order; `happens` are all of them.
        moods, signs: (what, first word, word after it), in order.
    """

    __slots__ = ("__dict__", "_clauses", "_own", "begin", "begins", "end", "ends", "events", "happens", "low", "moods", "signs",
                 "spans", "text", "timed", "written")  # fmt: skip

    def __init__(
        self,
        text: str,
        begin: int,
        end: int,
        phrases: Sequence[tuple[int, int]] = (),
        own: frozenset[Event] = frozenset(),
    ) -> None:
        self.text, self.begin, self.end, self._own = text, begin, end, own
        pieces = list(PIECE.finditer(text, begin, end))
        self.written = [m[0] for m in pieces]
        self.begins = [m.start() for m in pieces]
        self.ends = [m.end() for m in pieces]
        self.low = _SEAM.join(self.written).lower().replace("’", "'").split(_SEAM) if pieces else []
        self.spans = [self._words(*phrase) for phrase in phrases]
        self.timed = [False] * len(pieces)
        for first, last in self.spans:
            self.timed[first:last] = [True] * (last - first)
        self._clauses: dict[tuple[int, int], tuple[int, int]] = {}
        self._mark()

    def _words(self, begin: int, end: int) -> tuple[int, int]:
        """The words that a stretch of the text covers."""
        return max(bisect_right(self.begins, begin) - 1, 0), bisect_left(self.begins, end)

    def _mark(self) -> None:
        self.events: list[Mark] = []
        self.moods: list[tuple[Mood, int, int]] = []
        self.signs: list[tuple[Sign, int, int]] = []
        event_end = mood_end = 0
        low, timed = [*self.low, ""], self.timed
        for at in [at for at, word in enumerate(self.low) if word in MEANINGS and not timed[at]]:
            seconds = MEANINGS[low[at]]
            for words, event, mood, signs in seconds.get(low[at + 1]) or seconds.get("", ()):
                end = at + len(words)
                if end > at + 1 and (tuple(low[at:end]) != words or True in timed[at:end]):
                    continue
                if (
                    event is not None
                    and at >= event_end
                    and event[0] not in self._own
                    and (event[1] is _NOUN or not self._is_name(at))
                ):
                    self.events.append(Mark(event[0], event[1], at, end))
                    event_end = end
                if mood is not None and at >= mood_end:
                    self.moods.append((mood, at, end))
                    mood_end = end
                for sign in signs:
                    self.signs.append((sign, at, end))
        self.happens = frozenset([mark.event for mark in self.events])

    def _is_name(self, at: int) -> bool:
        """Whether a verb's capital makes it a name's: "Take-Two"."""
        return at > 1 and self.written[at][0].isupper() and not self.in_capitals

    @cached_property
    def folded(self) -> list[str]:
        """For each word its one spelling, as the names of works are spelt; "" for a sign."""
        return list(map(_folded, self.low))

    @cached_property
    def _depth(self) -> list[int]:
        """For each word its distance from the sentence's start, boundaries counted in."""
        steps = [_STEPS.get(word, 1) for word in self.low]
        for first, last in self.spans:
            steps[first:last] = [1] * (last - first)
        return list(accumulate(steps))

    @cached_property
    def said(self) -> frozenset[Sign]:
        """All signs in it."""
        return frozenset([sign for sign, _, _ in self.signs])

    @cached_property
    def in_capitals(self) -> bool:
        """Whether it is set like a headline, nearly every longer word with a capital."""
        if self.text[max(self.end - 2, self.begin) : self.end].rstrip().endswith("."):
            return False
        long = [
            w
            for w, timed in zip(self.written, self.timed, strict=True)
            if len(w) > 3 and not timed and w[0].isalpha()
        ]
        return len(long) >= 3 and len([w for w in long if w[0].isupper()]) >= 0.7 * len(long)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text[max(self.end - 4, self.begin) : self.end].rstrip(" \"'”’)").endswith("?")

    def clause(self, first: int, end: int) -> tuple[int, int]:
        """The words of the clause around words `first` to `end`."""
        if (first, end) not in self._clauses:
            self._clauses[first, end] = self._clause(first, end)
        return self._clauses[first, end]

    def _clause(self, first: int, end: int) -> tuple[int, int]:
        begin = first - 1 if first and self.low[first - 1] in _APPOSED else first
        before, behind = bisect_left(self._partings, begin), bisect_left(self._partings, end)
        return (
            self._partings[before - 1] + 1 if before else 0,
            self._partings[behind] if behind < len(self._partings) else len(self.low),
        )

    @cached_property
    def _partings(self) -> list[int]:
        """The words at which clauses end."""
        return [at for at, word in enumerate(self.low) if word in _PARTING and self._parts(at)]

    def _parts(self, at: int) -> bool:
        """Whether a clause ends at a word."""
        word = self.low[at]
        if self.timed[at] or (word == ":" and self._is_inside_name(at)):
            return False
        return word in _HARD or word in _SOFT or (word in _JOINS and at > 0 and self.low[at - 1] == ",")

    def _is_inside_name(self, at: int) -> bool:
        """Whether a colon parts a title from its subtitle."""
        around = self.written[max(at - 1, 0) : at + 2]
        return (
            len(around) == 3 and around[0][0].isupper() and around[2][0].isupper() and not self.timed[at + 1]
        )

    def gap(self, end: int, first: int) -> int:
        """How far word `first` stands behind word `end` (excluded), boundaries counted in; 0 for neighbours."""
        return self._depth[first] - self._depth[end - 1] - 1 if end else self._depth[first] - 1

    def before(self, end: int, first: int) -> int:
        """How far a cue that ends at `end` stands before word `first`, without the boundary at `first` itself."""
        return (self._depth[first - 1] if first else 0) - self._depth[end - 1]
