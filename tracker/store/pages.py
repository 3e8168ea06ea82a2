"""Pages: what sources have led to, each to be fetched once or now and then. The queue of everything on the web.

It is a queue that forgets nothing: whatever is interrupted is still due, whatever is done is not.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.model import Kind, Link, Validators
from tracker.store import tables
from tracker.store.pace import LONGEST_REST, Bounds, Seen, backoff, had

_AnyRow: TypeAlias = Row[*tuple[Any, ...]]
_TRIES: Final = 6  # a page that fails so often in a row is given up
_FIRST_RETRY: Final = dt.timedelta(minutes=30)
_BATCH: Final = 500  # addresses named by one statement
_MOST: Final = 20_000  # pages of a source that wait for their first fetch: a list that names new ones for ever has to wait
_LONGEST: Final = 2_000  # bytes of an address; an index of PostgreSQL takes some 2,700
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")  # what no database takes, or no reader


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be fetched.

    Attributes:
        source_id: of the source that led to it first.
        validators: what the server called the version that it sent last.
        read_for: which works were followed when that was read.
    """

    id: int
    link: Link
    source_id: int | None
    validators: Validators = Validators()
    read_for: str | None = None


def add(
    connection: Connection,
    links: Iterable[Link],
    source_id: int | None,
    now: dt.datetime,
    bounds: Bounds = Bounds(),
) -> int:
    """Note what was found, to be fetched at once; what is known already stays as it is.

    Left out are addresses too long to be kept, and those for which a source has no room, because too many of its pages
    wait already.

    Args:
        connection: of a transaction that may write.
        links: in any number.
        source_id: of the source that led there.
        now: aware.
        bounds: where the intervals between looks begin.

    Returns:
        How many are new.
    """
    fit = {link.url: link for link in links if len(link.url.encode("utf-8", "replace")) <= _LONGEST}
    # in one order: two processes that add the same ones never wait for each other in a circle
    rows = [_new(fit[url], source_id, now, bounds) for url in sorted(fit)]
    rows = rows[: _room(connection, source_id)]
    if not rows:
        return 0
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # one statement, many rows: thousands of links in one go
    once = insert(tables.page).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return connection.execute(once, rows).rowcount


def _room(connection: Connection, source_id: int | None) -> int:
    """For how many more pages of a source there is room."""
    if source_id is None:
        return _MOST
    columns = tables.page.c
    query = select(func.count()).where(
        columns.source_id == source_id, columns.last_success_at.is_(None), columns.next_check_at.is_not(None)
    )
    return max(_MOST - connection.scalars(query).one(), 0)


def look_again(connection: Connection, urls: Iterable[str], now: dt.datetime) -> None:
    """Some known pages are due at once, whether or not they were to be looked at again."""
    wanted = list(urls)
    for begin in range(0, len(wanted), _BATCH):
        these = tables.page.c.url.in_(wanted[begin : begin + _BATCH])
        connection.execute(update(tables.page).where(these).values(next_check_at=now, failures=0))


def due(connection: Connection, now: dt.datetime, limit: int, per_host: int) -> list[Page]:
    """Some of the pages to be fetched by now, the longest overdue first, those of resting hosts left out.

    Args:
        connection: of a transaction.
        now: aware.
        limit: at most so many.
        per_host: at most so many of one host, so that a large site does not keep the others waiting.
    """
    columns = tables.page.c
    order = (columns.next_check_at, columns.id)
    turn = func.row_number().over(partition_by=columns.host, order_by=order).label("turn")
    waiting = select(columns.id, turn).where(_due(now), ~_rests(now)).subquery()
    query = (
        select(tables.page)
        .join(waiting, waiting.c.id == columns.id)
        .where(waiting.c.turn <= per_host)
        .order_by(*order)
        .limit(limit)
    )
    return [_page(row) for row in connection.execute(query)]


def waiting(connection: Connection, now: dt.datetime) -> int:
    """How many pages are due by now."""
    query = select(func.count()).select_from(tables.page).where(_due(now))
    return connection.scalars(query).one()


def rest(connection: Connection, now: dt.datetime) -> dt.datetime | None:
    """Until when the first of the hosts rests that have pages that are due by then; None where there is none."""
    host, page = tables.host.c, tables.page.c
    due_there = (
        exists().where(page.host == host.name, page.next_check_at <= host.not_before).correlate(tables.host)
    )
    query = select(func.min(host.not_before)).where(host.not_before > now, due_there)
    return connection.scalar(query)


def fetched(
    connection: Connection,
    page_id: int,
    now: dt.datetime,
    seen: Seen,
    again: Bounds | None,
) -> None:
    """It was fetched, or the server said that it is as it was.

    Args:
        connection: of a transaction that may write.
        page_id: as in `Page`.
        now: aware.
        seen: what the look found.
        again: how often it may be looked at from now on; None: never again.
    """
    columns = tables.page.c
    before = connection.execute(select(columns.interval_seconds).where(columns.id == page_id)).one()
    interval = dt.timedelta(seconds=before.interval_seconds)
    if again is not None:
        interval = again.adapted(interval, changed=seen.changed)
    next_check_at = None if again is None else now + interval
    _set(connection, page_id, **had(seen, interval, now), next_check_at=next_check_at, last_error=None)


def failed(
    connection: Connection,
    page: Page,
    error: str,
    now: dt.datetime,
    *,
    for_good: bool = False,
    not_before: dt.datetime | None = None,
) -> None:
    """It could not be had; after some tries in a row it is given up.

    Args:
        connection: of a transaction that may write.
        page: as `due` gave it.
        error: the sentence that says what is wrong.
        now: aware.
        for_good: whether there is no use in another try.
        not_before: the server asked to be left alone until then; that is no failure of the page.
    """
    columns = tables.page.c
    before = connection.execute(select(columns.failures).where(columns.id == page.id)).one()
    failures = before.failures + (not_before is None)
    wait = backoff(_FIRST_RETRY, max(failures, 1), page.link.url)
    given_up = for_good or failures >= _TRIES
    _set(
        connection,
        page.id,
        next_check_at=None if given_up else not_before or now + wait,
        last_check_at=now,
        failures=failures,
        last_error=error,
    )


def _due(now: dt.datetime) -> ColumnElement[bool]:
    """That a page is to be fetched; one that was fetched in the future, by a clock that was ahead, is too."""
    columns = tables.page.c
    return and_(
        columns.next_check_at.is_not(None), or_(columns.next_check_at <= now, columns.last_check_at > now)
    )


def _rests(now: dt.datetime) -> ColumnElement[bool]:
    """That the host of a page has asked to be left alone, or is given time to recover."""
    host = tables.host.c
    return (
        exists()
        .where(host.name == tables.page.c.host, host.not_before > now, host.not_before < now + LONGEST_REST)
        .correlate(tables.page)
    )


def _host(url: str) -> str:
    """The host of an address with its port, if it names one: who is asked one thing at a time."""
    return urlsplit(url).netloc


def _new(link: Link, source_id: int | None, now: dt.datetime, bounds: Bounds) -> dict[str, object]:
    return {
        "url": link.url,
        "host": _host(link.url),
        "kind": link.kind,
        "source_id": source_id,
        "found_at": now,
        "title": _fit(link.title),
        "published": link.published,
        "outlet": _fit(link.outlet),
        "lang": _fit(link.lang),
        "original": link.original,
        "captured_at": link.captured_at,
        "once": link.once,
        "depth": link.depth,
        "interval_seconds": int(bounds.start.total_seconds()),
        "next_check_at": now,
        "failures": 0,
    }


def _page(row: _AnyRow) -> Page:
    link = Link(
        url=row.url,
        kind=Kind(row.kind),
        title=row.title,
        published=row.published,
        outlet=row.outlet,
        lang=row.lang,
        original=row.original,
        captured_at=row.captured_at,
        once=row.once,
        depth=row.depth,
    )
    return Page(row.id, link, row.source_id, Validators(row.etag, row.last_modified), row.read_for)


def _fit(text: str | None) -> str | None:
    """What a list says, on one line and not endless."""
    return text and (" ".join(_UNFIT.sub(" ", text).split())[:_LONGEST] or None)


def _set(connection: Connection, page_id: int, **values: object) -> None:
    connection.execute(update(tables.page).where(tables.page.c.id == page_id).values(**values))
