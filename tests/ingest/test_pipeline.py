import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from tracker.errors import FetchError, UnknownTitle
from tracker.extract import VERSION
from tracker.ingest.fetched import Fetched
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, ingest
from tracker.model import Domain, Work
from tracker.store import articles, predictions, sources, works
from tracker.store.engine import reading, writing
from tracker.titles import Titles

Got = Callable[..., Fetched]

WORK = Work("Gullholm season 3", Domain.TV)
OTHER = Work("Lanternfish", Domain.FILM)
TEXT = "Gullholm season 3 premieres on March 3, 2025, the network says. Nobody knows more than that.\n"


@pytest.fixture(autouse=True)
def _followed(engine: Engine, now: dt.datetime) -> None:
    with writing(engine) as connection:
        works.declare(connection, [WORK, OTHER], now)


@pytest.fixture
def take(engine: Engine, now: dt.datetime) -> Callable[..., Ingested]:
    """`take(fetched, about=...)`: what becomes of it."""
    titles = Titles([WORK, OTHER])
    return lambda found, **said: ingest(engine, found, titles, now, Instructions(**said))


def kept(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [document.text for _, document in articles.all_documents(connection)]


def quotes(engine: Engine, work: Work) -> list[str]:
    with reading(engine) as connection:
        return [statement.quote for statement in predictions.statements(connection, work)]


def test_an_article_is_kept_with_what_it_says(
    take: Callable[..., Ingested], got: Got, engine: Engine
) -> None:
    assert take(got(TEXT)) == Ingested("a.txt", Outcome.NEW, (WORK.title,), 1)
    assert kept(engine) == [TEXT]
    assert quotes(engine, WORK) == ["March 3, 2025"]


def test_ingesting_twice_changes_nothing(take: Callable[..., Ingested], got: Got, engine: Engine) -> None:
    take(got(TEXT))

    assert take(got(TEXT)) == Ingested("a.txt", Outcome.UNCHANGED, (WORK.title,), 0)
    assert (kept(engine), quotes(engine, WORK)) == ([TEXT], ["March 3, 2025"])


def test_a_changed_article_is_a_second_text(take: Callable[..., Ingested], got: Got, engine: Engine) -> None:
    take(got(TEXT))
    changed = TEXT.replace("March 3", "April 4")

    assert take(got(changed)) == Ingested("a.txt", Outcome.CHANGED, (WORK.title,), 1)
    assert kept(engine) == [TEXT, changed]


def test_what_was_read_for_all_works_is_not_read_again(
    take: Callable[..., Ingested], got: Got, engine: Engine
) -> None:
    take(got(TEXT))

    with reading(engine) as connection:
        assert articles.unread(connection, VERSION, 10) == []


def test_an_article_about_no_tracked_work_leaves_no_trace(
    take: Callable[..., Ingested], got: Got, engine: Engine
) -> None:
    assert take(got("Nothing of note premieres in 2025.")) == Ingested(
        "a.txt",
        Outcome.IGNORED,
        error="a.txt: it speaks of no tracked work; `tracker add TITLE` first, or give --title.",
    )
    assert kept(engine) == []


def test_a_sources_article_is_kept_for_works_to_come(
    take: Callable[..., Ingested], got: Got, engine: Engine, now: dt.datetime
) -> None:
    with writing(engine) as connection:
        sources.declare(connection, [sources.Source("folder", "articles", dt.timedelta(days=1))], now)
        (source,) = sources.due(connection, now)

    assert take(got("Nothing of note premieres in 2025."), source_id=source.id) == Ingested(
        "a.txt", Outcome.NEW
    )
    assert len(kept(engine)) == 1


def test_the_user_may_say_what_it_is_about(take: Callable[..., Ingested], got: Got, engine: Engine) -> None:
    assert take(got(TEXT), about=OTHER).works == (OTHER.title,)
    assert quotes(engine, OTHER) == ["March 3, 2025"]
    assert take(got(TEXT), about=WORK) == Ingested("a.txt", Outcome.UNCHANGED, (WORK.title,), 1)


def test_a_headline_alone_may_name_the_work(take: Callable[..., Ingested], got: Got) -> None:
    assert take(got("It premieres on March 3, 2025.", title="Gullholm season 3 dated")).works == (WORK.title,)


def test_a_failure_is_an_outcome(take: Callable[..., Ingested], got: Got, engine: Engine) -> None:
    assert take(FetchError("b.txt", "no such file.")) == Ingested(
        "b.txt", Outcome.FAILED, error="b.txt: no such file."
    )
    assert take(got("")).error == "a.txt: no readable text in it."
    assert kept(engine) == []


def test_nothing_is_half_kept(take: Callable[..., Ingested], got: Got, engine: Engine) -> None:
    with pytest.raises(UnknownTitle):
        take(got(TEXT), about=Work("Never added"))

    assert kept(engine) == []
