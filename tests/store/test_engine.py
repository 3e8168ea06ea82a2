"""Opening a database, and everything that may be wrong with one."""

import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from tracker.errors import StoreError
from tracker.store import articles, works
from tracker.store.engine import connect, open_store, reading, writing


def test_a_new_file_is_made_with_its_folder(opened, sqlite_path):
    opened(sqlite_path)

    assert sqlite_path.is_file()


def test_sqlite_connections_are_set_up_for_several_users_and_sound_references(opened, sqlite_path):
    engine = opened(sqlite_path, wait_seconds=7)
    with reading(engine) as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert values == ["wal", 1, 1, 7000]


def test_a_new_file_that_another_program_holds_is_waited_for(opened, tmp_path, monkeypatch):
    file = tmp_path / "tracker.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        clock = SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda _: other.execute("ROLLBACK"))
        monkeypatch.setattr("tracker.store.engine.time", clock)
        opened(file, wait_seconds=0.01)


def test_a_block_that_raises_leaves_no_trace(engine, given):
    def add_and_fail():
        with writing(engine) as connection:
            works.add(connection, given.work, given.now)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        add_and_fail()

    with reading(engine) as connection:
        assert works.tracked(connection) == ()


def test_a_reader_sees_one_state_while_another_writes(engine, given):
    with reading(engine) as one:
        assert works.tracked(one) == ()
        with writing(engine) as other:
            works.add(other, given.work, given.now)
        assert works.tracked(one) == ()

    with reading(engine) as later:
        assert works.tracked(later) == (given.work,)


def test_our_own_mistakes_are_not_dressed_up(engine):
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text("INSERT INTO alias (work_id, name) VALUES (77, 'nobody')"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("tracker.db", "is no database address"),
        ("mysql://localhost/tracker", "cannot use a 'mysql' database"),
        ("sqlite://", "would forget everything"),
        ("sqlite:///:memory:", "would forget everything"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url, sentence):
    with pytest.raises(StoreError, match=sentence):
        open_store(url)


def test_a_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"pip install 'tracker\[postgresql\]'"):
        connect("postgresql://localhost/tracker")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "here").write_text("a file")

    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/here/tracker.db")


def test_a_file_that_is_no_database_is_left_alone(opened, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Dear diary, " * 100)

    with pytest.raises(StoreError, match="is not a database"):
        opened(file)
    assert file.read_text() == "Dear diary, " * 100


def test_a_database_of_another_program_is_left_alone(opened, tmp_path):
    file = tmp_path / "theirs.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE bookmark (url)")

    with pytest.raises(StoreError, match="belongs to another program"):
        opened(file)


def test_a_read_only_folder(opened, unprivileged):
    unprivileged.chmod(0o500)

    with pytest.raises(StoreError, match="cannot be opened: is its folder there, and are you allowed"):
        opened(unprivileged / "tracker.db")


def test_a_read_only_file(opened, unprivileged, given):
    file = unprivileged / "tracker.db"
    opened(file).dispose()
    file.chmod(0o400)

    with pytest.raises(StoreError, match="read-only"), writing(opened(file)) as connection:
        works.add(connection, given.work, given.now)


def test_a_damaged_file(opened, sqlite_path):
    opened(sqlite_path).dispose()
    whole = sqlite_path.read_bytes()
    sqlite_path.write_bytes(whole[:4096] + secrets.token_bytes(len(whole) - 4096))

    with pytest.raises(StoreError, match="is damaged"):
        opened(sqlite_path)


def test_a_full_disk_loses_nothing(opened, sqlite_path, given):
    engine = opened(sqlite_path)
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)
        given.ingest(connection)
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 2}"))
    large = given.document(secrets.token_hex(50_000), key="large")

    with pytest.raises(StoreError, match="the disk is full"), writing(engine) as connection:
        articles.keep(connection, large, given.now)
    with reading(engine) as connection:
        assert [document for _, document in articles.all_documents(connection)] == [given.document()]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    roomy = opened(sqlite_path)
    with writing(roomy) as connection:
        assert articles.keep(connection, large, given.now).outcome is articles.Outcome.NEW


def test_a_server_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match=r"cannot be reached \(.*\)\. Is the server running") as caught:
        open_store(f"postgresql://me:secret@/tracker?host={tmp_path}&connect_timeout=3")
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_on_the_server(postgresql_server, tmp_path):
    url = postgresql_server.make(tmp_path, migrated=False)
    postgresql_server.drop(url)

    with pytest.raises(StoreError, match="does not exist"):
        open_store(url)


def test_text_that_postgresql_cannot_keep(postgresql_server, opened, tmp_path, given):
    url = postgresql_server.make(tmp_path, migrated=True)
    with pytest.raises(StoreError, match="NUL"), writing(opened(url)) as connection:
        articles.keep(connection, given.document(title="a\0b"), given.now)
    postgresql_server.drop(url)


def test_a_current_database_opens_without_alembic(opened, sqlite_path):
    opened(sqlite_path).dispose()
    code = f"""
import sys
from tracker.store import articles, predictions, sources, summaries, works
from tracker.store.engine import open_store
open_store("sqlite:///{sqlite_path}").dispose()
assert not {{"alembic", "sqlalchemy.orm", "psycopg"}} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True)
