"""What an article goes by - key, address, outlet, headline - made fit to be stored and shown: one line, not endless."""

import re
from dataclasses import replace

from tracker.errors import ParseError
from tracker.model import Document

# Controls (no database takes NUL), white space, and the halves of surrogate pairs, which are no characters.
_UNFIT = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]+")
_LONGEST = 2_000  # bytes; an index of PostgreSQL takes some 2,700
_LONGEST_TITLE = 500  # characters


def labelled(document: Document, source: str) -> Document:
    """The document with labels that every database takes; its text is left alone.

    Args:
        document: as it was read.
        source: what it was read from, for messages.

    Raises:
        ParseError: it goes by a name or address too long to be told from others by it.
    """
    fit = replace(
        document,
        key=one_line(document.key),
        url=document.url and one_line(document.url),
        outlet=one_line(document.outlet) or "unknown",
        title=one_line(document.title or "")[:_LONGEST_TITLE] or None,
        origin=document.origin if len((document.origin or "").encode()) <= _LONGEST else None,
    )
    for name, value in (("address or id", fit.key), ("address", fit.url or ""), ("outlet", fit.outlet)):
        if len(value.encode()) > _LONGEST:
            raise ParseError(source, f"its {name} is longer than {_LONGEST:,} bytes; it was not kept.")
    return fit


def one_line(text: str) -> str:
    """A text without line breaks and controls, its white space folded."""
    return _UNFIT.sub(" ", text).strip()
