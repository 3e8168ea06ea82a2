"""Reads any list of articles, by what it is to be and by what it is. Pure.

From a `Fetched` to a `Listing`; the readers of each format are modules of their own.
"""

from collections.abc import Callable, Sequence

from tracker.errors import ParseError
from tracker.ingest.feed import is_feed, read_feed
from tracker.ingest.fetched import Fetched
from tracker.ingest.gdelt import is_empty, is_gdelt, read_gdelt
from tracker.ingest.listing import Listing
from tracker.ingest.site import is_robots, read_robots, read_site
from tracker.ingest.sitemap import is_sitemap, read_sitemap
from tracker.model import Kind

_Format = tuple[Callable[[Fetched], bool], Callable[[Fetched], Listing]]

_FEED: _Format = (is_feed, read_feed)
_GDELT: _Format = (is_gdelt, read_gdelt)
_NOTHING: _Format = (is_empty, read_gdelt)
_ROBOTS: _Format = (is_robots, read_robots)
_SITEMAP: _Format = (is_sitemap, read_sitemap)
# What a source of each kind may turn out to be, first come; then how it is read if it looks like none of them.
_READERS: dict[Kind, tuple[Sequence[_Format], Callable[[Fetched], Listing]]] = {
    Kind.FEED: ((_FEED, _GDELT, _SITEMAP, _NOTHING), read_feed),
    Kind.SITEMAP: ((_ROBOTS, _SITEMAP, _FEED), read_sitemap),  # sitemaps.org allows feeds
    Kind.SITE: ((_FEED, _GDELT, _SITEMAP), read_site),
}
_KINDS = ((is_feed, Kind.FEED), (is_gdelt, Kind.FEED), (is_sitemap, Kind.SITEMAP))


def read_list(fetched: Fetched, kind: Kind) -> Listing:
    """What a feed, a sitemap or a site leads to.

    Args:
        fetched: the list.
        kind: what the source is known as; what lies there decides where it is something else that leads to articles.

    Raises:
        ParseError: it is none of them, or broken; or lists of this kind need to be told more to be read.
    """
    if kind not in _READERS:
        raise ParseError(
            fetched.source, f"a source of the kind {kind.value} is not read as a list of articles."
        )
    formats, otherwise = _READERS[kind]
    return next((read for fits, read in formats if fits(fetched)), otherwise)(fetched)


def kind_of(fetched: Fetched) -> Kind:
    """What something is that was fetched from an address: a feed, a sitemap, or else a page."""
    return next((kind for fits, kind in _KINDS if fits(fetched)), Kind.PAGE)
