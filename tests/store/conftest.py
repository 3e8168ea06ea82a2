"""A small world to store: one work, articles about it, what is read in them."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from tracker.model import Anchor, AnchorBasis, Document, Domain, Polarity, Prediction, Reading, Stance, Work
from tracker.store import articles, predictions, works
from tracker.store.engine import open_store, writing
from tracker.windows import Grain, Implied, Window

NOW = dt.datetime(2026, 11, 21, 9, 30, 15, 250_000, tzinfo=dt.UTC)
WORK = Work("Severance season 2", Domain.TV, ("Severance S2",))
SUMMER = Window(dt.date(2022, 6, 1), dt.date(2022, 8, 31), Grain.SEASON, Implied.YEAR)
TEXT = "“Severance” could return this summer — or so we hope. 🎬"


@dataclass(frozen=True)
class Given:
    """What tests speak of, and short ways to store it."""

    now: dt.datetime = NOW
    work: Work = WORK
    window: Window = SUMMER
    text: str = TEXT

    def later(self, **time: float) -> dt.datetime:
        return self.now + dt.timedelta(**time)

    def document(self, text: str = TEXT, day: str | None = "2022-03-03", **fields: object) -> Document:
        anchor = None if day is None else Anchor(dt.date.fromisoformat(day), AnchorBasis.BYLINE)
        document = Document("example.org/a", text, "Example", "https://example.org/a", anchor, "Soon?", "en")
        return replace(document, **fields)  # type: ignore[arg-type]

    def prediction(self, text: str = TEXT, quote: str = "summer", **fields: object) -> Prediction:
        begin = text.index(quote)
        prediction = Prediction(
            subject=self.work.title,
            quote=quote,
            begin=begin,
            end=begin + len(quote),
            sentence=text,
            window=self.window,
            stance=Stance.REPORTED,
            polarity=Polarity.EXPECTS,
            credit="insiders",
            headline=True,
            anchor=Anchor(dt.date(2022, 3, 3), AnchorBasis.BYLINE),
            trail=("seasons.this", "refine.year"),
        )
        return replace(prediction, **fields)  # type: ignore[arg-type]

    def reading(self, *found: Prediction, work: Work | None = None) -> Reading:
        """What is read for a work, all of it about that work."""
        work = work or self.work
        about = (replace(prediction, subject=work.title) for prediction in found or (self.prediction(),))
        return Reading(work, tuple(about), self.window)

    def ingest(
        self,
        connection: Connection,
        document: Document | None = None,
        *readings: Reading,
        extractor: str = "1",
        at: dt.datetime | None = None,
    ) -> tuple[articles.Kept, int]:
        """Keep an article, record what is read in it: what the pipeline does, without the reading."""
        at = at or self.now
        kept = articles.keep(connection, document or self.document(), at)
        found = readings or (self.reading(),)
        return kept, predictions.record(connection, kept.revision_id, found, extractor, at)


@pytest.fixture(scope="session")
def given() -> Given:
    return Given()


@pytest.fixture
def session(engine: Engine, given: Given) -> Iterator[Connection]:
    """A transaction in a store that follows one work."""
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)
        yield connection


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    return tmp_path / "here" / "tracker.db"


@pytest.fixture
def opened() -> Iterator[Callable[..., Engine]]:
    """`open_store`, closed at the end of the test."""
    engines: list[Engine] = []

    def opening(target: str | Path, **options: float) -> Engine:
        engines.append(open_store(target if isinstance(target, str) else f"sqlite:///{target}", **options))
        return engines[-1]

    yield opening
    for engine in engines:
        engine.dispose()
