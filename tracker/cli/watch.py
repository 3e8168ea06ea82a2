"""`tracker watch`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.options import application, example, now, tell

if TYPE_CHECKING:
    from tracker.app.watching import Wanted
    from tracker.store.sources import Source

_BEGUN: Final = {"new": "now watching", "again": "tried again", "known": "already watched"}
_ELSEWHERE: Final = {
    "config": "how often, and whose it is, stands in config.toml",
    "title": "how often is found out as it changes",
}


class Duration(click.ParamType[dt.timedelta]):
    """A number and a unit, as in config.toml."""

    name = "duration"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.timedelta:
        """Read `6h`."""
        from tracker.config.convert import convert

        try:
            length: dt.timedelta = convert(value, dt.timedelta)
        except ValueError as error:
            self.fail(f"it must be {error}.", param, ctx)
        return length


@click.command(epilog=example("tracker watch articles subscriptions.opml --every 12h"))
@click.argument("whats", nargs=-1, required=True, metavar="WHAT...")
@click.option(
    "--kind",
    type=click.Choice(("url", "feed", "sitemap", "site")),
    help="What an address is: a page that changes, a feed, a sitemap, or a page that names its feeds; otherwise it is "
    "fetched and found out.",
)
@click.option(
    "--every", type=Duration(), metavar="DURATION", help="How often it is checked; otherwise as it changes."
)
@click.option("--outlet", help="Who publishes it; otherwise what the articles say.")
def command(whats: tuple[str, ...], kind: str | None, every: dt.timedelta | None, outlet: str | None) -> None:
    """Watch sources of articles, besides those of config.toml.

    WHAT is the address of a page, a feed, a sitemap or a site, a folder or file, or an OPML file of many.

    What is watched already may be named by its address or title, too: it is tried again if it has failed or was set aside,
    and checked as --every and --outlet say from now on.
    """
    from tracker.app.watching import Wanted, watch
    from tracker.config import SourceKind

    wanted = Wanted(SourceKind(kind) if kind else None, every, outlet)
    with application() as app:
        for what in whats:
            for source, begun in watch(app, what, wanted, now()):
                tell(f"{_BEGUN[begun]}: {_name(source)}{_otherwise(source, begun, wanted)}")


def _name(source: Source) -> str:
    """A search goes by its title: its address is no one's reading."""
    return f"{source.kind} {source.title if source.work and source.title else source.location}"


def _otherwise(source: Source, begun: str, wanted: Wanted) -> str:
    """What is otherwise from now on, or why it is not."""
    from tracker.report.listings import lasting

    if begun == "new" or (wanted.every is None and wanted.outlet is None):
        return ""
    if source.origin in _ELSEWHERE:
        return f"; {_ELSEWHERE[source.origin]}"
    every = "" if wanted.every is None else f", now every {lasting(wanted.every)}"
    return f"{every}{'' if wanted.outlet is None else f', now by {wanted.outlet}'}"
