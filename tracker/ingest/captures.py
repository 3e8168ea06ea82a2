"""Reads which copies of a page an archive has: what a CDX server answers, JSON or text, and TimeMaps of RFC 7089. Pure.

From bytes to a `Listing` of copies, oldest first: one a day, none that says what the one before it says, not too many.
https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, unquote_plus, urlsplit

import msgspec

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import (
    Listing,
    address,
    bytes_of,
    gather,
    in_their_words,
    past,
    text_of,
    with_parameters,
)
from tracker.ingest.moments import moment_of
from tracker.ingest.thinning import Wanted, chosen
from tracker.model import Link

_FIELDS = (
    "urlkey",
    "timestamp",
    "original",
    "mimetype",
    "statuscode",
    "digest",
    "length",
)  # unless `fl` says
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_STAMP = re.compile(r"\d{14}\Z")
_RESUME = "resumeKey"
_MEMENTO = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*+)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")

_Row = Mapping[str, str | int | None]


class _Copy(NamedTuple):
    """A copy that the archive tells of. An address is made of its place only if it is wanted."""

    at: dt.datetime
    place: str
    digest: str = ""


def read_captures(fetched: Fetched, template: str, original: str, wanted: Wanted) -> Listing:
    """The copies of a page that are wanted, oldest first: of each day the last of status 200 that is text.

    Args:
        fetched: what the archive answers; `next` of the listing continues it.
        template: the address of a copy, with {timestamp} and {url} to be filled; a TimeMap tells them itself.
        original: the address of the page.
        wanted: which copies.

    Raises:
        ParseError: the archive refuses in words, or it is no such list.
    """
    body, resume = bytes_of(fetched).strip(), None
    if body.startswith(b"<") and not body[:200].lstrip(b"<!").lower().startswith((b"doctype", b"html")):
        template, told = "{url}", list(_mementos(text_of(fetched), fetched))
    else:
        rows = _rows(body, fetched)
        resume = next((unquote_plus(str(row[0])) for row in rows[-1:] if len(row) == 1), None)
        told = [_copy(row, fetched) for row in _daily(_pages(rows, body, fetched))]
    copies = sorted(filter(None, told))
    is_part = resume is not None or _RESUME in (fetched.url or "")
    kept = chosen(list(_changed(copies)), _at, wanted, fetched.fetched_at, is_part=is_part)
    return gather(
        (_link(copy, template, original, fetched) for copy in kept),
        left_out=len(told) - len(copies),
        following=with_parameters(fetched.url, {_RESUME: resume}) if resume else None,
    )


def _at(copy: _Copy) -> dt.datetime:
    return copy.at


def _link(copy: _Copy, template: str, original: str, fetched: Fetched) -> Link | None:
    filled = template.replace("{timestamp}", copy.at.strftime("%Y%m%d%H%M%S")).replace("{url}", copy.place)
    url = address(filled, fetched.url)
    return Link(url, original=original, captured_at=copy.at, once=True) if url else None


def _changed(copies: Iterable[_Copy]) -> Iterator[_Copy]:
    digest = ""
    for copy in copies:
        if not copy.digest or copy.digest != digest:
            yield copy
        digest = copy.digest


def _rows(body: bytes, fetched: Fetched) -> Sequence[Sequence[str | int | None]]:
    if not body.startswith((b"[", b"{")):
        return _text_rows(text_of(fetched), fetched)
    try:
        return msgspec.json.decode(body, type=list[list[str | int | None]])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no list of an archive's copies: {error}.") from error


def _text_rows(text: str, fetched: Fetched) -> list[list[str]]:
    """The lines of a CDX answer, cut at blanks; an error where the first one is none, for it is the server's words."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    if rows and "timestamp" in _named(fetched):
        first = dict(zip(_named(fetched), rows[0], strict=False))
        if not _STAMP.match(first.get("timestamp", "")):
            raise in_their_words(fetched, text)
    return rows


def _pages(rows: Sequence[Sequence[str | int | None]], body: bytes, fetched: Fetched) -> Iterator[_Row]:
    """The rows that tell of pages, by the names of their fields; JSON has these in its first row."""
    names: Sequence[str | int | None] = _named(fetched)
    if body.startswith(b"[") and rows:
        names, rows = rows[0], rows[1:]
    for row in rows:
        told = {str(name): field for name, field in zip(names, row, strict=False)}
        is_page = str(told.get("mimetype", _PAGE_TYPES[0])).lower() in _PAGE_TYPES
        if len(row) > 1 and is_page and str(told.get("statuscode", 200)) == "200":
            yield told


def _daily(rows: Iterable[_Row]) -> Iterable[_Row]:
    """The last of each day, before anything is done with them: there may be hundreds of thousands."""
    days: dict[str, tuple[str, _Row]] = {}
    for row in rows:
        stamp = str(row.get("timestamp"))
        day = stamp[:8] if _STAMP.match(stamp) else stamp
        if day not in days or days[day][0] <= stamp:
            days[day] = stamp, row
    return (row for _, row in days.values())


def _named(fetched: Fetched) -> Sequence[str]:
    """The fields of a line, as they were asked for."""
    asked = parse_qs(urlsplit(fetched.url or "").query).get("fl")
    return asked[0].split(",") if asked else _FIELDS


def _copy(row: _Row, fetched: Fetched) -> _Copy | None:
    """None for a copy of no time that can be."""
    stamp = str(row.get("timestamp"))
    try:
        moment = dt.datetime.fromisoformat(f"{stamp[:8]}T{stamp[8:]}Z") if _STAMP.match(stamp) else None
    except ValueError:
        return None
    at = past(moment, fetched) if moment else None
    return _Copy(at, str(row.get("original") or ""), str(row.get("digest") or "")) if at else None


def _mementos(text: str, fetched: Fetched) -> Iterator[_Copy | None]:
    """The copies of a TimeMap: `<address>; rel="first memento"; datetime="…"` (RFC 7089, 5; RFC 6690)."""
    for link in _MEMENTO.finditer(text):
        told = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(link[2])}
        if "memento" in told.get("rel", "").lower().split():
            moment = moment_of(told.get("datetime", ""))
            at = past(moment, fetched) if moment else None
            yield _Copy(at, link[1]) if at else None
