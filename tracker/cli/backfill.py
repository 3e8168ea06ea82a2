"""`tracker backfill`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, now, tell
from tracker.cli.progress import counted, progress


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
    from tracker.app.gathering import gather

    with application() as app, progress("the past") as shown:
        asked = queue_past(app, what, now())
        tell(f"asking for {counted(asked, 'list')} of what there was")
        gather(app, now, shown.advance, remain=shown.remain)
    tell(shown.told())
    ctx.exit(1 if shown.failed else 0)
