"""A document made ready for judging: its lines, its sentences and who is named in them, each taken apart once and when needed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from tracker.extract.cues import Event, Form, Mood, Sign
from tracker.extract.names import OTHER, OWN, Referent, Who, is_named, referents, tracked
from tracker.extract.page import Line, Page
from tracker.extract.parsed import Parsed
from tracker.extract.phrases import Phrase
from tracker.extract.sentences import sentences
from tracker.model import Work
from tracker.windows import Grain, Window

_LINE_OF_ANOTHER = frozenset((Event.DATE, Event.PRODUCTION, Event.PREVIEW, Event.ANNOUNCEMENT, Event.RELEASE))
_SPEAKERS = frozenset((Sign.PRONOUN, Sign.WE))
_DELAY, _PAST = Event.DELAY, Form.PAST
_AHEAD = frozenset((Mood.WILL, Mood.MODAL, Mood.IS))
_EXPECTING = frozenset((Sign.SCHEDULED, Sign.HEDGED, Sign.HOPED))
_BEHIND = frozenset((Mood.WAS, Mood.HAS))
_TOWARDS = frozenset(("to", "until", "till", "into"))
_REACH = 8  # words between a verb of moving and where it moves
_MOST_TOGETHER = (
    16  # phrases of one sentence that are judged: what has more is a table, and each costs a look at all
)
_FEWEST_HEADINGS = 2  # of a round-up
_LONGEST_NAME = 14  # words of a heading that is a name


class Article:
    """A text, its phrases, and the work that it is read for.

    Args:
        written: the day it was written; None where unknown.
        rivals: other works that the text speaks of.
    """

    def __init__(
        self,
        text: str,
        phrases: Sequence[Phrase],
        written: dt.date | None,
        work: Work,
        rivals: tuple[Work, ...] = (),
    ) -> None:
        self.text, self.phrases, self.dated, self.work = text, phrases, written is not None, work
        self.page = Page(text)
        self.sentences = sentences(text)
        self.called = tracked(work, rivals)
        self.places: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            together = self.places.setdefault(self.sentences.at(phrase.begin), [])
            if len(together) < _MOST_TOGETHER:
                together.append(phrase)
        self._parsed: dict[int, Parsed] = {}
        self._named: dict[int, list[Referent]] = {}
        self._lines: dict[int, Line] = {}
        self._headings: dict[int, Who | None] = {}
        self._rival_headings: dict[int, bool] = {}
        self._written = written

    def parsed(self, number: int) -> Parsed:
        """A sentence, taken apart."""
        if number not in self._parsed:
            split = self.sentences
            spans = [(p.begin, p.end) for p in self.places.get(number, ())]
            self._parsed[number] = Parsed(
                self.text, split.begins[number], split.ends[number], spans, self.called.itself
            )
        return self._parsed[number]

    def named(self, number: int) -> list[Referent]:
        """Who is named in a sentence."""
        if number not in self._named:
            self._named[number] = referents(self.parsed(number), self.called)
        return self._named[number]

    def line(self, number: int) -> Line:
        """The line that a sentence stands in."""
        if number not in self._lines:
            self._lines[number] = self.page.at(self.sentences.begins[number])
        return self._lines[number]

    def _heading(self, line: Line) -> Who | None:
        number = self.sentences.at(line.begin)
        parsed = self.parsed(number)
        names = [r.who for r in self.named(number) if r.who in (OWN, OTHER)]
        if OWN in names:
            return OWN
        if (
            line.byline
            or line.links
            or parsed.asks
            or not parsed.written
            or len(parsed.written) > _LONGEST_NAME
        ):
            return None
        speaks = _LINE_OF_ANOTHER & parsed.happens or _SPEAKERS & parsed.said
        numbered = parsed.written[0][0].isdigit() or parsed.written[0].isupper()
        return (
            OTHER
            if (parsed.in_capitals or numbered or (names and parsed.written[0][0].isupper())) and not speaks
            else None
        )

    def heading_names(self, line: Line) -> Who | None:
        """Whom a heading names."""
        if line.number not in self._headings:
            self._headings[line.number] = self._heading(line)
        return self._headings[line.number]

    def is_rivals(self, number: int) -> bool:
        """Whether a sentence stands below a heading that names another followed work, and does not name this one."""
        heading = self.page.heading_above(self.line(number)) if self.called.rivals else None
        return (
            heading is not None
            and self._names_rival(heading)
            and not is_named(self.parsed(number), self.called)
        )

    def _names_rival(self, heading: Line) -> bool:
        if heading.number not in self._rival_headings:
            above = self.parsed(self.sentences.at(heading.begin))
            rivals = not is_named(above, self.called) and any(is_named(above, r) for r in self.called.rivals)
            self._rival_headings[heading.number] = rivals
        return self._rival_headings[heading.number]

    @cached_property
    def is_roundup(self) -> bool:
        """Whether its headings name this work and others, each over its own part."""
        if len(self.page.headings) < _FEWEST_HEADINGS:
            return False
        names = [self.heading_names(line) for line in self.page.headings]
        others = names.count(OTHER)
        return OWN in names and others >= (1 if self.called.rivals else 2)

    @cached_property
    def windows(self) -> Counter[Window]:
        """How often each window is said."""
        return Counter(window for phrase in self.phrases for window in phrase.windows)

    @cached_property
    def moved_to(self) -> dt.date | None:
        """The last day to which the article says that something was moved: what lay before it is given up."""
        days = [
            w.start
            for number, phrases in self.places.items()
            if _DELAY in self.parsed(number).happens and not self._is_of_others(number)
            for phrase, (first, _) in zip(phrases, self.parsed(number).spans, strict=True)
            if self._is_moved(self.parsed(number), first)
            for w in phrase.windows
            if w.start
        ]
        return max(days, default=None)

    def _is_of_others(self, number: int) -> bool:
        """Whether a sentence names other works only."""
        named = {r.who for r in self.named(number) if r.sure}
        return OTHER in named and OWN not in named

    @staticmethod
    def _is_moved(parsed: Parsed, first: int) -> bool:
        """Whether a phrase says where something was moved: "delayed to", "pushed back until"."""
        near = parsed.low[max(first - 2, 0) : first + 1]
        delays = (m for m in parsed.events if m.event is _DELAY and m.end <= first)
        return not _TOWARDS.isdisjoint(near) and any(parsed.before(m.end, first) <= _REACH for m in delays)

    @cached_property
    def headline_windows(self) -> tuple[Window, ...]:
        """The windows that the first line says."""
        first = self.page.lines[0].end if self.page.lines else 0
        return tuple(w for p in self.phrases if p.begin < first for w in p.windows)

    @cached_property
    def names_own(self) -> bool:
        """Whether it names the work's series at all; where it does not, somebody else says that it is about it."""
        return self._may_name(self.text) and any(
            is_named(self.parsed(number), self.called)
            for number in range(len(self.sentences))
            if self._may_name(self.sentences[number])
        )

    def _may_name(self, said: str) -> bool:
        """Whether the work's series may be named: a mere look for its first word, before sentences are taken apart."""
        low = said.lower()
        return not said.isascii() or any(first in low for first in self.called.firsts)

    @cached_property
    def headline_names(self) -> Who | None:
        """Whom the first line names; the tracked work where it names several."""
        names = {r.who for r in self.named(0) if r.sure}
        return OWN if OWN in names else OTHER if OTHER in names else None

    @cached_property
    def written(self) -> dt.date | None:
        """The day it was written, or one before which it cannot have been: the latest that it tells of as past."""
        if self._written is not None:
            return self._written
        behind = (
            w.start
            for number, phrases in self.places.items()
            if self.looks_back(self.parsed(number))
            for p in phrases
            for w in p.windows
            if w.grain is Grain.DAY and w.start
        )
        return max(behind, default=None)

    @staticmethod
    def looks_back(parsed: Parsed) -> bool:
        """Whether a sentence tells what has been: verbs in the past, and nothing that looks ahead."""
        moods = {mood for mood, _, _ in parsed.moods}
        ahead = moods & _AHEAD or parsed.said & _EXPECTING
        return not ahead and (bool(moods & _BEHIND) or any(m.form is _PAST for m in parsed.events))
