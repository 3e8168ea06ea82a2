"""One stored prediction, as far as the consensus cares: who said it, when, and which window.

The store hands these out; everything else in this room is computed from them alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.model import Domain, Polarity, Stance
from tracker.windows import Window


@dataclass(frozen=True, slots=True)
class Statement:
    """A window that an outlet gave for the work, in one article, on one day.

    Attributes:
        id: the stored prediction's.
        outlet: who published the article: one voice in the pool, however often it posts.
        article: the article's id; what one text of it says stands together.
        said_on: the day it was said. It counts from the end of that day.
        headline: whether it is part of what its article says in the end.
        quote: the time phrase, in the article's words.
        url: where a reader finds it; None where the article has no address.
        learned_at: when we learned it, aware, UTC.
        revision: which text of the article, counted from 1: the last one of a day holds.
        domain: of the work: what kind of thing slips how far.
        credit: who is credited with it; None for nobody.
        confidence: the reader's, above 0, at most 1, that it is a prediction of the work.
        trust: how much the outlet's record makes it weigh; 1 is usual.
    """

    id: int
    outlet: str
    article: int
    said_on: dt.date
    window: Window
    stance: Stance
    polarity: Polarity
    headline: bool
    quote: str
    url: str | None
    learned_at: dt.datetime
    revision: int = 1
    domain: Domain = Domain.TV
    credit: str | None = None
    confidence: float = 1.0
    trust: float = 1.0
