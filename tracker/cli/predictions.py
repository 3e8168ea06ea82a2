"""`tracker predictions`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, write


@click.command(epilog=example('tracker predictions "Severance season 2"'))
@click.argument("title")
@click.option(
    "--withdrawn",
    is_flag=True,
    help="Show the windows too that articles report as given up; none of them counts.",
)
@format_option
def command(title: str, form: str, *, withdrawn: bool) -> None:
    """Show each prediction of a work with where it comes from: words, sentence, window, stance, outlet, anchor, rules."""
    from tracker.app import views

    with application() as app:
        write(views.all_predictions(app, title, withdrawn=withdrawn), form)
