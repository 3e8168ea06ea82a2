"""Runs what is due, once or on a schedule. The only user of APScheduler, which only ticks: what is due is in the store."""

from __future__ import annotations

import datetime as dt
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

from tracker.app.composition import App, opened
from tracker.app.intake import Tell, check_due, read_pending
from tracker.app.views import due_summary, write_summary
from tracker.config import Settings
from tracker.errors import TrackerError
from tracker.store.sources import Watched

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did.

    Attributes:
        checked: the sources that were due.
        reread: predictions added by reading stored texts again.
        summary: path of the summary that was due and is written.
    """

    checked: tuple[Watched, ...]
    reread: int
    summary: str | None


def run_once(app: App, clock: Clock, tell: Tell) -> Round:
    """Do all that is due: check sources, read again what a new extractor has not read, write the summary."""
    checked = check_due(app, clock(), tell)
    reread = read_pending(app, clock())
    week = due_summary(app, clock())
    path = write_summary(app, week, app.settings.summaries, clock()) if week else None
    return Round(tuple(checked), reread, str(path) if path else None)


def run_forever(
    settings: Settings,
    clock: Clock,
    tell: Tell,
    done: Callable[[Round], object],
    failed: Callable[[str], object],
) -> None:
    """A round at once and then at every tick, until SIGTERM or SIGINT; the article under way is finished first.

    Args:
        done: told of each round.
        failed: told of each round that failed; the next one is tried all the same.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def tick() -> None:
        try:
            with opened(settings, clock()) as app:
                done(run_once(app, clock, lambda ingested: not stop.is_set() and tell(ingested) is not False))
        except TrackerError as error:
            failed(str(error))
        except Exception as error:  # noqa: BLE001 - one broken round must not end the daemon; it is told in full
            failed(f"{type(error).__name__}: {error}; this is a mistake in tracker, please report it.")

    scheduler = BackgroundScheduler(timezone="UTC")
    # Misfires are run late rather than dropped; a long round makes the next ones wait, and they become one.
    scheduler.add_job(
        tick,
        "interval",
        seconds=settings.schedule.tick.total_seconds(),
        next_run_time=clock(),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)
