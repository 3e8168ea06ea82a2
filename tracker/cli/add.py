"""`tracker add`."""

from __future__ import annotations

import click

from tracker.cli.options import DOMAINS, application, complain, example, now


@click.command(epilog=example('tracker add "Severance season 3" --alias "Severance S3" --domain tv'))
@click.argument("title")
@click.option(
    "--alias", "aliases", multiple=True, metavar="NAME", help="Another name it goes by; may be given again."
)
@click.option(
    "--domain", type=click.Choice(DOMAINS), default="tv", show_default=True, help="What kind of thing it is."
)
def command(title: str, aliases: tuple[str, ...], domain: str) -> None:
    """Follow a work: one season, film, game, model or version. Articles that are stored are read for it at once."""
    from tracker.app import following
    from tracker.model import Domain, Work

    if not any(c.isalnum() for c in title):
        raise click.BadParameter("a title needs a letter or a digit.", param_hint="TITLE")
    with application() as app:
        is_new = following.add(app, Work(title.strip(), Domain(domain), aliases), now())
    complain(f"{'now following' if is_new else 'already followed:'} {title.strip()}")
