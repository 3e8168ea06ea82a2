"""`tracker backtest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.options import application, example, format_option, now, tell, write

if TYPE_CHECKING:
    from tracker.report.backtest import BacktestRow

_HELP = """Show how good the forecasts were: a row a work, and below them all works together.

One forecast is made for every first of a month from the first article to the release, by what had been said by then.
Without DIR it is about the works whose release `tracker resolve` recorded, and those still pending. With DIR it is about
annotated articles: folders as in `tracker evaluate --help`, where each article has "published", "outlet" and "released",
the day on which its work came out; the articles of one title make one work. They are read anew, nothing is stored.

\b
CRPS       by how many days the forecasts missed, all in all (continuous ranked probability score): fewer is better;
           mean over a work's months, geometric mean over works (of one day at least)
latest     the same of a forecast "any day of what the newest article says in the end"
pool       of "any day of what each outlet says in the end", all with equal weights
nothing    of "any day of the next two years": what every forecast is where nothing was predicted yet
ratio      our CRPS by the best of these three: below 1 is better than all of them
log score  -ln of the chance given to the release, within three days: less is better
in 50%     share of the forecasts whose central 50 % interval held the release: 0.50 is right; and so on
late       by how many days the release came after the median, on average
PIT        how often it fell into each tenth of the distribution: flat is right, a hump in the middle too unsure,
           high ends too sure, a high right end too early

The log score, coverage, lateness and PIT are means over a work's months, then over works. A pending work is scored by what is
known of it: that it was not out on any day up to today (CRPS and log score are censored there, and small where little
time has passed). In "all with pending" such works count too, so that not only the quick ones are known.
"""
_NOTHING_OWN = "nothing to look back on: `tracker resolve TITLE DAY` records the day on which a work came out"
_NOTHING_READ = 'nothing to look back on: no article was read that has both "published" and "released"'


@click.command(help=_HELP, epilog=example("tracker backtest my-articles"))
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@format_option
@click.pass_context
def command(ctx: click.Context, folders: tuple[Path, ...], form: str) -> None:
    from tracker.report.backtest import backtest_sheet

    works, failed = _read(folders) if folders else (_own(), False)
    write(backtest_sheet(works, _NOTHING_READ if folders else _NOTHING_OWN), form)
    ctx.exit(1 if failed else 0)


def _own() -> list[BacktestRow]:
    from tracker.app import backtesting

    with application() as app:
        return backtesting.own(app, now().date())


def _read(folders: tuple[Path, ...]) -> tuple[list[BacktestRow], bool]:
    """The works that could be read, and whether something could not."""
    from tracker.app import backtesting
    from tracker.errors import SourceError

    works, failed = [], False
    for one in backtesting.annotated_works(folders):
        if isinstance(one, SourceError):
            tell(str(one))
            failed = True
        else:
            works.append(one)
    return works, failed
