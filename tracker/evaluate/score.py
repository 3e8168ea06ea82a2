"""How much of what was annotated is read, and how much of what is read was annotated: counts that add up.

What counts is each window with its polarity, once an article, however many phrases say it. Counts of articles are added
up before anything is divided: a figure of several sets is not the mean of theirs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from tracker.evaluate.gold import Answered, Decoy, Expected, Gold, touches
from tracker.model import Polarity, Prediction
from tracker.windows import Window

_DAY: Final = dt.timedelta(days=1)
_HORIZON: Final = 730 * _DAY  # how far an open side is taken to reach when two windows are compared
_ENOUGH: Final = 0.5  # of the days of both, shared, and two windows are the same one, relaxed

Key = tuple[Window, Polarity]  # what makes two predictions of one article the same
_Said = TypeVar("_Said", Expected, Prediction)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Found:
    """Windows that are read and annotated (`right`), only read (`wrong`), only annotated (`missed`)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How much of what is read is right, 0 to 1; 1 where nothing is read."""
        read = self.right + self.wrong
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """How much of what there is is read, 0 to 1; 1 where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 to 1 (C. J. van Rijsbergen, Information Retrieval, 1979, ch. 7)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one article or of many.

    Attributes:
        articles: how many.
        strict: windows with the same first day, last day and polarity.
        relaxed: windows with the same polarity that share half of their days.
        polarity: of the windows read that are annotated, those that are read with the right polarity.
        stance: of the pairs of `relaxed`, those with the same stance.
        quote: of the same pairs, those whose quote stands where it was annotated, character for character.
        decoys: of the decoys, those that are read as a prediction: fewer is better.
        headline: of the articles, those that say in the end what was annotated.
        presence: of the articles, those that say something in the end where something was annotated, and nothing
            where nothing was.
    """

    articles: int = 0
    strict: Found = Found()
    relaxed: Found = Found()
    polarity: Share = Share()
    stance: Share = Share()
    quote: Share = Share()
    decoys: Share = Share()
    headline: Share = Share()
    presence: Share = Share()

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def score(answered: Answered) -> Score:
    """The counts of one article."""
    gold, reading = answered.gold, answered.reading
    expected, said = _by_key(gold.predictions), _by_key(reading.predictions)
    windows = {window for window, _ in expected}
    exact = len(expected.keys() & said.keys())
    pairs = [(expected[a], said[b]) for a, b in _paired(list(expected), list(said), gold.published)]
    return Score(
        articles=1,
        strict=_found(exact, expected, said),
        relaxed=_found(len(pairs), expected, said),
        polarity=Share(exact, sum(window in windows for window, _ in said)),
        stance=_share(not {e.stance for e in es}.isdisjoint(p.stance for p in ps) for es, ps in pairs),
        quote=_share(any(_is_quoted(p, es, gold) for p in ps) for es, ps in pairs),
        decoys=_share(bool(read) for _, read in decoys_read(gold, reading.predictions)),
        headline=_share([gold.headline == reading.headline]),
        presence=_share([(gold.headline is None) == (reading.headline is None)]),
    )


def key_of(prediction: Expected | Prediction) -> Key:
    """What it says, without who says it and where."""
    return prediction.window, prediction.polarity


def decoys_read(
    gold: Gold, predictions: Sequence[Prediction]
) -> Iterator[tuple[Decoy, tuple[Prediction, ...]]]:
    """Each decoy with the predictions that were read there.

    A decoy counts where it does not overlap a prediction that is annotated, and so does what is read.
    """
    good = gold.spans
    outside = [p for p in predictions if not touches((p.begin, p.end), good)]
    for decoy in gold.decoys:
        spans = [span for span in decoy.spans if not touches(span, good)]
        if spans:
            yield decoy, tuple(p for p in outside if touches((p.begin, p.end), spans))


def overlap(first: Window, second: Window, published: dt.date | None) -> float:
    """The days that both windows hold, of those from the first to the last of either, 0 to 1.

    For windows that meet, that is Jaccard's index (P. Jaccard, The New Phytologist 11, 1912).

    Args:
        published: before this day nothing is expected, and so a window without a first day begins on it; None: unknown.
    """
    one, other = _closed(first, published), _closed(second, published)
    if one is None or other is None:
        return 0.0
    shared = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    either = (max(one[1], other[1]) - min(one[0], other[0])).days + 1
    return max(shared, 0) / either


def _closed(window: Window, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """A window's first and last day, with an open side closed; None where both are open."""
    match window.start, window.end:
        case dt.date() as start, end:
            return start, end or start + _HORIZON
        case None, dt.date() as end:
            return min(published, end) if published else end - _HORIZON, end
    return None


def _paired(
    expected: Sequence[Key], said: Sequence[Key], published: dt.date | None
) -> Iterator[tuple[Key, Key]]:
    """What was annotated with what was read of it, relaxed: each once, the best pairs first, of equal ones the last."""
    pairs = (
        (overlap(a[0], b[0], published), i, j)
        for i, a in enumerate(expected)
        for j, b in enumerate(said)
        if a[1] == b[1]
    )
    taken: set[Key] = set()
    used: set[Key] = set()
    for shared, i, j in sorted(pairs, reverse=True):
        if shared >= _ENOUGH and expected[i] not in taken and said[j] not in used:
            taken.add(expected[i])
            used.add(said[j])
            yield expected[i], said[j]


def _by_key(predictions: Iterable[_Said]) -> dict[Key, list[_Said]]:
    found: dict[Key, list[_Said]] = {}
    for prediction in predictions:
        found.setdefault(key_of(prediction), []).append(prediction)
    return found


def _found(right: int, expected: Mapping[Key, object], said: Mapping[Key, object]) -> Found:
    return Found(right, len(said) - right, len(expected) - right)


def _share(each: Iterable[bool]) -> Share:
    each = list(each)
    return Share(sum(each), len(each))


def _is_quoted(prediction: Prediction, expected: Sequence[Expected], gold: Gold) -> bool:
    at = prediction.begin, prediction.end
    exact = gold.document.text[slice(*at)] == prediction.quote
    return exact and touches(at, [span for one in expected for span in one.spans])
