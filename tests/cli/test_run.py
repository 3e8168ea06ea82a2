"""`tracker run --once`, and what `tracker sources` then shows."""

import re
import signal

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
    assert (second.code, second.err) == (
        0,
        "tracker: nothing is due; `tracker sources` shows when what is.\n",
    )
    assert len(before) == 1
    assert tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows == before


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
    def end(app, now):
        signal.raise_signal(signal.SIGTERM)
        return read_pending(app, now)

    read_pending = intake.read_pending
    with monkeypatch.context() as patch:
        patch.setattr("tracker.daemon.read_pending", end)
        ran = tracker("run")

    assert (ran.code, ran.out) == (0, "")
    assert f"{watched}: no connection" in ran.err
    assert "tracker: checked 3 sources\ntracker: wrote " in ran.err
    assert "nothing is due" in tracker("run", "--once").err


def test_new_words_in_old_texts_are_told(tracker, folder, article):
    late = "Skerry season 2"
    (folder / "a.txt").write_text(article.text() + article.sentence("May 5, 2025", late))
    tracker("ingest", "a.txt")
    with (folder / "config.toml").open("a") as config:
        config.write(f"\n[[works]]\ntitle = '{late}'\n")

    assert re.search(r"tracker: \d new predictions? in texts that were stored", tracker("run", "--once").err)
    assert "new prediction" not in tracker("run", "--once").err
