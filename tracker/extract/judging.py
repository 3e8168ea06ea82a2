"""The verdict on each time phrase of a document: whether it predicts the release of a work, how surely, and why. Pure.

Few things are refused outright; for the rest `weights` weighs what `features` and `voice` see, twice: alone, then beside what
was found of the others (`second_look`). The sum is a probability.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from typing import Final

from tracker.extract.article import Article
from tracker.extract.case import Case
from tracker.extract.features import Seen, see
from tracker.extract.phrases import find_phrases, writes_day_first
from tracker.extract.polarity import polarity
from tracker.extract.second_look import LIKELY, Sight, second_look
from tracker.extract.setting import HEAD, is_near
from tracker.extract.voice import credit, voices
from tracker.extract.weights import ACCEPTED_FROM, FIRST_SIGHT, STANCES, WEIGHTS
from tracker.model import Document, Polarity, Stance, Work
from tracker.windows import Grain, Implied

_DECISIVE: Final = 5  # reasons that are shown
_LITTLE: Final = 30  # characters beside a date in a line of its own
_WEEK: Final = dt.timedelta(days=7)
_YEAR: Final = dt.timedelta(days=366)
_LATELY: Final = dt.timedelta(days=90)
_NOTHING_SEEN: Final = Seen(None, None, "", ())


def _is_past(case: Case) -> bool:
    """Whether the window had ended when the article was written."""
    written = case.article.written
    return written is not None and case.window.end is not None and case.window.end < written


def _is_lately_past(case: Case) -> bool:
    """Whether a day without its year is the one that has just been: "it premiered on April 1", written on April 4."""
    written, window = case.article.written, case.window
    if (
        written is None
        or window.start is None
        or window.grain is not Grain.DAY
        or window.implied is not Implied.YEAR
    ):
        return False
    return window.start - _YEAR >= written - _LATELY and case.article.looks_back(case.parsed)


def _is_own_date(case: Case) -> bool:
    """Whether a line says when the article, or a comment on it, was written: a day, with little else."""
    written, window = case.article.written, case.window
    if window.grain is not Grain.DAY or window.start is None or not is_near(case):
        return False
    alone = window.start == written and len(case.line.text) - len(case.phrase.text) <= _LITTLE
    return alone or (
        case.line.byline and (case.line.number < HEAD or window.start <= (written or window.start) + _WEEK)
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason for which a phrase is no prediction, whatever else is to be seen."""

    name: str
    holds: Callable[[Case], bool]


REFUSALS: Final = (
    Refusal("has passed", _is_past),
    Refusal("has just passed", _is_lately_past),
    Refusal("a copyright line", lambda case: case.line.copyright),
    Refusal("the article's own date", _is_own_date),
    Refusal("below another work's heading", lambda case: case.article.is_rivals(case.number)),
)
"""Tried in order; the first that holds is the reason."""


@dataclass(frozen=True)
class Judgement:
    """What was found of one window of one phrase.

    Attributes:
        confidence: the probability that it is a prediction of the work, 0 to 1.
        refused: why it is none, whatever its confidence; None where nothing forbids it.
    """

    case: Case
    seen: Seen
    confidence: float
    refused: str | None

    @property
    def accepted(self) -> bool:
        """Whether it is a prediction of the work."""
        return self.refused is None and self.confidence >= ACCEPTED_FROM

    @property
    def sentence(self) -> str:
        """Where its phrase stands, white space folded."""
        parsed = self.case.parsed
        return " ".join(parsed.text[parsed.begin : parsed.end].split())

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """What decided, the weightiest first."""
        if self.refused is not None:
            return (self.refused,)
        weighed = sorted(self.seen.features, key=lambda name: -abs(WEIGHTS.get(name, 0.0)))
        return tuple(name for name in weighed[:_DECISIVE] if name in WEIGHTS)

    @cached_property
    def stance(self) -> Stance:
        """Who stands behind it."""
        seen = (*self.seen.features, *voices(self.case))
        return max(Stance, key=lambda stance: _sum(seen, STANCES[stance]))

    @cached_property
    def polarity(self) -> Polarity:
        """Whether it expects its window."""
        return polarity(self.case)

    @cached_property
    def credit(self) -> str | None:
        """Who is credited with it."""
        return credit(self.case)


def judged(document: Document, work: Work, rivals: Iterable[Work] = ()) -> tuple[Judgement, ...]:
    """The verdict on every window of every time phrase of a document, for one work, in text order.

    Args:
        rivals: other works that the document speaks of.
    """
    anchor = document.anchor.day if document.anchor else None
    phrases = find_phrases(
        document.text, anchor, work.domain, lang=document.lang, day_first=writes_day_first(document.outlet)
    )
    article = Article(document.text, phrases, anchor, work, tuple(rivals))
    return tuple(looked_at_again([judge(case) for case in cases(article)]))


def cases(article: Article) -> Iterator[Case]:
    """Every window of every phrase, in text order."""
    for number in sorted(article.places):
        spans = article.parsed(number).spans
        for phrase, (first, end) in zip(article.places[number], spans, strict=True):
            for window in phrase.windows:
                yield Case(article, phrase, window, number, first, end)


def judge(case: Case) -> Judgement:
    """The verdict on one window at first sight."""
    refused = next((refusal.name for refusal in REFUSALS if refusal.holds(case)), None)
    if refused is not None:
        return Judgement(case, _NOTHING_SEEN, 0.0, refused)
    seen = see(case)
    return Judgement(case, seen, probability(seen.features, FIRST_SIGHT), None)


def looked_at_again(firsts: Sequence[Judgement]) -> Iterator[Judgement]:
    """The final verdicts: each window weighed again, beside what was found of the others."""
    looks = iter(second_look([sight_of(one) for one in firsts if one.refused is None]))
    for one in firsts:
        yield one if one.refused is not None else _again(one, next(looks))


def sight_of(first: Judgement) -> Sight:
    """What the second look needs of the first."""
    ruled_out = (
        first.confidence > LIKELY and first.polarity is Polarity.RULES_OUT
    )  # of the rest it does not matter
    return Sight(first.case.window, first.confidence, expected=not ruled_out)


def _again(first: Judgement, names: tuple[str, ...]) -> Judgement:
    before = first.seen
    seen = Seen(before.governor, before.who, before.how, (*before.features, *names))
    return Judgement(first.case, seen, probability(seen.features, WEIGHTS), None)


def probability(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """How probable it is that a window of which this is seen is a prediction (the logistic function of the weights' sum)."""
    return 1 / (1 + exp(-_sum(names, weights)))


def _sum(names: Iterable[str], weights: Mapping[str, float]) -> float:
    return weights.get("", 0.0) + sum([weights[name] for name in names if name in weights])
