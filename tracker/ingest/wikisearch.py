"""Finds the article of a wiki that is about a work (MediaWiki's `action=query&list=search`), to read what it once said. Pure.

From the answer to a search (`searches.wiki_search_for`) to the list of that article's versions (see `revisions`).
https://www.mediawiki.org/wiki/API:Search
"""

import datetime as dt
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing, bytes_of, gather
from tracker.model import Kind, Link


class _Hit(msgspec.Struct):
    title: str = ""


class _Query(msgspec.Struct):
    search: list[_Hit] | None = None


class _Answer(msgspec.Struct):
    query: _Query = msgspec.field(default_factory=_Query)


def is_search(fetched: Fetched) -> bool:
    """Whether this is the answer to such a search."""
    try:
        return msgspec.json.decode(bytes_of(fetched), type=_Answer).query.search is not None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def read_search(fetched: Fetched, since: dt.date) -> Listing:
    """The list of versions of the article that fits best; nothing where none does.

    Args:
        fetched: the answer.
        since: older versions are not asked for.

    Raises:
        ParseError: it is no such answer.
    """
    try:
        hits = msgspec.json.decode(bytes_of(fetched), type=_Answer).query.search or []
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no answer of a wiki: {error}.") from error
    api = urlunsplit(urlsplit(fetched.url or fetched.source)._replace(query=""))
    return gather(
        Link(
            _with(
                api,
                action="query",
                prop="revisions",
                titles=hit.title,
                redirects="1",
                rvprop="ids|timestamp|sha1",
                rvlimit="500",
                rvdir="newer",
                rvstart=f"{since}T00:00:00Z",
                format="json",
                formatversion="2",
            ),
            Kind.REVISIONS,
            once=True,
        )
        for hit in hits[:1]
    )


def _with(api: str, **parameters: str) -> str:
    return f"{api}?{urlencode(parameters)}"
