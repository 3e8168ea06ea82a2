"""Brings a database's schema to the newest revision: at every opening, by itself, all or nothing.

Costs one query where there is nothing to do. The revisions lie in `alembic/` (in the wheel: `tracker/_alembic/`).
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from tracker.errors import SchemaTooNew, StoreError
from tracker.store.failures import name_of

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"  # the newest revision: a database at it needs no look into the folder

WRITES: Final = "tracker_writes"  # the option of a connection whose transactions may write

_LOG: Final = logging.getLogger(__name__)
_POSTGRESQL_LOCK: Final = 7_216_025  # any number, as long as it stays
_ALEMBIC = threading.Lock()  # alembic keeps its context in globals: one thread at a time


def bring_up_to_date(engine: Engine) -> None:
    """Run the revisions that the database lacks, in one transaction. An older SQLite file is copied first.

    Raises:
        SchemaTooNew: where a later version of tracker has written it.
        StoreError: where it holds something else, or a revision would break a reference; it stays as it was.
        sqlalchemy.exc.DBAPIError: trouble with the database.
    """
    with engine.connect() as connection:
        current = revision_of(connection)
    if current == HEAD:
        return
    with _ALEMBIC, alone(engine) as connection:
        current = revision_of(connection)  # another process may have been faster
        if current == HEAD:
            return
        _refuse_strangers(connection, current)
        if current is not None:
            kept = f"; the file as it was is kept at {_back_up(engine)}" if _is_sqlite(engine) else ""
            _LOG.info("bringing %s from schema %s to %s%s", name_of(engine.url), current, HEAD, kept)
        upgrade(connection)


def folder() -> Path:
    """Where the revisions lie: inside the installed package, else beside it in a clone."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_alembic"
    return shipped if shipped.is_dir() else package.parent / "alembic"


def revision_of(connection: Connection) -> str | None:
    """The revision of the database's schema; None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def configuration(connection: Connection) -> "Config":
    """Alembic's configuration for one open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the revisions up to `to`, and see that every reference still holds.

    Raises:
        StoreError: where one does not.
    """
    from alembic import command

    command.upgrade(configuration(connection), to)
    if _is_sqlite(connection.engine):
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise StoreError(
                f"The database {name_of(connection.engine.url)} cannot be brought up to date: rows of {tables} would "
                "lose what they refer to. It was left as it was; please report this."
            )


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else migrates the database, and SQLite lets tables be rebuilt.

    A rebuilt table is dropped and renamed; with foreign keys on, that would fail or take its dependants along. The
    switch is deaf inside a transaction, so it is thrown before.
    """
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        driver = connection.connection.driver_connection
        if _is_sqlite(engine) and driver is not None:
            driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if not _is_sqlite(engine):
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})
                yield connection
        finally:
            if _is_sqlite(engine) and driver is not None:
                driver.execute("PRAGMA foreign_keys = ON")


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _refuse_strangers(connection: Connection, current: str | None) -> None:
    """Never touch what is not ours, or is not yet known to us."""
    name = name_of(connection.engine.url)
    if current is None:
        if _is_sqlite(connection.engine) and inspect(connection).get_table_names():
            raise StoreError(f"The database {name} belongs to another program: choose another file.")
        return
    from alembic.script import ScriptDirectory

    known = {
        script.revision for script in ScriptDirectory.from_config(configuration(connection)).walk_revisions()
    }
    if current not in known:
        raise SchemaTooNew(
            f"The database {name} was written by a later version of tracker (its schema is {current}, this version "
            f"knows up to {HEAD}). Install the newest version; the database was left as it is."
        )


def _back_up(engine: Engine) -> Path:
    """Copy the SQLite file as it is before the migration; an earlier copy is never overwritten."""
    file = Path(str(engine.url.database))
    names = (
        file.with_name(f"{file.name}.before-{HEAD}{n}.bak") for n in ("", *(f".{i}" for i in range(2, 1000)))
    )
    copy = next(path for path in names if not path.exists())
    # whoever pulls the plug now leaves no half copy that looks whole
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    raw = engine.raw_connection()  # a second one, without a transaction: VACUUM stands alone
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(part),))
        part.rename(copy)
    finally:
        raw.close()
        part.unlink(missing_ok=True)
    return copy
