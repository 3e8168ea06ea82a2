"""Rounds, once and on a schedule: what they do, what they survive, how they end."""

import datetime as dt
import signal
import socket
import threading
import time
from dataclasses import replace

import pytest

from tracker import daemon
from tracker.app.composition import opened
from tracker.app.gathering import Overseer
from tracker.config import Fetching, Schedule, Settings, SourceKind, SourceSetting
from tracker.daemon import Listener, Round, run_forever, run_once
from tracker.model import Work
from tracker.store import predictions
from tracker.store.engine import reading

WORK = Work("Gullholm season 3", search=False)
NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)  # a Monday
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def news(tmp_path):
    """A folder of three articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"{day}.txt").write_text(
            f"Published May 1, 2024\n\n{WORK.title} premieres on March {day}, 2025, the network says."
        )
    return folder


@pytest.fixture
def settings(tmp_path, sqlite_files, news):
    return Settings(
        path=tmp_path / "config.toml",
        made=False,
        database=sqlite_files.make(tmp_path, migrated=True),
        summaries=tmp_path / "summaries",
        schedule=Schedule(tick=dt.timedelta(milliseconds=20)),
        fetch=Fetching(pause=dt.timedelta(), allow_private_addresses=True),
        works=(WORK,),
        sources=(SourceSetting(SourceKind.FOLDER, str(news), HOUR),),
    )


def go_on(_):
    return True


def rounds(settings, *moments):
    """A round at each of these moments, told as (sources checked, file of the summary)."""
    done = []
    for moment in moments:
        with opened(settings, moment) as app:
            made = run_once(app, lambda at=moment: at, Overseer(go_on))
        done.append((len(made.checked), made.summary and made.summary.rpartition("/")[2]))
    return done


def quotes(settings):
    with opened(settings, NOW) as app, reading(app.engine) as connection:
        return [statement.quote for statement in predictions.statements(connection, WORK)]


def test_a_round_does_what_is_due_and_the_next_one_nothing(settings):
    assert rounds(settings, NOW, NOW + HOUR / 2, NOW + HOUR) == [(1, "2024-W18.md"), (0, None), (1, None)]
    assert len(quotes(settings)) == 3


def test_the_summary_comes_once_a_week_and_after_a_pause(settings):
    days = [NOW + DAY * n for n in range(1, 9)]

    assert [summary for _, summary in rounds(settings, *days) if summary] == ["2024-W18.md", "2024-W19.md"]
    assert rounds(settings, NOW + DAY * 40) == [(1, "2024-W23.md")]


def test_a_round_that_is_told_to_stop_does_nothing_more(settings):
    with opened(settings, NOW) as app:
        assert run_once(app, lambda: NOW, Overseer(lambda _: False)) == Round()
    assert len(quotes(settings)) == 1


class Told:
    """A listener that ends the daemon when it has heard enough."""

    def __init__(self, rounds=1):
        self.articles, self.rounds, self.failures = [], [], []
        self._wanted = rounds

    def enough(self):
        if len(self.rounds) + len(self.failures) >= self._wanted:
            signal.raise_signal(signal.SIGTERM)

    def listener(self):
        return Listener(
            self.articles.append,
            lambda done: (self.rounds.append(done), self.enough()),
            lambda failure: (self.failures.append(failure), self.enough()),
        )


def test_there_is_a_round_at_once_and_one_at_every_tick(settings):
    told = Told(3)
    run_forever(settings, lambda: NOW, told.listener())

    assert [len(done.checked) for done in told.rounds] == [1, 0, 0]
    assert (len(told.articles), told.failures) == (3, [])


def test_a_round_that_fails_or_breaks_does_not_end_the_daemon(settings, monkeypatch):
    troubles = iter(["The database is in use.", None, "a bug", None])

    def troubled(*_):
        trouble = next(troubles)
        if trouble:
            raise (daemon.TrackerError if trouble.endswith(".") else ZeroDivisionError)(trouble)
        return []

    monkeypatch.setattr(daemon, "due", troubled)
    told = Told(4)
    run_forever(settings, lambda: NOW, told.listener())

    assert len(told.rounds) == 2
    assert told.failures == [
        "The database is in use.",
        "ZeroDivisionError: a bug; this is a mistake in tracker, please report it.",
    ]


def test_a_signal_lets_the_article_under_way_be_finished(settings):
    articles = []

    def stop(article):
        articles.append(article)
        signal.raise_signal(signal.SIGTERM)

    run_forever(settings, lambda: NOW, Listener(stop, lambda _: None, articles.append))

    assert len(articles) == len(quotes(settings)) == 1


@pytest.fixture
def silent_server():
    """The address of a server that hears a request and never says a word; and the event that it has heard one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        called, taken = threading.Event(), []

        def take():
            taken.append(server.accept()[0])
            taken[0].recv(1)
            called.set()

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", called
        if not taken:
            socket.create_connection(server.getsockname()).close()
        thread.join()
        for connection in taken:
            connection.close()


@pytest.mark.parametrize("then", [signal.SIGALRM, signal.SIGINT])
def test_what_takes_too_long_is_given_up(settings, silent_server, then):
    url, called = silent_server
    slow = replace(settings, sources=(SourceSetting(SourceKind.URL, url, HOUR),))

    def end():
        called.wait()
        for number in (signal.SIGTERM, then):  # either the alarm rings, or somebody asks again
            signal.pthread_kill(main, number)

    main = threading.main_thread().ident
    thread = threading.Thread(target=end)
    thread.start()
    began = time.monotonic()
    told = Told()
    run_forever(slow, lambda: NOW, told.listener())
    thread.join()

    assert time.monotonic() - began < daemon.PATIENCE
    assert (told.rounds, told.failures, told.articles) == ([], [], [])
    assert rounds(settings, NOW) == [(1, "2024-W18.md")]


def test_signals_mean_what_they_meant_when_it_is_over(settings):
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    run_forever(settings, lambda: NOW, Told().listener())

    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)] == before
    assert signal.alarm(0) == 0


def running(start, folder, sources):
    (folder / "config.toml").write_text(f"[[works]]\ntitle = '{WORK.title}'\nsearch = false\n{sources}")
    process = start("run", cwd=folder)
    return process, iter(process.stderr.readline, b"")


def test_the_program_ends_cleanly_when_it_is_asked_to(start, tmp_path, news):
    process, lines = running(start, tmp_path, f"[[sources]]\nkind = 'folder'\nlocation = '{news}'\n")
    told = [next(lines), next(lines)]
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=2 * daemon.PATIENCE)

    assert told[0] == b"tracker: checked 1 source\n"
    assert told[1].startswith(b"tracker: wrote ")
    assert (process.returncode, out, err) == (0, b"", b"")


def test_the_program_ends_in_the_middle_of_a_long_source(start, tmp_path, news):
    for number in range(2_000):
        (news / f"0{number}.txt").write_bytes(b"")
    process, lines = running(start, tmp_path, f"[[sources]]\nkind = 'folder'\nlocation = '{news}'\n")
    assert b"it is empty" in next(lines)
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=2 * daemon.PATIENCE)[1].splitlines()

    assert process.returncode == 0
    assert len(rest) < 1_900
    assert all(line.endswith(b"it is empty.") for line in rest)
