"""Pages that lead from sources to articles, manners towards hosts, copies of articles, and when a text said what it says.

The day on which something was said moves from each prediction to the text that they stand in; a text may be seen again
and again, and return. Keys of articles become what names a page in this version, whichever form of its address was given.

Revision 0004; 2026-11-21. Frozen once released.
"""

import datetime as dt
import re
from collections import defaultdict
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)

# What names a page and what does not, as this version has it.
_NEVER = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
_PORTS = {"http": 80, "https": 443}
_SAFE = "/%!$&'()*+,;=:@?~-._"
_TRACKING = frozenset(
    "__twitter_impression _branch_match_id _ga _gl _hsenc _hsmi aoh cmp cmpid dclid dicbo fb_action_ids fb_ref fb_source"
    " fbclid feature gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig hsctatracking icid igsh igshid ito"
    " mc_cid mc_eid mkt_tok msclkid ncid ocid ref ref_src ref_url referer referrer s_cid smid smtyp spm sr_share taid"
    " trk trkcampaign ttclid twclid usqp wbraid wprov wt_mc xtor yclid ysclid amp _amp".split()
)
_PREFIXES = tuple(
    "utm_ at_ ns_ amp_ hsa_ itm_ mtm_ oly_ piwik_ pk_ ml_subscriber sfmc_ trk_ vero_ wt.".split()
)
_TWINS = {
    "outputtype": {"amp", "valid-amp"},
    "view": {"amp"},
    "mode": {"amp"},
    "format": {"amp"},
    "m": {"0", "1"},
}
_AMP_END = re.compile(r"(?:/amp)+/*$|(?:\.amp)+(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_BEGIN = re.compile(r"^(?:/amp)+(?=/[^/])", re.IGNORECASE)
_CACHES = (
    (re.compile(r"(?:[\w-]+\.)?cdn\.ampproject\.org"), re.compile(r"/(?:c|v|i|wp)/(s/)?(?=[^/]+\.)")),
    (re.compile(r"(?:www\.)?(?:google|bing)(?:\.[a-z]{2,3}){1,2}"), re.compile(r"/amp/(s/)?(?=[^/]+\.)")),
)
_MIRRORS = frozenset({"www", "m", "mobile", "amp"})
_SECOND_LEVEL = frozenset("ac co com edu go gob gov ne net or org".split())


def upgrade() -> None:
    op.add_column("work", sa.Column("search", sa.Boolean(), nullable=False, server_default=sa.true()))
    _sources()
    _pages()
    _articles()
    _copies()
    _days()
    _sightings()


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
        sa.Column("read_for", sa.String(length=64), nullable=True),
    ]


def _sources() -> None:
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("etag", sa.String(), nullable=True))
        batch.add_column(sa.Column("last_modified", sa.String(), nullable=True))
        batch.add_column(sa.Column("read_for", sa.String(length=64), nullable=True))
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
        sa.Column("depth", sa.Integer(), nullable=False),
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
    rows = connection.execute(sa.select(article.c.key, article.c.id).order_by(article.c.id)).all()
    taken = {row.key for row in rows}
    for row in rows:
        key = article_key(row.key)
        if key not in taken:  # else there were two of them: they stay two
            connection.execute(article.update().where(article.c.id == row.id).values(key=key))
            taken.add(key)


def article_key(url: str) -> str:
    """What made a page the same article in this version; what is no web address stays as it is."""
    address = _web_address(url)
    if address is None:
        return url
    parts = urlsplit(_out_of_caches(address))
    queries = [part for part in parts.query.split("&") if part and not _is_idle(part)]
    host = _main_host(_ascii(parts.hostname or ""))
    netloc = f"[{host}]" if ":" in host else host
    if parts.port not in (None, *_PORTS.values()):
        netloc += f":{parts.port}"
    path = _bare(quote(_bare(parts.path, slashes=False) or "/", safe=_SAFE)) or "/"
    query = "&".join(sorted(quote("&".join(queries), safe=_SAFE).split("&")))
    return urlunsplit(("https", netloc, path, query, ""))


def _web_address(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if _NEVER.search(url.strip()) or parts.scheme not in _PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _out_of_caches(address: str) -> str:
    for _ in range(4):
        parts = urlsplit(address)
        starts = (path.match(parts.path) for host, path in _CACHES if host.fullmatch(parts.hostname or ""))
        start = next(filter(None, starts), None)
        if start is None:
            break
        rest = parts.path[start.end() :] + (f"?{parts.query}" if parts.query else "")
        original = _web_address(f"http{'s' if start[1] else ''}://{rest}")
        if original is None:
            break
        address = original
    return address


def _is_idle(part: str) -> bool:
    name, _, value = part.partition("=")
    name, value = unquote(name).lower(), unquote(value).lower()
    return name in _TRACKING or name.startswith(_PREFIXES) or value in _TWINS.get(name, ())


def _bare(path: str, *, slashes: bool = True) -> str:
    """A path without what marks AMP, and without slashes at its end."""
    while True:
        shorter = _AMP_BEGIN.sub("", _AMP_END.sub("", path))
        shorter = shorter.rstrip("/") if slashes else shorter
        if shorter == path:
            return path
        path = shorter


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _main_host(host: str) -> str:
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _MIRRORS:
        if len(labels) == 3 and labels[1] in _SECOND_LEVEL and len(labels[2]) == 2:
            break
        labels = labels[1:]
    middle = [label for label in labels[1:-2] if label not in _MIRRORS]
    return ".".join([*labels[:1], *middle, *labels[1:][-2:]])


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
    op.create_index("ix_band_article_id", "band", ["article_id"])


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
        batch.drop_constraint("uq_revision_article_id_sha256", type_="unique")  # a text may return
        batch.create_index("ix_revision_said_on", ["said_on"])
    op.drop_index("ix_prediction_said_on", "prediction")
    with op.batch_alter_table("prediction") as batch:
        batch.drop_column("said_on")


def _sightings() -> None:
    op.create_table(
        "sighting",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("anchor_day", sa.Date(), nullable=True),
        sa.Column("anchor_basis", sa.String(length=16), nullable=True),
        sa.Column("updated_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("revision_id", "seen_at", name="pk_sighting"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_sighting_revision_id_revision"),
    )
    # a text may be dated anew, and what was read before stays
    op.add_column("revision", sa.Column("dating", sa.Integer(), nullable=False, server_default="0"))
    key = ["revision_id", "work_id", "extractor"]
    with op.batch_alter_table("reading") as batch:
        batch.add_column(sa.Column("dating", sa.Integer(), nullable=False, server_default="0"))
        batch.drop_constraint(f"uq_reading_{'_'.join(key)}", type_="unique")
        batch.create_unique_constraint(f"uq_reading_{'_'.join(key)}_dating", [*key, "dating"])
    # read once more, what speaks of a work gets a signature
    op.execute("UPDATE revision SET read_with = NULL WHERE id IN (SELECT revision_id FROM reading)")


def _fill_days() -> None:
    """A text says what it says on the day it is dated; one changed under its old date on the day we saw it."""
    columns = (
        sa.column("id", sa.Integer),
        sa.column("article_id", sa.Integer),
        sa.column("number", sa.Integer),
        sa.column("anchor_day", sa.Date),
        sa.column("anchor_basis", sa.String),
        sa.column("fetched_at", _MOMENT),
        sa.column("said_on", sa.Date),
    )
    table = sa.table("revision", *columns)
    connection = op.get_bind()
    day: dict[int, dt.date] = defaultdict(lambda: dt.date.min)
    order = (table.c.article_id, table.c.fetched_at, table.c.number)
    for row in connection.execute(sa.select(*table.c).order_by(*order)).all():
        before, seen_on, dated = day[row.article_id], row.fetched_at.date(), row.anchor_day
        is_stated = dated is not None and row.anchor_basis != "fetched"
        is_news = is_stated and before < dated <= seen_on + dt.timedelta(days=1)
        said_on = dated if is_news else max(before, seen_on)
        day[row.article_id] = said_on
        connection.execute(table.update().where(table.c.id == row.id).values(said_on=said_on))
