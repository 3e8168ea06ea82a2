"""The settings as values: every key of config.toml, its type and its default."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from tracker.model import Kind, Work

_GDELT: Final = (
    "https://api.gdeltproject.org/api/v2/doc/doc?query={query}&mode=artlist&format=json&sort=datedesc"
    "&maxrecords=250&startdatetime={start}&enddatetime={end}"
)
NEWS_SEARCHES: Final = (_GDELT, "https://www.bing.com/news/search?q={query}&format=rss")
"""GDELT's search of the world's news since 2017 (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/), and Bing's
of the last days. Google's is none of them: its links lead to no article without a browser."""


class SourceKind(StrEnum):
    """Where articles come from."""

    SAMPLES = "samples"  # those that come with the package
    FOLDER = "folder"
    FILE = "file"
    URL = "url"  # a page that changes
    FEED = "feed"
    SITEMAP = "sitemap"
    SITE = "site"  # a page that names its feeds
    SEARCH = "search"  # of news; made of the title of a work
    WIKI = "wiki"  # an encyclopedia's article; likewise


ON_THE_WEB: Final = {
    SourceKind.URL: Kind.PAGE,
    SourceKind.FEED: Kind.FEED,
    SourceKind.SITEMAP: Kind.SITEMAP,
    SourceKind.SITE: Kind.SITE,
    SourceKind.SEARCH: Kind.FEED,
    SourceKind.WIKI: Kind.REVISIONS,
}
"""The sources that are fetched, and how what lies there is read; all others lie on this computer."""
MADE_OF_TITLES: Final = (SourceKind.SEARCH, SourceKind.WIKI)


class Weekday(StrEnum):
    """A day of the week, in the order of ISO 8601."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def iso(self) -> int:
        """Its number by ISO 8601: Monday is 1, Sunday 7."""
        return list(Weekday).index(self) + 1


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """One `[[sources]]` entry.

    Attributes:
        location: absolute path, address, or "samples"; with `kind` it makes the source unique.
        every: how long after one check the next is due; None: as often as it changes.
        outlet: who publishes it; None where the article or its address says so.
    """

    kind: SourceKind
    location: str
    every: dt.timedelta | None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The `[schedule]` section.

    Attributes:
        tick: how often `tracker run` asks what is due.
        check_every: `every` of the files and folders that do not say their own; where what is on the web begins.
        soonest: nothing on the web is checked more often than that, unless its `every` says so.
        latest: nor less often.
        summary_on: the day on which the summary of the week before is due.
    """

    tick: dt.timedelta = dt.timedelta(minutes=1)
    check_every: dt.timedelta = dt.timedelta(hours=6)
    soonest: dt.timedelta = dt.timedelta(hours=1)
    latest: dt.timedelta = dt.timedelta(days=30)
    summary_on: Weekday = Weekday.MONDAY


@dataclass(frozen=True, slots=True)
class Fetching:
    """The `[fetch]` section.

    Attributes:
        timeout: how long one page may take in all.
        max_bytes: larger pages and files are refused.
        pause: between two requests to a host, unless its robots.txt asks for more.
        threads: how many hosts are asked at the same time.
        allow_private_addresses: whether pages of the own network may be read.
    """

    timeout: dt.timedelta = dt.timedelta(seconds=30)
    max_bytes: int = 20_000_000
    pause: dt.timedelta = dt.timedelta(seconds=5)
    threads: int = 16
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """The `[search]` section: where articles about a work are looked for.

    Attributes:
        templates: addresses of news searches, {query} in place of the work's names, {start} and {end} of the time.
        wikipedia: the address of a MediaWiki's api.php, whose articles on a work are read as they were; "" for none.
        captures: the address at which an archive lists its copies of a {url}, one a day from {start} on; "" for none.
        capture: the address of one copy, of a {url} at a {timestamp}.
        months: how far back a new work's past is looked for.
    """

    templates: tuple[str, ...] = NEWS_SEARCHES
    wikipedia: str = "https://en.wikipedia.org/w/api.php"
    captures: str = (
        "https://web.archive.org/cdx/search/cdx?url={url}&output=json&fl=timestamp,original,mimetype,statuscode,digest"
        "&filter=statuscode:200&collapse=timestamp:8&from={start}&limit=10000&showResumeKey=true"
    )
    capture: str = "https://web.archive.org/web/{timestamp}id_/{url}"
    months: int = 24


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that config.toml and the environment say.

    Attributes:
        path: the file that was read.
        made: whether it was made just now, from the packaged one.
        database: SQLAlchemy's URL; an SQLite path in it is absolute.
        summaries: absolute path of the folder that weekly summaries are written to.
        contact: an address or page for the owners of the sites that are read; "" for none.
    """

    path: Path
    made: bool
    database: str
    summaries: Path
    contact: str = ""
    schedule: Schedule = field(default_factory=Schedule)
    fetch: Fetching = field(default_factory=Fetching)
    search: Search = field(default_factory=Search)
    works: tuple[Work, ...] = ()
    sources: tuple[SourceSetting, ...] = ()


DEFAULT_DATABASE = "sqlite:///data/tracker.db"
DEFAULT_SUMMARIES = "data/summaries"
