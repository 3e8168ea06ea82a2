"""Whatever is put in: one clear sentence on standard error, the right code, and the store as sound as before."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import event

from tracker.app import composition
from tracker.store.engine import open_store

WORK = "Gullholm season 3"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Where a database with one article is kept, once there is one."""
    return tmp_path_factory.mktemp("prepared") / "tracker.db"


@pytest.fixture
def stored(tracker, article, folder, prepared):
    """One article is stored; `stored()` says whether it still is, and the database sound."""
    article("before.txt")
    if prepared.exists():
        shutil.copy(prepared, folder)
    else:
        assert tracker("ingest", "before.txt").code == 0
        shutil.copy(folder / "tracker.db", prepared)

    def sound(more=0):
        with closing(sqlite3.connect(folder / "tracker.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            first = database.execute("SELECT quote FROM prediction ORDER BY id LIMIT 1").fetchone()
            kept = database.execute("SELECT count(*) FROM revision").fetchone()[0]
        return first == ("March 3, 2025",) and kept == 1 + more

    return sound


def one_sentence(ran):
    """What was told apart from the count at the end."""
    first, *rest = ran.err.splitlines()
    assert rest == [] or rest[0].startswith("tracker: 1 article (")
    assert ran.out == ""
    return first.removeprefix("tracker: ")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "a.txt: it is empty."),
        ("a.txt", b" \n\t\n", "a.txt: it is empty."),
        ("a.html", b"<html><head></head><body></body></html>", "a.html: no readable text in it."),
        ("a.txt", b"12:30 --- 17/4", "a.txt: no readable text in it."),
        ("a.txt", b"%PDF-1.7 \xe2\xe3", "a.txt: this is a binary file, no text or HTML."),
        ("a.md", bytes(range(256)) * 20, "a.md: this is a binary file, no text or HTML."),
        ("a.txt", b"Gullholm\x00season 3", "a.txt: this is a binary file, no text or HTML."),
        ("a.jsonl", b"", "a.jsonl: the archive is empty."),
        ("a.jsonl", b"\n\n", "a.jsonl: the archive is empty."),
        ("a.txt", None, "a.txt: no such file or directory; check the path."),
        ("x" * 300, None, f"{'x' * 300}: file name too long; check the path."),
        ("*.nothing", None, "*.nothing: no file goes by this pattern."),
        ("a\nb\x1bc.txt", None, "a\\nb\\x1bc.txt: no such file or directory; check the path."),
        ("caf\udce9.txt", None, "caf\\udce9.txt: no such file or directory; check the path."),
        ("ftp://quay.example/a", None, "ftp://quay.example/a: this is no address of a page; only http"),
        ("http://127.0.0.1:9/", None, "http://127.0.0.1:9/: no connection to the server"),
        ("http://", None, "http://: this is no address of a page"),
    ],
)
def test_what_cannot_be_read_is_told_with_code_1(tracker, stored, folder, name, content, sentence):
    if content is not None:
        (folder / name).write_bytes(content)
    for command in (("ingest",), ("extract", "--title", WORK)):
        ran = tracker(*command, name)
        assert (ran.code, one_sentence(ran)[: len(sentence)]) == (1, sentence)

    assert stored()


def test_an_empty_standard_input(tracker, stored):
    assert one_sentence(tracker("ingest", "-")) == "standard input: it is empty."
    assert stored()


def test_a_file_of_50_mb_is_refused_unread(tracker, stored, folder):
    with (folder / "large.txt").open("wb") as file:
        file.truncate(50_000_000)  # takes no room on the disk
    ran = tracker("ingest", "large.txt")

    assert (ran.code, one_sentence(ran)) == (
        1,
        "large.txt: larger than 20 MB; an article is not, so it was not read.",
    )
    assert stored()


def test_the_largest_file_is_a_setting(tracker, article, folder, monkeypatch):
    monkeypatch.setenv("TRACKER_FETCH_MAX_BYTES", "50")
    article()

    assert one_sentence(tracker("ingest", "a.txt")).startswith("a.txt: larger than 5e-05 MB")


def test_broken_utf_8_is_read_as_well_as_can_be(tracker, stored, folder, article):
    broken = article.text("May 5, 2025").encode().replace(b"network", b"netw\xff\xc3rk")
    (folder / "a.txt").write_bytes(broken)
    ran = tracker("ingest", "a.txt")

    assert (ran.code, "a.txt: it is no valid UTF-8" in ran.err) == (0, True)
    assert stored(more=1)
    assert tracker("predictions", WORK, "--format", "jsonl").rows[-1]["quote"] == "May 5, 2025"


def test_an_article_about_nothing_that_is_followed_is_passed_over(tracker, stored, article):
    article("a.txt", "May 5, 2025", "Something else")
    ran = tracker("ingest", "a.txt")

    assert (ran.code, one_sentence(ran)) == (
        0,
        "a.txt: it speaks of no tracked work; `tracker add TITLE` first, or give --title.",
    )
    assert stored()


@pytest.mark.parametrize("when", ["the year 9999", "December 31, 9999", "late 9999", "99999"])
def test_the_year_9999_in_a_text(tracker, stored, article, when):
    article("a.txt", when)

    assert tracker("ingest", "a.txt").code == 0
    for command in (("history", WORK, "--to", "9999-12-31"), ("works",), ("predictions", WORK), ("summary",)):
        assert tracker(*command).code == 0
    assert stored(more=1)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1989-12-31"])
def test_a_day_on_which_nothing_can_have_been_published(tracker, stored, article, folder, record, day):
    article("a.txt", "May 5, 2025")
    (folder / "a.jsonl").write_text(record(2, "June 6, 2025", published=day))
    (folder / "b.txt").write_text(f"---\npublished: {day}\n---\n{article.text('May 5, 2025')}")
    for command, source in (
        (("a.txt", "--published", day), "a.txt"),
        (("a.jsonl",), "a.jsonl:1"),
        (("b.txt",), "b.txt"),
    ):
        ran = tracker("ingest", *command)
        assert ran.code == 1
        assert one_sentence(ran).startswith(f"{source}: ")

    assert stored()


def test_a_day_that_does_not_exist(tracker, stored, article, folder, record):
    (folder / "a.jsonl").write_text(record(2, published="2024-02-30"))

    assert tracker("ingest", "before.txt", "--published", "2024-02-30").code == 2
    assert "'2024-02-30'" in one_sentence(tracker("ingest", "a.jsonl"))
    assert stored()


LABELS = {
    "nul": {"title": "Gull\0holm", "outlet": "Qu\0ay", "id": "\0", "url": None},
    "controls": {"title": "a\x1b[31m\n", "outlet": "\x07\x1b]0;x\x07", "id": "\r\n", "url": None},
    "empty": {"title": "\0", "outlet": "\0", "id": "", "url": ""},
    "nul in an address": {"url": "https://quay.example/\0"},
    "long title": {"title": "Soon? " * 10_000},
}
REFUSED = {
    "long outlet": {"outlet": "Quay " * 1_000},
    "long id": {"id": "é" * 1_001, "url": None},
    "long address": {"url": f"https://quay.example/{'a' * 2_000}"},
}


@pytest.mark.parametrize("fields", LABELS.values(), ids=LABELS)
def test_labels_that_no_database_takes_are_made_fit(
    tracker, folder, database_url, monkeypatch, record, fields
):
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)
    (folder / "a.jsonl").write_text(record(**fields))
    first, second = tracker("ingest", "a.jsonl"), tracker("ingest", "a.jsonl")

    assert (first.code, first.err) == (0, "tracker: 1 article (1 new), 1 new prediction\n")
    assert second.err == "tracker: 1 article (1 unchanged), 0 new predictions\n"
    (row,) = tracker("predictions", WORK, "--format", "jsonl").rows
    assert all(
        label is None or label.isprintable() for label in (row["outlet"], row["article_title"], row["url"])
    )
    assert row["outlet"]


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_labels_too_long_to_be_told_apart_by_are_refused(
    tracker, folder, database_url, monkeypatch, record, fields
):
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)
    (folder / "a.jsonl").write_text(record(**fields))
    ran = tracker("ingest", "a.jsonl")

    assert ran.code == 1
    assert one_sentence(ran).endswith("is longer than 2,000 bytes; it was not kept.")


def test_half_a_pair_of_surrogates_is_no_character(tracker, stored, folder):
    (folder / "a.jsonl").write_text(json.dumps({"id": "\ud83c", "text": f"{WORK} \udfac"}) + "\n")

    assert one_sentence(tracker("ingest", "a.jsonl")).startswith("a.jsonl:1: this line is no record")
    assert stored()


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits long for a database that is in use."""
    monkeypatch.setattr(composition, "opened", partial(composition.opened, wait_seconds=0.01))


def test_a_locked_database(tracker, stored, article, impatient):
    article("a.txt", "May 5, 2025")
    with closing(sqlite3.connect("tracker.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for command in (("ingest", "a.txt"), ("add", "Skerry"), ("remove", WORK), ("summary",)):
            ran = tracker(*command)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith("tracker: The database ")
            assert ran.err.endswith(
                " is in use by another program that does not let go of it. Try again when that one is done.\n"
            )
        assert tracker("history", WORK).code == 0

    assert stored()
    assert tracker("ingest", "a.txt").code == 0
    assert stored(more=1)


def test_a_folder_that_cannot_be_written_to(stored, run, unprivileged, monkeypatch):
    monkeypatch.chdir(unprivileged)
    (unprivileged / "config.toml").write_text("[[works]]\ntitle = 'Skerry'\n")
    unprivileged.chmod(0o500)
    ran = run(["works"])

    assert (ran.code, ran.out) == (1, "")
    assert (
        ran.err
        == f"tracker: The folder {unprivileged}/data of the database cannot be made: Permission denied.\n"
    )


def test_a_database_that_cannot_be_written_to(stored, run, article, unprivileged, monkeypatch):
    monkeypatch.chdir(unprivileged)
    (unprivileged / "config.toml").write_text("[[works]]\ntitle = 'Skerry'\n")
    for name in ("one.txt", "two.txt"):
        (unprivileged / name).write_text(f"{name}: {article.sentence('March 3, 2125', 'Skerry')}")
    assert run(["ingest", "one.txt"]).code == 0
    before = run(["predictions", "Skerry"])
    data = unprivileged / "data"
    (data / "tracker.db").chmod(0o400)
    data.chmod(0o500)
    ran = run(["ingest", "two.txt"])
    data.chmod(0o700)
    (data / "tracker.db").chmod(0o600)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"tracker: The database {data}/tracker.db cannot be ")
    assert ran.err.count("\n") == 1
    assert run(["predictions", "Skerry"]) == before


def full(engine):
    """Let the file grow no further than it has."""
    (pages,) = engine.raw_connection().cursor().execute("PRAGMA page_count").fetchone()
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages}"))
    return engine


def test_a_database_that_may_not_grow(tracker, stored, folder, record, monkeypatch):
    lines = "".join(
        record(n, "May 5, 2025", text=f"{WORK} is out on May 5, 2025. {os.urandom(9_000).hex()}")
        for n in range(9)
    )
    (folder / "a.jsonl").write_text(lines)
    with monkeypatch.context() as patch:
        patch.setattr(composition, "open_store", lambda *a, **k: full(open_store(*a, **k)))
        ran = tracker("ingest", "a.jsonl")
    assert ran.code == 1
    assert one_sentence(ran).endswith(
        "could not be written: the disk is full. Nothing was changed; free some space and try again."
    )
    assert stored()

    assert tracker("ingest", "a.jsonl").err == "tracker: 9 articles (9 new), 9 new predictions\n"
    assert stored(more=9)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes rights that this account does not have")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(tracker, folder, record, monkeypatch, small_disk):
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{small_disk}/tracker.db")
    noise = "".join(
        record(n, "May 5, 2025", text=f"{WORK} is out on May 5, 2025. {os.urandom(30_000).hex()}")
        for n in range(99)
    )
    (folder / "a.jsonl").write_text(noise)
    ran = tracker("ingest", "a.jsonl")

    assert (ran.code, ran.out) == (1, "")
    assert "the disk is full" in ran.err or "the disk reports an error" in ran.err
    with closing(sqlite3.connect(small_disk / "tracker.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (kept,) = database.execute("SELECT count(*) FROM revision").fetchone()
    assert 3 < kept < 99
    assert len(tracker("predictions", WORK, "--format", "jsonl").rows) == kept
    summary = tracker("summary", "--output", small_disk)
    assert (summary.code, list(small_disk.glob("*.md"))) in ((0, [small_disk / summary.out.strip()]), (1, []))
