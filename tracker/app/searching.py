"""What is looked for because of a title: news searches now and then, and its past once.

From followed works to sources of the kind `search`, to the address of each search at its time, and to links into the
past: the same searches month by month, the versions of an encyclopedia's article, an archive's copies of a page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from sqlalchemy import Engine

from tracker.config import Search, Settings, SourceKind
from tracker.ingest.searches import filled_in, months_back, reaches_back, search_for, wiki_search_for
from tracker.model import Kind, Link, Origin, Work
from tracker.store import releases, sources, works
from tracker.store.engine import reading, writing
from tracker.store.pages import Page
from tracker.store.sources import Source, Watched

_OVERLAP = dt.timedelta(days=2)  # a search may learn of an article a while after it appeared
_MONTH = dt.timedelta(days=30.44)
_AFTER = dt.timedelta(days=60)  # a work that came out longer ago is not searched for any more
_MOST_MONTHS = 1_200
_FIRST = dt.timedelta(days=31)  # what lies before is asked for month by month


def declare(engine: Engine, settings: Settings, now: dt.datetime) -> None:
    """Search for exactly the followed works that are to be searched for and not out for long.

    Written only where something is new.
    """
    with reading(engine) as connection:
        out = {one.title for one in releases.listing(connection) if now.date() - one.released > _AFTER}
        searched = [work for work in works.tracked(connection) if work.search and work.title not in out]
        wanted = [source for work in searched for source in _searches(settings.search, work)]
        if sources.are_declared(connection, wanted, Origin.TITLE):
            return
    with writing(engine) as connection:
        sources.declare(connection, wanted, now, Origin.TITLE)


def address_of(watched: Watched, now: dt.datetime) -> str:
    """Where a source on the web is fetched from, this time."""
    if watched.source.kind != SourceKind.SEARCH:
        return watched.source.location
    since = now - _FIRST if watched.last_success_at is None else watched.last_success_at - _OVERLAP
    return filled_in(watched.source.location, since, now)


def past_of(settings: Settings, watched: Watched | Page, now: dt.datetime) -> list[Link]:
    """Links into the past of a source, the first time that it is had: a search's months, a page's copies."""
    if not isinstance(watched, Watched) or watched.last_success_at is not None:
        return []
    kind, location = watched.source.kind, watched.source.location
    if kind == SourceKind.SEARCH:
        return _months(settings.search, location, now - _FIRST)
    return captures_of(settings, [location], now) if kind == SourceKind.URL else []


def past_of_work(settings: Settings, work: Work, now: dt.datetime) -> list[Link]:
    """Links into the past of a work: the news searches month by month, an encyclopedia's article."""
    links = []
    for source in _searches(settings.search, work):
        if source.kind == SourceKind.WIKI:
            links.append(Link(source.location, Kind.REVISIONS, once=True))
        else:
            links += _months(settings.search, source.location, now)
    return links


def _months(search: Search, location: str, until: dt.datetime) -> list[Link]:
    """A news search for each month of the past; none where it cannot be asked for a time."""
    if not reaches_back(location):
        return []
    windows = months_back(until.date(), search.months)
    return [Link(filled_in(location, *window), Kind.FEED, once=True) for window in windows]


def captures_of(settings: Settings, urls: Iterable[str], now: dt.datetime) -> list[Link]:
    """Links to the lists of an archive's copies of some pages, as old as is wanted; none where no archive is asked."""
    template = filled_in(settings.search.captures, _horizon(settings, now), now)
    return [
        Link(template.replace("{url}", quote(url, safe="")), Kind.CAPTURES, original=url, once=True)
        for url in urls
        if template
    ]


def since(settings: Settings, watched: Watched | Page, now: dt.datetime) -> dt.date:
    """How far back copies and versions are looked for: to where they were looked for last."""
    if isinstance(watched, Watched) and watched.last_success_at is not None:
        return watched.last_success_at.date()
    return _horizon(settings, now)


def _horizon(settings: Settings, now: dt.datetime) -> dt.date:
    """How far back a new work's past is looked for."""
    return (now - min(settings.search.months, _MOST_MONTHS) * _MONTH).date()


def _searches(search: Search, work: Work) -> Iterator[Source]:
    """The sources that are made of a title."""
    named = [
        (SourceKind.SEARCH, search_for(template, work.title, work.aliases)) for template in search.templates
    ]
    if search.wikipedia:
        named.append((SourceKind.WIKI, wiki_search_for(search.wikipedia, work.title)))
    for kind, location in named:
        title = f"{work.title} ({urlsplit(location).hostname})"
        yield Source(kind, location, title=title, origin=Origin.TITLE, work=work.title)
