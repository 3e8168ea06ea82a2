"""Which text an article had when: the times at which each was seen, in whichever order they become known.

A text stands from its first sighting until another was seen, so a text that returns is a revision of its own. Here the
revisions of an article are found and moved; `articles` says what becomes of them.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from tracker.model import Anchor, AnchorBasis
from tracker.store import tables
from tracker.store.tables import insert_once

_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """That an article was seen to have a text.

    Attributes:
        at: when; aware.
        anchor: the day it was dated then.
        updated: the day since when it said so, as it showed itself then.
    """

    at: dt.datetime
    anchor: Anchor | None
    updated: dt.date | None


@dataclass(frozen=True, slots=True)
class Stood:
    """A text of an article, and since when it stood.

    Attributes:
        digest: of its substance, or of all of it.
        said_on: the day on which it said what it says, as far as was known.
        first: its first sighting that is known.
    """

    revision_id: int
    number: int
    digest: str
    said_on: dt.date
    first: Sighting


def stood(connection: Connection, article_id: int) -> list[Stood]:
    """The texts that an article had, in the order in which it had them."""
    columns = tables.revision.c
    query = select(
        columns.id,
        columns.number,
        columns.sha256,
        columns.said_on,
        columns.first_seen_at.label("at"),
        columns.anchor_day,
        columns.anchor_basis,
        columns.updated_day,
    ).where(columns.article_id == article_id)
    rows = connection.execute(query.order_by(columns.first_seen_at, columns.number)).all()
    return [Stood(row.id, row.number, row.sha256, row.said_on, _sighting(row)) for row in rows]


def again(connection: Connection, revision_id: int, seen: Sighting) -> None:
    """A text was seen at another time too."""
    insert_once(connection, tables.sighting, revision_id=revision_id, seen_at=seen.at, **dates(seen))


def earlier(connection: Connection, one: Stood, seen: Sighting) -> None:
    """A text stood earlier than was known. Dated otherwise then, it is to be read anew: "next month" is another one."""
    again(connection, one.revision_id, one.first)
    columns = tables.revision.c
    values = {"first_seen_at": seen.at, **dates(seen)}
    if seen.anchor != one.first.anchor:
        values |= {"dating": columns.dating + 1, "read_with": None}
    connection.execute(update(tables.revision).where(columns.id == one.revision_id).values(values))


def split(connection: Connection, one: Stood, at: dt.datetime, number: int) -> bool:
    """A text did not stand all the time, for there was another at `at`: seen after that, it had returned.

    Args:
        connection: of a transaction that may write.
        one: the text.
        at: aware.
        number: of the revision that is added for the return.

    Returns:
        Whether it was seen after that.
    """
    times = tables.sighting.c
    of_it = times.revision_id == one.revision_id
    query = select(times.seen_at.label("at"), times.anchor_day, times.anchor_basis, times.updated_day)
    row = connection.execute(query.where(of_it, times.seen_at > at).order_by(times.seen_at).limit(1)).first()
    if row is None:
        return False
    first = _sighting(row)
    returned = _return(connection, one.revision_id, first, number)
    moved = update(tables.sighting).where(of_it, times.seen_at >= first.at)
    connection.execute(moved.values(revision_id=returned))
    return True


def date(connection: Connection, article_id: int) -> None:
    """Find out on which day each text of an article said what it says; one that turns up late moves the others."""
    day = dt.date.min
    for one in stood(connection, article_id):
        day = said_on(one.first, day)
        if day != one.said_on:
            of_it = tables.revision.c.id == one.revision_id
            connection.execute(update(tables.revision).where(of_it).values(said_on=day))


def said_on(first: Sighting, before: dt.date = dt.date.min) -> dt.date:
    """The day on which a text said what it says.

    That is the day it is dated, or shows as that of its update; but a page that was changed under its old date said its
    new thing when that was first seen, and what was seen is of no later day than that.

    Args:
        first: its first sighting.
        before: the day of the text that stood before.
    """
    seen_on = first.at.astimezone(dt.UTC).date()
    dated = None if first.anchor is None or first.anchor.assumed else first.anchor.day
    stated = [day for day in (dated, first.updated) if day is not None and before < day <= seen_on + _DAY]
    return max(stated, default=max(before, seen_on))


def _return(connection: Connection, revision_id: int, first: Sighting, number: int) -> int:
    """Add a text once more, as one that stands from another time on; it is not read yet."""
    fresh = {
        "number": number,
        "fetched_at": first.at,
        "first_seen_at": first.at,
        "said_on": said_on(first),
        "read_with": None,
        **dates(first),
    }
    same = (column for column in tables.revision.c if column.name not in (*fresh, "id", "dating"))
    text = connection.execute(select(*same).where(tables.revision.c.id == revision_id)).mappings().one()
    row = insert(tables.revision).values({**text, **fresh})
    return connection.scalars(row.returning(tables.revision.c.id)).one()


def dates(seen: Sighting) -> dict[str, Any]:
    """The columns that tell how a text was dated when it was seen."""
    return {
        "anchor_day": seen.anchor and seen.anchor.day,
        "anchor_basis": seen.anchor and seen.anchor.basis,
        "updated_day": seen.updated,
    }


def _sighting(row: Row[*tuple[Any, ...]]) -> Sighting:
    anchor = None if row.anchor_day is None else Anchor(row.anchor_day, AnchorBasis(row.anchor_basis))
    return Sighting(row.at, anchor, row.updated_day)
