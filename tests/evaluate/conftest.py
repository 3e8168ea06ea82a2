"""`answered(expected=[...], said=[...])`: an annotated article and what was read in it, in a line each."""

import datetime as dt

import pytest

from tracker.evaluate import Answered, Decoy, Expected, Gold, Verdict, places
from tracker.model import Document, Polarity, Prediction, Reading, Stance, Work
from tracker.windows import Window

# Quotes are words of it: "two" stands twice.
TEXT = "one two three two four five six"


def window(days):
    """`2025-03-01/2025-03-31`, with nothing for an open side; None of nothing."""
    if not days:
        return None
    start, end = (dt.date.fromisoformat(day) if day else None for day in days.split("/"))
    return Window(start, end)


def expected(quote, days, stance="official", polarity="expects"):
    return Expected(quote, places(TEXT, quote), window(days), Stance(stance), Polarity(polarity))


def said(quote, days, stance="official", polarity="expects", begin=None):
    at = TEXT.index(quote) if begin is None else begin
    return Prediction(
        subject="Skerry",
        quote=quote,
        begin=at,
        end=at + len(quote),
        sentence=TEXT,
        window=window(days),
        stance=Stance(stance),
        polarity=Polarity(polarity),
        credit=None,
        headline=False,
        anchor=None,
        trail=("month", "year"),
        confidence=0.8,
    )


def verdict(quote, days, confidence, refused=None, polarity="expects"):
    at = TEXT.index(quote)
    return Verdict(
        at, at + len(quote), window(days), Polarity(polarity), confidence, refused, ("month", "year")
    )


@pytest.fixture(scope="session")
def answered():
    def make(*, gold=(), read=(), decoys=(), published=None, headlines=(None, None), verdicts=()):
        work = Work("Skerry")
        of_day = dt.date.fromisoformat(published) if published else None
        annotated = Gold(
            "a1",
            Document("a1", TEXT, ""),
            work,
            of_day,
            tuple(expected(*one) for one in gold),
            tuple(Decoy(quote, places(TEXT, quote), f"not {quote}") for quote in decoys),
            window(headlines[0]),
        )
        reading = Reading(work, tuple(said(*one) for one in read), window(headlines[1]))
        return Answered(annotated, reading, tuple(verdict(*one) for one in verdicts))

    make.window = window
    return make
