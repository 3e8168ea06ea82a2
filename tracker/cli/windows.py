"""`tracker windows`."""

from __future__ import annotations

import sys

import click

from tracker.cli.options import example
from tracker.cli.records import write_records


@click.command(
    epilog=example(
        'echo \'{"id": 1, "text": "late 2026", "anchor": "2026-01-01"}\' | tracker windows - --format jsonl'
    )
)
@click.argument("what", type=click.Choice(("-",)), metavar="-")
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl",)),
    default="jsonl",
    show_default=True,
    help="How it is read and written.",
)
@click.pass_context
def command(ctx: click.Context, what: str, form: str) -> None:  # noqa: ARG001 - one way yet
    """Show the time phrases of texts and the windows they mean.

    Reads {"id", "text", "anchor"} a line and answers {"id", "spans": [{"begin", "end", "text", "start", "end_date"}]}.
    """
    from tracker.app.records import phrase_records

    ctx.exit(write_records(phrase_records(sys.stdin.buffer)))
