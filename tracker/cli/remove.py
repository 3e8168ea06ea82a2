"""`tracker remove`."""

from __future__ import annotations

import click

from tracker.cli.options import application, example, now, tell


@click.command(epilog=example('tracker remove "Severance season 2"'))
@click.argument("title")
def command(title: str) -> None:
    """Follow a work no longer. What is known of it is kept, and is back when it is added again."""
    from tracker.app import following

    with application() as app:
        work = following.remove(app, title, now())
    tell(f"no longer following {work.title}")
