"""The schema's revisions: they make the schema, lose nothing, and run once."""

import datetime as dt
import resource
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, exists, func, insert, select, text

from tracker.errors import SchemaTooNew, StoreError
from tracker.ingest.address import article_key
from tracker.store import migrate, tables
from tracker.store.engine import connect, open_store, reading

# What a column of that type holds in the n-th row, of whatever revision; whatever refers to something refers to row n.
VALUES: dict[type, Callable[[int], object]] = {
    int: lambda n: n,
    float: lambda n: n / 8,
    str: lambda n: f"“{n}” 🎬",
    bytes: lambda n: zlib.compress(f"text {n}".encode()),
    bool: lambda n: n % 2 == 0,
    dt.date: lambda n: dt.date(2026, 1, n),
    dt.datetime: lambda n: dt.datetime(2026, 1, n, tzinfo=dt.UTC),
    object: lambda n: [f"rule {n}"],
}
ROWS = 3
NEWEST = migrate.HEAD
NEXT = f"{int(NEWEST) + 1:04}"
LATER = f'''
"""A revision as a later version may bring it: tables are rebuilt, a column comes, a column changes."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    rebuild = "always" if op.get_context().dialect.name == "sqlite" else "never"
    for name in ("work", "outlet", "article", "revision", "reading"):
        with op.batch_alter_table(name, recreate=rebuild) as batch:
            batch.add_column(sa.Column("note", sa.String(), nullable=False, server_default="none"))
    with op.batch_alter_table("prediction", recreate=rebuild) as batch:
        batch.alter_column("credit", new_column_name="credited_to")
'''


def revisions() -> list[str]:
    script = ScriptDirectory(str(migrate.folder()))
    return [one.revision for one in reversed(list(script.walk_revisions()))]


@pytest.fixture
def later_version(tmp_path, monkeypatch) -> Path:
    """The program as of a later version, which knows one more revision; the file of that one."""
    folder = tmp_path / "100% later" / "alembic"
    shutil.copytree(migrate.folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = folder / "versions" / f"{NEXT}_notes.py"
    script.write_text(LATER)
    monkeypatch.setattr(migrate, "folder", lambda: folder)
    monkeypatch.setattr(migrate, "HEAD", NEXT)
    return script


def fill(connection: Connection) -> None:
    """A few rows in every table that is there, all columns given, everything referring to something."""
    for table in reflected(connection).sorted_tables:
        for n in range(1, ROWS + 1):
            row = {c.name: VALUES[int if c.foreign_keys else c.type.python_type](n) for c in table.c}
            connection.execute(insert(table).values(row))


def fill_file(path: Path) -> dict[str, int]:
    """A filled SQLite file as this version leaves it."""
    engine = open_store(f"sqlite:///{path}")
    with engine.begin() as connection:
        fill(connection)
        filled = counts(connection)
    engine.dispose()
    return filled


def state(path: Path) -> tuple[str | None, dict[str, int]]:
    """Revision and row counts of an SQLite file, whatever its schema."""
    engine = connect(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = migrate.revision_of(connection), counts(connection)
    engine.dispose()
    return found


def reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def counts(connection: Connection) -> dict[str, int]:
    found = reflected(connection).sorted_tables
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in found}


def lost_references(connection: Connection) -> dict[str, int | None]:
    """How many rows of each foreign key refer to nothing, where any do."""
    found = {}
    for table in reflected(connection).sorted_tables:
        for key in table.foreign_keys:
            other = key.column.table.alias()
            alone = select(func.count()).where(
                key.parent.is_not(None), ~exists().where(other.c.id == key.parent)
            )
            found[f"{table.name}.{key.parent.name}"] = connection.scalar(alone)
    return {name: lost for name, lost in found.items() if lost}


def test_the_constant_names_the_newest_revision():
    assert revisions()[-1] == migrate.HEAD


def test_the_revisions_make_exactly_the_schema(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


@pytest.mark.parametrize("revision", revisions())
def test_a_filled_database_of_any_revision_loses_no_row(empty_url, opened, revision):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, revision)
        fill(connection)
        before = counts(connection)
    old.dispose()

    with reading(opened(empty_url)) as connection:
        after = counts(connection)
        assert {name: after[name] for name in before} == before
        assert set(before.values()) == {ROWS}
        assert lost_references(connection) == {}


def test_what_was_said_before_it_could_be_withdrawn_stands(empty_url, opened):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, "0001")
        fill(connection)
        quotes = connection.scalars(text("SELECT quote FROM prediction ORDER BY id")).all()
    old.dispose()

    with reading(opened(empty_url)) as connection:
        rows = connection.execute(
            text("SELECT quote, confidence, scope, standing FROM prediction ORDER BY id")
        )
        assert [tuple(row) for row in rows] == [(quote, None, None, "stands") for quote in quotes]


def test_what_was_followed_before_it_could_be_out_is_not(empty_url, opened):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, "0002")
        fill(connection)
        titles = connection.scalars(text("SELECT title FROM work ORDER BY id")).all()
    old.dispose()

    with reading(opened(empty_url)) as connection:
        rows = connection.execute(text("SELECT title, released FROM work ORDER BY id"))
        assert [tuple(row) for row in rows] == [(title, None) for title in titles]


def test_the_day_of_a_release_can_be_given_up_and_nothing_else_goes(empty_url, opened):
    engine = connect(empty_url)
    with migrate.alone(engine) as connection:
        migrate.upgrade(connection, "0003")
        fill(connection)
        before = counts(connection)
        command.downgrade(migrate.configuration(connection), "0002")
        assert migrate.revision_of(connection) == "0002"
        assert "released" not in reflected(connection).tables["work"].c
        assert counts(connection) == before
        assert lost_references(connection) == {}
    engine.dispose()

    with reading(opened(empty_url)) as connection:
        assert before.items() <= counts(connection).items()
        assert connection.scalars(text("SELECT released FROM work")).all() == [None] * ROWS


@pytest.mark.usefixtures("later_version")
def test_rebuilding_tables_loses_no_row(empty_url, opened):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, "0001")
        fill(connection)
        before = counts(connection)
    old.dispose()

    engine = opened(empty_url)
    with reading(engine) as connection:
        assert before.items() <= counts(connection).items()
        assert lost_references(connection) == {}
        assert migrate.revision_of(connection) == NEXT
        assert connection.scalars(text("SELECT note FROM work")).all() == ["none"] * ROWS
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_failing_revision_leaves_everything_as_it_was(empty_url, opened, later_version):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, NEWEST)
        fill(connection)
    later_version.write_text(f"{LATER}    raise ArithmeticError\n")

    with pytest.raises(ArithmeticError):
        opened(empty_url)
    with old.connect() as connection:
        assert migrate.revision_of(connection) == NEWEST
        assert set(counts(connection).values()) == {ROWS}
        assert "note" not in reflected(connection).tables["work"].c
    old.dispose()


def test_a_revision_that_breaks_a_reference_is_undone(opened, sqlite_path, request):
    before = fill_file(sqlite_path)
    later_version = request.getfixturevalue("later_version")
    later_version.write_text(f"{LATER}    op.execute(sa.delete(sa.table('reading')))\n")

    with pytest.raises(StoreError, match="rows of prediction would lose what they refer to"):
        opened(sqlite_path)
    assert state(sqlite_path) == (NEWEST, before)


def test_an_older_file_is_copied_before_it_is_changed(opened, sqlite_path, request):
    before = fill_file(sqlite_path)
    assert list(sqlite_path.parent.glob("*.bak")) == []

    request.getfixturevalue("later_version")
    for name in (f"tracker.db.before-{NEXT}.bak", f"tracker.db.before-{NEXT}.2.bak"):
        opened(sqlite_path).dispose()
        copy = sqlite_path.with_name(name)
        assert state(copy) == (NEWEST, before)
        # the user goes back to the copy, and forward again
        shutil.copy(copy, sqlite_path)


def test_a_database_of_a_later_version_is_refused_and_left_alone(empty_url, opened):
    with opened(empty_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaTooNew, match="its schema is 9999, this version knows up to"):
        opened(empty_url)


def test_a_disk_too_full_for_the_copy_stops_the_migration(opened, sqlite_path, request):
    before = fill_file(sqlite_path)
    request.getfixturevalue("later_version")
    files = set(sqlite_path.parent.iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sqlite_path.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(StoreError, match="the disk"):
            opened(sqlite_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert set(sqlite_path.parent.iterdir()) <= files
    assert state(sqlite_path) == (NEWEST, before)


def test_threads_that_open_a_new_database_at_once_all_succeed(empty_url, opened):
    barrier = Barrier(4)

    def start(_: int) -> None:
        barrier.wait()
        open_store(empty_url).dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    with reading(opened(empty_url)) as connection:
        assert set(counts(connection).values()) == {0}


def test_processes_that_open_a_new_database_at_once_all_succeed(empty_url):
    code = f"from tracker.store.engine import open_store; open_store({empty_url!r}).dispose()"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]

    assert [process.wait() for process in started] == [0, 0]


def test_the_command_alembic_works_on_the_database_of_the_environment(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/tracker.db"
    monkeypatch.setenv("TRACKER_DATABASE_URL", url)
    config = Config()
    config.set_main_option("script_location", str(migrate.folder()))
    command.upgrade(config, "head")

    command.check(config)


def test_an_installed_package_brings_its_revisions(tmp_path, monkeypatch):
    module = tmp_path / "tracker" / "store" / "migrate.py"
    monkeypatch.setattr(migrate, "__file__", str(module))
    assert migrate.folder() == tmp_path / "alembic"

    (tmp_path / "tracker" / "_alembic").mkdir(parents=True)
    assert migrate.folder() == tmp_path / "tracker" / "_alembic"


@pytest.mark.parametrize(("basis", "days"), [("byline", [2, 2, 3]), ("fetched", [1, 2, 3])])
def test_the_day_on_which_it_was_said_moves_to_the_text_and_is_read_again(empty_url, opened, basis, days):
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, "0003")
        fill(connection)
        dated = text("UPDATE revision SET article_id = 1, anchor_day = '2026-01-02', anchor_basis = :b")
        connection.execute(dated, {"b": basis})
        connection.execute(text("DELETE FROM prediction WHERE reading_id = 3"))
        connection.execute(text("DELETE FROM reading WHERE id = 3"))
    old.dispose()

    columns = tables.revision.c
    with reading(opened(empty_url)) as connection:
        rows = connection.execute(select(columns.said_on, columns.read_with).order_by(columns.id)).all()
        # dated the 2nd; the same date again counts on the day it was seen, the 2nd and the 3rd
        assert [row.said_on.day for row in rows] == days
        assert [row.read_with for row in rows] == [None, None, "“3” 🎬"]


def test_articles_are_found_under_their_new_keys(empty_url, opened):
    before = ("http://www.quay.example/a/", "https://quay.example/a/", "quay/3")
    old = connect(empty_url)
    with migrate.alone(old) as connection:
        migrate.upgrade(connection, "0003")
        fill(connection)
        for number, key in enumerate(before, 1):
            connection.execute(text("UPDATE article SET key = :k WHERE id = :n"), {"k": key, "n": number})
    old.dispose()

    with reading(opened(empty_url)) as connection:
        keys = connection.scalars(select(tables.article.c.key).order_by(tables.article.c.id)).all()
        assert keys == ["https://quay.example/a", "https://quay.example/a/", "quay/3"]


ADDRESSES = """
https://quay.example/
https://quay.example
http://www.quay.example/a/
https://quay.example/a/?b=1
https://quay.example/a?c=2&b=1
https://m.quay.example/a
https://amp.www.quay.example/a
https://www.co.uk/a
https://quay.example/a/amp/
https://quay.example/amp/a
https://quay.example/a.amp.html
https://quay.example/a?outputType=amp&m=1&p=3
https://quay.example/a?utm_source=x&id=7
https://quay.example/a?gclid=1#top
http://quay.example:8080/a
https://quay.example:443/a
https://quay.example:80/a
https://en.m.wikipedia.org/wiki/X
https://QUAY.example/A
https://quay.example/a//
https://quay.example//amp//
https://quay.example/ä b?q=ü
https://küste.example/x
https://[::1]:9/x
https://quay-example.cdn.ampproject.org/c/s/quay.example/a?x=1
https://www.google.co.uk/amp/s/amp.quay.example/a
https://[bad/x
file:///shelf/a.txt
quay/3
"""


def test_a_key_is_made_as_articles_are_found_by_it_now():
    """Where `article_key` changes, a migration of its own has to follow, and these are then two."""
    script = ScriptDirectory(str(migrate.folder())).get_revision("0004").module

    addresses = ADDRESSES.strip().splitlines()
    assert {url: script.article_key(url) for url in addresses} == {url: article_key(url) for url in addresses}
