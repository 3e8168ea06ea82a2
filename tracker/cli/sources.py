"""`tracker sources`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, write


@click.command(epilog=example("tracker sources"))
@format_option
def command(form: str) -> None:
    """Show the sources that are watched: last success, next check, failures in a row, the last error in words."""
    from tracker.app import views

    with application() as app:
        write(views.all_sources(app), form)
