"""Runs what is due, once or on a schedule. The only user of APScheduler, which only ticks: what is due is in the store.

Rounds run in the main thread, where a signal can end them: the article under way is finished first, unless that takes
too long. Whatever is interrupted leaves the store as it was, and is done again next time.
"""

from __future__ import annotations

import datetime as dt
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue

from tracker.app.composition import App, opened
from tracker.app.gathering import Overseer, gather
from tracker.app.intake import check, due, read_pending
from tracker.app.views import due_summary, write_summary
from tracker.config import Settings
from tracker.errors import TrackerError
from tracker.ingest.pipeline import Ingested
from tracker.store.sources import Watched

PATIENCE = 5  # seconds in which what is under way may be finished once we are asked to end
LONGEST_CRAWL = dt.timedelta(minutes=10)  # then it is time for files and summaries; the web is never done

Clock = Callable[[], dt.datetime]
Over = Callable[[list[Watched]], Iterable[Watched]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did.

    Attributes:
        checked: the sources that were due.
        reread: predictions added by reading stored texts again.
        summary: path of the summary that was due and is written.
        is_elsewhere: whether another process was fetching from the web, so that this one did not.
    """

    checked: tuple[Watched, ...] = ()
    reread: int = 0
    summary: str | None = None
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what the daemon does.

    Attributes:
        article: told of each article.
        done: told of each round.
        failed: told, as a sentence, of each round that failed.
    """

    article: Callable[[Ingested], object]
    done: Callable[[Round], object]
    failed: Callable[[str], object]


def run_once(
    app: App, clock: Clock, overseer: Overseer, over: Over = iter, until: dt.datetime | None = None
) -> Round:
    """Do all that is due: check sources, read again what this extractor has not read, write the weekly summary.

    Args:
        app: the use cases on the open store.
        clock: gives the time, aware, in UTC.
        overseer: told of each article and list; asked whether to go on.
        over: hands out the sources on this computer that are due, one by one; for a progress bar.
        until: when to begin no more on the web; what is left stays due.

    Raises:
        StoreError: the database cannot be used.
        OutputError: the summary cannot be written; the rest is done.
    """
    checked: list[Watched] = []
    for watched in over(due(app, clock())):
        if not check(app, watched, clock(), overseer.tell):
            return Round(tuple(checked))
        checked.append(watched)
    gathered = gather(app, clock, overseer, until=until)
    checked += gathered.checked
    if gathered.stopped:
        return Round(tuple(checked))
    reread = read_pending(app, clock())
    week = due_summary(app, clock())
    path = write_summary(app, week, app.settings.summaries, clock()) if week else None
    return Round(tuple(checked), reread, str(path) if path else None, gathered.is_elsewhere)


def run_forever(settings: Settings, clock: Clock, listener: Listener) -> None:
    """A round at once and then at every tick, until SIGTERM or SIGINT. A round that fails does not end it."""
    pace = _Pace()

    def tell(ingested: Ingested) -> bool:
        listener.article(ingested)
        return not pace.ended

    overseer = Overseer(tell, goes_on=lambda: not pace.ended)
    with _handled(pace.end), _ticking(settings.schedule.tick, pace.tick):
        while pace.another():
            try:
                with opened(settings, clock()) as app:
                    listener.done(run_once(app, clock, overseer, until=clock() + LONGEST_CRAWL))
            except TrackerError as error:
                listener.failed(str(error))
            except Exception as error:  # noqa: BLE001 - one broken round must not end the daemon; it is told in full
                mistake = f"{type(error).__name__}: {error}"
                listener.failed(f"{mistake}; this is a mistake in tracker, please report it.")


class _TooLong(BaseException):
    """What is under way is not waited for any longer."""


class _Pace:
    """When there is another round: at a tick, until the end is asked for."""

    def __init__(self) -> None:
        self.ended = False
        self._ticks: SimpleQueue[None] = SimpleQueue()  # the one queue that a signal handler may touch

    def tick(self) -> None:
        """It is time for a round; ticks that came during the last one are one."""
        if self._ticks.empty():
            self._ticks.put(None)

    def end(self, _signal: int, _frame: object) -> None:
        """No more rounds; the one under way ends at the next article, or at once after `PATIENCE` or if asked again."""
        if self.ended:
            raise _TooLong
        self.ended = True
        self._ticks.put(None)
        if sys.platform != "win32":
            signal.alarm(PATIENCE)

    def another(self) -> bool:
        """Wait for the next round; False if there is none."""
        self._ticks.get()
        return not self.ended


@contextmanager
def _handled(end: Callable[[int, object], None]) -> Iterator[None]:
    """Let `end` handle the signals that ask for it, and the alarm that it sets, while the block runs."""
    numbers = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32":
        numbers.append(signal.SIGALRM)
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    except _TooLong:
        pass
    finally:
        if sys.platform != "win32":
            signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _ticking(every: dt.timedelta, tick: Callable[[], None]) -> Iterator[None]:
    """Call `tick` now and at every interval, in a thread of its own."""
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(timezone="UTC")
    # a tick that comes late, as after the computer has slept, is no lost tick
    scheduler.add_job(tick, "interval", seconds=every.total_seconds(), misfire_grace_time=None)
    scheduler.start()
    tick()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
