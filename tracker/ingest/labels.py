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
    kept = replace(
        document,
        key=fit(document.key),
        url=document.url and fit(document.url),
        outlet=fit(document.outlet) or "unknown",
        title=fit(document.title or "")[:_LONGEST_TITLE] or None,
        origin=document.origin if len((document.origin or "").encode()) <= _LONGEST else None,
    )
    for name, value in (("address or id", kept.key), ("address", kept.url or ""), ("outlet", kept.outlet)):
        if len(value.encode()) > _LONGEST:
            raise ParseError(source, f"its {name} is longer than {_LONGEST:,} bytes; it was not kept.")
    return kept


def fit(text: str) -> str:
    """A text without line breaks and controls, its white space folded."""
    return _UNFIT.sub(" ", text).strip()
