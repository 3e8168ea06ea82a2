"""`tracker windows`."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.options import DAY, example, now, settings, tell
from tracker.cli.records import write_records

if TYPE_CHECKING:
    from tracker.model import Document


@click.command(
    epilog=example("echo 'It returns late next year.' | tracker windows - --anchor 2026-11-21 --why")
)
@click.argument("what")
@click.option(
    "--anchor", type=DAY, metavar="DAY", help="The day the text was written; otherwise it is found out."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "jsonl")),
    default="table",
    show_default=True,
    help="How it is shown; jsonl reads records from standard input.",
)
@click.option("--why", is_flag=True, help="Show the rules that fired, and what was dropped, and why.")
@click.pass_context
def command(ctx: click.Context, what: str, anchor: dt.date | None, form: str, *, why: bool) -> None:
    """Show the time phrases of texts where they stand, and the windows they mean.

    WHAT is what `tracker ingest` takes. `tracker windows - --format jsonl` reads {"id", "text", "anchor"} a line and
    answers each with {"id", "spans": [{"begin", "end", "text", "start", "end_date"}]}.
    """
    if form == "jsonl":
        if what != "-":
            raise click.UsageError(
                "--format jsonl reads records from standard input: `tracker windows - --format jsonl`."
            )
        from tracker.app.records import phrase_records

        ctx.exit(write_records(phrase_records(sys.stdin.buffer)))
    ctx.exit(_texts(what, anchor, why=why))


def _texts(what: str, anchor: dt.date | None, *, why: bool) -> int:
    from tracker.app.reading import documents
    from tracker.errors import SourceError

    failed = False
    for found in documents(settings(), what, anchor, now(), sys.stdin.buffer):
        if isinstance(found, SourceError):
            tell(str(found))
            failed = True
        else:
            _show(found[1], why=why)
    return 1 if failed else 0


def _show(document: Document, *, why: bool) -> None:
    from tracker.extract import dropped_phrases, find_phrases
    from tracker.report.phrases import write_phrases

    anchor = document.anchor.day if document.anchor else None
    if document.anchor and document.anchor.assumed:
        tell(f"nothing says when it was written; counted from {anchor}. Say so with --anchor.")
    text, lang = document.text, document.lang
    found, dropped = find_phrases(text, anchor, lang=lang), dropped_phrases(text, anchor, lang=lang)
    write_phrases(text, found, dropped, sys.stdout, anchor=anchor, why=why)
