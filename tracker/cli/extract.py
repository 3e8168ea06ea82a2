"""`tracker extract`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracker.cli.options import DAY, DOMAINS, example, now, settings, tell, write
from tracker.cli.records import write_records

if TYPE_CHECKING:
    from tracker.app.reading import Extracted
    from tracker.errors import SourceError
    from tracker.report import Record


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
@click.option(
    "--why", is_flag=True, help="Show of every time phrase what became of it, and which cues spoke."
)
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
    from tracker.model import Domain, Work

    about = Work(title, Domain(domain)) if title else None
    if form == "jsonl" and what == "-":
        from tracker.app.records import extract_records

        ctx.exit(write_records(extract_records(sys.stdin.buffer, about, published)))
    from tracker.app.reading import Asked, extract

    results = extract(settings(), what, Asked(about, published, why), now(), sys.stdin.buffer)
    ctx.exit(write_records(map(_record, results)) if form == "jsonl" else _show(results, form, why=why))


def _record(result: Extracted | SourceError) -> Record | SourceError:
    from tracker.errors import SourceError
    from tracker.report import extraction_record

    if isinstance(result, SourceError):
        return result
    return {**extraction_record(result.source, result.readings), **_why(result)}


def _why(result: Extracted) -> Record:
    """What is told besides with --why."""
    from tracker.report.explanations import explanation_record

    return {"why": [explanation_record(one) for one in result.explanations]} if result.explanations else {}


def _show(results: Iterator[Extracted | SourceError], form: str, *, why: bool) -> int:
    """Show everything at once, in columns as wide as the widest needs."""
    from tracker.errors import SourceError
    from tracker.report import conclusions, extraction_sheet
    from tracker.report.explanations import explanations_sheet

    done, failed = [], False
    for result in results:
        if isinstance(result, SourceError):
            tell(str(result))
            failed = True
        else:
            done.append(result)
    read = [(one.source, one.readings) for one in done]
    if why and form == "table":
        write(explanations_sheet([(one.source, one.explanations) for one in done], conclusions(read)), form)
    elif done or form != "table":
        sheet = extraction_sheet(read)
        records = tuple({**record, **_why(one)} for record, one in zip(sheet.records, done, strict=True))
        write(replace(sheet, records=records), form)
    return 1 if failed else 0
