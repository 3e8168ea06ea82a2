"""How well annotated articles are read. Stores nothing, knows no store and no clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.app.annotated import annotated
from tracker.errors import SourceError
from tracker.evaluate import Answered, Gold, Verdict
from tracker.extract import read
from tracker.extract.judging import Judgement, judged


def evaluate(folder: Path) -> Iterator[Answered | SourceError]:
    """Read the articles of an annotated set; what cannot be used of it is told, and the rest go on."""
    for gold in annotated(folder):
        yield gold if isinstance(gold, SourceError) else answered(gold)


def answered(gold: Gold) -> Answered:
    """Read an annotated article as any other, and tell what was thought of each time phrase."""
    (reading,) = read(gold.document, [gold.work])
    return Answered(gold, reading, tuple(map(_verdict, judged(gold.document, gold.work))))


def _verdict(judgement: Judgement) -> Verdict:
    phrase = judgement.case.phrase
    return Verdict(
        begin=phrase.begin,
        end=phrase.end,
        window=judgement.case.window,
        polarity=judgement.polarity,
        confidence=judgement.confidence,
        refused=judgement.refused,
        trail=(*phrase.trail, *judgement.reasons),
    )
