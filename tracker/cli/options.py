"""What several commands share: types of arguments, the settings, the open store, where output goes."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.app.composition import App
    from tracker.config import Settings
    from tracker.report import Sheet


class Day(click.ParamType[dt.date]):
    """An ISO day."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read `2026-11-21`."""
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2026-11-21.", param, ctx)


DAY = Day()
DOMAINS = ("tv", "film", "game", "hardware", "software", "anime", "book", "music")
FORMATS = ("table", "markdown", "csv", "json", "jsonl")

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How rows are written.",
)


def now() -> dt.datetime:
    """The time, read here and nowhere below."""
    return dt.datetime.now(dt.UTC)


def settings() -> Settings:
    """The settings of this call.

    Raises:
        ConfigError: with all that is wrong.
    """
    from tracker.config import load

    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise ConfigError(["the current folder is gone; go to another one."]) from error
    loaded = load(click.get_current_context().obj, os.environ, here)
    if loaded.made:
        tell(f"made {loaded.path}; it tracks the sample works until you change it.")
    return loaded


@contextmanager
def application() -> Iterator[App]:
    """The use cases on the open store."""
    from tracker.app.composition import opened

    with opened(settings(), now()) as app:
        yield app


def write(sheet: Sheet, form: str) -> None:
    """Rows to standard output."""
    from tracker.report import Format, show

    show(sheet, Format(form), sys.stdout)


def tell(message: str) -> None:
    """A sentence to standard error."""
    click.echo(f"tracker: {message}", err=True)


def example(text: str) -> str:
    """The end of a command's help."""
    return f"\b\nExample:\n  {text}"
