"""The works that articles predict and nobody follows: gathered by title, and as a sheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker import titles
from tracker.consensus import Statement
from tracker.model import Work
from tracker.report.rows import Record, Sheet, Tone, flattened, iso, line, stated

_LONGEST = 200  # characters of a title that `tracker add` takes


@dataclass(frozen=True, slots=True)
class Discovered:
    """A work that nobody follows.

    Attributes:
        title: as the newest article writes it.
        articles: how many predict it.
        newest: what was said of it last.
    """

    title: str
    articles: int
    newest: Statement


def gather_discovered(
    said: Iterable[tuple[str, Statement]], followed: Iterable[Work]
) -> tuple[Discovered, ...]:
    """The works that most articles speak of first; those that are followed, by whatever name, left out.

    Args:
        said: titles as written, each with what was said of it, in the order in which it was said.
        followed: the works that are followed.
    """
    known = {titles.key(name) for work in followed for name in (work.title, *work.aliases)}
    by_key: dict[str, list[tuple[str, Statement]]] = {}
    for title, statement in said:
        if _is_title(title):
            by_key.setdefault(titles.key(title), []).append((title, statement))
    found = (_discovered(together) for key, together in by_key.items() if key not in known)
    return tuple(sorted(found, key=lambda d: (-d.articles, d.title.casefold())))


def discovered_sheet(rows: Iterable[Discovered]) -> Sheet:
    """A row a work, in the order given."""
    rows = list(rows)
    records = tuple(_record(row) for row in rows)
    return Sheet(
        headers=("work", "articles", "last predicted", "said on"),
        cells=tuple(
            (
                line(row.title, Tone.STRONG),
                line(str(row.articles)),
                line(stated(row.newest.window, row.newest.polarity)),
                line(iso(row.newest.said_on)),
            )
            for row in rows
        ),
        records=records,
        flat=tuple(map(flattened, records)),
        empty="no article predicts a work that nobody follows; `tracker ingest` reads more of them",
        # never with a title in it: what stands on a page is not to be pasted into a shell
        notes=('To follow one of them: `tracker add "TITLE"`',) if rows else (),
    )


def _is_title(text: str) -> bool:
    """Whether it may be followed: pages hold anything."""
    return len(text) <= _LONGEST and any(c.isalnum() for c in text)


def _discovered(together: list[tuple[str, Statement]]) -> Discovered:
    title, newest = together[-1]
    return Discovered(title, len({statement.article for _, statement in together}), newest)


def _record(row: Discovered) -> Record:
    newest = row.newest
    return {
        "title": row.title,
        "articles": row.articles,
        "start": iso(newest.window.start),
        "stop": iso(newest.window.end),
        "polarity": newest.polarity,
        "said_on": iso(newest.said_on),
    }
