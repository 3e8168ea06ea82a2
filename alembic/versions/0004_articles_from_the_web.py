"""Pages that lead from sources to articles, manners towards hosts, copies of articles, and when a text said what it says.

The day on which something was said moves from each prediction to the text that they stand in. Keys of articles lose what
tells only how they are reached: http or https, `www.`, a slash at the end.

Revision 0004; 2026-11-21. Frozen once released.
"""

import datetime as dt
import re
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("work", sa.Column("search", sa.Boolean(), nullable=False, server_default=sa.true()))
    _sources()
    _pages()
    _articles()
    _copies()
    _days()


def _checked() -> list[sa.Column]:
    return [
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("next_check_at", _MOMENT, nullable=True),
        sa.Column("last_check_at", _MOMENT, nullable=True),
        sa.Column("last_success_at", _MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
    ]


def _sources() -> None:
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("etag", sa.String(), nullable=True))
        batch.add_column(sa.Column("last_modified", sa.String(), nullable=True))
        batch.add_column(sa.Column("every_seconds", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("origin", sa.String(length=16), nullable=False, server_default="config"))
        batch.add_column(sa.Column("work_id", sa.Integer(), nullable=True))
        batch.alter_column("next_check_at", existing_type=_MOMENT, nullable=True)
        batch.create_foreign_key("fk_source_work_id_work", "work", ["work_id"], ["id"])
        batch.create_index("ix_source_next_check_at", ["next_check_at"])
    op.execute("UPDATE source SET every_seconds = interval_seconds")


def _pages() -> None:
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("found_at", _MOMENT, nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("original", sa.String(), nullable=True),
        sa.Column("captured_at", _MOMENT, nullable=True),
        sa.Column("once", sa.Boolean(), nullable=False),
        *_checked(),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("url", name="uq_page_url"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_page_source_id_source"),
    )
    op.create_index("ix_page_source_id", "page", ["source_id"])
    op.create_index("ix_page_next_check_at", "page", ["next_check_at"])
    op.create_table(
        "host",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("not_before", _MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("robots", sa.LargeBinary(), nullable=True),
        sa.Column("robots_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_host"),
        sa.UniqueConstraint("name", name="uq_host_name"),
    )


def _articles() -> None:
    op.add_column("article", sa.Column("origin", sa.String(), nullable=True))
    op.create_index("ix_article_origin", "article", ["origin"])
    connection = op.get_bind()
    article = sa.table("article", sa.column("id", sa.Integer), sa.column("key", sa.String))
    taken = {row.key: row.id for row in connection.execute(sa.select(article.c.key, article.c.id))}
    for key, number in list(taken.items()):
        shorter = re.sub(r"^https?://(?:www\.)?", "https://", key).rstrip("/")
        if key.startswith("http") and shorter not in taken:  # else there were two of them: they stay two
            connection.execute(article.update().where(article.c.id == number).values(key=shorter))
            taken[shorter] = number


def _copies() -> None:
    op.create_table(
        "copy",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("resemblance", sa.Float(), nullable=False),
        sa.Column("noticed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_copy"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_copy_article_id_article"),
        sa.ForeignKeyConstraint(["origin_id"], ["article.id"], name="fk_copy_origin_id_article"),
    )
    op.create_index("ix_copy_origin_id", "copy", ["origin_id"])
    op.create_table(
        "signature",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_signature"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_signature_article_id_article"),
    )
    op.create_table(
        "band",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value", "article_id", name="pk_band"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_band_article_id_article"),
    )


def _days() -> None:
    op.add_column("revision", sa.Column("author", sa.String(), nullable=True))
    op.add_column("revision", sa.Column("updated_day", sa.Date(), nullable=True))
    op.add_column("revision", sa.Column("said_on", sa.Date(), nullable=True))
    op.add_column("revision", sa.Column("first_seen_at", _MOMENT, nullable=True))
    op.execute("UPDATE revision SET first_seen_at = fetched_at")
    _fill_days()
    with op.batch_alter_table("revision") as batch:
        batch.alter_column("said_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("first_seen_at", existing_type=_MOMENT, nullable=False)
        batch.create_index("ix_revision_said_on", ["said_on"])
    op.drop_index("ix_prediction_said_on", "prediction")
    with op.batch_alter_table("prediction") as batch:
        batch.drop_column("said_on")


def _fill_days() -> None:
    """A text says what it says on the day it is dated; one changed under its old date on the day we saw it."""
    columns = (
        sa.column("id", sa.Integer),
        sa.column("article_id", sa.Integer),
        sa.column("number", sa.Integer),
        sa.column("anchor_day", sa.Date),
        sa.column("fetched_at", _MOMENT),
        sa.column("said_on", sa.Date),
    )
    table = sa.table("revision", *columns)
    connection = op.get_bind()
    day: dict[int, dt.date] = defaultdict(lambda: dt.date.min)
    rows = connection.execute(sa.select(*table.c).order_by(table.c.article_id, table.c.number)).all()
    for row in rows:
        before, dated = day[row.article_id], row.anchor_day
        said_on = dated if dated is not None and dated > before else max(before, row.fetched_at.date())
        day[row.article_id] = said_on
        connection.execute(table.update().where(table.c.id == row.id).values(said_on=said_on))
