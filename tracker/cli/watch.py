"""`tracker watch`."""

from __future__ import annotations

import datetime as dt

import click

from tracker.cli.options import application, example, now, tell


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

    WHAT is the address of a page, a feed, a sitemap or a site, a folder or file, or an OPML file of many. A source that
    was set aside because it failed for long is tried again.
    """
    from tracker.app.watching import Wanted, watch
    from tracker.config import SourceKind

    wanted = Wanted(SourceKind(kind) if kind else None, every, outlet)
    with application() as app:
        for what in whats:
            for source, is_new in watch(app, what, wanted, now()):
                tell(f"{'now watching' if is_new else 'already watched'}: {source.kind} {source.location}")
