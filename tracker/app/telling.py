"""What the user is told of what was just done: what an article brought, and what had to be left for later."""

from __future__ import annotations

import datetime as dt
from typing import Final

from tracker.app.composition import App
from tracker.ingest.pipeline import Ingested
from tracker.report.taken import Taken, taken
from tracker.store import lookup, pages, predictions, sources, waiting, works
from tracker.store.engine import reading
from tracker.store.waiting import Waiting

_ON_DISK: Final = frozenset({"samples", "folder", "file"})


def of_article(app: App, done: Ingested) -> list[str]:
    """What is known of an article that was taken in, a line each; nothing of one that was not."""
    document = done.document
    if document is None:
        return []
    with reading(app.engine) as connection:
        known = lookup.known(connection, document.key)
        followed = [works.find(connection, title) for title in done.works]
        said = [p for work in followed for p in predictions.provenance(connection, work)]
    mine = [p for p in said if known is not None and p.article == known.article]
    copy_of = None if known is None else known.copy_of_url or known.copy_of
    return taken(Taken(document, done.works, len(mine), done.predictions, copy_of))


def left(app: App, now: dt.datetime) -> Waiting:
    """What could not be fetched, and is tried again later."""
    with reading(app.engine) as connection:
        return waiting.waiting(connection, now)


def asks_the_web(app: App, by: dt.datetime | None = None) -> bool:
    """Whether anything on the web is to be fetched.

    Args:
        app: the use cases on the open store.
        by: until when, aware; None: ever.
    """
    with reading(app.engine) as connection:
        watched = sources.listing(connection) if by is None else sources.due(connection, by)
        on_web = any(w.source.kind not in _ON_DISK and not w.is_set_aside for w in watched)
        return on_web or (by is not None and pages.waiting(connection, by) > 0)
