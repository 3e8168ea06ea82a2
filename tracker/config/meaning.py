"""From typed values to `Settings`: paths made absolute, addresses and titles checked, what is named twice refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tracker.config.lines import Where
from tracker.config.place import Place
from tracker.config.settings import (
    DEFAULT_DATABASE,
    DEFAULT_SUMMARIES,
    ON_THE_WEB,
    Fetching,
    Schedule,
    Search,
    Settings,
    SourceKind,
    SourceSetting,
)
from tracker.config.shape import Problems, Shaped
from tracker.ingest.address import web_address
from tracker.ingest.searches import search_for
from tracker.model import Work
from tracker.titles import key as title_key

_SQLITE: Final = re.compile(r"(sqlite(?:\+\w+)?)://(?:/([^?]+))?(\?.*)?")
_POSTGRESQL: Final = re.compile(r"postgresql(?:\+\w+)?://.")
_DATABASES: Final = 'write "sqlite:///FILE" or "postgresql://USER@HOST/NAME"'


def settings(shaped: Shaped, place: Place, cwd: Path, problems: Problems) -> Settings:
    """The settings; where anything is noted in `problems` they are of no use."""
    top = shaped.tables[""]

    def base(key: str) -> Path:
        """Where relative paths start: a variable's in the current folder, the file's in its own."""
        return cwd if (key,) in problems.overridden else place.home

    schedule = Schedule(**shaped.tables["schedule"])
    return Settings(
        path=place.file,
        made=place.made,
        database=_database(top.get("database", DEFAULT_DATABASE), base("database"), problems),
        summaries=_summaries(top.get("summaries", DEFAULT_SUMMARIES), base("summaries"), problems),
        contact=top.get("contact", ""),
        schedule=schedule,
        fetch=Fetching(**shaped.tables["fetch"]),
        search=_search(shaped.tables["search"], problems),
        works=tuple(_works(shaped.lists["works"], problems)),
        sources=tuple(_sources(shaped.lists["sources"], schedule, place.home, problems)),
    )


def _database(url: str, base: Path, problems: Problems) -> str:
    """The URL with an absolute path."""
    where: Where = ("database",)
    if _POSTGRESQL.match(url):
        return url
    sqlite = _SQLITE.fullmatch(url)
    if sqlite is None:
        problems.add(where, f"this is no database that tracker knows; {_DATABASES}.")
    elif sqlite[2] in (None, ":memory:"):
        problems.add(where, f"a database in memory would be forgotten at once; {_DATABASES}.")
    else:
        path = _absolute(sqlite[2], base)
        if path.is_dir():
            problems.add(where, f"{path} is a folder; name a file in it.")
        return f"{sqlite[1]}:///{path}{sqlite[3] or ''}"
    return url


def _summaries(written: str, base: Path, problems: Problems) -> Path:
    path = _absolute(written, base)
    if path.exists() and not path.is_dir():
        problems.add(("summaries",), f"{path} is a file; name a folder.")
    return path


def _search(table: dict[str, Any], problems: Problems) -> Search:
    found = Search(**table)
    templates: list[tuple[str, str, tuple[str, ...]]] = [
        ("wikipedia", found.wikipedia, ()),
        ("captures", found.captures, ("url",)),
        ("capture", found.capture, ("url", "timestamp")),
    ]
    for template in found.templates:
        try:
            search_for(template, "title")
        except ValueError as error:
            problems.add(("search", "templates"), str(error))
    for key, template, needed in templates:
        missing = [name for name in needed if f"{{{name}}}" not in template]
        if template and web_address(template) is None:
            problems.add(("search", key), f"an address starts with https:// or http://, not {template!r}.")
        elif template and missing:
            problems.add(("search", key), f"{template!r} has no {{{missing[0]}}} in it.")
    return found


def _works(entries: list[tuple[Where, dict[str, Any]]], problems: Problems) -> Iterator[Work]:
    seen: dict[str, str] = {}
    for where, entry in entries:
        work = Work(**entry)
        blank = [name for name in (work.title, *work.aliases) if not name.strip()]
        key = title_key(work.title)
        if blank:
            problems.add((*where, "aliases" if work.title.strip() else "title"), "a title cannot be empty.")
        elif key in seen:
            problems.add((*where, "title"), f'"{work.title}" is there already, as "{seen[key]}".')
        seen.setdefault(key, work.title)
        yield work


def _sources(
    entries: list[tuple[Where, dict[str, Any]]], schedule: Schedule, home: Path, problems: Problems
) -> Iterator[SourceSetting]:
    seen = set()
    for where, entry in entries:
        kind, outlet = entry["kind"], entry.get("outlet") or None
        location = _LOCATIONS[kind](entry.get("location", ""), (*where, "location"), home, problems)
        if location is not None and (kind, location) in seen:
            problems.add(where, f"this {kind} source is there already.")
        elif location is not None:
            seen.add((kind, location))
            usual = None if kind in ON_THE_WEB else schedule.check_every
            yield SourceSetting(kind, location, entry.get("every", usual), outlet)


def _samples(written: str, where: Where, home: Path, problems: Problems) -> str | None:  # noqa: ARG001 - one form for all kinds
    if written:
        problems.add(where, "the samples come with tracker and have no location.")
    return "samples"


def _folder(written: str, where: Where, home: Path, problems: Problems) -> str | None:
    path = _absolute(written, home)
    if written and path.is_dir():
        return str(path)
    problems.add(
        where, f"there is no folder {path}." if written else 'a folder needs a "location": its path.'
    )
    return None


def _file(written: str, where: Where, home: Path, problems: Problems) -> str | None:
    path = _absolute(written, home)
    if written and path.is_file():
        return str(path)
    problems.add(where, f"there is no file {path}." if written else 'a file needs a "location": its path.')
    return None


def _url(written: str, where: Where, home: Path, problems: Problems) -> str | None:  # noqa: ARG001 - one form for all kinds
    if web_address(written) is not None:
        return written
    problems.add(where, f'this needs a "location" that starts with https:// or http://, not {written!r}.')
    return None


def _made(written: str, where: Where, home: Path, problems: Problems) -> None:  # noqa: ARG001 - one form for all kinds
    problems.add(where, "searches are made of the works' titles; their addresses stand in [search].")


_LOCATIONS: Final = {
    SourceKind.SAMPLES: _samples,
    SourceKind.FOLDER: _folder,
    SourceKind.FILE: _file,
    SourceKind.URL: _url,
    SourceKind.FEED: _url,
    SourceKind.SITEMAP: _url,
    SourceKind.SITE: _url,
    SourceKind.SEARCH: _made,
    SourceKind.WIKI: _made,
}


def _absolute(written: str, base: Path) -> Path:
    """A path made absolute, `~` and `..` resolved."""
    return (base / Path(written).expanduser()).resolve()
