"""`tracker resolve`."""

from __future__ import annotations

import datetime as dt

import click

from tracker.cli.options import DAY, application, example, now, tell


@click.command(epilog=example('tracker resolve "Severance season 2" 2025-01-17'))
@click.argument("title")
@click.argument("day", type=DAY, required=False)
@click.option("--undo", is_flag=True, help="Take back the day that is recorded, instead of naming DAY.")
def command(title: str, day: dt.date | None, *, undo: bool) -> None:
    """Record that a work came out on DAY; `tracker works` shows it."""
    from tracker.app import resolving

    if undo and day:
        raise click.UsageError("--undo takes back whatever day is recorded: leave DAY out.")
    if not undo and not day:
        raise click.UsageError("Missing argument 'DAY', on which it came out; or --undo, to take that back.")
    with application() as app:
        if day:
            work, is_new = resolving.resolve(app, title, day, now())
            how = "recorded" if is_new else "already recorded, nothing changed"
        else:
            work, day = resolving.undo(app, title)
            how = "no longer recorded"
    tell(f"{how}: {work.title} came out on {day}")
