"""The works we follow: added by the user or by the configuration, never deleted, only no longer followed."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from tracker import titles
from tracker.errors import UnknownTitle
from tracker.model import Work
from tracker.store import tables
from tracker.store.tables import insert_once


@dataclass(frozen=True, slots=True)
class _Stored:
    id: int
    work: Work
    removed: bool


def add(connection: Connection, work: Work, now: dt.datetime) -> bool:
    """Follow a work. One that was removed comes back, with what is stored about it; new aliases are merged in.

    What was read before is read again for a work that comes or learns a name (see `articles.unread`).

    Returns:
        False where it was followed already.
    """
    stored = _by_key(connection).get(titles.key(work.title))
    if stored is None:
        return _insert(connection, work, now)
    if stored.removed:
        connection.execute(
            update(tables.work)
            .where(tables.work.c.id == stored.id)
            .values(removed_at=None, domain=work.domain, search=work.search)
        )
    elif stored.work.search is not work.search:
        _search(connection, stored.id, search=work.search)
    if _add_aliases(connection, stored.id, work.aliases, stored.work.aliases) or stored.removed:
        read_again(connection)
    return stored.removed


def declare(connection: Connection, works: Iterable[Work], now: dt.datetime) -> int:
    """Follow the works of the configuration: those never seen are added; those the user removed stay removed.

    Returns:
        How many were added.
    """
    before = _by_key(connection)
    added = 0
    for work in works:
        stored = before.get(titles.key(work.title))
        if stored is None:
            added += _insert(connection, work, now)
        elif not stored.removed:
            if stored.work.search is not work.search:
                _search(connection, stored.id, search=work.search)
            if _add_aliases(connection, stored.id, work.aliases, stored.work.aliases):
                read_again(connection)
    return added


def are_declared(connection: Connection, works: Iterable[Work]) -> bool:
    """Whether `declare` would find nothing to do."""
    stored = _by_key(connection)
    return all(_is_declared(stored.get(titles.key(work.title)), work) for work in works)


def _is_declared(stored: _Stored | None, work: Work) -> bool:
    if stored is None or stored.removed:
        return stored is not None
    return stored.work.search is work.search and set(work.aliases) <= set(stored.work.aliases)


def remove(connection: Connection, title: str, now: dt.datetime) -> Work:
    """Follow a work no longer. Everything that is known about it is kept.

    Returns:
        The work that `find` finds by that title.

    Raises:
        UnknownTitle: where no followed work goes by it.
    """
    work = find(connection, title)
    connection.execute(update(tables.work).where(tables.work.c.title == work.title).values(removed_at=now))
    return work


def read_again(connection: Connection) -> None:
    """Every text is pending again: it was not yet read for some work (see `articles.unread`)."""
    connection.execute(
        update(tables.revision).where(tables.revision.c.read_with.is_not(None)).values(read_with=None)
    )


def find(connection: Connection, title: str) -> Work:
    """The followed work that goes by `title`: its title, else an alias, else the only one written much the same.

    Raises:
        UnknownTitle: where there is none, or more than one.
    """
    works = tracked(connection)
    key = titles.key(title)
    ways = (
        [w for w in works if titles.key(w.title) == key],
        [w for w in works if key in map(titles.key, w.aliases)],
        [w for w in works if any(titles.same_title(title, name) for name in (w.title, *w.aliases))],
    )
    found = next((works for works in ways if works), [])
    if len(found) != 1:
        near = [w.title for w in found] or titles.near(title, (w.title for w in works))
        raise UnknownTitle(title, near)
    return found[0]


def tracked(connection: Connection) -> tuple[Work, ...]:
    """The followed works, in the order in which they were first added."""
    return tuple(stored.work for stored in _stored(connection) if not stored.removed)


def _stored(connection: Connection) -> list[_Stored]:
    """All works ever followed, by one query."""
    columns = tables.work.c
    query = (
        select(
            columns.id,
            columns.title,
            columns.domain,
            columns.search,
            columns.removed_at,
            tables.alias.c.name,
        )
        .outerjoin_from(tables.work, tables.alias)
        .order_by(columns.id, tables.alias.c.id)
    )
    found: dict[int, _Stored] = {}
    for number, title, domain, search, removed_at, alias in connection.execute(query):
        one = found.setdefault(
            number, _Stored(number, Work(title, domain, search=search), removed_at is not None)
        )
        # an outer join gives None where there is no alias
        if alias is not None:
            found[number] = replace(one, work=replace(one.work, aliases=(*one.work.aliases, alias)))
    return list(found.values())


def _by_key(connection: Connection) -> dict[str, _Stored]:
    # computed afresh, not taken from the column: a later version may fold titles otherwise
    return {titles.key(stored.work.title): stored for stored in _stored(connection)}


def _insert(connection: Connection, work: Work, now: dt.datetime) -> bool:
    key = titles.key(work.title)
    values = {"title": work.title, "key": key, "domain": work.domain, "search": work.search, "added_at": now}
    if not insert_once(connection, tables.work, **values):
        return False
    work_id = connection.scalars(select(tables.work.c.id).where(tables.work.c.title == work.title)).one()
    _add_aliases(connection, work_id, work.aliases)
    read_again(connection)
    return True


def _search(connection: Connection, work_id: int, *, search: bool) -> None:
    connection.execute(update(tables.work).where(tables.work.c.id == work_id).values(search=search))


def _add_aliases(
    connection: Connection, work_id: int, names: Iterable[str], known: Collection[str] = ()
) -> bool:
    """Add the names that the work does not have yet; whether there were any."""
    new = [name for name in names if name not in known]
    return sum(insert_once(connection, tables.alias, work_id=work_id, name=name) for name in new) > 0
