"""Opens the database and gives out its transactions: one that only reads, one that may write.

From a URL to a SQLAlchemy `Engine` whose schema is current. Knows SQLite's and PostgreSQL's manners, no table.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import StoreError
from tracker.store.failures import name_of, told
from tracker.store.migrate import WRITES, bring_up_to_date

_RETRY_SECONDS: Final = 0.01
_CONNECT_SECONDS: Final = 10


def open_store(url: str, *, wait_seconds: float = 30) -> Engine:
    """Open the database and bring its schema up to date. A file that is not there is made, with its folder.

    Args:
        url: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.
        wait_seconds: how long a transaction waits for another one that is writing.

    Raises:
        StoreError: where it cannot be opened; SchemaTooNew: where a later version has written it.
    """
    engine = connect(url, wait_seconds=wait_seconds)
    try:
        with told(engine.url):
            bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect(url: str, *, wait_seconds: float = 30) -> Engine:
    """An engine for the database, whatever schema it has. Arguments and errors as for `open_store`."""
    parsed = _parse(url)
    try:
        return _CONNECT[parsed.get_backend_name()](parsed, wait_seconds)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"The database {name_of(parsed)} needs a driver that is not installed ({error.name}): "
            "`pip install 'tracker[postgresql]'`."
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees one state of the database from its first query to its end.

    Raises:
        StoreError: for trouble with the database anywhere inside.
    """
    with told(engine.url):
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with engine.connect() as connection:
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: kept where the block ends, undone where it raises.

    On SQLite there is one writer at a time; others wait. So never fetch anything inside.

    Raises:
        StoreError: for trouble with the database anywhere inside.
    """
    with told(engine.url), engine.execution_options(**{WRITES: True}).begin() as connection:
        yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is no database address: write sqlite:///PATH or postgresql://…") from error
    backend = parsed.get_backend_name()
    if backend not in _CONNECT:
        raise StoreError(f"tracker cannot use a {backend!r} database: write sqlite:///PATH or postgresql://…")
    if backend == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError("A database in memory would forget everything at once: write sqlite:///PATH.")
    return parsed


def _connect_sqlite(url: URL, wait_seconds: float) -> Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} of the database cannot be made: {error.strerror}.") from error
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin only before INSERT, UPDATE and DELETE: a schema change could not be undone,
        # and a reader would see several states. So it is told to keep out, and `begin` says BEGIN itself.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
        _use_wal(connection, time.monotonic() + wait_seconds)
        connection.execute(
            "PRAGMA synchronous = NORMAL"
        )  # safe with WAL: only power loss may cost the last commits
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that becomes a writer fails at once if another wrote in between: whoever may write says so first.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection, deadline: float) -> None:
    """Let readers go on while one writes. Two who open a new file at once: SQLite refuses one without waiting."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _connect_postgresql(url: URL, wait_seconds: float) -> Engine:
    limit = {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_SECONDS}
    # asked before use whether they still live: a daemon outlives its server
    engine = create_engine(url, connect_args=limit, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {int(wait_seconds * 1000)}")
        connection.autocommit = False

    return engine


_CONNECT: Final = {"sqlite": _connect_sqlite, "postgresql": _connect_postgresql}
