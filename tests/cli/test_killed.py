"""A kill at any moment of an ingest: the database opens, is sound, and takes the same ingest again."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import closing, suppress
from importlib import util
from pathlib import Path

import pytest

WORK = "Gullholm season 3"
ARTICLES, PART = 200, 5
MONTHS = "January February March April May June July August September October November December".split()

# Runs the program again and again without loading it again and again: each run is a process of its own, forked from one
# that has loaded everything. Takes arguments as JSON, a line a run; answers with the number of the process, then, as
# soon as that has ended, with its exit code.
RUNNER = """
import json, os, sys
import alembic.command, sqlalchemy.dialects.sqlite, tracker.app.intake, tracker.cli.ingest
from tracker.cli import main
for line in sys.stdin:
    process = os.fork()
    if process == 0:
        sys.argv = ["tracker", *json.loads(line)]
        main()
    print(process, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
"""


@pytest.fixture
def kill_when(environment, folder):
    """`kill_when(is_time, *arguments)`: run, kill as soon as it is time; the exit code, negative for the kill's."""
    command = [sys.executable, "-c", RUNNER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as runner:

        def kill_when(is_time, *arguments):
            runner.stdin.write(json.dumps([str(argument) for argument in arguments]) + "\n")
            runner.stdin.flush()
            process = int(runner.stdout.readline())
            with suppress(ProcessLookupError):  # it has ended
                while is_time and not is_time():
                    os.sched_yield()
                    os.kill(process, 0)
                if is_time:
                    os.kill(process, signal.SIGKILL)
            return int(runner.stdout.readline())

        yield kill_when
        runner.stdin.close()


@pytest.fixture
def archives(folder, record):
    """An archive of hundreds of articles, and the same in parts of a few each."""
    lines = [
        record(
            number,
            url=f"https://outlet{number % 7}.example/{number}",
            outlet=f"outlet{number % 7}",
            published=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
            text=f"{WORK} is expected in {MONTHS[number % 12]} {2025 + number % 3}, the network says.\n\n"
            f"Nobody knows whether {WORK} comes any sooner. {'Nothing else is known. ' * (number % 20)}",
        )
        for number in range(ARTICLES)
    ]
    parts = [folder / f"part{begin:03}.jsonl" for begin in range(0, ARTICLES, PART)]
    for number, part in enumerate(parts):
        part.write_text("".join(lines[number * PART : (number + 1) * PART]))
    whole = folder / "whole.jsonl"
    whole.write_text("".join(lines))
    return whole, parts


def after(seconds):
    """It is time once that long has passed since the first time it was asked."""
    begin = None

    def is_time():
        nonlocal begin
        begin = begin or time.perf_counter()
        return time.perf_counter() - begin >= seconds

    return is_time


REVISION = "JOIN reading ON reading.id = reading_id JOIN revision ON revision.id = revision_id"
ARTICLE = "JOIN article ON article.id = article_id"
SAID = 'subject, quote, "begin", "end", start, stop, stance, polarity, said_on, trail'
# What is stored, apart from when it was learned and how it is numbered.
STATE = (
    "SELECT title, domain FROM work ORDER BY 1",
    "SELECT key, url, name FROM article JOIN outlet ON outlet.id = outlet_id ORDER BY 1",
    f"SELECT key, number, sha256, anchor_day, read_with FROM revision {ARTICLE} ORDER BY 1, 2",
    f'SELECT key, {SAID} FROM prediction {REVISION} {ARTICLE} ORDER BY key, "begin", start',
)
QUOTES = f'SELECT text, "begin", "end", quote FROM prediction {REVISION}'
# An article is there with its text and what was read in it, or not at all.
HALF_WRITTEN = (
    "SELECT key FROM article LEFT JOIN revision ON article_id = article.id"
    " LEFT JOIN reading ON revision_id = revision.id LEFT JOIN prediction ON reading_id = reading.id"
    " WHERE prediction.id IS NULL"
)


def rows(database, query):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def state(database):
    return [rows(database, query) for query in STATE]


def assert_sound(database):
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, HALF_WRITTEN) == []
    for text, begin, end, quote in rows(database, QUOTES):
        assert zlib.decompress(text).decode()[begin:end] == quote


def test_killed_dozens_of_times_it_ends_in_the_same_state(folder, archives, kill_when):
    whole, parts = archives
    database = folder / "tracker.db"
    shutil.copy(database, folder / "fresh.db")
    assert kill_when(None, "ingest", whole) == 0
    undisturbed = state(database)
    assert len(undisturbed[-1]) >= ARTICLES
    (folder / "fresh.db").replace(database)

    killed = 0
    with closing(sqlite3.connect(database)) as watching:

        def stored():
            return watching.execute("SELECT count(*) FROM article").fetchone()[0]

        for number, part in enumerate(parts):
            enough = stored() + number % PART
            late = after(0.0007 * (number % 9))  # an article takes a few milliseconds
            code = kill_when(lambda n=enough, late=late: stored() >= n and late(), "ingest", part, whole)
            killed += code == -signal.SIGKILL
            assert_sound(database)
    assert killed == len(parts)
    assert 0 < len(state(database)[1]) < ARTICLES

    assert kill_when(None, "ingest", whole) == 0
    assert state(database) == undisturbed
    assert_sound(database)


def test_killed_while_the_database_is_made_it_is_made_by_the_next(folder, archives, kill_when):
    killed = 0
    for number in range(8):
        database = folder / f"{number}.db"
        config = folder / f"{number}.toml"
        config.write_text(f"database = 'sqlite:///{database}'\n[[works]]\ntitle = '{WORK}'\nsearch = false\n")
        arguments = ("--config", config, "ingest", archives[1][0])
        late = after(0.006 * number)
        code = kill_when(lambda file=database, late=late: file.exists() and late(), *arguments)
        killed += code == -signal.SIGKILL

        assert kill_when(None, *arguments) == 0
        assert_sound(database)
        assert len(state(database)[1]) == PART
    assert killed >= 4


def test_killed_in_a_crawl_no_page_is_lost_none_kept_twice_none_fetched_again_needlessly(
    folder, tmp_path, start
):
    spec = util.spec_from_file_location(
        "many_hosts", Path(__file__).parents[1] / "benchmarks" / "many_hosts.py"
    )
    many_hosts = util.module_from_spec(spec)
    spec.loader.exec_module(many_hosts)
    log = tmp_path / "requests.jsonl"

    def asked():
        return log.read_text().splitlines()

    with many_hosts.served(tmp_path, pages=6, latency=0.01) as port:
        many_hosts.configure(folder, port, hosts=8)
        for enough in (25, 45):
            crawl = start("run", "--once", cwd=folder)
            while len(asked()) < enough and crawl.poll() is None:
                os.sched_yield()
            crawl.kill()
            crawl.wait()
            assert crawl.returncode == -signal.SIGKILL
        assert start("run", "--once", cwd=folder).wait() == 0
        seen = many_hosts.manners(log)

    with closing(sqlite3.connect(folder / "data" / "tracker.db")) as database:
        kept = database.execute("SELECT key FROM article").fetchall()
        assert len(kept) == len(set(kept)) == 6 * 8
        assert database.execute("SELECT count(*) FROM revision").fetchone() == (6 * 8,)
    assert seen["pages"] == 6 * 8
    assert seen["at most at once of a host"] == 1
    # what was under way when it was killed: at most one request a host, each time
    assert seen["asked again"] <= 2 * 8
