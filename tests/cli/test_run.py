"""`tracker run --once`, and what `tracker sources` then shows."""

import datetime as dt
import re
import signal
import sqlite3
from contextlib import closing

import pytest

from tracker.app import intake


@pytest.fixture
def watched(folder, article):
    """Three sources: a folder, the samples, and a page that nobody serves."""
    article("news/a.txt")
    config = folder / "config.toml"
    gone = "http://127.0.0.1:9/gone"  # the port of a service that is nowhere run
    config.write_text(
        config.read_text() + "\n[[sources]]\nkind = 'folder'\nlocation = 'news'\n"
        f"\n[[sources]]\nkind = 'url'\nlocation = '{gone}'\n\n[[sources]]\nkind = 'samples'\n"
    )
    return gone


def ended(monkeypatch):
    """A daemon that is asked to end in its first round."""

    def end(app, now):
        signal.raise_signal(signal.SIGTERM)
        return read_pending(app, now)

    read_pending = intake.read_pending
    monkeypatch.setattr("tracker.daemon.read_pending", end)


def sources(tracker):
    return {row["kind"]: row for row in tracker("sources", "--format", "jsonl").rows}


def test_a_failing_source_does_not_stop_the_others_and_is_shown_with_its_error(tracker, watched):
    assert {row["last_success"] for row in sources(tracker).values()} == {None}
    ran = tracker("run", "--once")
    shown = sources(tracker)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count(f"{watched}: no connection to the server") == 1
    assert "checked 3 sources" in ran.err
    assert shown["folder"]["last_success"]
    assert shown["samples"]["last_success"]
    assert (shown["folder"]["failures"], shown["url"]["failures"]) == (0, 1)
    assert "no connection to the server" in shown["url"]["last_error"]
    assert "no connection to the server" in tracker("sources").out


def test_what_is_due_is_done_once(tracker, watched, folder):
    first = tracker("run", "--once")
    before = tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows
    (written,) = (folder / "summaries").iterdir()
    second = tracker("run", "--once")

    assert f"wrote {written}" in first.err
    assert second.code == 0
    assert re.fullmatch(
        r"tracker: everything that is due waits for hosts in trouble until .*\d\d:\d\dZ; `tracker sources` shows which\.\n",
        second.err,
    )
    assert len(before) == 1
    assert tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows == before


def test_that_nothing_is_due_is_told(tracker, folder):
    tracker("run", "--once")
    ran = tracker("run", "--once")

    assert (ran.code, ran.err) == (0, "tracker: nothing is due; `tracker sources` shows when what is.\n")


def test_a_source_is_not_checked_before_its_host_has_rested(tracker, watched):
    tracker("run", "--once")
    rested = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=2)
    with closing(sqlite3.connect("tracker.db")) as database:
        database.execute("UPDATE host SET not_before = ?", [f"{rested:%Y-%m-%d %H:%M:%S.%f}"])
        database.commit()

    assert sources(tracker)["url"]["next_check"] == f"{rested:%Y-%m-%dT%H:%M:%SZ}"
    assert sources(tracker)["folder"]["next_check"] < f"{rested:%Y-%m-%dT%H:%M:%SZ}"


def test_sites_that_cannot_reach_the_user_are_spoken_of_once(tracker, watched, folder, monkeypatch):
    config = folder / "config.toml"
    plain = config.read_text()
    ran = tracker("run", "--once")
    assert ran.err.splitlines()[0] == "tracker: no `contact` in config.toml: sites cannot reach you."
    assert ran.err.count("`contact`") == 1
    assert "`contact`" not in tracker("run", "--once").err  # nothing is asked

    ended(monkeypatch)
    assert tracker("run").err.count("`contact`") == 1
    config.write_text(f'contact = "ida@quay.example"\n{plain}')
    assert "`contact`" not in tracker("run").err


def test_without_the_web_nobody_has_to_be_reached(tracker, folder, article, monkeypatch):
    article("news/a.txt")
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'folder'\nlocation = 'news'\n")
    assert "`contact`" not in tracker("run", "--once").err
    ended(monkeypatch)
    assert "`contact`" not in tracker("run").err


def test_a_source_some_of_whose_articles_cannot_be_read_is_not_in_trouble(tracker, watched, folder):
    (folder / "news" / "b.txt").write_bytes(b"")
    tracker("run", "--once")
    shown = sources(tracker)["folder"]

    assert (shown["failures"], shown["last_error"]) == (
        0,
        f"1 of 2 articles: {folder}/news/b.txt: it is empty.",
    )


def test_a_file_whose_name_is_no_text_is_told_like_any_other(tracker, watched, folder):
    (folder / "news" / "caf\udce9.txt").write_bytes(b"")
    ran = tracker("run", "--once")

    assert f"{folder}/news/caf\\udce9.txt: it is empty." in ran.err
    assert sources(tracker)["folder"]["last_error"].endswith("caf\\udce9.txt: it is empty.")


def test_a_summary_that_cannot_be_written_fails_after_all_else_is_done(tracker, watched, folder):
    (folder / "summaries").symlink_to("/dev/null/no-folder")
    ran = tracker("run", "--once")

    assert ran.code == 1
    assert ran.err.endswith(".md cannot be written: Not a directory.\n")
    assert len(tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows) == 1


def test_without_once_it_goes_on_until_it_is_asked_to_end(tracker, watched, monkeypatch):
    with monkeypatch.context() as patch:
        ended(patch)
        ran = tracker("run")

    assert (ran.code, ran.out) == (0, "")
    assert f"{watched}: no connection" in ran.err
    assert "tracker: checked 3 sources\ntracker: wrote " in ran.err
    assert "everything that is due waits" in tracker("run", "--once").err


def test_new_words_in_old_texts_are_told(tracker, folder, article):
    late = "Skerry season 2"
    (folder / "a.txt").write_text(article.text() + article.sentence("May 5, 2025", late))
    tracker("ingest", "a.txt")
    with (folder / "config.toml").open("a") as config:
        config.write(f"\n[[works]]\ntitle = '{late}'\n")

    assert re.search(r"tracker: \d new predictions? in texts that were stored", tracker("run", "--once").err)
    assert "new prediction" not in tracker("run", "--once").err
