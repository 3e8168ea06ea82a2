"""Puts the rooms together: the settings, the open store, the web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import Engine

from tracker.app import searching
from tracker.config import Settings, SourceSetting
from tracker.ingest.crawl import Manner
from tracker.ingest.fetch import Limits, Web
from tracker.store import sources, works
from tracker.store.engine import open_store, reading, writing
from tracker.store.pace import Bounds
from tracker.store.sources import Source


@dataclass(frozen=True, slots=True)
class App:
    """What every use case needs: the settings, the store, and what gets pages."""

    settings: Settings
    engine: Engine
    web: Web


@contextmanager
def opened(settings: Settings, now: dt.datetime, *, wait_seconds: float = 30) -> Iterator[App]:
    """The store, up to date with its schema and with the works and sources of the settings.

    Args:
        settings: as `load` gives them.
        now: aware, UTC.
        wait_seconds: how long to wait for another program that is writing to the database.

    Raises:
        StoreError: the database cannot be used.
    """
    engine = open_store(settings.database, wait_seconds=wait_seconds)
    try:
        _declare(engine, settings, now)
        searching.declare(engine, settings, now)
        with web_of(settings) as web:
            yield App(settings, engine, web)
    finally:
        engine.dispose()


def web_of(settings: Settings) -> Web:
    """What gets pages, within the limits of the settings. Connects to nothing yet."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    limits = Limits(total=settings.fetch.timeout.total_seconds(), size=settings.fetch.max_bytes)
    allow_private = settings.fetch.allow_private_addresses
    return Web(f"tracker/{version('tracker')}{contact}", limits, allow_private=allow_private)


def manner_of(settings: Settings) -> Manner:
    """How many pages are got at once, by the settings."""
    return Manner(threads=settings.fetch.threads, pause=settings.fetch.pause.total_seconds())


def bounds_of(settings: Settings) -> Bounds:
    """Between which limits what is on the web is looked at again."""
    schedule = settings.schedule
    return Bounds(schedule.check_every, schedule.soonest, schedule.latest)


def _declare(engine: Engine, settings: Settings, now: dt.datetime) -> None:
    """Follow what the settings name; written only where something is new, so that readers need not wait."""
    wanted = [_source(s) for s in settings.sources]
    with reading(engine) as connection:
        if works.are_declared(connection, settings.works) and sources.are_declared(connection, wanted):
            return
    with writing(engine) as connection:
        works.declare(connection, settings.works, now)
        sources.declare(connection, wanted, now, bounds=bounds_of(settings))


def _source(setting: SourceSetting) -> Source:
    return Source(setting.kind, setting.location, setting.every, setting.outlet)
