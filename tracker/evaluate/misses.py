"""Where the reader went wrong in an article, phrase by phrase, with what it thought there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.evaluate.gold import Answered, Decoy, Expected, Verdict, touches
from tracker.evaluate.score import decoys_read, key_of
from tracker.model import Prediction


class Kind(StrEnum):
    """What went wrong."""

    MISSED = "missed"
    WRONG = "wrong"
    DECOY = "decoy read"


@dataclass(frozen=True, slots=True)
class Miss:
    """A phrase that was missed, or read though it should not have been, or read wrong.

    Attributes:
        begin: where the phrase stands, a character offset.
        expected: the annotated predictions there; none where nothing is predicted.
        decoy: why nothing is, where the annotation says so.
        read: what was read there as a prediction; of a phrase that was missed, all that it was thought to be.
    """

    kind: Kind
    begin: int
    end: int
    expected: tuple[Expected, ...]
    decoy: Decoy | None
    read: tuple[Verdict, ...]


def misses(answered: Answered) -> list[Miss]:
    """Every phrase that was missed, wrong, or a decoy and yet read, in text order.

    A window that is said twice and read once is no miss; one that is read at a decoy is told once, as that.
    """
    gold, said = answered.gold, answered.reading.predictions
    read, expected = {key_of(p) for p in said}, {key_of(e) for e in gold.predictions}
    trapped = {p: decoy for decoy, there in decoys_read(gold, said) for p in there}
    found = [
        *(_missed(e, answered) for e in gold.predictions if key_of(e) not in read),
        *(_misread(Kind.WRONG, p, answered) for p in said if key_of(p) not in expected and p not in trapped),
        *(_misread(Kind.DECOY, p, answered, decoy) for p, decoy in trapped.items()),
    ]
    return sorted(found, key=lambda miss: (miss.begin, miss.end))


def _missed(expected: Expected, answered: Answered) -> Miss:
    there = tuple(v for v in answered.verdicts if touches((v.begin, v.end), expected.spans))
    begin, end = expected.spans[0]
    return Miss(Kind.MISSED, begin, end, (expected,), None, there)


def _misread(kind: Kind, said: Prediction, answered: Answered, decoy: Decoy | None = None) -> Miss:
    at = said.begin, said.end
    expected = tuple(e for e in answered.gold.predictions if touches(at, e.spans))
    read = Verdict(*at, said.window, said.polarity, said.confidence, trail=said.trail)
    return Miss(kind, *at, expected, decoy, (read,))
