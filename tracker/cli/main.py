"""The group of all commands, its help, and how errors end the program."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from tracker.cli.options import tell
from tracker.errors import ConfigError, ReleaseError, TrackerError, UnknownSource, UnknownTitle

_SECTIONS: dict[str, dict[str, str]] = {
    "Works": {
        "add": "Follow a work.",
        "works": "List the works that are followed, with their consensus.",
        "resolve": "Record the day on which a work came out.",
        "remove": "Follow a work no longer; what is known is kept.",
    },
    "Articles": {
        "ingest": "Read articles and keep what they predict.",
        "extract": "Read articles and show what they predict; stores nothing.",
        "windows": "Show the time phrases of texts and the windows they mean.",
        "watch": "Watch a page, feed, sitemap, site or folder for articles.",
        "unwatch": "Watch a source no longer.",
        "sources": "Show the sources that are watched and their health.",
        "backfill": "Fill in the past of a page or a work.",
        "evaluate": "Show how well annotated articles are read.",
    },
    "Consensus": {
        "forecast": "Show when a work is expected, how likely by when, and why.",
        "history": "Show how the consensus moved, and because of which words.",
        "predictions": "Show each prediction of a work and where it comes from.",
        "outlets": "Show how good each outlet and each credited source has been.",
        "summary": "Write the summary of a week as a Markdown file.",
        "backtest": "Show how good the forecasts were.",
    },
    "Daemon": {
        "run": "Check what is due, on a schedule or once.",
    },
}
_COMMANDS = {name: text for commands in _SECTIONS.values() for name, text in commands.items()}
_STORY = """Follow release dates that nobody knows yet.

Articles guess when a season, film, game, phone or software release comes out. tracker reads them as they appear, keeps
every predicted window with the words that say it and where they stand, pools the newest of each outlet into one consensus,
and shows how that moved and who moved it.

\b
  tracker run --once                        reads the sample articles of config.toml
  tracker history "Severance season 2"      how the consensus moved, and why
  tracker add "Half-Life 3" --domain game   follow something else: `tracker run` searches the web for it
  tracker backfill "Half-Life 3"            and looks for what was written before

Works, sources and where things are kept stand in config.toml, each key explained there.
"""


class _Commands(click.Group):
    """Knows its commands by name and line; imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"tracker.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:  # whoever read our output has had enough: nothing has failed
            _drop_output()
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for section, commands in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl(list(commands.items()), col_spacing=4)


@click.group(
    cls=_Commands,
    help=_STORY,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), help="Another config.toml.", metavar="FILE"
)
@click.version_option(package_name="tracker", message="tracker %(version)s")
@click.pass_context
def tracker(ctx: click.Context, config_path: Path | None) -> None:
    ctx.obj = config_path


def main() -> None:
    """Run the program; never returns."""
    for stream in (sys.stdout, sys.stderr):
        _settle(stream)
    try:
        code = _run()
    except OSError as error:
        _drop_output()
        tell(f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}.")
        code = 1
    sys.exit(code)


def _run() -> int:
    """Run the command that is asked for.

    Returns:
        The exit code.

    Raises:
        OSError: the output cannot be written, the current folder is gone.
    """
    try:
        return tracker.main(prog_name="tracker", standalone_mode=False) or 0
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TrackerError as error:
        tell(str(error))
        return 2 if isinstance(error, ConfigError | UnknownTitle | UnknownSource | ReleaseError) else 1


def _settle(stream: TextIO) -> None:
    """Write UTF-8 to files and pipes on every platform; on a terminal "?" for what it cannot show."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def _drop_output() -> None:
    """Keep the interpreter from trying again, at its end, what could not be written."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
