"""The sources that the user watches: added one by one or as OPML, given up, written as OPML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.app.composition import App, bounds_of
from tracker.config import MADE_OF_TITLES, ON_THE_WEB, SourceKind
from tracker.errors import FetchError
from tracker.ingest.address import untracked, web_address
from tracker.ingest.lists import kind_of
from tracker.ingest.opml import Outline, read_opml, write_opml
from tracker.model import Kind, Origin
from tracker.store import sources
from tracker.store.engine import reading, writing
from tracker.store.sources import Begun, Source

_OF_SOURCE: Final[dict[SourceKind, Kind]] = {
    source: kind for source, kind in ON_THE_WEB.items() if source not in MADE_OF_TITLES
}
"""What the user may watch on the web, and how it is read."""
_KINDS: Final = {kind: source for source, kind in _OF_SOURCE.items()}
_OPML: Final = (".opml", ".xml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a source is to be watched; None: to be found out."""

    kind: SourceKind | None = None
    every: dt.timedelta | None = None
    outlet: str | None = None


def watch(app: App, what: str, wanted: Wanted, now: dt.datetime) -> list[tuple[Source, Begun]]:
    """Watch a page, feed, sitemap or site, a file or folder, or all sources of an OPML file.

    What is watched already, by location, title or followed work, is not fetched to find out what it is: it may be that
    it is watched because it cannot be had.

    Returns:
        Each source as it is watched now, and what became of the wish.

    Raises:
        SourceError: it is nothing that can be watched, or what it is cannot be found out.
        StoreError: the database cannot be used.
    """
    return _resumed(app, what, wanted, now) or _begun(app, list(_sources(app, what, wanted, now)), now)


def unwatch(app: App, location: str, now: dt.datetime) -> Source:
    """Watch a source of the user's no longer.

    Raises:
        UnknownSource: the user has none of that location.
    """
    with writing(app.engine) as connection:
        known = {w.source.location for w in sources.listing(connection)}
        name = next((name for name in _names(location) if name in known), location)
        return sources.unwatch(connection, name, now).source


def _names(what: str) -> list[str]:
    """What a source may be known by: as the user writes it, its address, its path."""
    address = web_address(what)
    if address is not None:
        return [what, address, untracked(address)]
    return [what, str(_path(what).resolve())]


def _path(what: str) -> Path:
    """What a user calls a file or folder; `~somebody` stays as it is where nobody goes by that name."""
    with suppress(RuntimeError):
        return Path(what).expanduser()
    return Path(what)


def _resumed(app: App, what: str, wanted: Wanted, now: dt.datetime) -> list[tuple[Source, Begun]]:
    """The sources that are known by a name, and what became of each."""
    with reading(app.engine) as connection:
        found = sources.named(connection, _names(what))
    known = [w.id for w in found if wanted.kind in (None, w.source.kind)]
    if not known:
        return []
    with writing(app.engine) as connection:
        begun = {one: sources.resume(connection, one, now, wanted.every, wanted.outlet) for one in known}
        return [(w.source, begun[w.id]) for w in sources.listing(connection) if w.id in begun]


def _begun(app: App, found: list[Source], now: dt.datetime) -> list[tuple[Source, Begun]]:
    """Watch some sources."""
    bounds = bounds_of(app.settings)
    with writing(app.engine) as connection:
        return [(source, sources.watch(connection, source, now, bounds)) for source in found]


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
    path = _path(what)
    if address is not None:
        address = untracked(address)
        kind = wanted.kind or _KINDS[kind_of(app.web.page(address, now))]
        yield Source(kind, address, wanted.every, wanted.outlet, origin=Origin.USER)
    elif path.suffix.lower() in _OPML and path.is_file():
        for outline in read_opml(path.read_bytes(), str(path)):
            yield Source(
                _KINDS[outline.kind],
                untracked(outline.location),
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
