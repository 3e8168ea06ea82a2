"""One process at a time fetches from the web: two would ask a host twice, and for the same pages.

A lock that the system lets go of when its holder ends, however that ends: a file beside an SQLite database, an advisory
lock of PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Engine, text

from tracker.store.failures import told

_KEY: Final = 7_216_026  # any number, as long as it stays


@contextmanager
def only_fetcher(engine: Engine) -> Iterator[bool]:
    """Hold the lock while the block runs, without waiting for it.

    Yields:
        Whether nobody else has it.

    Raises:
        StoreError: for trouble with the database anywhere inside.
    """
    if engine.dialect.name == "sqlite":
        from filelock import FileLock, Timeout

        lock = FileLock(f"{engine.url.database}.fetching")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
        return
    with told(engine.url), engine.connect() as connection:
        mine = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}))
        connection.commit()  # the lock is the session's; no transaction stays open
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
