"""How what lies at an address that the user names is got, by the settings."""

from __future__ import annotations

from tracker.app.composition import manner_of
from tracker.config import Settings
from tracker.ingest.fetch import Web
from tracker.ingest.locate import Fetch
from tracker.ingest.visit import Note, visit
from tracker.titles import Titles


def visiting(
    settings: Settings, web: Web, titles: Titles | None = None, note: Note = lambda _: None
) -> Fetch:
    """What gets what lies at an address.

    Args:
        settings: how many pages are got at once, and how fast.
        web: gets one page.
        titles: of the works that matter; None: all pages do.
        note: told what a list leads to.
    """
    return lambda url, now: visit(web, url, now, manner_of(settings), note, titles)
