"""`tracker forecast`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from tracker.cli.options import DAY, application, example, format_option, now, write

if TYPE_CHECKING:
    from tracker.report.forecast import Outlook


@click.command(epilog=example('tracker forecast "Severance season 2" --at 2024-08-01'))
@click.argument("title")
@click.option(
    "--at",
    type=DAY,
    metavar="DAY",
    help="As of the end of that day; today, or the day before it came out, if left out.",
)
@format_option
def command(title: str, at: dt.date | None, form: str) -> None:
    """Show when a work is expected: the days, how likely it is out by when, and what that rests on.

    Nothing said after DAY counts. A share is how much of the consensus rests on a prediction.
    """
    from tracker.app import views
    from tracker.report.forecast import forecast_sheet

    with application() as app:
        outlook = views.forecast(app, title, at, now().date())
    if form in {"table", "markdown"}:
        _show(outlook, form)
    else:
        write(forecast_sheet(outlook), form)


def _show(outlook: Outlook, form: str) -> None:
    """The sheets below each other; a table's chances are also drawn, which a page could only show in a fixed pitch."""
    from tracker.report.density import density
    from tracker.report.forecast import people_sheets

    summary, *below = people_sheets(outlook)
    write(summary, form)
    chances = outlook.forecast.consensus.chances if outlook.forecast and form == "table" else None
    if chances and (picture := density(chances)):
        click.echo("\n".join(("", *picture)))
    for sheet in below:
        click.echo()
        write(sheet, form)
