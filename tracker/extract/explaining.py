"""What became of every time phrase of a document, and why: the trail of each decision, for those who doubt it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tracker.extract.judging import Judgement, judged
from tracker.extract.others import others
from tracker.extract.standing import is_withdrawn
from tracker.extract.weights import WEIGHTS
from tracker.model import Anchor, Document, Polarity, Stance, Work
from tracker.windows import Window

_CUES: Final = 8  # cues that are told, the weightiest first


class Verdict(StrEnum):
    """What a time phrase is to a work."""

    PREDICTION = "prediction"
    WITHDRAWN = "withdrawn"
    ANOTHERS = "another work's"
    NONE = "no prediction"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One window of one time phrase, judged for one work.

    Attributes:
        quote: the phrase, `text[begin:end]` exactly.
        sentence: where it stands, white space folded.
        confidence: how probable it is that it is a prediction, 0 to 1.
        refused: why it is none, whatever else is to be seen; None where it was weighed.
        event: what it dates, and in which tense that is said; None where nothing is named.
        subject: whose date it is, and how that is known.
        stance, polarity: as they are, or would be, read.
        anchor: the day that relative phrases counted from; None where nothing was known.
        cues: what was seen, with its weight in logits, the weightiest first.
        rules: names of the rules that read the phrase.
    """

    work: str
    quote: str
    begin: int
    end: int
    sentence: str
    window: Window
    verdict: Verdict
    confidence: float
    refused: str | None
    event: str | None
    subject: str
    stance: Stance
    polarity: Polarity
    credit: str | None
    anchor: Anchor | None
    cues: tuple[tuple[str, float], ...]
    rules: tuple[str, ...]


def explain(document: Document, works: Sequence[Work]) -> Iterator[Explanation]:
    """Every window of every time phrase, in text order, work by work. Arguments as for `read`."""
    for number, work in enumerate(works):
        judgements = judged(document, work, works)
        anothers = {id(one.case): (name, one) for name, one in others(judgements)} if number == 0 else {}
        for judgement in judgements:
            name, one = anothers.get(id(judgement.case), (None, judgement))
            yield _explanation(document, work, one, name)


def _explanation(document: Document, work: Work, one: Judgement, another: str | None) -> Explanation:
    phrase, seen = one.case.phrase, one.seen
    who = f"{seen.who or 'unknown'}{f', {seen.how}' if seen.how else ''}"
    weighed = sorted(((n, WEIGHTS[n]) for n in seen.features if n in WEIGHTS), key=lambda cue: -abs(cue[1]))
    return Explanation(
        work=work.title,
        quote=phrase.text,
        begin=phrase.begin,
        end=phrase.end,
        sentence=one.sentence,
        window=one.case.window,
        verdict=_verdict(one, another),
        confidence=round(one.confidence, 2),
        refused=one.refused,
        event=f"{seen.governor.event}, {seen.governor.tense}" if seen.governor else None,
        subject=f"{who}: {another}" if another else who,
        stance=one.stance,
        polarity=one.polarity,
        credit=one.credit,
        anchor=document.anchor,
        cues=tuple(weighed[:_CUES]),
        rules=phrase.trail,
    )


def _verdict(one: Judgement, another: str | None) -> Verdict:
    if another is not None:
        return Verdict.ANOTHERS
    if one.accepted:
        return Verdict.PREDICTION
    return Verdict.WITHDRAWN if is_withdrawn(one) else Verdict.NONE
