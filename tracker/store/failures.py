"""Turns what the database's driver says into a sentence for the user.

A broken rule of the schema, a misspelt query, a wrong type are our mistakes: they pass through untouched.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from tracker.errors import StoreError

_BUSY = "is in use by another program that does not let go of it. Try again when that one is done."
_FULL = "could not be written: the disk is full. Nothing was changed; free some space and try again."
_READ_ONLY = "cannot be written: the file or its folder is read-only. Change its permissions, or choose another database."
_CANNOT_OPEN = "cannot be opened: is its folder there, and are you allowed to write in it?"
_DENIED = "does not let you in: check user, password and rights."
_GONE = "cannot be reached. Is the server running, and is the address right?"

# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: "is not a database: the file holds something else. Choose another file.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put back a copy of it (*.bak lies beside it after a migration).",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk reports an error.",
    sqlite3.SQLITE_TOOBIG: "cannot take so long a text.",
}
# PostgreSQL's SQLSTATE codes, whole or by class, https://www.postgresql.org/docs/18/errcodes-appendix.html
_POSTGRESQL: Final = {
    "55P03": _BUSY,
    "57014": _BUSY,
    "40": _BUSY,
    "53100": _FULL,
    "25006": "cannot be written: the server takes no changes.",
    "28": _DENIED,
    "42501": _DENIED,
    "3D": "does not exist on that server. Create it first: `createdb NAME`.",
    "53": "has no room for one more connection, or too little memory. Try again later.",
    "08": _GONE,
    "57P": _GONE,
    "54000": "cannot keep so long an address or title.",
}
# What psycopg reports without a code: it never got to the server, or refused the value before asking.
_WITHOUT_STATE: Final = {
    "OperationalError": "cannot be reached ({reason}). Is the server running, and is the address right?",
    "ConnectionTimeout": "cannot be reached: it did not answer in time. Is the address right?",
    "DataError": "cannot keep this text ({reason}).",
}


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Tell what goes wrong inside, at the database `url`, as a sentence.

    Raises:
        StoreError: with the driver's error as its cause.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        sentence = _sentence(error.orig if isinstance(error, DBAPIError) else error)
        if sentence is None:
            raise
        raise StoreError(f"The database {name_of(url)} {sentence}") from error


def name_of(url: URL) -> str:
    """The database as the user knows it: a path, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return url.render_as_string(hide_password=True)


def _sentence(cause: BaseException | None) -> str | None:
    """The second half of the sentence; None where the cause is no trouble of the user's."""
    if isinstance(cause, sqlite3.Error):
        # the primary code is the lowest byte; an error of the driver's own has none
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", -1) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        template = _WITHOUT_STATE.get(type(cause).__name__)
        return template and template.format(reason=str(cause).strip().splitlines()[-1].strip())
    return next((_POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in _POSTGRESQL), None)
