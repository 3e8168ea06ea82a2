"""`tracker works`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, now, write


@click.command(epilog=example("tracker works --format json"))
@click.option(
    "--discovered",
    is_flag=True,
    help="List the works instead that the read articles predict and nobody follows.",
)
@format_option
def command(form: str, *, discovered: bool) -> None:
    """List the works that are followed: how many predictions are stored, when the consensus expects them, when they came out.

    With --discovered, those that nobody follows yet, the most predicted first: follow one by `tracker add`.
    """
    from tracker.app import following, views
    from tracker.report import works_sheet

    with application() as app:
        write(views.discovered(app) if discovered else works_sheet(following.listing(app, now())), form)
