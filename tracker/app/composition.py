"""Puts the rooms together: the settings, the open store, the web."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import Engine

from tracker.config import Settings, SourceSetting
from tracker.ingest.fetch import Limits, Web
from tracker.store import sources, works
from tracker.store.engine import open_store, reading, writing
from tracker.store.sources import Source


@dataclass(frozen=True, slots=True)
class App:
    """What every use case needs: the settings, the store, and what gets pages."""

    settings: Settings
    engine: Engine
    web: Web


@contextmanager
def opened(settings: Settings, now: dt.datetime) -> Iterator[App]:
    """The store, up to date with its schema and with the works and sources of the settings.

    Args:
        now: aware, UTC.

    Raises:
        StoreError: the database cannot be used.
    """
    engine = open_store(settings.database)
    try:
        _declare(engine, settings, now)
        with Web(_user_agent(settings), _limits(settings)) as web:
            yield App(settings, engine, web)
    finally:
        engine.dispose()


def _declare(engine: Engine, settings: Settings, now: dt.datetime) -> None:
    """Follow what the settings name; written only where something is new, so that readers need not wait."""
    wanted = [_source(s) for s in settings.sources]
    with reading(engine) as connection:
        if works.are_declared(connection, settings.works) and sources.are_declared(connection, wanted):
            return
    with writing(engine) as connection:
        works.declare(connection, settings.works, now)
        sources.declare(connection, wanted, now)


def _source(setting: SourceSetting) -> Source:
    return Source(setting.kind, setting.location, setting.every, setting.outlet)


def _user_agent(settings: Settings) -> str:
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"tracker/{version('tracker')}{contact}"


def _limits(settings: Settings) -> Limits:
    return Limits(total=settings.fetch.timeout.total_seconds(), size=settings.fetch.max_bytes)
