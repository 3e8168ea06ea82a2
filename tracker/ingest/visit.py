"""What lies at an address that the user names: an article, or all articles that a list leads to.

From an address to what was got, as it comes in; through a crawl, so as a good guest. Stores nothing: whoever wants to
come back makes the address a source.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, TypeAlias

from tracker.errors import FetchError, SourceError
from tracker.ingest.address import web_address
from tracker.ingest.crawl import Brought, Crawl, Errand, Getting, Left, Manner
from tracker.ingest.fetched import Fetched, NotModified
from tracker.ingest.leads import naming
from tracker.ingest.listing import Listing
from tracker.ingest.lists import kind_of, read_list
from tracker.model import Kind, Link
from tracker.titles import Titles

Note: TypeAlias = Callable[[str], object]
"""Told in a sentence what a list leads to."""
_DEEPEST: Final = 3  # a sitemap may lead to sitemaps that lead to pages
_MOST: Final = 1_000  # pages; who wants more makes it a source


def visit(
    web: Getting,
    url: str,
    now: dt.datetime,
    manner: Manner,
    note: Note = lambda _: None,
    titles: Titles | None = None,
) -> Iterator[Fetched | SourceError]:
    """Get what lies at an address.

    Args:
        web: gets one page.
        url: of a page, a feed or a sitemap.
        now: aware, UTC.
        manner: how it is got.
        note: see `Note`.
        titles: of the works that matter: of a sitemap's pages only those are got that name one; None: all.

    Yields:
        An article, or those that a list leads to as they come in; a `SourceError` for each that cannot be had.
    """
    address = web_address(url)
    if address is None:
        yield FetchError(url, "this is no address of a page; only http:// and https:// are read.")
        return
    waiting, seen = [Errand(address, 0)], {address}

    def supply() -> Collection[Errand[int]]:
        handed_out = waiting.copy()
        waiting.clear()
        return handed_out

    for brought in Crawl[int](web, manner, lambda: now).run(supply):
        if isinstance(brought, Left):
            yield from map(_not_fetched, brought.errands)
        if not isinstance(brought, Brought) or isinstance(brought.answer, NotModified):
            continue
        got, depth = brought.answer, brought.errand.on_behalf_of
        kind = Kind.PAGE if isinstance(got, FetchError) or depth >= _DEEPEST else kind_of(got)
        if isinstance(got, FetchError) or kind is Kind.PAGE:
            yield got
            continue
        try:
            listing = read_list(got, kind)
        except SourceError as error:
            yield error
            continue
        followed = naming(listing, titles) if titles is not None and kind is Kind.SITEMAP else listing
        links = [link for link in followed.links if link.url not in seen]
        note(f"{got.source}: a {kind} that leads to {_told(listing, followed, links, _MOST - len(seen))}.")
        waiting += [Errand(link.url, depth + 1) for link in links[: _MOST - len(seen)]]
        seen |= {link.url for link in links}


def _not_fetched(errand: Errand[int]) -> FetchError:
    return FetchError(errand.url, f"not fetched: {errand.host} is in trouble.")


def _told(listing: Listing, followed: Listing, links: Sequence[Link], room: int) -> str:
    """How many addresses are read, and how many are not, and why."""
    others = len(listing.links) - len(followed.links)
    parts = [f"{len(links)} {'address' if len(links) == 1 else 'addresses'}"]
    if others:
        parts.append(f"{others} more {'names' if others == 1 else 'name'} no followed work")
    if unused := listing.left_out:
        parts.append(f"{unused} {'entry' if unused == 1 else 'entries'} could not be used")
    if len(links) > room:
        parts.append(f"the first {max(room, 0)} are read, `tracker watch` takes them all")
    return "; ".join(parts)
