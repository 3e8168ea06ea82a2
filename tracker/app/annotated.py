"""Annotated article sets, from folder to values: `gold.jsonl`, a line an article, beside the texts that it names.

A line or a text that cannot be used is told as a value with its file and line, and the rest go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from tracker.app.records import ArticleRecord, document_of, possible
from tracker.errors import FetchError, ParseError, SourceError
from tracker.evaluate import Decoy, Expected, Gold, places
from tracker.ingest.lines import records
from tracker.model import Domain, Polarity, Stance, Work
from tracker.windows import Window

ANNOTATIONS = "gold.jsonl"
_SHOWN = 60  # characters of a text that is quoted in a message

Words = Annotated[str, msgspec.Meta(min_length=1)]


class WindowLine(msgspec.Struct, frozen=True):
    """ISO days; null is an open side."""

    start: dt.date | None
    end: dt.date | None


class QuoteLine(msgspec.Struct, frozen=True, kw_only=True):
    """A time phrase, exactly as in the text.

    Attributes:
        context: a longer piece of the text, where the quote stands elsewhere too and means something else there.
        subject: the work that it is about, where that is not the article's.
    """

    quote: Words
    context: Words | None = None
    subject: str | None = None


class PredictionLine(QuoteLine, frozen=True, kw_only=True):
    """A time phrase that predicts a release."""

    start: dt.date | None
    end: dt.date | None
    stance: Stance
    polarity: Polarity


class DecoyLine(QuoteLine, frozen=True, kw_only=True):
    """A time phrase that predicts no release of the article's work, and why not."""

    why: str = ""


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated article; other keys are passed over.

    Attributes:
        file: of its text, in the folder of the set; UTF-8.
        title: the work that it is read for.
        published: null where nobody knows.
        headline: when it says in the end that the work comes out; null for never.
        released: when it did; null where it has not, or nobody knows.
    """

    id: str | int
    file: Words
    title: Words
    predictions: tuple[PredictionLine, ...]
    decoys: tuple[DecoyLine, ...] = ()
    headline: WindowLine | None = None
    published: dt.date | None = None
    released: dt.date | None = None
    domain: Domain | None = None
    aliases: tuple[str, ...] = ()
    lang: str | None = None
    outlet: str | None = None


def annotated(folder: Path) -> Iterator[Gold | SourceError]:
    """The articles of a set, in the order of its `gold.jsonl`."""
    path = folder / ANNOTATIONS
    try:
        with path.open("rb") as stream:
            found = False
            for place, line in records(stream, str(path), ArticleLine):
                found = True
                yield line if isinstance(line, SourceError) else _read(line, folder, place)
    except OSError as error:
        yield FetchError(str(folder), _unreadable(folder, error))
    else:
        if not found:
            yield ParseError(str(path), "it is empty.")


def _unreadable(folder: Path, error: OSError) -> str:
    """Why there are no annotations, as the second half of a sentence."""
    if not folder.exists():
        return "there is no such folder."
    if not folder.is_dir():
        return f"it is no folder; name the one that holds {ANNOTATIONS}."
    if isinstance(error, FileNotFoundError):
        return f"it holds no {ANNOTATIONS}; `tracker evaluate --help` says what an annotated set is."
    return f"its {ANNOTATIONS} cannot be read: {_words(error)}."


def _read(line: ArticleLine, folder: Path, place: str) -> Gold | SourceError:
    try:
        return _gold(line, _text(folder / line.file, place), place)
    except SourceError as error:
        return error


def _text(path: Path, place: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(place, f"its text {path} is not UTF-8.") from error
    except (OSError, ValueError) as error:  # a name with a null in it is a wrong value
        raise FetchError(place, f"its text {path} cannot be read: {_words(error)}.") from error


def _gold(line: ArticleLine, text: str, place: str) -> Gold:
    """An article with every quote found in its text.

    Raises:
        ParseError: a quote does not stand there, or a day or a window is impossible.
    """
    record = ArticleRecord(line.id, text, lang=line.lang, outlet=line.outlet)
    own = [p for p in line.predictions if p.subject in (None, line.title)]
    others = [p for p in line.predictions if p.subject not in (None, line.title)]
    return Gold(
        name=str(line.id),
        document=document_of(record, line.published, place),
        work=Work(line.title, line.domain or Domain.TV, line.aliases),
        published=line.published,
        predictions=tuple(
            Expected(
                p.quote,
                _spans(p, text, line.file, place),
                _window(p, f"of {_shown(p.quote)}", place),
                p.stance,
                p.polarity,
            )
            for p in own
        ),
        decoys=(
            *(Decoy(d.quote, _spans(d, text, line.file, place), d.why) for d in line.decoys),
            *(Decoy(p.quote, _spans(p, text, line.file, place), f"of {p.subject}") for p in others),
        ),
        headline=_window(line.headline, "in the end", place) if line.headline else None,
        released=possible(line.released, place),
    )


def _spans(line: QuoteLine, text: str, file: str, place: str) -> tuple[tuple[int, int], ...]:
    spans = places(text, line.quote, line.context)
    if not spans:
        inside = f" in the context {_shown(line.context)}" if line.context else ""
        raise ParseError(place, f"the quote {_shown(line.quote)}{inside} does not stand in {file}.")
    return spans


def _window(line: PredictionLine | WindowLine, which: str, place: str) -> Window:
    start, end = possible(line.start, place), possible(line.end, place)
    if start is None and end is None:
        raise ParseError(place, f"the window {which} has neither a first nor a last day.")
    if start and end and start > end:
        raise ParseError(place, f"the window {which} ends ({end}) before it starts ({start}).")
    return Window(start, end)


def _shown(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def _words(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
