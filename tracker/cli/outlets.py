"""`tracker outlets`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, format_option, now, write


@click.command(epilog=example("tracker outlets --format csv"))
@format_option
def command(form: str) -> None:
    """Show how good each outlet and each credited source has been: how late things came, how far off it was, how good beside all others.

    `tracker resolve` tells what came out when. Works that are not out count as soon as a window has passed. What an outlet
    weighs by its record stands in the last column; 1 is usual.
    """
    from tracker.app import outlets

    with application() as app:
        write(outlets.listing(app, now()), form)
