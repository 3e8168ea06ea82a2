"""What is shown while it works: on a terminal, in a pipe, with NO_COLOR."""

import re
from types import SimpleNamespace

import pytest

from tracker.cli.progress import counted

COLOUR = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(autouse=True)
def world(tracker, folder, record, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    (folder / "old.jsonl").write_text(
        record(1) + "{broken\n" + record(2, "May 5, 2025", published="2024-06-07")
    )


def test_a_terminal_sees_a_bar_and_each_failure_above_it(run):
    ran = run(["ingest", "old.jsonl"], terminal=True)
    seen = COLOUR.sub("", ran.err)
    lines = seen.splitlines()

    assert (ran.code, ran.out) == (1, "")
    assert "━━━" in seen
    assert "━ 3 articles (2 new, 1 failed), 2 new predictions" in seen
    assert sum("old.jsonl:2: this line is no record" in line for line in lines) == 1
    assert lines[-1].split("\x1b[2K")[-1] == "tracker: 3 articles (2 new, 1 failed), 2 new predictions"


def test_a_bar_counts_the_sources_of_a_round(run, folder):
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'file'\nlocation = 'old.jsonl'\n")
    ran = run(["run", "--once"], terminal=True)

    assert "━━━" in COLOUR.sub("", ran.err)
    assert "checked 1 source\n" in ran.err


def test_a_pipe_sees_whole_lines_only(tracker):
    ran = tracker("ingest", "old.jsonl")

    assert "\x1b" not in ran.err
    assert "\r" not in ran.err
    assert len(ran.err.splitlines()) == 2


def test_long_work_says_where_it_is_every_minute(tracker, monkeypatch):
    times = iter(range(0, 1_000, 45))
    monkeypatch.setattr("tracker.cli.progress.time", SimpleNamespace(monotonic=lambda: next(times)))
    told = tracker("ingest", "old.jsonl").err.splitlines()

    assert told[1] == "tracker: 2 articles (1 new, 1 failed), 1 new prediction"
    assert len(told) == 3


@pytest.mark.parametrize("command", [["history", "Gullholm season 3"], ["works"]])
def test_colours_are_for_terminals_that_want_them(run, command, monkeypatch):
    run(["ingest", "old.jsonl"])
    coloured = run(command, terminal=True).out
    monkeypatch.setenv("NO_COLOR", "1")
    plain, piped = run(command, terminal=True).out, run(command).out

    assert COLOUR.search(coloured)
    assert "\x1b" not in plain + piped
    assert [line.rstrip() for line in COLOUR.sub("", coloured).splitlines()] == [
        line.rstrip() for line in plain.splitlines()
    ]


def test_a_number_and_its_thing():
    assert [counted(n, "source") for n in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]
