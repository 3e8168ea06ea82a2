"""`tracker run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.options import application, example, now, settings, tell
from tracker.cli.progress import counted, progress

if TYPE_CHECKING:
    from tracker.daemon import Round
    from tracker.ingest.pipeline import Ingested


@click.command(epilog=example("tracker run --once"))
@click.option("--once", is_flag=True, help="Do all that is due, and end.")
@click.pass_context
def command(ctx: click.Context, *, once: bool) -> None:
    """Check the sources that are due, read what is new, write the weekly summary; on a schedule until SIGTERM, or once."""
    from tracker.daemon import Listener, run_forever, run_once

    if not once:
        run_forever(settings(), now, Listener(_tell_failure, _tell_round, tell))
        return
    with application() as app, progress("checking sources") as shown:
        result = run_once(app, now, shown.advance, shown.over, shown.remain)
    if result.checked:
        tell(shown.told())
    _tell_round(result)
    if result == type(result)():
        tell("nothing is due; `tracker sources` shows when what is.")
    ctx.exit(1 if shown.failed else 0)


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
