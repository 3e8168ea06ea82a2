"""Why each time phrase of an article was read as it was: a card a window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.extract.explaining import Explanation, Verdict
from tracker.report.predictions import anchored
from tracker.report.rows import Cell, Record, Sheet, Tone, days, flattened, iso, line, quoted, stated


def explanations_sheet(documents: Iterable[tuple[str, Sequence[Explanation]]], notes: Sequence[str]) -> Sheet:
    """A card a window, document by document.

    Args:
        documents: path or address of each, with what became of its time phrases.
        notes: sentences for below.
    """
    told = [(key, one) for key, explanations in documents for one in explanations]
    records = tuple({"id": key, **explanation_record(one)} for key, one in told)
    return Sheet(
        headers=(
            "words",
            "verdict",
            "sentence",
            "event",
            "subject",
            "stance",
            "counted from",
            "cues",
            "rules",
            "characters",
        ),
        cells=tuple(_card(one) for _, one in told),
        records=records,
        flat=tuple(map(flattened, records)),
        empty="no time phrase found",
        notes=tuple(notes),
        as_cards=True,
    )


def explanation_record(one: Explanation) -> Record:
    """An explanation for programs; `cues` are written with their weight in logits."""
    return {
        "work": one.work,
        "quote": one.quote,
        "begin": one.begin,
        "end": one.end,
        "sentence": one.sentence,
        "start": iso(one.window.start),
        "stop": iso(one.window.end),
        "verdict": one.verdict,
        "confidence": one.confidence,
        "refused": one.refused,
        "event": one.event,
        "subject": one.subject,
        "stance": one.stance,
        "polarity": one.polarity,
        "credit": one.credit,
        "anchor": iso(one.anchor.day) if one.anchor else None,
        "cues": [_cue(cue) for cue in one.cues],
        "rules": list(one.rules),
    }


def _card(one: Explanation) -> tuple[Cell, ...]:
    is_prediction = one.verdict is Verdict.PREDICTION
    credit = f", credited to {one.credit}" if one.credit and is_prediction else ""
    return (
        line(
            f"{quoted(one.quote)}: {stated(one.window, one.polarity) if is_prediction else days(one.window)}",
            Tone.STRONG,
        ),
        line(f"{one.verdict}{_how_sure(one)}", Tone.PLAIN if is_prediction else Tone.FAINT),
        line(one.sentence),
        line(one.event or "nothing is named"),
        line(one.subject),
        line(f"{one.stance}{credit}" if is_prediction else None),
        anchored(one.anchor),
        line("; ".join(map(_cue, one.cues))),
        line(" > ".join(one.rules)),
        line(f"{one.begin}-{one.end}"),
    )


def _how_sure(one: Explanation) -> str:
    return f": {one.refused}" if one.refused else f", {one.confidence:.2f}"


def _cue(cue: tuple[str, float]) -> str:
    name, weight = cue
    return f"{weight:+.1f} {name}"
