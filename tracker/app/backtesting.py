"""How good the forecasts were: of the works in the store, or of annotated articles, for which no store is asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.consensus import Scales, Statement
from tracker.consensus.backtest import backtest
from tracker.errors import SourceError
from tracker.model import Document, Reading, Work
from tracker.report.backtest import BacktestRow

if TYPE_CHECKING:
    from tracker.app.composition import App

Said = tuple[dt.date, Document, Reading]
"""The day an article was published, its text, and what is read in it."""


def own(app: App, today: dt.date) -> list[BacktestRow]:
    """The works of the store that anything was predicted of: all that are out, and the followed ones that are not.

    Args:
        app: the open store.
        today: how far is known.
    """
    from tracker.store import predictions, releases, works
    from tracker.store.engine import reading

    with reading(app.engine) as connection:
        out = {one.title: one.released for one in releases.listing(connection)}
        titles = [*out, *(work.title for work in works.tracked(connection) if work.title not in out)]
        stated = {title: predictions.statements(connection, Work(title)) for title in titles}
    weights = Scales(
        (day, stated[title]) for day, title in sorted((day, title) for title, day in out.items())
    )
    return [
        BacktestRow(title, out.get(title), backtest(weights.weigh(said), out.get(title), today))
        for title, said in stated.items()
        if said
    ]


def annotated_works(folders: Iterable[Path]) -> Iterator[BacktestRow | SourceError]:
    """The works of annotated sets, each by its articles in all of them; what cannot be used of a set is told first.

    Articles that are not dated or whose work is not known to be out are left out. What comes out twice, as a
    magazine's series that pauses twice, is two works.
    """
    from tracker.app.annotated import annotated
    from tracker.extract import read

    found: dict[tuple[str, dt.date], list[Said]] = defaultdict(list)
    for gold in (one for folder in folders for one in annotated(folder)):
        if isinstance(gold, SourceError):
            yield gold
        elif gold.published and gold.released:
            (reading,) = read(gold.document, [gold.work])
            found[gold.work.title, gold.released].append((gold.published, gold.document, reading))
    stated = {work: statements(articles) for work, articles in found.items()}
    weights = Scales(
        (day, stated[title, day]) for day, title in sorted((day, title) for title, day in stated)
    )
    for (title, released), articles in found.items():
        since = min(published for published, *_ in articles)
        said = weights.weigh(stated[title, released])
        yield BacktestRow(title, released, backtest(said, released, released, since))


def statements(articles: Sequence[Said]) -> tuple[Statement, ...]:
    """What articles state about one work, as the store would hand it out had they been ingested when they appeared."""
    ids = count(1)
    return tuple(
        Statement(
            id=next(ids),
            outlet=document.outlet,
            article=number,
            said_on=published,
            window=prediction.window,
            stance=prediction.stance,
            polarity=prediction.polarity,
            headline=prediction.headline,
            quote=prediction.quote,
            url=document.url,
            learned_at=dt.datetime.combine(published, dt.time(), dt.UTC),
            domain=reading.work.domain,
            credit=prediction.credit,
            confidence=1.0 if prediction.confidence is None else prediction.confidence,
        )
        for number, (published, document, reading) in enumerate(articles, start=1)
        for prediction in reading.predictions
    )
