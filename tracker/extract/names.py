"""Who is named in a sentence: the tracked work, its instalments, other works. Pure.

A name of something else is a run of capitals; that it names a work shows in what stands around it: quotation marks, a number,
a verb of release behind it, the phrase in brackets. Who speaks, and who makes or shows works, is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from tracker.extract.cues import MEANINGS, PLACES, PREPOSITIONS, RELEASES, Event, Sign
from tracker.extract.parsed import Mark, Parsed
from tracker.model import Domain, Work
from tracker.titles import fold
from tracker.titles.index import Index
from tracker.titles.instalment import Instalment, may_start, read
from tracker.titles.name import parse

_QUOTES: Final = frozenset("\"“‘'«*_")
_CLOSING: Final = frozenset("\"”’'»,*_")
_INSIDE: Final = frozenset("of the de & : - . ' ! ’ a".split())
_ADVERBS: Final = frozenset(
    "now also still finally itself reportedly then only currently already will both".split()
)
_OCCASIONS: Final = frozenset((Event.GATHERING, Event.AWARD))
_BEFORE_TIME: Final = frozenset(",:–—-(|")
_ARTICLES: Final = frozenset(("the", "a", "an"))
_TAIL: Final = 3  # words of a quoted title behind its last capital, and signs
_VERB_BEHIND: Final = 4  # words behind "will", "is", in which the verb stands
_LONGEST: Final = 12  # words of a name
_TITLE_BREAK = re.compile(r":|\s[-–—(]")
_STOP: Final = frozenset(
    """the a an this that these those it its he she we you they i in on at of for to and or but so if when while as with from by
    is are was were be not no yes there here then now what who how why where which all some many most more another other our my
    your their his her also even just only still yet after before until till since about between both each every any one two
    three four five six seven eight nine ten eleven twelve first second third last next new well sure let will would could can
    may might should do did does has have had than too very much such own same up out over per via back season series part
    volume chapter book episode january february march april june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    spring summer fall autumn winter christmas halloween easter thanksgiving q1 q2 q3 q4 h1 h2 tv pm am edt pt et gmt early late
    mid holiday holidays expect look nobody nothing everything everyone i'm i'd i'll it'll it's we're we'd they're that's he's
    he'd she's there's won't don't isn't didn't doesn't can't you'll you're let's what's according going whatever because
    although rumor rumour report update related read""".split()
)


_NUMBERED_MACHINES: Final = frozenset(("xbox",))  # "Xbox Series X" is no tenth series
_LEADING: Final = frozenset("with starring by from featuring via".split())
_JOINING: Final = frozenset((",", "and", "&"))


_KINDS_OF_WORK: Final = frozenset((Event.PRINT, Event.UPDATE, Event.PREVIEW))
_OF_DOMAIN: Final = {Domain.BOOK: frozenset((Event.PRINT,)), Domain.SOFTWARE: frozenset((Event.UPDATE,))}


class Who(StrEnum):
    """Whom a word names."""

    OWN = "own"
    OTHER = "other"
    THING = "thing"  # "the show": whatever is being spoken of
    PRONOUN = "it"


OWN: Final = Who.OWN  # a member of an enum is looked up ten times as slowly as a global
OTHER: Final = Who.OTHER
_PRONOUN, _THING = Sign.PRONOUN, Sign.THING
_MAKER, _ROLE, _SAID = Sign.MAKER, Sign.ROLE, Sign.SAID
_SPEAKING: Final = frozenset((_MAKER, _ROLE, _SAID))
_NAMES: Final = frozenset((OWN, OTHER))


class Referent(NamedTuple):
    """Words `first` to `end` (excluded) of a sentence, and whom they name.

    Attributes:
        sure: False for a run of capitals with nothing to show that it is a work.
        numbered: whether it is an instalment.
    """

    first: int
    end: int
    who: Who
    sure: bool = True
    numbered: bool = False


class Tracked:
    """What a tracked work is called.

    Attributes:
        firsts: the first words of its names.
        words: all words of its names that are not small.
        numbers, kinds: of its own instalments.
        itself: events whose words name the work: "the novel" of a book, "the update" of an update.
    """

    def __init__(self, work: Work, rivals: tuple[Work, ...] = ()) -> None:
        self.work = work
        self.rivals = tuple(tracked(rival) for rival in rivals if rival != work)
        index = Index([work])
        name = parse(work.title)
        series = fold.words(_TITLE_BREAK.split(work.title, maxsplit=1)[0]).folded
        self._spelt: dict[str, list[tuple[str, ...]]] = {}
        for words in (*index.bases, parse(" ".join(series)).base):
            if words and tuple(words) not in self._spelt.setdefault(words[0], []):
                self._spelt[words[0]].append(tuple(words))
        for spellings in self._spelt.values():
            spellings.sort(key=len, reverse=True)
        self.firsts = self._spelt.keys()
        self.words = {w for row in self._spelt.values() for words in row for w in words}
        self.words = (self.words | set(fold.words(work.title).folded)) - _STOP
        said = Parsed(work.title, 0, len(work.title)).happens
        self.itself = (_KINDS_OF_WORK & said) | _OF_DOMAIN.get(work.domain, frozenset())
        chains = [name.chain, *(claim.own for claims in index.claims for claim in claims)]
        self.numbers = frozenset(n for chain in chains for one in chain for n in one.numbers)
        self.kinds = frozenset(one.kind for chain in chains for one in chain)

    def spelt_at(self, folded: Sequence[str], at: int) -> int:
        """The word after the work's name that is written from word `at` on; `at` itself where there is none."""
        for words in self._spelt.get(folded[at], ()):
            end, found = at, 0
            while end < len(folded) and found < len(words):
                if folded[end] == words[found]:
                    found += 1
                elif folded[end]:
                    break
                end += 1
            if found == len(words):
                return end
        return at

    def names(self, words: str) -> bool:
        """Whether some words are the work's name, or part of it."""
        return self.words.issuperset(fold.words(words).folded)

    def instalment(self, one: Instalment) -> Who | None:
        """Whether an instalment is the work's own; None where it may be a part of it."""
        if one.kind == "episode" and "episode" not in self.kinds:
            return OWN if "1" in one.numbers else OTHER
        if not self.numbers:
            return OTHER if one.kind else None
        if one.kind in self.kinds or not one.kind or "" in self.kinds:
            return OTHER if self.numbers.isdisjoint(one.numbers) else OWN
        return OWN if "1" in one.numbers else OTHER


@lru_cache(maxsize=512)
def tracked(work: Work, rivals: tuple[Work, ...] = ()) -> Tracked:
    """What a work is called, and what those are called that it must not be taken for; remembered for the next article."""
    return Tracked(work, rivals)


@lru_cache(maxsize=16384)
def _may_start(folded: str) -> bool:
    """Whether an instalment can be written from a folded word on."""
    return folded != "" and may_start(folded)


def referents(parsed: Parsed, called: Tracked) -> list[Referent]:
    """Who is named in a sentence, in order; an instalment beside a name is one with it."""
    own = list(_own(parsed, called))
    own += [r._replace(who=OTHER) for rival in called.rivals for r in _own(parsed, rival)]
    taken = {at for one in own for at in range(one.first, one.end)}
    numbered = list(_instalments(parsed, called))
    starts = {one.first for one in numbered}
    others = list(_others(parsed, called, taken, starts))
    things = [
        Referent(first, end, Who.PRONOUN if sign is _PRONOUN else Who.THING)
        for sign, first, end in parsed.signs
        if (sign is _PRONOUN or (sign is _THING and first > 0 and parsed.low[first - 1] in _DEFINITE))
        and first not in starts
    ]
    return _merged(sorted([*own, *numbered, *others, *things], key=lambda r: (r.first, r.end)))


def is_named(parsed: Parsed, called: Tracked) -> bool:
    """Whether a sentence names the work's series, whichever instalment it means."""
    return next(_own(parsed, called), None) is not None


_DEFINITE: Final = frozenset("the this that its his their new whole finished our".split())


def _own(parsed: Parsed, called: Tracked) -> Iterator[Referent]:
    folded, firsts, last = parsed.folded, called.firsts, 0
    for at in [at for at, word in enumerate(folded) if word in firsts]:
        end = called.spelt_at(folded, at) if at >= last and not parsed.timed[at] else at
        if end > at and (
            end - at > 2 or any(not w[0].islower() for w in parsed.written[at:end] if w[0].isalnum())
        ):
            yield Referent(at, end, OWN)
            last = end


def _instalments(parsed: Parsed, called: Tracked) -> Iterator[Referent]:
    folded, timed = parsed.folded, parsed.timed
    starts = [at for at, may in enumerate(map(_may_start, folded)) if may and not timed[at]]
    if not starts:
        return
    places = [at for at, word in enumerate(folded) if word and not timed[at]]
    words, last = [folded[at] for at in places], 0
    for at in [bisect_left(places, start) for start in starts]:
        found = read(words, at) if at >= last else None
        if found is None:
            continue
        who = called.instalment(found[0])
        if who is not None and folded[places[at] - 1] not in _NUMBERED_MACHINES:
            yield Referent(places[at], places[found[1] - 1] + 1, who, numbered=True)
        last = found[1]


def _merged(found: Sequence[Referent]) -> list[Referent]:
    """Names with the instalments beside them: "Severance season 3" is another season, "season 8 of Dexter" is one name."""
    merged: list[Referent] = []
    for one in found:
        last = merged[-1] if merged else None
        if last is not None and one.first < last.end:
            continue
        if (
            last is not None
            and one.numbered is not last.numbered
            and one.first - last.end <= 2
            and last.sure
            and _NAMES.issuperset((last.who, one.who))
        ):
            who = OTHER if OTHER in (last.who, one.who) else OWN
            merged[-1] = Referent(last.first, one.end, who)
        else:
            merged.append(one)
    return merged


def _others(parsed: Parsed, called: Tracked, taken: set[int], numbered: set[int]) -> Iterator[Referent]:
    """The names of other things, sure where they must be works."""
    events = {mark.first: mark for mark in parsed.events}
    speaking = [one for one in parsed.signs if one[0] in _SPEAKING]
    led = 0  # where the names end that a preposition leads: "with A, B and C"
    for first, end in _capitals(parsed, taken, events):
        if first and (
            parsed.low[first - 1] in _LEADING or (led and _JOINING.issuperset(parsed.low[led:first]))
        ):
            led = end
        quoted = _is_quoted(parsed, first, end)
        if not quoted and (
            called.words.issuperset(filter(None, parsed.folded[first:end]))
            or _is_no_work(parsed, first, end)
            or _speaks(parsed, first, end, speaking)
            or (
                end == first + 1 and _opens(parsed, first) and parsed.low[first] in MEANINGS
            )  # "Originally", "Returning"
        ):
            continue
        if parsed.in_capitals and not quoted:
            if parsed.written[end - 1].isdigit() or end in numbered:
                yield Referent(first, end, OTHER)
            continue
        sure = quoted or (led != end and _is_work(parsed, first, end, events, numbered, called))
        if sure or not (end == first + 1 and _opens(parsed, first)):
            yield Referent(first, end, OTHER, sure)


def _is_quoted(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a name stands in quotation marks of its own: a speech that begins with a capital goes on."""
    if first > 1 and parsed.low[first - 1] in _ARTICLES:  # “The Skerry Case”
        first -= 1
    if first == 0 or parsed.written[first - 1] not in _QUOTES:
        return False
    if _CLOSING.isdisjoint(parsed.written[end : end + _TAIL]):
        return False
    begin = parsed.begins[first - 1]
    adjacent = parsed.ends[first - 1] == parsed.begins[first]
    before = parsed.text[begin - 1 : begin] if begin > parsed.begin else ""
    return adjacent and not before.isalnum() and (not before or before not in ".,!?")


def _capitals(parsed: Parsed, taken: set[int], events: dict[int, Mark]) -> Iterator[tuple[int, int]]:
    """Runs of capitals, small words inside them included."""
    written, timed, end = parsed.written, parsed.timed, 0
    for at in [at for at, word in enumerate(written) if word[0].isupper()]:
        if at < end or at in taken or timed[at] or _is_small(parsed.low[at]):
            continue
        end = at + 1
        while end < len(written) and end - at < _LONGEST and end not in taken and not timed[end]:
            if not _goes_on(parsed, end, events):
                break
            end += 1
        yield at, end


def _is_small(low: str) -> bool:
    """Whether a word owes its capital to its place."""
    return low in _STOP or low.split("'", 1)[0] in _STOP


def _goes_on(parsed: Parsed, at: int, events: dict[int, Mark]) -> bool:
    """Whether a name goes on with a word."""
    written = parsed.written[at]
    if written[0].isupper():
        return not (at in events and parsed.in_capitals)
    if written.isdigit():
        return len(written) < 3
    if parsed.low[at] not in _INSIDE or at + 1 >= len(parsed.written):
        return False
    spaced = parsed.begins[at] > parsed.ends[at - 1] or parsed.begins[at + 1] > parsed.ends[at]
    follows = parsed.written[at + 1][0].isupper() and not parsed.timed[at + 1]
    if parsed.low[at] in (".", "-"):
        return follows and not spaced
    return follows and not (parsed.low[at] == ":" and parsed.begins[at] > parsed.ends[at - 1])


def _is_no_work(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a name is that of a place or an occasion, or a mere verb or noun with a capital."""
    if all(map(_is_place, parsed.low[first:end])):
        return True
    events = [m for m in parsed.events if m.end > first and m.first < end]
    if not events:
        return False
    cues = {at for m in events for at in range(m.first, m.end)}
    return cues.issuperset(range(first, end)) or any(
        m.event in _OCCASIONS and m.first >= first for m in events
    )


def _is_place(low: str) -> bool:
    """Whether a word is that of a place, or none."""
    return low.removesuffix("'s") in PLACES or not low[0].isalpha()


def _speaks(parsed: Parsed, first: int, end: int, speaking: Sequence[tuple[Sign, int, int]]) -> bool:
    """Whether a name is that of a maker, of someone with a role, or of someone who says something."""
    for sign, begin, last in speaking:
        if sign is _MAKER:
            overlap = begin < end and first < last
            if overlap and (end - first <= 2 or (begin <= first and end <= last)):
                return True
        elif (sign is _ROLE and last == first) or (
            sign is _SAID and begin in (end, end + 1) and parsed.low[end] not in (",", "(")
        ):
            return True
    return False


def _opens(parsed: Parsed, first: int) -> bool:
    return first == 0 or (first == 1 and not parsed.written[0][0].isalnum())


def _sets_topic(parsed: Parsed, first: int, end: int) -> bool:
    """Whether a sentence opens with it: "As for X,", "(For X,"."""
    opening = [word for word in parsed.low[:first] if word[0].isalnum()]
    return len(opening) <= 2 and opening[-1:] in (["for"], ["on"]) and parsed.low[end : end + 1] == [","]


def _is_work(
    parsed: Parsed, first: int, end: int, events: dict[int, Mark], numbered: set[int], called: Tracked
) -> bool:
    """Whether what stands around a name shows that it is a work's."""
    low = parsed.low
    before = parsed.written[first - 1] if first else ""
    if before in PREPOSITIONS or before == "the":
        return before != "the" and _sets_topic(parsed, first, end)
    if parsed.written[end - 1].isdigit():
        return low[end - 1] not in called.numbers
    released = before == "of" and any(m.end == first - 1 and m.event in RELEASES for m in parsed.events)
    return ":" in low[first:end] or end in numbered or released or _is_released(parsed, end, events)


def _is_released(parsed: Parsed, end: int, events: dict[int, Mark]) -> bool:
    """Whether what stands behind a name is its time, or a verb of release."""
    low = parsed.low
    if end >= len(low) or low[end - 1].endswith("'s"):
        return False
    if low[end] in _BEFORE_TIME and end + 1 < len(low) and parsed.timed[end + 1]:
        return True
    at = end + 1 if low[end] in _ADVERBS else end
    if at in events and events[at].event in RELEASES:
        return True
    last = next((last for _, begin, last in parsed.moods if begin == at), None)
    return last is not None and any(
        near in events and events[near].event in RELEASES for near in range(last, last + _VERB_BEHIND)
    )
