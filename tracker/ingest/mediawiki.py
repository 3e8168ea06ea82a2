"""Reads what a MediaWiki's interface for programs answers: which article, which versions of it, one version. Pure.

From the answer to a search (`searches.wiki_search_for`) to the list of the article's versions, from that to the
versions, and from the answer that holds a version to a page. https://www.mediawiki.org/wiki/API:Main_page
"""

import datetime as dt
import html
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import msgspec

from tracker.errors import ParseError
from tracker.ingest.address import site_of
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import (
    Listing,
    address,
    bytes_of,
    gather,
    in_their_words,
    one_line,
    past,
    with_parameters,
)
from tracker.ingest.thinning import Wanted, chosen
from tracker.model import Kind, Link

_JSON = {"format": "json", "formatversion": "2"}
# https://www.mediawiki.org/wiki/API:Revisions; the newest first, so that the list may end anywhere
_VERSIONS = {"action": "query", "prop": "revisions", "rvprop": "ids|timestamp|sha1", "rvlimit": "500"}
# https://www.mediawiki.org/wiki/API:Parsing_wikitext; without what only editors need
_VERSION = {"action": "parse", "prop": "text", "disableeditsection": "1", "disabletoc": "1"}
_CONTINUED = "rvcontinue"


class _Revision(msgspec.Struct):
    revid: int
    timestamp: dt.datetime
    sha1: str | None = None  # none where it is hidden


class _Page(msgspec.Struct):
    title: str = ""
    fullurl: str | None = None
    revisions: list[_Revision] = []


class _Query(msgspec.Struct):
    pages: list[_Page] = []


class _Parsed(msgspec.Struct):
    title: str = ""
    text: str = ""


class _Error(msgspec.Struct):
    info: str = ""


class _Answer(msgspec.Struct, rename={"following": "continue"}):
    query: _Query = msgspec.field(default_factory=_Query)
    parse: _Parsed | None = None
    error: _Error | None = None
    following: dict[str, str | int] = {}


_Dated: TypeAlias = tuple[dt.datetime, _Revision]


def read_wiki(fetched: Fetched, original: str | None, wanted: Wanted) -> Listing:
    """What a wiki tells of an article; nothing where it has none.

    Args:
        fetched: the answer to a search, or to the question for an article's versions, which `next` continues.
        original: the address of the article whose versions were asked for; None for a search.
        wanted: which versions: of each day the last at most.

    Returns:
        For a search, the list of versions of the article that fits best; for that, the versions, oldest first.

    Raises:
        ParseError: the wiki refuses in words, or it is no answer of a MediaWiki.
    """
    answer = _decoded(fetched)
    if original is None:
        return gather(_versions_of(page, fetched, wanted) for page in answer.query.pages[:1])
    revisions = [one for page in answer.query.pages[:1] for one in page.revisions]
    dated = [(moment, one) for one in revisions if (moment := past(one.timestamp, fetched))]
    following = {key: str(value) for key, value in answer.following.items()}
    is_part = bool(following) or _CONTINUED in (fetched.url or "")
    kept = chosen(_changed(dated), _moment, wanted, fetched.fetched_at, is_part=is_part)
    return gather(
        (
            Link(
                _asked(fetched, _VERSION, oldid=str(one.revid)), original=original, captured_at=at, once=True
            )
            for at, one in kept
        ),
        left_out=len(revisions) - len(dated),
        following=with_parameters(fetched.url, following) if following else None,
    )


def is_version(fetched: Fetched) -> bool:
    """Whether a version was asked for, by its address."""
    asked = parse_qs(urlsplit(fetched.url or "").query)
    return asked.get("action") == ["parse"] and "oldid" in asked


def as_page(fetched: Fetched) -> Fetched:
    """The page that an answer holds, if a version was asked for; anything else as it is.

    Raises:
        ParseError: the wiki refuses in words, or it is no answer of a MediaWiki.
    """
    if not is_version(fetched):
        return fetched
    parsed = _decoded(fetched).parse
    if parsed is None or not parsed.text:
        raise ParseError(fetched.source, "the wiki answers without a text.")
    title = html.escape(one_line(parsed.title) or "")
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{parsed.text}</article></body></html>"
    return replace(fetched, body=page.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")


def _decoded(fetched: Fetched) -> _Answer:
    try:
        answer = msgspec.json.decode(bytes_of(fetched), type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no answer of a wiki: {error}.") from error
    if answer.error is not None:
        raise in_their_words(fetched, answer.error.info)
    return answer


def _versions_of(page: _Page, fetched: Fetched, wanted: Wanted) -> Link | None:
    """The list of an article's versions; none where its address is not the wiki's own."""
    original = address(page.fullurl, fetched.url)
    if original is None or site_of(original) != site_of(fetched.url or ""):
        return None
    url = _asked(fetched, _VERSIONS, titles=page.title, rvend=f"{wanted.since}T00:00:00Z")
    return Link(url, Kind.REVISIONS, original=original, once=True)


def _asked(fetched: Fetched, question: dict[str, str], **more: str) -> str:
    """The address of another question to the wiki that has answered."""
    query = urlencode(question | more | _JSON)
    return urlunsplit(urlsplit(fetched.url or fetched.source)._replace(query=query))


def _moment(dated: _Dated) -> dt.datetime:
    return dated[0]


def _changed(revisions: Iterable[_Dated]) -> list[_Dated]:
    """The last version of each day, in the order of time, unless it says what the last one of the day before says."""
    ordered = sorted(revisions, key=lambda one: (one[0], one[1].revid))
    kept = list({moment.date(): (moment, one) for moment, one in ordered}.values())
    return kept[:1] + [
        (moment, new)
        for (_, old), (moment, new) in pairwise(kept)
        if new.sha1 is None or new.sha1 != old.sha1
    ]
