"""The block between `---` lines with which a text file may begin, as static-site generators write it.

    ---
    url: https://example.org/news/1
    outlet: Example
    published: 2022-01-31
    title: The headline
    lang: en
    ---

From a file's text to what the block says and the text after it. Keys that are not named here are passed over.
"""

import datetime as dt
import re
from dataclasses import dataclass

from tracker.errors import ParseError
from tracker.ingest.address import web_address
from tracker.ingest.dates import parse_day

_BLOCK = re.compile(r"---[ \t]*\n((?:[\w-]+[ \t]*:[^\n]*\n|[ \t]*\n|[ \t]+[^\n]*\n){0,40}?)---[ \t]*(?:\n|$)")
_ENTRY = re.compile(r"^([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header block says; None for what it leaves out."""

    url: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    title: str | None = None
    lang: str | None = None


def split_header(text: str, source: str) -> tuple[Header, str]:
    """The header of a file and the text after it; an empty header and the whole text where it has none.

    Raises:
        ParseError: its `published` (or `date`) is no day.
    """
    block = _BLOCK.match(text)
    if block is None:
        return Header(), text
    entries = {key.lower(): value.strip("'\"") for key, value in _ENTRY.findall(block[1])}
    stated = entries.get("published") or entries.get("date")
    published = parse_day(stated) if stated else None
    if stated and published is None:
        raise ParseError(source, f"`published` ({stated!r}) is no day; write it as 2022-01-31.")
    header = Header(
        url=web_address(entries.get("url")),
        outlet=entries.get("outlet") or None,
        published=published,
        title=entries.get("title") or None,
        lang=entries.get("lang") or None,
    )
    return header, text[block.end() :]
