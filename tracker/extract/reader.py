"""From a document to what it predicts: phrases, verdicts, then the article's answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracker.extract.headline import headline
from tracker.extract.judging import Judgement, judged
from tracker.extract.others import others
from tracker.extract.scope import scope
from tracker.extract.standing import is_withdrawn
from tracker.model import Document, Prediction, Reading, Standing, Work

_SURE: Final = 0.55  # from here on a prediction has a say in the headline; by measurement, half a point either side costs little


def read(document: Document, works: Sequence[Work]) -> tuple[Reading, ...]:
    """What a document says of each of these works.

    Args:
        works: the works that the document speaks of.
    """
    readings = []
    for number, work in enumerate(works):
        judgements = judged(document, work, works)
        readings.append(_reading(document, work, judgements, tell_others=number == 0))
    return tuple(readings)


def _reading(
    document: Document, work: Work, judgements: Sequence[Judgement], *, tell_others: bool
) -> Reading:
    predictions = [_prediction(document, work.title, one) for one in judgements if one.accepted]
    # What is rather unlikely is worth keeping, but not to decide what the article says; unless there is nothing else.
    sure = [i for i, p in enumerate(predictions) if (p.confidence or 0.0) >= _SURE] or list(
        range(len(predictions))
    )
    window, makers = headline([predictions[i] for i in sure])
    in_headline = {sure[i] for i in makers}
    withdrawn = (_prediction(document, work.title, one) for one in judgements if is_withdrawn(one))
    return Reading(
        work,
        tuple(replace(p, headline=i in in_headline) for i, p in enumerate(predictions)),
        window,
        tuple(replace(p, standing=Standing.WITHDRAWN, confidence=None) for p in withdrawn),
        tuple(_prediction(document, name, one) for name, one in others(judgements)) if tell_others else (),
    )


def _prediction(document: Document, subject: str, judgement: Judgement) -> Prediction:
    phrase = judgement.case.phrase
    return Prediction(
        subject=subject,
        quote=phrase.text,
        begin=phrase.begin,
        end=phrase.end,
        sentence=judgement.sentence,
        window=judgement.case.window,
        stance=judgement.stance,
        polarity=judgement.polarity,
        credit=judgement.credit,
        headline=False,
        anchor=document.anchor,
        trail=(*phrase.trail, *judgement.reasons),
        confidence=round(judgement.confidence, 2),
        scope=scope(judgement.case),
    )
