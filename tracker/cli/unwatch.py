"""`tracker unwatch`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, now, tell


@click.command(epilog=example("tracker unwatch my-articles"))
@click.argument("location")
def command(location: str) -> None:
    """Watch a source no longer that `tracker watch` has added; what came from it is kept."""
    from tracker.app.watching import unwatch

    with application() as app:
        source = unwatch(app, location, now())
    tell(f"no longer watched: {source.kind} {source.location}")
