"""`tracker summary`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.options import application, example, now


@click.command(epilog=example("tracker summary --week 2024-W11 --output ."))
@click.option("--week", metavar="WEEK", help="An ISO week such as 2026-W47; this week, if left out.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="The folder; the settings', if left out."
)
def command(week: str | None, output: Path | None) -> None:
    """Write the summary of a week as a Markdown file, and print its path.

    It holds each work's consensus now and a week before, the new predictions with quote, outlet and link, windows that
    went by without a release, and sources in trouble.
    """
    from tracker.app import views
    from tracker.report import Week

    moment = now()
    try:
        chosen = Week.parse(week) if week else Week.of(moment.date())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--week") from error
    with application() as app:
        click.echo(views.write_summary(app, chosen, output or app.settings.summaries, moment))
