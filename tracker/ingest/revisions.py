"""Reads which versions of a page a MediaWiki has (`action=query&prop=revisions&format=json&formatversion=2`). Pure.

From bytes to a `Listing` of the versions' pages, oldest first: one a day, the day's last, and none that says what the
one before it says. https://www.mediawiki.org/wiki/API:Revisions
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import msgspec

from tracker.errors import ParseError
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
from tracker.model import Link

# As Wikipedia's wikis have them; {host} is the host that answered.
VERSION = "https://{host}/w/index.php?title={title}&oldid={id}"
ARTICLE = "https://{host}/wiki/{title}"


class _Revision(msgspec.Struct):
    revid: int
    timestamp: dt.datetime
    sha1: str | None = None  # none where it is hidden


class _Page(msgspec.Struct):
    title: str = ""
    revisions: list[_Revision] = []


class _Query(msgspec.Struct):
    pages: list[_Page] = []


class _Error(msgspec.Struct):
    info: str = ""


class _Answer(msgspec.Struct, rename={"following": "continue"}):
    query: _Query = msgspec.field(default_factory=_Query)
    error: _Error | None = None
    following: dict[str, str | int] = {}


_Dated: TypeAlias = tuple[dt.datetime, _Revision]


def read_revisions(fetched: Fetched, version: str = VERSION, article: str = ARTICLE) -> Listing:
    """The versions of a page, oldest first; none where the wiki has no such page.

    Args:
        fetched: the answer; `next` of the listing continues it.
        version: the address of a version, with {host}, {title} and {id} to be filled.
        article: the address of the page itself, with {host} and {title}.

    Raises:
        ParseError: the wiki refuses in words, or it is no answer of a MediaWiki.
    """
    try:
        answer = msgspec.json.decode(bytes_of(fetched), type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no list of a page's versions: {error}.") from error
    if answer.error is not None:
        raise in_their_words(fetched, answer.error.info)
    page = next(iter(answer.query.pages), _Page())
    host = urlsplit(fetched.url or "").netloc
    told = {"host": host, "title": quote(page.title.replace(" ", "_"), safe="/:()!',")}
    original = address(_filled(article, told), None)
    told_at = [(moment, one) for one in page.revisions if (moment := past(one.timestamp, fetched))]
    links = (
        _link(moment, _filled(version, told | {"id": str(one.revid)}), original)
        for moment, one in _thinned(told_at)
    )
    following = {key: str(value) for key, value in answer.following.items()}
    return gather(
        links,
        title=one_line(page.title),
        left_out=len(page.revisions) - len(told_at),
        following=with_parameters(fetched.url, following) if following else None,
    )


def _link(moment: dt.datetime, url: str, original: str | None) -> Link | None:
    place = address(url, None)
    return Link(place, original=original, captured_at=moment) if place else None


def _thinned(revisions: Iterable[_Dated]) -> list[_Dated]:
    """The last version of each day, in the order of time, unless it says what the last one of the day before says."""
    ordered = sorted(revisions, key=lambda one: (one[0], one[1].revid))
    kept = list({moment.date(): (moment, one) for moment, one in ordered}.values())
    return kept[:1] + [
        (moment, new)
        for (_, old), (moment, new) in pairwise(kept)
        if new.sha1 is None or new.sha1 != old.sha1
    ]


def _filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
