"""One article by its key: its id, and what it is a copy of."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from tracker.store import tables


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article.

    Attributes:
        copy_of: the outlet of the article that this one is a copy of; None where it is none.
        copy_of_url: where a reader finds that.
    """

    article: int
    copy_of: str | None = None
    copy_of_url: str | None = None


def known(connection: Connection, key: str) -> Known | None:
    """What is known of the article of a key (see `Document`); None where there is none."""
    this, other = tables.article.alias("this"), tables.article.alias("other")
    query = (
        select(this.c.id, tables.outlet.c.name, other.c.url)
        .select_from(this)
        .outerjoin(tables.copy, tables.copy.c.article_id == this.c.id)
        .outerjoin(other, other.c.id == tables.copy.c.origin_id)
        .outerjoin(tables.outlet, tables.outlet.c.id == other.c.outlet_id)
        .where(this.c.key == key)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Known(*row)
