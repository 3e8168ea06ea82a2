"""`tracker works`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, now, write


@click.command(epilog=example("tracker works --format json"))
@format_option
def command(form: str) -> None:
    """List the works that are followed: how many predictions are stored, and when the consensus expects them."""
    from tracker.app import following
    from tracker.report import works_sheet

    with application() as app:
        write(works_sheet(following.listing(app, now())), form)
