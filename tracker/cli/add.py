"""`tracker add`."""

from __future__ import annotations

import click

from tracker.cli.options import DOMAINS, application, example, now, tell

_LONGEST = 200  # characters of a title


class Title(click.ParamType[str]):
    """What a work goes by: something that articles can say."""

    name = "title"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """One line, its white space folded."""
        from tracker.ingest.labels import fit

        title = fit(str(value))
        if not any(c.isalnum() for c in title):
            self.fail(f"{title!r} is no title: it needs a letter or a digit.", param, ctx)
        if len(title) > _LONGEST:
            self.fail(f"a title has at most {_LONGEST} characters, this one has {len(title)}.", param, ctx)
        return title


@click.command(epilog=example('tracker add "Severance season 3" --alias "Severance S3" --domain tv'))
@click.argument("title", type=Title())
@click.option(
    "--alias",
    "aliases",
    type=Title(),
    multiple=True,
    metavar="NAME",
    help="Another name it goes by; may be given again.",
)
@click.option(
    "--domain", type=click.Choice(DOMAINS), default="tv", show_default=True, help="What kind of thing it is."
)
@click.option(
    "--search/--no-search",
    default=True,
    show_default=True,
    help="Search the web for articles about it, by [search] of config.toml.",
)
def command(title: str, aliases: tuple[str, ...], domain: str, *, search: bool) -> None:
    """Follow a work: one season, film, game, model or version. Articles that are stored are read for it at once.

    `tracker run` then searches for new ones now and then, and once for what was written before.
    """
    from tracker.app import following
    from tracker.model import Domain, Work

    with application() as app:
        is_new = following.add(app, Work(title, Domain(domain), aliases, search), now())
    tell(f"{'now following' if is_new else 'already followed:'} {title}")
