"""Articles come in: those that the user names, those of the sources that are due, and stored ones read again."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import BinaryIO

from sqlalchemy import Connection

from tracker.app.composition import App
from tracker.config import SourceKind
from tracker.extract import VERSION, read
from tracker.ingest.locate import Found, locate
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, ingest
from tracker.model import Document, Work
from tracker.store import articles, predictions, sources, works
from tracker.store.engine import reading, writing
from tracker.store.sources import Watched
from tracker.titles import Titles

_BATCH = 50  # stored texts read again in one transaction

Tell = Callable[[Ingested], bool | None]
"""Told of each article as it is done; answers False to stop there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the articles that are named on the command line."""

    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None


def take_in(
    app: App, whats: Iterable[str], asked: Asked, now: dt.datetime, stdin: BinaryIO
) -> Iterator[Ingested]:
    """Ingest what the user names; each article is done before the next is looked for.

    Raises:
        UnknownTitle: `asked.title` is not followed.
    """
    with reading(app.engine) as connection:
        followed = works.tracked(connection)
        about = works.find(connection, asked.title) if asked.title else None
    instructions = Instructions(about, asked.published, asked.outlet)
    titles = Titles(followed)
    for what in whats:
        for found in locate(what, now, fetch=app.web.get, stdin=stdin):
            yield ingest(app.engine, found, titles, now, instructions)


def check_due(app: App, now: dt.datetime, tell: Tell) -> list[Watched]:
    """Check every source that is due; one that fails does not stop the others.

    Returns:
        The sources that were checked.
    """
    with reading(app.engine) as connection:
        due = sources.due(connection, now)
        titles = Titles(works.tracked(connection))
    checked = []
    for watched in due:
        if not _check(app, watched, titles, now, tell):
            break
        checked.append(watched)
    return checked


def _check(app: App, watched: Watched, titles: Titles, now: dt.datetime, tell: Tell) -> bool:
    """Check one source; False where it was told to stop, and then the source stays due."""
    instructions = Instructions(outlet=watched.source.outlet, source_id=watched.id)
    done: list[Ingested] = []
    for found in _articles(app, watched, now):
        done.append(ingest(app.engine, found, titles, now, instructions))
        if tell(done[-1]) is False:
            return False
    failures = [d.error or d.source for d in done if d.outcome is Outcome.FAILED]
    with writing(app.engine) as connection:
        if failures:
            more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
            sources.failed(connection, watched.id, failures[0] + more, now)
        else:
            sources.succeeded(connection, watched.id, now)
    return True


def _articles(app: App, watched: Watched, now: dt.datetime) -> Iterator[Found]:
    if watched.source.kind != SourceKind.SAMPLES:
        yield from locate(watched.source.location, now, fetch=app.web.get, stdin=sys.stdin.buffer)
        return
    with as_file(files("tracker.samples")) as folder:
        yield from locate(str(folder), now, fetch=app.web.get, stdin=sys.stdin.buffer)


def read_pending(app: App, now: dt.datetime) -> int:
    """Read again every stored text that this extractor has not read for all works.

    Returns:
        How many predictions were added.
    """
    with reading(app.engine) as connection:
        titles = Titles(works.tracked(connection))
    added = 0
    while True:
        with writing(app.engine) as connection:
            batch = articles.unread(connection, VERSION, _BATCH)
            for revision_id, document in batch:
                readings = read(document, _works(connection, revision_id, document, titles))
                added += predictions.record(connection, revision_id, readings, VERSION, now)
                articles.mark_read(connection, revision_id, VERSION, now)
        if len(batch) < _BATCH:
            return added


def _works(connection: Connection, revision_id: int, document: Document, titles: Titles) -> tuple[Work, ...]:
    """The works that a stored text speaks of, and those that it was said to be about when it came."""
    spoken_of = titles.works_in(f"{document.title or ''}\n\n{document.text}")
    named = {w.title for w in spoken_of}
    return (*spoken_of, *(w for w in predictions.works_read(connection, revision_id) if w.title not in named))
