"""Articles come in: those that the user names, those of the sources that are due, and stored ones read again."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import BinaryIO

from sqlalchemy import Connection

from tracker.app.composition import App
from tracker.app.visiting import visiting
from tracker.config import ON_THE_WEB, SourceKind
from tracker.extract import VERSION, read
from tracker.ingest.address import web_address
from tracker.ingest.likeness import signature
from tracker.ingest.locate import Found, locate
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, ingest, note_copies, quoted
from tracker.ingest.substance import substance
from tracker.ingest.visit import Note
from tracker.model import AnchorBasis, Document, Reading, Work
from tracker.store import articles, pages, predictions, sources, works
from tracker.store.engine import reading, writing
from tracker.store.family import Signature
from tracker.store.sources import Watched
from tracker.titles import Titles

_BATCH = 50  # stored texts read again at a time

Tell = Callable[[Ingested], bool]
"""Told of each article as it is done; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the articles that are named on the command line."""

    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None


def take_in(
    app: App,
    whats: Iterable[str],
    asked: Asked,
    now: dt.datetime,
    stdin: BinaryIO,
    note: Note = lambda _: None,
) -> Iterator[Ingested]:
    """Ingest what the user names; each article is done before the next is looked for.

    Args:
        app: the use cases on the open store.
        whats: see `locate`.
        asked: what the user says of them.
        now: aware, UTC.
        stdin: read where that is asked for.
        note: told what a list on the web leads to.

    Raises:
        UnknownTitle: `asked.title` is not followed.
    """
    with reading(app.engine) as connection:
        followed = works.tracked(connection)
        about = works.find(connection, asked.title) if asked.title else None
    instructions = Instructions(about, asked.published, asked.outlet)
    titles = Titles(followed)
    for what in whats:
        for found in _found(app, what, titles, now, stdin, note):
            yield ingest(app.engine, found, titles, now, instructions)
    with reading(app.engine) as connection:
        is_pending = articles.is_unread(connection)
    if is_pending:
        read_pending(app, now)


def due(app: App, now: dt.datetime) -> list[Watched]:
    """The sources on this computer to be checked by now, the longest overdue first; for the others see `gathering`."""
    with reading(app.engine) as connection:
        return [w for w in sources.due(connection, now) if w.source.kind not in ON_THE_WEB]


def check(app: App, watched: Watched, now: dt.datetime, tell: Tell) -> bool:
    """Read the articles of a source. It failed if none of them could be read; then it is tried less and less often.

    Returns:
        False where `tell` said not to go on; the source stays due.
    """
    with reading(app.engine) as connection:
        followed = works.tracked(connection)
    titles = Titles(followed)
    instructions = Instructions(outlet=watched.source.outlet, source_id=watched.id)
    total, errors = 0, []
    with ExitStack() as stack:
        for found in _found(app, _location(watched, stack), titles, now, sys.stdin.buffer):
            done = ingest(app.engine, found, titles, now, instructions)
            total += 1
            if done.outcome is Outcome.FAILED:
                errors.append(done.error or done.source)
            if not tell(done):
                return False
    trouble = _trouble(errors, total)
    with writing(app.engine) as connection:
        if trouble and len(errors) == total:
            sources.failed(connection, watched.id, trouble, now)
        else:
            sources.succeeded(connection, watched.id, now, trouble)
    return True


def _trouble(errors: list[str], total: int) -> str | None:
    """What is wrong with a source's articles, in the words of the first; None where nothing is."""
    if not errors:
        return None
    return errors[0] if total == 1 else f"{len(errors)} of {total} articles: {errors[0]}"


def _location(watched: Watched, stack: ExitStack) -> str:
    """Where a source lies, for as long as the stack is not closed."""
    if watched.source.kind == SourceKind.SAMPLES:
        return str(stack.enter_context(as_file(files("tracker.samples"))))
    return watched.source.location


def _found(
    app: App, what: str, titles: Titles, now: dt.datetime, stdin: BinaryIO, note: Note = lambda _: None
) -> Iterator[Found]:
    fetch = visiting(app.settings, app.web, titles, note)
    return locate(what, now, fetch=fetch, stdin=stdin, max_bytes=app.settings.fetch.max_bytes)


def read_pending(app: App, now: dt.datetime) -> int:
    """Read again every stored text that this extractor has not read for all works, as it is dated now.

    Returns:
        How many predictions were added.
    """
    added = 0
    while True:
        with reading(app.engine) as connection:
            followed = works.tracked(connection)
        batch = _batch(app, Titles(followed))
        if not batch:
            return added
        with writing(app.engine) as connection:
            if articles.followed(connection) == followed:  # else it was not read for all of them
                added += _keep(connection, batch, now)


@dataclass(frozen=True, slots=True)
class _Reread:
    """A stored text as it was read again.

    Attributes:
        speaks_anew: whether it speaks of a work that it was not read for before.
    """

    revision_id: int
    document: Document
    readings: tuple[Reading, ...]
    substance: str
    signature: Signature | None
    speaks_anew: bool


def _batch(app: App, titles: Titles) -> list[_Reread]:
    """Some pending texts with what is read in them; read outside of any transaction, so that nobody waits for it."""
    with reading(app.engine) as connection:
        unread = [
            (revision_id, document, predictions.works_read(connection, revision_id))
            for revision_id, document in articles.unread(connection, VERSION, _BATCH)
        ]
    return [_reread(revision_id, document, known, titles) for revision_id, document, known in unread]


def _reread(revision_id: int, document: Document, known: tuple[Work, ...], titles: Titles) -> _Reread:
    """Read a stored text for the works that it speaks of, and those that it was said to be about when it came."""
    spoken_of = titles.works_in(f"{document.title or ''}\n\n{document.text}")
    named, before = {w.title for w in spoken_of}, {w.title for w in known}
    about = (*spoken_of, *(w for w in known if w.title not in named))
    readings = read(document, about)
    return _Reread(
        revision_id,
        document,
        readings,
        substance(document.text, document.lang, quoted(readings)),
        signature(document.text) if about else None,
        not named <= before,
    )


def _keep(connection: Connection, batch: list[_Reread], now: dt.datetime) -> int:
    """Record what was read again; how many predictions were added."""
    added, speaking = 0, []
    held = articles.hold(connection, [one.revision_id for one in batch])
    for one in batch:
        text = held[one.revision_id]
        if text.anchor != one.document.anchor:  # it was dated otherwise meanwhile, and is still pending
            continue
        added += predictions.record(connection, one.revision_id, one.readings, VERSION, now)
        articles.mark_read(connection, one.revision_id, VERSION, now, one.substance)
        if one.readings:
            note_copies(connection, text.article_id, one.document.text, one.signature, now)
        if one.speaks_anew and one.document.url:
            speaking.append(one.document)
    urls = {web_address(document.url) for document in speaking if not _is_capture(document)}
    pages.look_again(connection, sorted(filter(None, urls)), now)
    return added


def _is_capture(document: Document) -> bool:
    return document.anchor is not None and document.anchor.basis is AnchorBasis.CAPTURE
