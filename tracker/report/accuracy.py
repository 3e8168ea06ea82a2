"""How well annotated articles are read, as sheets: the figures, what confidence is worth, and every miss. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from tracker.evaluate import (
    Answered,
    Band,
    Expected,
    Found,
    Miss,
    Score,
    Verdict,
    bands,
    calibration_error,
    misses,
    score,
    weighed,
)
from tracker.report.predictions import window_record
from tracker.report.rows import Cell, Line, Record, Sheet, Tone, line, quoted, stated

ALL: Final = "all"
_AROUND: Final = 100  # characters before and after a phrase that are shown with it

Sets = Sequence[tuple[str, Sequence[Answered]]]  # each with its name


def accuracy_sheet(sets: Sets, *, with_misses: bool = False) -> Sheet:
    """A row a set, in the order given, and one for all of them.

    Args:
        with_misses: whether the record of a set also holds its misses.
    """
    rows = [(name, _total(articles), _bands(articles)) for name, articles in _and_all(sets)]
    records: list[Record] = [_record(*row) for row in rows]
    if with_misses:
        records[: len(sets)] = map(_with_misses, records, sets)
    return Sheet(
        headers=(
            "set",
            "articles",
            "strict F1 (P, R)",
            "relaxed F1 (P, R)",
            "polarity",
            "stance",
            "quote",
            "decoys read",
            "headline",
            "headline or none",
            "calibration error",
        ),
        cells=tuple(_row(*row) for row in rows),
        records=tuple(records),
        flat=(),
        empty="no article was read",
    )


def reliability_sheet(sets: Sets) -> Sheet:
    """A row a band of confidence, over all sets."""
    table = _bands([one for _, articles in sets for one in articles])
    return Sheet(
        headers=("confidence", "windows", "mean", "right"),
        cells=tuple(
            (
                line(f"{b.low:.1f} to {b.high:.1f}"),
                line(str(b.windows)),
                line(_figure(b.confidence)),
                line(_figure(b.right)),
            )
            for b in table
        ),
        records=tuple(map(_band_record, table)),
        flat=(),
        empty="no window was weighed",
    )


def misses_sheet(sets: Sets) -> Sheet:
    """A card a phrase that was missed, wrong, or a decoy and yet read, article by article."""
    found = [(name, one, miss) for name, articles in sets for one in articles for miss in misses(one)]
    return Sheet(
        headers=("words", "what", "article", "stands", "expected", "read"),
        cells=tuple(_card(*row) for row in found),
        records=tuple(_miss_record(one, miss) for _, one, miss in found),
        flat=(),
        empty="nothing was missed, and nothing wrong was read",
        as_cards=True,
    )


def _and_all(sets: Sets) -> Iterator[tuple[str, Sequence[Answered]]]:
    yield from sets
    yield ALL, [one for _, articles in sets for one in articles]


def _total(articles: Sequence[Answered]) -> Score:
    return sum(map(score, articles), Score())


def _bands(articles: Sequence[Answered]) -> tuple[Band, ...]:
    return bands(chain.from_iterable(map(weighed, articles)))


def _row(name: str, total: Score, table: Sequence[Band]) -> tuple[Cell, ...]:
    figures = (
        _f1(total.strict),
        _f1(total.relaxed),
        _figure(total.polarity.value),
        _figure(total.stance.value),
        _figure(total.quote.value),
        _figure(total.decoys.value),
        _figure(total.headline.value),
        _figure(total.presence.value),
        _figure(calibration_error(table)),
    )
    return (line(name, Tone.STRONG), line(str(total.articles)), *map(line, figures))


def _f1(found: Found) -> str:
    return f"{_figure(found.f1)} ({_figure(found.precision)}, {_figure(found.recall)})"


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"


def _record(name: str, total: Score, table: Sequence[Band]) -> Record:
    return {
        "set": name,
        "articles": total.articles,
        "strict": _found_record(total.strict),
        "relaxed": _found_record(total.relaxed),
        "polarity_accuracy": _rounded(total.polarity.value),
        "stance_accuracy": _rounded(total.stance.value),
        "quote_accuracy": _rounded(total.quote.value),
        "decoys_read_as_predictions": _rounded(total.decoys.value),
        "decoys": total.decoys.whole,
        "headline_exact": _rounded(total.headline.value),
        "headline_presence": _rounded(total.presence.value),
        "calibration_error": _rounded(calibration_error(table)),
        "reliability": [_band_record(band) for band in table],
    }


def _found_record(found: Found) -> Record:
    return {
        "precision": _rounded(found.precision),
        "recall": _rounded(found.recall),
        "f1": _rounded(found.f1),
        "right": found.right,
        "wrong": found.wrong,
        "missed": found.missed,
    }


def _band_record(band: Band) -> Record:
    return {
        "from": band.low,
        "to": band.high,
        "windows": band.windows,
        "mean_confidence": _rounded(band.confidence),
        "right": _rounded(band.right),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _card(name: str, one: Answered, miss: Miss) -> tuple[Cell, ...]:
    return (
        line(quoted(one.gold.document.text[miss.begin : miss.end]), Tone.STRONG),
        line(miss.kind, Tone.TROUBLE),
        line(f"{one.gold.name} ({name})"),
        line(_in_context(one.gold.document.text, miss)),
        tuple(map(_expected, miss.expected)) or line(_nothing(miss)),
        tuple(map(_read, miss.read)) or line("no time phrase"),
    )


def _in_context(text: str, miss: Miss) -> str:
    """The phrase in brackets, with what stands around it."""
    begin, end = max(miss.begin - _AROUND, 0), min(miss.end + _AROUND, len(text))
    before, after = text[begin : miss.begin], text[miss.end : end]
    cut = ("…" if begin else "", "…" if end < len(text) else "")
    return f"{cut[0]}{before}[{text[miss.begin : miss.end]}]{after}{cut[1]}"


def _expected(one: Expected) -> Line:
    return Line(f"{stated(one.window, one.polarity)}, {one.stance}")


def _nothing(miss: Miss) -> str:
    return f"no prediction: {miss.decoy.why}" if miss.decoy and miss.decoy.why else "no prediction"


def _read(verdict: Verdict) -> Line:
    """What a phrase was thought to be, how surely, and why."""
    how = "" if verdict.confidence is None else f" ({verdict.confidence:.2f})"
    how = " (refused)" if verdict.refused else how
    return Line(f"{stated(verdict.window, verdict.polarity)}{how}: {' > '.join(verdict.trail)}")


def _with_misses(record: Record, one: tuple[str, Sequence[Answered]]) -> Record:
    return {**record, "misses": [_miss_record(a, miss) for a in one[1] for miss in misses(a)]}


def _miss_record(one: Answered, miss: Miss) -> Record:
    text = one.gold.document.text
    return {
        "article": one.gold.name,
        "kind": miss.kind,
        "quote": text[miss.begin : miss.end],
        "begin": miss.begin,
        "end": miss.end,
        "context": _in_context(text, miss),
        "expected": [
            {**window_record(e.window), "stance": e.stance, "polarity": e.polarity} for e in miss.expected
        ],
        "decoy": miss.decoy.why if miss.decoy else None,
        "read": [
            {
                **window_record(v.window),
                "polarity": v.polarity,
                "confidence": v.confidence,
                "refused": v.refused,
                "trail": v.trail,
            }
            for v in miss.read
        ],
    }
