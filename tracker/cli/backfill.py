"""`tracker backfill`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, now, tell
from tracker.cli.progress import ELSEWHERE, counted, progress, tell_waiting


@click.command(epilog=example('tracker backfill "Severance season 2"'))
@click.argument("what", metavar="URL|TITLE")
@click.pass_context
def command(ctx: click.Context, what: str) -> None:
    """Fill in the past of a page or of a followed work, as far back as [search] in config.toml says.

    A web archive is asked for the copies that it has of the page, or of every page that has spoken of the work; news
    searches month by month; an encyclopedia for what its article on the work once said. Each is read as of its own day.
    What is interrupted, `tracker run` goes on with.
    """
    from tracker.app.backfilling import queue_past
    from tracker.app.gathering import Overseer, gather
    from tracker.app.intake import read_pending
    from tracker.app.telling import left

    with application() as app:
        with progress("the past") as shown:
            asked = queue_past(app, what, now())
            tell(f"asking for {counted(asked, 'list')} of what there was")
            gathered = gather(app, now, Overseer(shown.advance, shown.remain))
            read_pending(app, now())  # a copy may tell since when a text has stood, and so what it means
        waiting = left(app, now())
    if gathered.is_elsewhere:
        tell(ELSEWHERE)
    else:
        tell(shown.told())
        tell_waiting(waiting, now())
    ctx.exit(1 if shown.failed else 0)
