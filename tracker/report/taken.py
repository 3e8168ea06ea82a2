"""An article that was just taken in, in lines for people: what it is, and what it brought. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import Document
from tracker.report.plain import plain
from tracker.report.predictions import anchored
from tracker.report.rows import Cell


@dataclass(frozen=True, slots=True)
class Taken:
    """An article and what it brought.

    Attributes:
        works: titles of the followed works that it speaks of.
        predictions: how many are known of it, in all texts that it has had; `new` of them since just now.
        copy_of: what it is a copy of; None where it is none.
    """

    document: Document
    works: Sequence[str]
    predictions: int
    new: int
    copy_of: str | None = None


def taken(one: Taken) -> list[str]:
    """A line for each thing that is known of it, after its name."""
    document = one.document
    told = {
        "headline": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "published": _text(anchored(document.anchor)),
        "updated": document.updated and str(document.updated),
        "language": document.lang,
        "speaks of": ", ".join(one.works) or "no followed work",
        "predictions": f"{one.predictions}, {one.new} of them new",
        "copy of": one.copy_of,
    }
    width = max(map(len, told))
    return [f"{name:<{width}}  {plain(value)}" for name, value in told.items() if value]


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)
