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
from tracker.ingest.captures import read_captures
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing
from tracker.ingest.lists import read_list
from tracker.ingest.mediawiki import read_wiki
from tracker.ingest.searches import phrases
from tracker.ingest.thinning import Wanted
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


def leads(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    """The links of a list that are to be followed, the part of it that comes next among them.

    Args:
        fetched: the list.
        link: what led to it.
        bearings: see `Bearings`.

    Raises:
        ParseError: it is no list of that kind.
    """
    listing = _READERS.get(link.kind, _list)(fetched, link, bearings)
    following = (replace(link, url=listing.next),) if listing.next else ()
    return Listing((*map(_untracked, listing.links), *following), left_out=listing.left_out)


def naming(listing: Listing, titles: Titles) -> Listing:
    """A list without the pages that name no followed work, by headline or address; lists in it are kept."""
    slugs = {_slug(phrases(name)[0]) for work in titles.works for name in (work.title, *work.aliases)}
    named = (one for one in listing.links if one.kind is not Kind.PAGE or _names_a_work(one, slugs, titles))
    return replace(listing, links=tuple(named))


def _untracked(link: Link) -> Link:
    """The link without what only tells who followed it; an archive's addresses are left as they are."""
    return link if link.original else replace(link, url=untracked(link.url))


def _list(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:  # noqa: ARG001 - one form for all
    return read_list(fetched, link.kind)


def _sitemap(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    return naming(read_list(fetched, link.kind), bearings.titles)


def _names_a_work(link: Link, slugs: set[str], titles: Titles) -> bool:
    """Whether the headline speaks of a followed work, or the address holds the words of a name of one, whatever its season."""
    path = f"-{_slug(unquote(urlsplit(link.url).path))}-"
    return any(f"-{slug}-" in path for slug in slugs) or bool(link.title and titles.works_in(link.title))


def _slug(text: str) -> str:
    """A text as addresses have it: small letters and hyphens."""
    return _JOINTS.sub("-", text.casefold().replace("'", "").replace("’", "")).strip("-")


def _captures(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    return read_captures(fetched, bearings.capture, link.original or link.url, _wanted(bearings))


def _revisions(fetched: Fetched, link: Link, bearings: Bearings) -> Listing:
    return read_wiki(fetched, link.original, _wanted(bearings))


def _wanted(bearings: Bearings) -> Wanted:
    return Wanted(bearings.since, bearings.at_most)


_READERS: dict[Kind, Callable[[Fetched, Link, Bearings], Listing]] = {
    Kind.SITEMAP: _sitemap,
    Kind.CAPTURES: _captures,
    Kind.REVISIONS: _revisions,
}
