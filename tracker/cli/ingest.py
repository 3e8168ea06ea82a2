"""`tracker ingest`."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.options import DAY, application, example, now, tell
from tracker.cli.progress import progress

if TYPE_CHECKING:
    from tracker.ingest.pipeline import Ingested


@click.command(epilog=example('tracker ingest articles/ "saved/**/*.html" archive.jsonl'))
@click.argument("whats", nargs=-1, required=True, metavar="WHAT...")
@click.option("--title", help="The followed work that the articles are about; otherwise it is found out.")
@click.option(
    "--published", type=DAY, metavar="DAY", help="The day they were published; otherwise it is found out."
)
@click.option("--outlet", help="Who published them; otherwise it is found out.")
@click.pass_context
def command(
    ctx: click.Context,
    whats: tuple[str, ...],
    title: str | None,
    published: dt.date | None,
    outlet: str | None,
) -> None:
    """Read articles and keep what they predict.

    WHAT is a file (.txt, .md, .html), a folder, a glob, - for standard input, the address of a page or of a feed or
    sitemap whose articles are read, or an archive: WARC, or .jsonl with {"id", "url", "outlet", "published", "text"} a
    line. Reading the same thing twice changes nothing. Of a single page or file it is told what it was read as.
    """
    from tracker.app.intake import Asked, take_in
    from tracker.app.telling import of_article

    with application() as app:
        first: list[Ingested] = []
        with progress("articles") as shown:
            for done in take_in(app, whats, Asked(title, published, outlet), now(), sys.stdin.buffer, tell):
                shown.advance(done)
                first += [done] if len(first) <= 1 else []
        if len(first) == 1 and not first[0].source.startswith(f"{whats[0]}:"):  # a record of an archive
            for line in of_article(app, first[0]):
                tell(line)
    tell(shown.told())
    ctx.exit(1 if shown.failed else 0)
