"""Predictions as a sheet: each with everything that says where it came from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tracker.model import Anchor, AnchorBasis, Prediction, Reading, Standing
from tracker.report.rows import Cell, Record, Sheet, Tone, days, flattened, iso, line, quoted, stated
from tracker.windows import Window

if TYPE_CHECKING:
    from tracker.store.predictions import Provenance

_BASES = {
    AnchorBasis.RECORD: "given with the article",
    AnchorBasis.JSON_LD: "from the page's JSON-LD",
    AnchorBasis.META: "from the page's meta fields",
    AnchorBasis.TIME: "from the page's time element",
    AnchorBasis.METADATA: "from the page's metadata",
    AnchorBasis.BYLINE: "from a byline",
    AnchorBasis.ADDRESS: "from its address",
    AnchorBasis.FEED: "from what led to it",
    AnchorBasis.CAPTURE: "ASSUMED: the day it was archived",
    AnchorBasis.FETCHED: "ASSUMED: the day it was fetched",
}


def predictions_sheet(rows: Iterable[Provenance]) -> Sheet:
    """A card a stored prediction, in the order given."""
    rows = list(rows)
    records = tuple(_stored_record(row) for row in rows)
    return Sheet(
        headers=(
            "words",
            "window",
            "stance",
            "sentence",
            "credited to",
            "confidence",
            "outlet",
            "article",
            "copy of",
            "anchor",
            "read by",
            "learned",
        ),
        cells=tuple(_card(row) for row in rows),
        records=records,
        flat=tuple(map(flattened, records)),
        empty="nothing predicted yet",
        as_cards=True,
    )


def extraction_sheet(documents: Iterable[tuple[str, Sequence[Reading]]]) -> Sheet:
    """A row a prediction, document by document, and below what each says in the end.

    Args:
        documents: path or address of each, and what was read in it, one reading a work.
    """
    documents = list(documents)
    which = ("document",) if len(documents) > 1 else ()
    predictions = [(key, p) for key, readings in documents for r in readings for p in r.predictions]
    return Sheet(
        headers=(*which, "work", "words", "window", "stance", "confidence", "in the end"),
        cells=tuple((*(line(key) for _ in which), *_extracted(p)) for key, p in predictions),
        records=tuple(extraction_record(key, readings) for key, readings in documents),
        flat=tuple(flattened({"id": key, **prediction_record(p)}) for key, p in predictions),
        empty="no prediction found",
        notes=conclusions(documents),
    )


def conclusions(documents: Sequence[tuple[str, Sequence[Reading]]]) -> tuple[str, ...]:
    """What each document says of each work in the end, a sentence each."""
    several = len(documents) > 1
    return tuple(_conclusion(r, key if several else None) for key, readings in documents for r in readings)


def extraction_record(key: str, readings: Sequence[Reading]) -> Record:
    """What was read in one document; `headline` is that of the first work.

    `predictions` are those that stand, of the works that were asked for; `withdrawn` are given up, `others` are of works
    that nobody follows.
    """
    headline = readings[0].headline if readings else None
    return {
        "id": key,
        "predictions": [prediction_record(p) for reading in readings for p in reading.predictions],
        "withdrawn": [prediction_record(p) for reading in readings for p in reading.withdrawn],
        "others": [prediction_record(p) for reading in readings for p in reading.others],
        "headline": window_record(headline) if headline else None,
    }


def prediction_record(prediction: Prediction) -> Record:
    """A prediction for programs; `begin` and `end` are character offsets, `start` and `stop` ISO days or null."""
    anchor = prediction.anchor
    return {
        "subject": prediction.subject,
        "quote": prediction.quote,
        "begin": prediction.begin,
        "end": prediction.end,
        "sentence": prediction.sentence,
        **window_record(prediction.window),
        "grain": prediction.window.grain,
        "implied": prediction.window.implied,
        "stance": prediction.stance,
        "polarity": prediction.polarity,
        "credit": prediction.credit,
        "headline": prediction.headline,
        "anchor": iso(anchor.day) if anchor else None,
        "anchor_basis": anchor.basis if anchor else None,
        "anchor_assumed": anchor.assumed if anchor else None,
        "trail": prediction.trail,
        "confidence": prediction.confidence,
        "scope": prediction.scope,
        "standing": prediction.standing,
    }


def window_record(window: Window) -> Record:
    """A window's first and last day; null is an open side."""
    return {"start": iso(window.start), "stop": iso(window.end)}


def _stored_record(row: Provenance) -> Record:
    return {
        "id": row.id,
        "work": row.work,
        **prediction_record(row.prediction),
        "outlet": row.outlet,
        "url": row.url,
        "article": row.article,
        "article_title": row.article_title,
        "revision": row.revision,
        "extractor": row.extractor,
        "said_on": iso(row.said_on),
        "learned_at": iso(row.learned_at),
        "copy_of": row.copy_of,
        "copy_of_url": row.copy_of_url,
    }


def _card(row: Provenance) -> tuple[Cell, ...]:
    p = row.prediction
    revised = f", text {row.revision}" if row.revision > 1 else ""
    read_by = f"{' > '.join(p.trail)} (extractor {row.extractor}, characters {p.begin}-{p.end}{revised})"
    return (
        _words(p),
        _window(p),
        line(_stance(p)),
        line(p.sentence),
        line(p.credit),
        line(None if p.confidence is None else f"{p.confidence:.2f}"),
        line(f"{row.outlet}, said on {row.said_on}"),
        line(row.url or row.article_title or f"no. {row.article}", url=row.url),
        line(row.copy_of, url=row.copy_of_url),
        anchored(p.anchor),
        line(read_by),
        line(iso(row.learned_at)),
    )


def _extracted(p: Prediction) -> tuple[Cell, ...]:
    return (
        line(p.subject),
        line(quoted(p.quote)),
        _window(p),
        line(p.stance),
        line(None if p.confidence is None else f"{p.confidence:.2f}"),
        line("yes" if p.headline else None, Tone.STRONG),
    )


def _conclusion(reading: Reading, key: str | None) -> str:
    conclusion = days(reading.headline) if reading.headline else "no window"
    return f"{f'{key}: ' if key else ''}{reading.work.title} in the end: {conclusion}"


def _words(p: Prediction) -> Cell:
    if p.standing is Standing.WITHDRAWN:
        return line(f"{quoted(p.quote)}, withdrawn", Tone.FAINT)
    return line(quoted(p.quote), Tone.STRONG)


def _window(p: Prediction) -> Cell:
    """The window, and what it is limited to."""
    return line(f"{stated(p.window, p.polarity)}{f' ({p.scope})' if p.scope else ''}")


def _stance(p: Prediction) -> str:
    return f"{p.stance}, {p.polarity.replace('_', ' ')}{', headline' if p.headline else ''}"


def anchored(anchor: Anchor | None) -> Cell:
    """The day that relative phrases counted from, and how it is known."""
    if anchor is None:
        return line("not known", Tone.TROUBLE)
    return line(f"{anchor.day}, {_BASES[anchor.basis]}", Tone.TROUBLE if anchor.assumed else Tone.PLAIN)
