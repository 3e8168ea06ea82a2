"""Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed. Pure.

From bytes to a `Listing` of pages. The only module that knows fastfeedparser and feedparser: the fast one reads nearly
all feeds; the other those that it cannot read, or says less of than they do.
"""

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import (
    MOST_ENTRIES,
    Listing,
    address,
    believed,
    bytes_of,
    day_of,
    gather,
    one_line,
)
from tracker.ingest.markup import root_of, rooted
from tracker.ingest.moments import moment_of
from tracker.ingest.searches import unwrapped
from tracker.model import Link

_ROOTS = ("rss", "feed", "rdf")
_MENDABLE = (
    500_000  # bytes; feedparser needs seconds for each megabyte, and ten times as long for a hostile one
)
_MOST_TAGS = 1_000_000  # both readers build trees, of 200 bytes and more a tag
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s/>]")
_JSON_FEED = re.compile(rb"https?://(?:www\.)?jsonfeed\.org/version/")
_JSON_HEAD = 4_096  # bytes in which a JSON Feed says that it is one, unless `version` comes last
# What the fast reader does not tell: FeedBurner's address of the article, the base of relative addresses.
_UNTOLD = re.compile(rb"origLink\s*>|\sxml:base\s*=")
_NO_PERMALINK = re.compile(rb"isPermaLink\s*=\s*[\"']\s*false", re.IGNORECASE)
# A moment in a zone other than UTC, as RFC 822 or ISO 8601 has it, at the end of an element.
_ZONED = re.compile(
    rb"(?:\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+[\d:]{5,8}\s+(?:[+-]\d{4}|[ECMP][SD]T)"
    rb"|\d{4}-\d\d-\d\dT[\d:.]{5,16}[+-]\d\d:\d\d)(?=\s*(?:\]\]>)?\s*<)"
)
# What a parser lets through that was handed what no feed is.
_FAILURES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)


class _Item(msgspec.Struct):
    """An entry of a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    language: str | None = None


class _JsonFeed(msgspec.Struct):
    items: list[msgspec.Raw]
    title: Any = None
    language: Any = None


def is_feed(fetched: Fetched) -> bool:
    """Whether something is a feed, by its first element or JSON Feed's version; a server's word alone is not enough."""
    body = bytes_of(fetched)
    return root_of(body) in _ROOTS or _is_json(body)


def read_feed(fetched: Fetched) -> Listing:
    """The articles of a feed, in its order.

    Raises:
        ParseError: it is no feed, is broken beyond what can be mended, or declares entities.
    """
    body = bytes_of(fetched)
    if _is_json(body):
        return _json_feed(body, fetched)
    xml, beyond = _bounded(rooted(body, fetched.content_type, _ROOTS, fetched.source), fetched)
    found = _read_fast(xml, exact=len(xml) <= _MENDABLE)
    if found is None:
        found = _read_thoroughly(xml, fetched)
    days = _written_days(xml)
    return gather(
        (_link(entry, days, fetched) for entry in found["entries"]),
        title=one_line(found["feed"].get("title")),
        left_out=beyond,
    )


def _bounded(xml: bytes, fetched: Fetched) -> tuple[bytes, int]:
    """The markup up to the last entry that is looked at, and how many follow."""
    if xml.count(b"<") > _MOST_TAGS:
        raise ParseError(fetched.source, f"this feed has over {_MOST_TAGS:,} tags; it was not read.")
    begins = [match.start() for match in _ENTRY.finditer(xml)]
    beyond = max(len(begins) - MOST_ENTRIES, 0)
    return (xml[: begins[MOST_ENTRIES]], beyond) if beyond else (xml, 0)


def _is_json(body: bytes) -> bool:
    return body[:_JSON_HEAD].lstrip().startswith(b"{") and bool(
        _JSON_FEED.search(body[:_JSON_HEAD].replace(b"\\/", b"/"))
        or _JSON_FEED.search(body[-_JSON_HEAD:].replace(b"\\/", b"/"))
    )


def _read_fast(xml: bytes, *, exact: bool) -> Mapping[str, Any] | None:
    """What the fast reader reads; None where it fails, finds nothing, or, if it is to be exact, may have it wrong."""
    import fastfeedparser  # type: ignore[import-untyped] # ships none
    from dateutil.parser import UnknownTimezoneWarning
    from lxml.etree import LxmlError  # type: ignore[import-untyped] # ships none

    if exact and _UNTOLD.search(xml):
        return None
    # of a zone that it does not know; to catch it for this call alone is not safe among threads
    warnings.filterwarnings("ignore", category=UnknownTimezoneWarning)
    try:
        found: Mapping[str, Any] = fastfeedparser.parse(
            xml, include_content=False, include_tags=False, include_media=False, include_enclosures=False
        )
    except (*_FAILURES, LxmlError):
        return None
    doubtful = _NO_PERMALINK.search(xml) is not None
    misled = exact and any(_is_misled(entry, doubtful=doubtful) for entry in found["entries"])
    return None if misled or not found["entries"] else found


def _is_misled(entry: Mapping[str, Any], *, doubtful: bool) -> bool:
    """Whether the address that the fast reader tells may be a mere number of the entry or that of a sound file."""
    relations = {link.get("rel") or "alternate" for link in entry.get("links", ())}
    return (doubtful and entry.get("link") == entry.get("id")) or bool(
        relations and "alternate" not in relations
    )


def _read_thoroughly(xml: bytes, fetched: Fetched) -> Mapping[str, Any]:
    """What feedparser reads; it mends much, and takes its time."""
    import feedparser  # type: ignore[import-untyped] # ships none

    if len(xml) > _MENDABLE:
        raise ParseError(fetched.source, "this feed is broken, and too large to be mended.")
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False
        )
    except _FAILURES as error:
        raise ParseError(fetched.source, f"this feed cannot be read ({type(error).__name__}).") from error
    if found.get("bozo") and not found["entries"] and not found["feed"]:
        raise ParseError(fetched.source, f"this feed cannot be read ({found.get('bozo_exception')}).")
    return found


def _link(entry: Mapping[str, Any], days: Mapping[str, dt.date], fetched: Fetched) -> Link | None:
    url = address(_place(entry), fetched.url)
    if url is None:
        return None
    moment = str(_first(entry, "published", "updated") or "")
    day = believed(days[moment], fetched) if moment in days else day_of(moment, fetched)
    return Link(unwrapped(url), title=one_line(entry.get("title")), published=day or _parsed(entry, fetched))


def _first(entry: Mapping[str, Any], *names: str) -> Any:
    """The first of these fields that says something; feedparser warns when one is asked for that is not there."""
    return next(filter(None, (entry[name] for name in names if name in entry)), None)


def _place(entry: Mapping[str, Any]) -> str | None:
    """Where the article lies: FeedBurner's word, the alternate link, the link, the identifier that is one."""
    alternates = (
        link.get("href") for link in entry.get("links", ()) if link.get("rel") in (None, "alternate")
    )
    enclosures = {link.get("href") for link in entry.get("links", ()) if link.get("rel") == "enclosure"}
    link = entry.get("link")
    return entry.get("feedburner_origlink") or next(
        filter(None, alternates), None if link in enclosures else link
    )


def _written_days(xml: bytes) -> dict[str, dt.date]:
    """The writer's day of each moment that is given in another zone, by the moment in UTC as the fast reader tells it."""
    days = {}
    for match in _ZONED.finditer(xml):
        moment = _moment(match[0].decode("ascii"))
        if moment:
            days[moment.astimezone(dt.UTC).isoformat()] = moment.date()
    return days


def _moment(written: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(written) if written[4:5] == "-" else moment_of(written)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 1 < moment.year < 9999 else None


def _parsed(entry: Mapping[str, Any], fetched: Fetched) -> dt.date | None:
    """The day as feedparser understands it, which knows more ways to write one."""
    parts = _first(entry, "published_parsed", "updated_parsed")
    try:
        return believed(dt.date(*parts[:3]), fetched) if parts else None
    except ValueError:
        return None


def _json_feed(body: bytes, fetched: Fetched) -> Listing:
    try:
        found = msgspec.json.decode(body, type=_JsonFeed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no JSON Feed: {error}.") from error
    return gather(
        _json_links(found, fetched), title=one_line(found.title if isinstance(found.title, str) else None)
    )


def _json_links(found: _JsonFeed, fetched: Fetched) -> Iterator[Link | None]:
    decoder = msgspec.json.Decoder(_Item)
    for raw in found.items:
        try:
            item = decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield None
            continue
        url = address(item.url or item.external_url, fetched.url)
        day = day_of(item.date_published or item.date_modified, fetched)
        yield (
            Link(unwrapped(url), title=one_line(item.title), published=day, lang=item.language)
            if url
            else None
        )
