"""`tracker run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.options import application, complain, example, now, settings
from tracker.cli.progress import progress

if TYPE_CHECKING:
    from tracker.daemon import Round
    from tracker.ingest.pipeline import Ingested


@click.command(epilog=example("tracker run --once"))
@click.option("--once", is_flag=True, help="Do all that is due, and end.")
@click.pass_context
def command(ctx: click.Context, *, once: bool) -> None:
    """Check the sources that are due, read what is new, write the weekly summary; on a schedule until SIGTERM, or once."""
    from tracker.daemon import run_forever, run_once

    if not once:
        run_forever(settings(), now, _tell_failure, _tell_round, complain)
        return
    with application() as app, progress("checking sources") as shown:

        def tell(done: Ingested) -> None:
            shown.advance(done)
            _tell_failure(done)

        result = run_once(app, now, tell)
    complain(shown.told())
    _tell_round(result)
    ctx.exit(1 if shown.failed else 0)


def _tell_failure(done: Ingested) -> None:
    if done.error:
        complain(done.error)


def _tell_round(result: Round) -> None:
    """What a round did; nothing where nothing was due."""
    if result.checked:
        complain(f"checked {len(result.checked)} source{'' if len(result.checked) == 1 else 's'}")
    if result.reread:
        complain(f"{result.reread} new predictions in texts that were stored")
    if result.summary:
        complain(f"wrote {result.summary}")
