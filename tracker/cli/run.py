"""`tracker run`."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.options import application, example, now, settings, tell
from tracker.cli.progress import ELSEWHERE, clock, counted, progress, tell_waiting
from tracker.errors import StoreError

if TYPE_CHECKING:
    from tracker.app.composition import App
    from tracker.daemon import Round
    from tracker.ingest.pipeline import Ingested
    from tracker.store.waiting import Waiting

_SHOWS: Final = "`tracker sources` shows"


@click.command(epilog=example("tracker run --once"))
@click.option("--once", is_flag=True, help="Do all that is due, and end.")
@click.pass_context
def command(ctx: click.Context, *, once: bool) -> None:
    """Check the sources that are due, read what is new, write the weekly summary; on a schedule until SIGTERM, or once."""
    from tracker.daemon import Listener, run_forever, run_once

    if not once:
        with suppress(StoreError), application() as app:  # the first round tells what is wrong
            _mention_contact(app, None)
        run_forever(settings(), now, Listener(_tell_failure, _tell_round, tell))
        return
    from tracker.app.gathering import Overseer
    from tracker.app.telling import left

    with application() as app:
        _mention_contact(app, now())
        with progress("checking sources") as shown:
            result = run_once(app, now, Overseer(shown.advance, shown.remain), shown.over)
        waiting = left(app, now())
    if result.checked or shown.is_any:
        tell(shown.told())
    _tell_round(result)
    if result.is_elsewhere:
        tell(ELSEWHERE)
    elif result == type(result)() and not shown.is_any:
        _tell_nothing(waiting)
    else:
        tell_waiting(waiting, now())
    ctx.exit(1 if shown.failed else 0)


def _mention_contact(app: App, by: dt.datetime | None) -> None:
    """Say that the sites that are to be read until then cannot reach the user."""
    from tracker.app.telling import asks_the_web

    if not app.settings.contact and asks_the_web(app, by):
        tell("no `contact` in config.toml: sites cannot reach you.")


def _tell_nothing(waiting: Waiting) -> None:
    """Why nothing was done."""
    if waiting.for_hosts and waiting.until is not None:
        until = clock(waiting.until, now())
        tell(f"everything that is due waits for hosts in trouble until {until}; {_SHOWS} which.")
        return
    tell(f"nothing is due; {_SHOWS} when what is.")
    tell_waiting(waiting, now())


def _tell_failure(done: Ingested) -> None:
    if done.error:
        tell(done.error)


def _tell_round(result: Round) -> None:
    """What a round did; nothing where nothing was due."""
    if result.checked:
        tell(f"checked {counted(len(result.checked), 'source')}")
    if result.reread:
        tell(f"{counted(result.reread, 'new prediction')} in texts that were stored")
    if result.summary:
        tell(f"wrote {result.summary}")
