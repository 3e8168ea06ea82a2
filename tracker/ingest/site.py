"""Reads a page for the feeds that it names. Pure.

From HTML to a `Listing` of feeds, best first: those that it declares, or where it declares none, those that it links to
by something that looks like a feed. Nothing is fetched to find out.
"""

import re
from collections.abc import Iterator
from typing import Any

from tracker.errors import ParseError
from tracker.ingest.charset import decode
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing, address, gather, one_line
from tracker.model import Kind, Link

_MOST_FEEDS = 100
# https://www.rssboard.org/rss-autodiscovery, https://www.jsonfeed.org/version/1.1/#discovery
_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    )
)
_NO_FEED = re.compile(r"/wp-json/|oembed|/api\.w\.org/", re.IGNORECASE)  # what WordPress declares as JSON
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:[/.](?:rss|atom|feed|feeds|rdf)(?:\.(?:xml|json|php))?/?|\.rss|/index\.xml|[?&]feed=(?:rss2?|atom)|feed\.json)(?:[?#]|\Z)",
    re.IGNORECASE,
)


def read_site(fetched: Fetched) -> Listing:
    """The feeds that a page names, those of comments last.

    Raises:
        ParseError: it names none.
    """
    tree = _tree(fetched)
    base = address(_first(tree, "//base/@href"), fetched.url) or fetched.url
    found = list(_declared(tree, base)) or list(_linked(tree, base))
    found.sort(key=_is_of_comments)
    if not found:
        raise ParseError(
            fetched.source, "this page names no feed; give the address of its feed or of its sitemap."
        )
    return gather(found, title=one_line(_first(tree, "//title//text()")), at_most=_MOST_FEEDS)


def _tree(fetched: Fetched) -> Any:
    from trafilatura import load_html

    body = fetched.body
    text = decode(body, fetched.content_type, is_html=True) if isinstance(body, bytes) else body
    tree = load_html(text) if text.strip() else None
    if tree is None:
        raise ParseError(fetched.source, "this is no page, so it names no feed.")
    return tree


def _declared(tree: Any, base: str | None) -> Iterator[Link]:
    for element in tree.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        url = address(element.get("href"), base)
        if url and "alternate" in relations and kind in _TYPES and not _NO_FEED.search(url):
            yield Link(url, Kind.FEED, title=one_line(element.get("title")))


def _linked(tree: Any, base: str | None) -> Iterator[Link]:
    for element in tree.iter("a"):
        url = address(element.get("href"), base)
        if url and _LOOKS_LIKE_FEED.search(url):
            yield Link(url, Kind.FEED, title=one_line(element.get("title") or element.text_content()))


def _is_of_comments(link: Link) -> bool:
    return bool(_COMMENTS.search(link.title or "") or _COMMENTS.search(link.url))


def _first(tree: Any, path: str) -> str | None:
    return next(map(str, tree.xpath(path)), None)
