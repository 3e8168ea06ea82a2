"""`tracker sources`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, now, write


@click.command(epilog=example("tracker sources"))
@format_option
@click.option(
    "--opml", is_flag=True, help="Write those on the web as OPML, for feed readers and `tracker watch`."
)
def command(form: str, *, opml: bool) -> None:
    """Show the sources that are watched: last success, next check, failures in a row, the last error in words."""
    from tracker.app import views, watching

    with application() as app:
        if opml:
            click.echo(watching.opml(app), nl=False)
        else:
            write(views.all_sources(app, now()), form)
