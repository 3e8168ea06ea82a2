"""The sources that the user watches: added one by one or as OPML, given up, written as OPML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.app.composition import App, bounds_of
from tracker.config import SourceKind
from tracker.errors import FetchError
from tracker.ingest.address import web_address
from tracker.ingest.lists import kind_of
from tracker.ingest.opml import Outline, read_opml, write_opml
from tracker.model import Kind, Origin
from tracker.store import sources
from tracker.store.engine import reading, writing
from tracker.store.sources import Source

KINDS: Final = {
    Kind.PAGE: SourceKind.URL,
    Kind.FEED: SourceKind.FEED,
    Kind.SITEMAP: SourceKind.SITEMAP,
    Kind.SITE: SourceKind.SITE,
}
"""What the user may watch on the web, and as what."""
_OF_SOURCE: Final = {source: kind for kind, source in KINDS.items()}
_OPML: Final = (".opml", ".xml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a source is to be watched; None: to be found out."""

    kind: SourceKind | None = None
    every: dt.timedelta | None = None
    outlet: str | None = None


def watch(app: App, what: str, wanted: Wanted, now: dt.datetime) -> Iterator[tuple[Source, bool]]:
    """Watch a page, feed, sitemap or site, a file or folder, or all sources of an OPML file.

    Yields:
        Each source, and whether it is new (or was set aside).

    Raises:
        SourceError: it is nothing that can be watched, or what it is cannot be found out.
        StoreError: the database cannot be used.
    """
    found = list(_sources(app, what, wanted, now))
    with writing(app.engine) as connection:
        added = [sources.watch(connection, source, now, bounds_of(app.settings)) for source in found]
    yield from zip(found, added, strict=True)


def unwatch(app: App, location: str, now: dt.datetime) -> Source:
    """Watch a source of the user's no longer.

    Raises:
        UnknownSource: the user has none of that location.
    """
    path = str(Path(location).expanduser().resolve())
    with writing(app.engine) as connection:
        known = {w.source.location for w in sources.listing(connection)}
        return sources.unwatch(connection, path if path in known else location, now).source


def opml(app: App) -> str:
    """The watched sources on the web as OPML, those left out that are made of titles."""
    with reading(app.engine) as connection:
        watched = [w.source for w in sources.listing(connection) if w.source.origin is not Origin.TITLE]
    return write_opml(
        (
            Outline(_OF_SOURCE[SourceKind(source.kind)], source.location, source.title)
            for source in watched
            if source.kind in _OF_SOURCE
        ),
        "What tracker watches",
    )


def _sources(app: App, what: str, wanted: Wanted, now: dt.datetime) -> Iterator[Source]:
    address = web_address(what)
    path = Path(what).expanduser()
    if address is not None:
        kind = wanted.kind or KINDS[kind_of(app.web.get(address, now))]
        yield Source(kind, address, wanted.every, wanted.outlet, origin=Origin.USER)
    elif path.suffix.lower() in _OPML and path.is_file():
        for outline in read_opml(path.read_bytes(), str(path)):
            yield Source(
                KINDS[outline.kind],
                outline.location,
                wanted.every,
                wanted.outlet,
                outline.title,
                Origin.USER,
            )
    elif path.exists():
        kind = SourceKind.FOLDER if path.is_dir() else SourceKind.FILE
        every = wanted.every or app.settings.schedule.check_every
        yield Source(kind, str(path.resolve()), every, wanted.outlet, origin=Origin.USER)
    else:
        raise FetchError(what, "this is no address (https://…), and there is no such file or folder.")
