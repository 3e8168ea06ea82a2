"""What is shown while it works: on a terminal, in a pipe, with NO_COLOR."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest

from tracker.cli.progress import Progress, clock, counted, progress, tell_waiting
from tracker.ingest.pipeline import Ingested, Outcome
from tracker.store.waiting import Waiting

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
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


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ([], "0 articles (none), 0 new predictions"),
        ([Ingested("a", Outcome.NEW, predictions=2)], "1 article (1 new), 2 new predictions"),
        (
            [Ingested("a", Outcome.LISTED, is_list=True, found=1)],
            "1 list (1 new address), 0 articles, 0 new predictions",
        ),
        (
            [
                Ingested("a", Outcome.LISTED, is_list=True, found=300),
                Ingested("b", Outcome.LISTED, is_list=True, found=10),
                Ingested("c", Outcome.FAILED, is_list=True),
                Ingested("d", Outcome.FAILED),
                Ingested("e", Outcome.NEW),
            ],
            "3 lists (310 new addresses, 1 failed), 2 articles (1 failed, 1 new), 0 new predictions",
        ),
    ],
)
def test_lists_are_no_articles(done, told):
    with progress("things") as shown:
        assert all(map(shown.advance, done))
    assert shown.told() == told
    assert shown.is_any == bool(done)
    assert shown.failed == ("failed" in told)


def test_a_list_that_is_read_for_long_says_how_much_waits(capsys, monkeypatch):
    times = iter(range(0, 1_000, 45))
    monkeypatch.setattr("tracker.cli.progress.time", SimpleNamespace(monotonic=lambda: next(times)))
    with progress("things") as shown:
        for waiting in (9, 24, 30, 1):
            shown.remain(waiting)

    told = "tracker: 0 articles (none), 0 new predictions"
    assert capsys.readouterr().err.splitlines() == [f"{told}; 24 addresses wait", f"{told}; 1 address waits"]


def test_a_bar_knows_how_much_waits():
    shown: list[object] = []
    display = SimpleNamespace(remain=lambda *told: shown.append(told), show=lambda _: None)
    bar = Progress(display)
    bar.advance(Ingested("a", Outcome.LISTED, is_list=True, found=3))
    bar.remain(3)

    assert shown == [(1, 3, bar.told())]


@pytest.mark.parametrize(
    ("waiting", "told"),
    [
        (Waiting(), ""),
        (Waiting(0, 1, NOON), "tracker: 1 page waits until 12:00Z; `tracker run` goes on.\n"),
        (Waiting(1, 7, NOON), "tracker: 1 source and 7 pages wait until 12:00Z; `tracker run` goes on.\n"),
    ],
)
def test_what_was_left_for_later_is_told(capsys, waiting, told):
    tell_waiting(waiting, NOON)
    assert capsys.readouterr().err == told


def test_a_moment_of_another_day_has_its_day():
    east = dt.timezone(dt.timedelta(hours=2))
    assert clock(NOON.astimezone(east), NOON) == "12:00Z"
    assert clock(NOON + dt.timedelta(days=1), NOON) == "2026-01-02 12:00Z"
