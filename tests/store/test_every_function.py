"""What holds for each public function of the store, whichever are added."""

import datetime as dt
import inspect
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import ModuleType

import pytest
from sqlalchemy import Connection, Engine, event, text

from tracker.errors import StoreError
from tracker.model import Link, Origin, Work
from tracker.store import (
    articles,
    copies,
    hosts,
    lookup,
    pages,
    predictions,
    releases,
    sources,
    summaries,
    tables,
    waiting,
    works,
)
from tracker.store.engine import open_store, reading, writing
from tracker.store.family import Signature
from tracker.store.pace import Seen
from tracker.store.pages import Page
from tracker.store.sources import Source

MODULES = (works, sources, pages, hosts, articles, copies, predictions, summaries, releases, lookup, waiting)
HOUR = dt.timedelta(hours=1)
LINK = Link("https://example.org/a")
Call = Callable[[Connection, object], object]
# Ids are 1: the first row of each table in a store that `filled` has filled.
CALLS: dict[str, Call] = {
    "works.add": lambda c, g: works.add(c, Work("Silo season 3", aliases=("Silo S3",)), g.now),
    "works.declare": lambda c, g: works.declare(c, [g.work], g.now),
    "works.are_declared": lambda c, g: works.are_declared(c, [g.work]),
    "works.find": lambda c, g: works.find(c, g.work.title),
    "works.tracked": lambda c, _: works.tracked(c),
    "works.read_again": lambda c, _: works.read_again(c),
    "works.remove": lambda c, g: works.remove(c, g.work.title, g.now),
    "sources.declare": lambda c, g: sources.declare(c, [Source("path", "x", HOUR)], g.now),
    "sources.are_declared": lambda c, _: sources.are_declared(c, [Source("path", "x", HOUR)]),
    "sources.watch": lambda c, g: sources.watch(c, Source("path", "y", HOUR, origin=Origin.USER), g.now),
    "sources.resume": lambda c, g: sources.resume(c, 1, g.now),
    "sources.named": lambda c, _: sources.named(c, ["y"]),
    "sources.unwatch": lambda c, g: sources.unwatch(c, "y", g.now),
    "sources.due": lambda c, g: sources.due(c, g.now),
    "sources.listing": lambda c, _: sources.listing(c),
    "sources.succeeded": lambda c, g: sources.succeeded(c, 1, g.now),
    "sources.failed": lambda c, g: sources.failed(c, 1, "no answer", g.now),
    "articles.followed": lambda c, _: articles.followed(c),
    "articles.keep": lambda c, g: articles.keep(c, g.document("changed"), g.now),
    "articles.unread": lambda c, _: articles.unread(c, "2", 9),
    "articles.all_documents": lambda c, _: list(articles.all_documents(c)),
    "articles.document": lambda c, _: articles.document(c, 1),
    "articles.hold": lambda c, _: articles.hold(c, [1]),
    "articles.is_unread": lambda c, _: articles.is_unread(c),
    "articles.newest": lambda c, _: articles.newest(c, 1),
    "articles.mark_read": lambda c, g: articles.mark_read(c, 1, "3", g.now),
    "articles.mark_new": lambda c, _: articles.mark_new(c, 1, "3"),
    "predictions.record": lambda c, g: predictions.record(c, 1, [g.reading()], "2", g.now),
    "predictions.works_read": lambda c, _: predictions.works_read(c, 1),
    "predictions.statements": lambda c, g: predictions.statements(c, g.work),
    "predictions.provenance": lambda c, g: predictions.provenance(c, g.work),
    "predictions.since": lambda c, g: predictions.since(c, g.now.date(), g.now.date()),
    "predictions.others": lambda c, _: predictions.others(c),
    "copies.note": lambda c, g: copies.note(c, 1, Signature("test", (1, 2), (1, 2)), g.now),
    "copies.is_signed": lambda c, _: copies.is_signed(c, 1),
    "copies.listing": lambda c, _: copies.listing(c),
    "pages.add": lambda c, g: pages.add(c, [LINK], None, g.now),
    "pages.look_again": lambda c, g: pages.look_again(c, [LINK.url], g.now),
    "pages.due": lambda c, g: pages.due(c, g.now, 9, 3),
    "pages.rest": lambda c, g: pages.rest(c, g.now),
    "pages.waiting": lambda c, g: pages.waiting(c, g.now),
    "pages.fetched": lambda c, g: pages.fetched(c, 1, g.now, Seen(), None),
    "pages.failed": lambda c, g: pages.failed(c, Page(1, LINK, None), "no", g.now),
    "lookup.known": lambda c, _: lookup.known(c, "example.org/a"),
    "waiting.waiting": lambda c, g: waiting.waiting(c, g.now),
    "hosts.find": lambda c, _: hosts.find(c, ["example.org"]),
    "hosts.read_robots": lambda c, g: hosts.read_robots(c, "example.org", "", g.now),
    "hosts.answered": lambda c, _: hosts.answered(c, "example.org"),
    "hosts.rests": lambda c, g: hosts.rests(c, hosts.Host("example.org"), g.now),
    "summaries.find": lambda c, _: summaries.find(c, "2026-W01"),
    "summaries.wrote": lambda c, g: summaries.wrote(c, "2026-W01", "b.md", g.now),
    "releases.record": lambda c, g: releases.record(c, g.work, g.now.date()),
    "releases.listing": lambda c, _: releases.listing(c),
    "releases.take_back": lambda c, g: releases.take_back(c, g.work),
}
READS = {
    *("works.are_declared", "sources.are_declared"),
    *(
        "works.find",
        "works.tracked",
        "sources.due",
        "sources.listing",
        "articles.unread",
        "articles.all_documents",
        "articles.document",
        "articles.is_unread",
        "articles.newest",
    ),
    *("predictions.works_read", "predictions.statements", "predictions.provenance", "predictions.since"),
    *("predictions.others", "summaries.find", "releases.listing"),
    *("pages.due", "pages.waiting", "pages.rest", "hosts.find", "copies.listing", "copies.is_signed"),
    *("sources.named", "lookup.known", "waiting.waiting"),
}


def public(module: ModuleType) -> set[str]:
    found = inspect.getmembers(module, inspect.isfunction)
    short = module.__name__.rpartition(".")[2]
    ours = [name for name, function in found if function.__module__ == module.__name__]
    return {f"{short}.{name}" for name in ours if not name.startswith("_")}


@pytest.fixture
def filled(engine, given) -> Engine:
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)
        sources.declare(connection, [Source("url", "https://example.org", HOUR)], given.now)
        given.ingest(connection)
        pages.add(connection, [LINK], None, given.now)
        summaries.wrote(connection, "2026-W01", "a.md", given.now)
    return engine


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody else has the whole database for himself."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with engine.begin() as other:
            other.execute(text(f"LOCK TABLE {', '.join(tables.metadata.tables)} IN ACCESS EXCLUSIVE MODE"))
            yield


def test_no_function_is_left_out():
    assert set(CALLS) == set().union(*map(public, MODULES))


def test_on_a_locked_database_each_gives_a_store_error(filled, given):
    url = filled.url.render_as_string(hide_password=False)
    filled.dispose()
    impatient = open_store(url, wait_seconds=0.02)
    impatient.dispose()
    with locked(filled):
        for name, call in CALLS.items():
            transaction = reading if name in READS else writing
            with (
                pytest.raises(StoreError, match="is in use by another program"),
                transaction(impatient) as connection,
            ):
                call(connection, given)
    impatient.dispose()

    with writing(filled) as connection:
        for call in CALLS.values():
            call(connection, given)


def test_those_that_read_need_no_right_to_write(filled, given):
    for name in READS:
        with reading(filled) as connection:
            CALLS[name](connection, given)


def test_nothing_that_was_read_or_said_is_ever_changed(filled, given):
    seen: list[str] = []
    event.listen(filled, "before_cursor_execute", lambda *call: seen.append(call[2]))
    with writing(filled) as connection:
        for call in CALLS.values():
            call(connection, given)

    changes = {sql.partition("=")[0] for sql in seen if re.match(r"\s*(UPDATE|DELETE)", sql)}
    assert {sql for sql in changes if not re.match("UPDATE (work|source|page|host|summary) ", sql)} == {
        "UPDATE revision SET read_with",
        "UPDATE revision SET said_on",  # when it was said may be learned better, never what
    }
