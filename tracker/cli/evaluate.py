"""`tracker evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.options import example, tell, write

if TYPE_CHECKING:
    from tracker.evaluate import Answered


_HELP = """Show how well annotated articles are read: a row a set, and one for all.

To judge the reader on articles of your own, put them into a folder DIR, a text file each, and beside them a file
gold.jsonl with a line an article: what you would read in it yourself.

\b
  {"id": "a1", "file": "a1.txt", "title": "Severance season 2", "published": "2022-08-11",
   "predictions": [{"quote": "early 2023", "start": "2023-01-01", "end": "2023-04-30",
                    "stance": "speculative", "polarity": "expects"}],
   "decoys": [{"quote": "February 18, 2022", "why": "the first season"}],
   "headline": {"start": "2023-01-01", "end": "2023-04-30"}}

A quote is a time phrase exactly as the text has it (where it stands twice and means two things, "context" is a
longer piece that holds it); start and end are the first and last day of its window, null for an open side.
Decoys are time phrases that predict nothing of the title. The headline is what the article says in the end, or
null. A "subject" names the work of a phrase that is about another one; "domain", "aliases", "lang" and "outlet"
may be added.

\b
strict             windows with the right first day, last day and polarity: F1 (precision, recall)
relaxed            the same, where half of the days are enough
polarity           of the windows with the right days, those that are rightly expected, or rightly ruled out
stance, quote      of the windows right by the relaxed measure, those with the right stance; at the right words
decoys read        of the decoys, those read as a prediction: fewer is better
headline           of the articles, those whose window in the end is right to the day
headline or none   of the articles, those that rightly have one, or none
calibration error  by how much confidence misses the share that is right, on average

Below stands what confidence is worth: among windows with 0.8, four of five should be right.
"""


@click.command(help=_HELP, epilog=example("tracker evaluate my-articles --misses"))
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="Show each phrase that was missed or read wrong, and why.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How it is shown.",
)
@click.pass_context
def command(ctx: click.Context, folders: tuple[Path, ...], form: str, *, misses: bool) -> None:
    sets, failed = _read(folders)
    if form == "json":
        from tracker.report.accuracy import accuracy_sheet

        write(accuracy_sheet(sets, with_misses=misses), form)
    elif sets:
        _show(sets, misses=misses)
    ctx.exit(1 if failed else 0)


def _read(folders: tuple[Path, ...]) -> tuple[list[tuple[str, list[Answered]]], bool]:
    """What was read in each set of which something could be read, and whether something could not."""
    from tracker.app.evaluating import evaluate
    from tracker.errors import SourceError

    sets, failed = [], False
    for folder in folders:
        articles = []
        for one in evaluate(folder):
            if isinstance(one, SourceError):
                tell(str(one))
                failed = True
            else:
                articles.append(one)
        if articles:
            sets.append((str(folder), articles))
    return sets, failed


def _show(sets: list[tuple[str, list[Answered]]], *, misses: bool) -> None:
    """The misses first: however many they are, the figures are seen at the end."""
    from tracker.report.accuracy import accuracy_sheet, misses_sheet, reliability_sheet

    if misses:
        write(misses_sheet(sets), "table")
        click.echo()
    write(accuracy_sheet(sets), "table")
    click.echo()
    write(reliability_sheet(sets), "table")
