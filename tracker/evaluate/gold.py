"""An annotated article, and what was read in it: the values that are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Document, Polarity, Reading, Stance, Work
from tracker.windows import Window

Span = tuple[int, int]  # characters of the text, the second not included


@dataclass(frozen=True, slots=True)
class Expected:
    """A prediction that an annotator found; `spans` are where its quote stands."""

    quote: str
    spans: tuple[Span, ...]
    window: Window
    stance: Stance
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Decoy:
    """A time phrase that predicts nothing of the work; `why` not, in the annotator's words."""

    quote: str
    spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article.

    Attributes:
        name: its id in the set.
        published: the day it was published, as annotated; None where nothing says.
        predictions: of `work` only.
        decoys: what must not be read as a prediction of `work`, predictions of other works among it.
        headline: when the article says, in the end, that the work comes out; None where it says nothing.
        released: the day on which the work did come out; None where that is not known.
    """

    name: str
    document: Document
    work: Work
    published: dt.date | None
    predictions: tuple[Expected, ...]
    decoys: tuple[Decoy, ...]
    headline: Window | None
    released: dt.date | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where predictions of the work stand."""
        return tuple(span for one in self.predictions for span in one.spans)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reader thought of one window of one time phrase, whether or not it took it for a prediction.

    Attributes:
        begin: of the phrase, a character offset.
        confidence: how probable it is that it is a prediction of the work, 0 to 1; None where nothing was weighed.
        refused: why it cannot be one, whatever else is to be seen; None where nothing forbids it.
        trail: the rules that read it, then what decided.
    """

    begin: int
    end: int
    window: Window
    polarity: Polarity
    confidence: float | None
    refused: str | None = None
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An annotated article and what was read in it about its work."""

    gold: Gold
    reading: Reading
    verdicts: tuple[Verdict, ...] = ()


def places(text: str, quote: str, context: str | None = None) -> tuple[Span, ...]:
    """Where a quote stands: everywhere, or within the first occurrence of a longer piece; nowhere: ()."""
    if context is None:
        return tuple(_everywhere(text, quote))
    around, within = text.find(context), context.find(quote)
    begin = around + within
    return ((begin, begin + len(quote)),) if around >= 0 and within >= 0 else ()


def _everywhere(text: str, quote: str) -> Iterator[Span]:
    begin = text.find(quote)
    while begin >= 0:
        yield begin, begin + len(quote)
        begin = text.find(quote, begin + 1)


def touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether it shares a character with any of the others."""
    return any(span[0] < end and begin < span[1] for begin, end in others)
