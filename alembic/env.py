"""Runs the migrations on the connection that `tracker.store.migrate` hands over.

The command `alembic` has none to hand over: it works on the database named by TRACKER_DATABASE_URL.
"""

import os
from typing import Literal

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from tracker.store.engine import connect
from tracker.store.migrate import alone
from tracker.store.tables import metadata


def _frozen(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a column type as what it is in the database: a revision must not change when `tracker` does."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=_frozen,
        render_as_batch=True,  # SQLite can hardly alter a table: it is rebuilt
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_connection = context.config.attributes.get("connection")
if _connection is not None:
    _run(_connection)
else:
    with alone(connect(os.environ["TRACKER_DATABASE_URL"])) as _connection:
        _run(_connection)
