"""`tracker extract`: for people, and as a filter that programs talk to."""

import datetime as dt
import json
import os
import subprocess
import sys

import pytest

ARTICLE = {
    "id": "a1",
    "text": "Gullholm season 3 premieres on March 3, 2025, the network says.",
    "title": "Gullholm season 3",
    "aliases": [],
    "published": "2024-05-06",
    "domain": "tv",
    "lang": "en",
    "outlet": "Quay",
}
# As the docstring of a scorer of extractions has them.
KEYS = {"quote", "begin", "end", "start", "stop", "stance", "polarity", "subject"}


def line(**fields):
    return json.dumps(ARTICLE | fields) + "\n"


@pytest.fixture
def answers(tracker):
    """`answers(line(), ...)`: what is answered to these lines."""
    return lambda *lines: tracker("extract", "-", "--format", "jsonl", stdin="".join(lines).encode())


def test_a_file_is_read_and_nothing_is_stored(tracker, article, folder):
    article()
    shown = tracker("extract", "a.txt")

    assert (shown.code, shown.err) == (0, "")
    assert all(part in shown.out for part in ("Gullholm season 3", "“March 3, 2025”", "2025-03-03"))
    assert tracker("predictions", "Gullholm season 3").out == "nothing predicted yet\n"


def test_why_tells_of_every_phrase_what_became_of_it(tracker, article):
    article()
    shown = tracker("extract", "a.txt", "--why").out
    records = json.loads(tracker("extract", "a.txt", "--why", "--format", "jsonl").out)["why"]

    assert all(
        f"\n  {told}  " in shown
        for told in ("verdict", "sentence", "event", "subject", "cues", "rules", "characters")
    )
    assert [r["verdict"] for r in records].count("prediction") == 1
    assert all(r["cues"] or r["refused"] for r in records)


def test_with_a_title_no_store_is_needed(tracker, article, folder):
    article("a.txt", "next month", "Skerry")
    (folder / "tracker.db").unlink()
    shown = tracker("extract", "a.txt", "--title", "Skerry", "--published", "2024-03-03", "--format", "json")

    (document,) = json.loads(shown.out)
    assert [p["start"] for p in document["predictions"]] == ["2024-04-01"]
    assert not (folder / "tracker.db").exists()


def test_documents_are_lines_too_and_each_failure_is_told(tracker, article, folder):
    article("news/a.txt")
    article("news/b.txt", "May 5, 2025", "Something else")
    ran = tracker("extract", "news", "--format", "jsonl")

    assert (ran.code, [row["id"] for row in ran.rows]) == (1, ["news/a.txt"])
    assert ran.err == "tracker: news/b.txt: it speaks of no tracked work; say which with --title.\n"


def test_a_document_that_fails_leaves_nothing_to_show(tracker):
    assert tracker("extract", "none.txt").out == ""


def test_a_record_is_answered_with_quotes_windows_and_a_headline(answers):
    ran = answers(line())

    assert (ran.code, ran.err) == (0, "")
    (answer,) = ran.rows
    (prediction,) = answer["predictions"]
    assert answer["id"] == "a1"
    assert answer["headline"] == {"start": "2025-03-03", "stop": "2025-03-03"}
    assert prediction.keys() >= KEYS
    assert ARTICLE["text"][prediction["begin"] : prediction["end"]] == prediction["quote"] == "March 3, 2025"
    assert (prediction["subject"], prediction["start"], prediction["stop"]) == (
        "Gullholm season 3",
        "2025-03-03",
        "2025-03-03",
    )


@pytest.mark.parametrize(
    ("fields", "quotes"),
    [
        ({"published": None}, ["March 3, 2025"]),
        ({"published": None, "text": "Gullholm season 3 is out next month."}, []),
        ({"id": 7, "more": {"keys": []}}, ["March 3, 2025"]),
        ({"aliases": None, "outlet": None, "lang": None, "domain": None}, ["March 3, 2025"]),
        ({"text": ""}, []),
        ({"text": "\x00\x01 …"}, []),
        ({"text": "🎬 " + ARTICLE["text"]}, ["March 3, 2025"]),
    ],
)
def test_every_record_is_answered(answers, fields, quotes):
    ran = answers(line(**fields))

    assert (ran.code, ran.err) == (0, "")
    (answer,) = ran.rows
    told = [p for p in answer["predictions"] if p["start"]]
    assert answer["id"] == fields.get("id", "a1")
    assert [p["quote"] for p in told] == quotes
    text = fields.get("text", ARTICLE["text"])
    assert all(text[p["begin"] : p["end"]] == p["quote"] for p in told)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{broken\n", "this line is no record"),
        ("[1]\n", "this line is no record"),
        ('{"id": 1}\n', "missing required field `text`"),
        (line(title=None), 'it has no "title"'),
        (line(title="  "), 'it has no "title"'),
        (line(published="soon"), "Invalid RFC3339"),
        (line(published="9999-12-31"), "no day to count from"),
        (line(published="0001-01-01"), "no day to count from"),
        (line(domain="opera"), "Invalid enum value 'opera'"),
        (line(text="x" * 5_000_000), "longer than 5 MB"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(answers, bad, reason):
    ran = answers(line(id="first"), "\n", bad, line(id="last"))

    assert (ran.code, [row["id"] for row in ran.rows]) == (1, ["first", "last"])
    assert ran.err.startswith("tracker: standard input:3: ")
    assert reason in ran.err


def test_what_the_command_line_says_stands_over_the_records(tracker):
    fields = {"title": None, "text": "Skerry is out next month."}
    told = ("--title", "Skerry", "--published", "2024-03-03")
    ran = tracker("extract", "-", "--format", "jsonl", *told, stdin=line(**fields).encode())

    assert [p["start"] for p in ran.rows[0]["predictions"]] == ["2024-04-01"]


def test_the_answer_hangs_on_no_clock(answers, monkeypatch):
    lines = [line(published=day) for day in ("1999-01-01", "2150-01-01", None)]
    lines.append(line(published=None, text="Published 03/04/2050\n\nGullholm season 3 is out next month."))
    today = answers(*lines)

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime(1971, 1, 1, tzinfo=tz)

    monkeypatch.setattr("tracker.cli.options.dt.datetime", Later)
    assert answers(*lines) == today


@pytest.mark.parametrize(
    ("command", "sent"), [("extract", line()), ("windows", '{"id": "a1", "text": "late 2026"}\n')]
)
def test_an_answer_is_written_before_the_next_line_is_read(start, bare_folder, command, sent):
    talk = start(command, "-", "--format", "jsonl", stdin=subprocess.PIPE)
    for _ in range(3):
        talk.stdin.write(sent.encode())
        talk.stdin.flush()
        assert json.loads(talk.stdout.readline())["id"] == "a1"
    talk.stdin.close()

    assert (talk.wait(), talk.stdout.read(), talk.stderr.read()) == (0, b"", b"")
    assert list(bare_folder.iterdir()) == [bare_folder / "config.toml"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of a process as Linux tells it")
def test_a_long_stream_takes_no_more_memory_than_a_short_one(folder, environment):
    command = [sys.executable, "-m", "tracker", "extract", "-", "--format", "jsonl"]
    long = line(text="Nothing is known of the harbour. " * 3_000).encode()  # 100 kB

    def peak(records):
        talk = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
        for _ in range(records):
            talk.stdin.write(long)
        talk.stdin.close()
        _, status, usage = os.wait4(talk.pid, 0)
        talk.returncode = os.waitstatus_to_exitcode(status)
        assert talk.returncode == 0
        return usage.ru_maxrss * 1024

    assert peak(43) - peak(3) < 2_000_000
