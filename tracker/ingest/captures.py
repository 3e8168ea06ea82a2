"""Reads which copies of a page an archive has: what a CDX server answers, JSON or text, and TimeMaps of RFC 7089. Pure.

From bytes to a `Listing` of the copies, oldest first, each that says something else than the one before it; and a choice
among too many of them. https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

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
from tracker.model import Link

# The page as it was copied: without the archive's banner, its links as they were.
TEMPLATE = "https://web.archive.org/web/{timestamp}id_/{url}"
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
_MEMENTO = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*+)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))")

_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that the archive tells of; without a moment where it tells none that can be."""

    url: str | None
    at: dt.datetime | None
    digest: str | None = None


def read_captures(fetched: Fetched, template: str, original: str) -> Listing:
    """The copies of a page, oldest first: those of status 200 that are text, without those that repeat the one before.

    Args:
        fetched: what the archive answers; `next` of the listing continues it.
        template: the address of a copy, with {timestamp} and {url} to be filled; a TimeMap tells them itself.
        original: the address of the page.

    Raises:
        ParseError: the archive refuses in words, or it is no such list.
    """
    told, resume = _told(fetched, template)
    copies = sorted((copy for copy in told if copy.at and copy.url), key=lambda copy: str(copy.at))
    return gather(
        (Link(str(copy.url), original=original, captured_at=copy.at) for copy in _changed(copies)),
        at_most=len(copies),
        left_out=len(told) - len(copies),
        following=with_parameters(fetched.url, {"resumeKey": resume}) if resume else None,
    )


def thinned(links: Sequence[Link], at_most: int) -> tuple[Link, ...]:
    """So many copies, as even in time as they allow, in the order of time; the first and the last are kept.

    Args:
        links: with `captured_at`.
        at_most: how many; of one, it is the last.
    """
    ordered = sorted(links, key=_stamp)
    if len(ordered) <= at_most:
        return tuple(ordered)
    if at_most <= 1:
        return tuple(ordered[-1:] if at_most == 1 else ())
    stamps = [_stamp(link) for link in ordered]
    step = (stamps[-1] - stamps[0]) / (at_most - 1)
    kept = [0]
    for number in range(1, at_most - 1):
        last = len(stamps) - (at_most - number)  # leaves one for each that is still to be chosen
        kept.append(_nearest(stamps, stamps[0] + number * step, kept[-1] + 1, last))
    return tuple(ordered[k] for k in [*kept, len(ordered) - 1])


def _stamp(link: Link) -> float:
    return link.captured_at.timestamp() if link.captured_at else 0.0


def _nearest(stamps: Sequence[float], wanted: float, first: int, last: int) -> int:
    """The place, from `first` to `last`, of the moment that is nearest to the wanted one."""
    after = min(max(bisect_left(stamps, wanted), first), last)
    before = max(after - 1, first)
    return before if wanted - stamps[before] <= stamps[after] - wanted else after


def _changed(copies: Sequence[_Copy]) -> Iterator[_Copy]:
    digest = None
    for copy in copies:
        if copy.digest is None or copy.digest != digest:
            yield copy
        digest = copy.digest


def _told(fetched: Fetched, template: str) -> tuple[list[_Copy], str | None]:
    """The copies that are told of, and the key with which the list goes on."""
    body = bytes_of(fetched).strip()
    if body.startswith(b"<") and not body[:200].lstrip(b"<!").lower().startswith((b"doctype", b"html")):
        return list(_mementos(text_of(fetched), fetched)), None
    rows = (
        _json_rows(body, fetched) if body.startswith((b"[", b"{")) else _text_rows(text_of(fetched), fetched)
    )
    resume = next((row[0] for row in rows[-1:] if len(row) == 1), None)
    names, rows = (rows[0], rows[1:]) if body.startswith(b"[") and rows else (_named(fetched), rows)
    told = (dict(zip(names, row, strict=False)) for row in rows if len(row) > 1)
    return [_copy(row, template, fetched) for row in told if _is_page(row)], resume


def _json_rows(body: bytes, fetched: Fetched) -> list[list[str]]:
    try:
        rows = msgspec.json.decode(body, type=list[list[str | int | None]])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no list of an archive's copies: {error}.") from error
    return [["" if field is None else str(field) for field in row] for row in rows]


def _text_rows(text: str, fetched: Fetched) -> list[list[str]]:
    """The lines of a CDX answer, cut at blanks; an error where the first one is none, for it is the server's words."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    if rows and "timestamp" in _named(fetched):
        first = dict(zip(_named(fetched), rows[0], strict=False))
        if not _STAMP.match(first.get("timestamp", "")):
            raise in_their_words(fetched, text)
    return rows


def _named(fetched: Fetched) -> Sequence[str]:
    """The fields of a line, as they were asked for."""
    asked = parse_qs(urlsplit(fetched.url or "").query).get("fl")
    return asked[0].split(",") if asked else _FIELDS


def _is_page(row: _Row) -> bool:
    return (
        row.get("statuscode", "200") == "200" and row.get("mimetype", _PAGE_TYPES[0]).lower() in _PAGE_TYPES
    )


def _copy(row: _Row, template: str, fetched: Fetched) -> _Copy:
    stamp = row.get("timestamp", "")
    try:
        moment = dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return _Copy(None, None)
    url = template.replace("{timestamp}", stamp).replace("{url}", row.get("original", ""))
    at = past(moment, fetched) if _STAMP.match(stamp) else None
    return _Copy(address(url, None), at, row.get("digest") or None)


def _mementos(text: str, fetched: Fetched) -> Iterator[_Copy]:
    """The copies of a TimeMap: `<address>; rel="first memento"; datetime="…"` (RFC 7089, 5; RFC 6690)."""
    for link in _MEMENTO.finditer(text):
        told = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(link[2])}
        if "memento" in told.get("rel", "").lower().split():
            yield _Copy(address(link[1], fetched.url), _http_date(told.get("datetime", ""), fetched))


def _http_date(written: str, fetched: Fetched) -> dt.datetime | None:
    try:
        return past(parsedate_to_datetime(written), fetched)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
