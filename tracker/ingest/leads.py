"""Where a list leads: to the articles, lists and copies of articles that are to be fetched next. Pure.

From what was fetched, and as what, to links. The readers of each kind of list are modules of their own; here it is
decided which of their links are followed.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from tracker.ingest.address import untracked
from tracker.ingest.captures import read_captures, thinned
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing
from tracker.ingest.lists import read_list
from tracker.ingest.revisions import read_revisions
from tracker.ingest.searches import phrases
from tracker.ingest.wikisearch import is_search, read_search
from tracker.model import Kind, Link
from tracker.titles import Titles

_JOINTS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Bearings:
    """What has to be known to follow links.

    Attributes:
        titles: of the followed works: a sitemap names all that a site has, of which only that is followed.
        capture: the address of a copy in an archive, with {timestamp} and {url}.
        since: what is older is not looked for.
        at_most: so many copies or versions of one page, evenly in time.
    """

    titles: Titles
    capture: str
    since: dt.date
    at_most: int


def leads(fetched: Fetched, link: Link, bearings: Bearings) -> tuple[Link, ...]:
    """The links of a list that are to be followed.

    Args:
        fetched: the list.
        link: what led to it.
        bearings: see `Bearings`.

    Raises:
        ParseError: it is no list of that kind.
    """
    listing = _READERS.get(link.kind, _list)(fetched, link, bearings)
    following = (replace(link, url=listing.next),) if listing.next else ()
    return (*map(_untracked, listing.links), *following)


def _untracked(link: Link) -> Link:
    """The link without what only tells who followed it; an archive's addresses are left as they are."""
    return link if link.original else replace(link, url=untracked(link.url))


def _list(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:  # noqa: ARG001 - one form for all
    return read_list(fetched, link.kind)


def _sitemap(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    listing = read_list(fetched, link.kind)
    named = (one for one in listing.links if one.kind is not Kind.PAGE or _names_a_work(one, bearings.titles))
    return replace(listing, links=tuple(named))


def _names_a_work(link: Link, titles: Titles) -> bool:
    """Whether the headline speaks of a followed work, or the address holds the words of a name of one, whatever its season."""
    path = f"-{_slug(unquote(urlsplit(link.url).path))}-"
    names = (phrases(name)[0] for work in titles.works for name in (work.title, *work.aliases))
    return any(f"-{_slug(name)}-" in path for name in names) or bool(
        link.title and titles.works_in(link.title)
    )


def _slug(text: str) -> str:
    """A text as addresses have it: small letters and hyphens."""
    return _JOINTS.sub("-", text.casefold().replace("'", "").replace("’", "")).strip("-")


def _captures(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    return _some(read_captures(fetched, bearings.capture, link.original or link.url), bearings)


def _revisions(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    if is_search(fetched):
        return read_search(fetched, bearings.since)
    parts = urlsplit(fetched.url or link.url)
    site, folder = f"{parts.scheme}://{parts.netloc}", parts.path.rpartition("/")[0]
    version = f"{site}{folder}/index.php?title={{title}}&oldid={{id}}"
    return _some(read_revisions(fetched, version, f"{site}/wiki/{{title}}"), bearings)


def _some(listing: Listing, bearings: Bearings) -> Listing:
    """Not all copies, and none that is too old; what is of the past is read once."""
    recent = [one for one in listing.links if one.captured_at and one.captured_at.date() >= bearings.since]
    return replace(listing, links=tuple(replace(one, once=True) for one in thinned(recent, bearings.at_most)))


_READERS: dict[Kind, Callable[[Fetched, Link, Bearings], Listing]] = {
    Kind.SITEMAP: _sitemap,
    Kind.CAPTURES: _captures,
    Kind.REVISIONS: _revisions,
}
