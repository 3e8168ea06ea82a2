"""The settings as values: every key of config.toml, its type and its default."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tracker.model import Work


class SourceKind(StrEnum):
    """Where articles come from."""

    SAMPLES = "samples"  # those that come with the package
    FOLDER = "folder"
    FILE = "file"
    URL = "url"


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
        every: how long after one check the next is due.
        outlet: who publishes it; None where the article or its address says so.
    """

    kind: SourceKind
    location: str
    every: dt.timedelta
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The `[schedule]` section.

    Attributes:
        tick: how often `tracker run` asks what is due.
        check_every: `every` of the sources that do not say their own.
        summary_on: the day on which the summary of the week before is due.
    """

    tick: dt.timedelta = dt.timedelta(minutes=1)
    check_every: dt.timedelta = dt.timedelta(hours=6)
    summary_on: Weekday = Weekday.MONDAY


@dataclass(frozen=True, slots=True)
class Fetching:
    """The `[fetch]` section.

    Attributes:
        timeout: how long one page may take in all.
        max_bytes: larger pages and files are refused.
    """

    timeout: dt.timedelta = dt.timedelta(seconds=30)
    max_bytes: int = 20_000_000


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
    works: tuple[Work, ...] = ()
    sources: tuple[SourceSetting, ...] = ()


DEFAULT_DATABASE = "sqlite:///data/tracker.db"
DEFAULT_SUMMARIES = "data/summaries"
