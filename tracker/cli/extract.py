"""`tracker extract`."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.options import DAY, DOMAINS, application, complain, example, now, write
from tracker.cli.records import write_records

if TYPE_CHECKING:
    from tracker.app.reading import Extracted
    from tracker.model import Work


@click.command(epilog=example('tracker extract article.txt --title "Severance season 3" --why'))
@click.argument("what")
@click.option("--title", help="The work that it is about; otherwise the followed works are looked for.")
@click.option(
    "--domain",
    type=click.Choice(DOMAINS),
    default="tv",
    show_default=True,
    help="What kind of thing TITLE is.",
)
@click.option(
    "--published", type=DAY, metavar="DAY", help="The day it was published; otherwise it is found out."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "jsonl")),
    default="table",
    show_default=True,
    help="How it is shown.",
)
@click.option("--why", is_flag=True, help="Show the rules that read each prediction, and where it stands.")
@click.pass_context
def command(
    ctx: click.Context,
    what: str,
    title: str | None,
    domain: str,
    published: dt.date | None,
    form: str,
    *,
    why: bool,
) -> None:
    """Read articles and show what they predict. Stores nothing.

    WHAT is what `tracker ingest` takes. `tracker extract - --format jsonl` reads records
    {"id", "text", "title", "aliases", "published", "domain", "lang", "outlet"} a line and answers each with a line.
    """
    from tracker.app.reading import extract_records
    from tracker.model import Domain, Work

    about = Work(title, Domain(domain)) if title else None
    if what == "-" and form == "jsonl":
        ctx.exit(write_records(extract_records(sys.stdin.buffer, about, now())))
    ctx.exit(_documents(what, about, published, form, why=why))


def _documents(what: str, about: Work | None, published: dt.date | None, form: str, *, why: bool) -> int:
    from tracker.app.reading import extract
    from tracker.errors import SourceError
    from tracker.report import extraction_sheet

    done: list[Extracted] = []
    failed = False
    with application() as app:
        for result in extract(app, what, about, published, now(), sys.stdin.buffer):
            if isinstance(result, SourceError):
                complain(str(result))
                failed = True
            else:
                done.append(result)
    write(extraction_sheet([(d.source, d.readings) for d in done], why=why), form)
    return 1 if failed else 0
