"""Reads a page for the feeds that it names, and a robots.txt for the sitemaps that it names. Pure.

From HTML to a `Listing` of feeds, best first: those that it declares, or where it declares none, those that it links to
by something that looks like a feed; where there are none, to where its site may name its sitemaps. Nothing is fetched
to find out.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.errors import ParseError
from tracker.ingest.charset import decode
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing, address, gather, one_line
from tracker.ingest.robots import Robots, robots_of
from tracker.ingest.tree import tree_of
from tracker.model import Kind, Link

_MOST_FEEDS = 100
_USUAL_SITEMAP = "/sitemap.xml"
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
    """The feeds that a page names, those of comments last; where it names none, what may name its site's sitemaps.

    Raises:
        ParseError: it is no page; or it names no feed, and nobody knows where it lies.
    """
    tree = _tree(fetched)
    base = address(_first(tree, "//base/@href"), fetched.url) or fetched.url
    found = list(_declared(tree, base)) or list(_linked(tree, base))
    found.sort(key=_is_of_comments)
    if not found and fetched.url:
        found = [Link(robots_of(fetched.url), Kind.SITEMAP)]
    if not found:
        raise ParseError(
            fetched.source, "this page names no feed; give the address of its feed or of its sitemap."
        )
    return gather(found, at_most=_MOST_FEEDS)


def is_robots(fetched: Fetched) -> bool:
    """Whether something is a robots.txt, by its address (RFC 9309, 2.3)."""
    return fetched.url is not None and urlsplit(fetched.url).path == "/robots.txt"


def read_robots(fetched: Fetched) -> Listing:
    """The sitemaps that a robots.txt names (https://www.sitemaps.org/protocol.html#submit_robots), or the usual one."""
    named = Robots.read(fetched.body).sitemaps
    return gather(Link(url, Kind.SITEMAP) for url in named or [urljoin(fetched.url or "", _USUAL_SITEMAP)])


def _tree(fetched: Fetched) -> Any:
    body = fetched.body
    text = decode(body, fetched.content_type, is_html=True) if isinstance(body, bytes) else body
    tree = tree_of(text)
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
