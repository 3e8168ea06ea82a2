"""From a document to what it predicts: phrases, verdicts, then the article's answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.headline import headline
from tracker.extract.judging import Judgement, judged
from tracker.model import Document, Prediction, Reading, Work

_BLANKS = re.compile(r"\s+")


def read(document: Document, works: Sequence[Work]) -> tuple[Reading, ...]:
    """What a document says of each of these works.

    Args:
        works: the works that the document speaks of.
    """
    return tuple(_reading(document, work, works) for work in works)


def _reading(document: Document, work: Work, works: Sequence[Work]) -> Reading:
    predictions = [_prediction(document, work, one) for one in judged(document, work, works) if one.accepted]
    window, makers = headline(predictions)
    return Reading(work, tuple(replace(p, headline=i in makers) for i, p in enumerate(predictions)), window)


def _prediction(document: Document, work: Work, judgement: Judgement) -> Prediction:
    phrase, parsed = judgement.case.phrase, judgement.case.parsed
    return Prediction(
        subject=work.title,
        quote=phrase.text,
        begin=phrase.begin,
        end=phrase.end,
        sentence=_BLANKS.sub(" ", document.text[parsed.begin : parsed.end]).strip(),
        window=judgement.case.window,
        stance=judgement.stance,
        polarity=judgement.polarity,
        credit=judgement.credit,
        headline=False,
        anchor=document.anchor,
        trail=(*phrase.trail, *judgement.reasons),
        confidence=round(judgement.confidence, 2),
    )
