"""`tracker history`."""

from __future__ import annotations

import datetime as dt

import click

from tracker.cli.options import DAY, application, example, format_option, now, write


@click.command(epilog=example('tracker history "Severance season 2" --from 2024-01-01 --step month'))
@click.argument("title")
@click.option(
    "--from", "first", type=DAY, metavar="DAY", help="The first day; the first prediction's, if left out."
)
@click.option("--to", "last", type=DAY, metavar="DAY", help="The last day; today, if left out.")
@click.option(
    "--step", type=click.Choice(("day", "week", "month")), help="A row for the first day of each step."
)
@format_option
def command(title: str, first: dt.date | None, last: dt.date | None, step: str | None, form: str) -> None:
    """Show how the consensus moved: from what to what, by how many days, because of which article and words.

    A row a change; with --step, a row for the first day of each day, week or month. Each day counts only what had been
    said by then.
    """
    from tracker.app import views
    from tracker.consensus import Step

    until = last or now().date()
    if first and first > until:
        raise click.UsageError(f"--from {first} is after --to {until}.")
    with application() as app:
        write(views.history(app, title, first, until, Step(step) if step else None), form)
