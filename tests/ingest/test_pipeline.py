import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete

from tracker.errors import FetchError, UnknownTitle
from tracker.extract import VERSION
from tracker.ingest.fetched import Fetched
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, ingest
from tracker.model import Domain, Work
from tracker.store import articles, predictions, sources, tables, works
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


LONG = (
    "Nobody at the studio has said much about the lighthouse drama of late, but its writers are back at their desks and "
    "they work. Gullholm season 3 premieres {}, the network says, if the storm scenes of the last episode can be shot. The "
    "rest of the crew is waiting for better weather on the island, which may take some weeks.\n"
)


@pytest.fixture
def see(engine: Engine, got: Got, now: dt.datetime) -> Callable[..., Ingested]:
    """`see("a.example", 3, "in May 2025")`: that host's page is seen to say that, in three days."""

    def seen(
        host: str, day: int, when: str, text: str = LONG, followed: tuple[Work, ...] = (WORK, OTHER)
    ) -> Ingested:
        url = f"https://{host}/x"
        found = got(
            text.format(when).encode(),
            "text/plain",
            key=url,
            url=url,
            fetched_at=now + dt.timedelta(days=day),
        )
        return ingest(engine, found, Titles(followed), now + dt.timedelta(days=day), Instructions())

    return seen


def outlets(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as connection:
        return [(one.outlet, one.quote) for one in predictions.statements(connection, WORK)]


def test_an_old_text_that_is_found_late_leaves_copies_copies(
    see: Callable[..., Ingested], engine: Engine
) -> None:
    see("a.example", 0, "in May 2025")
    see("b.example", 1, "in May 2025")
    old = "Long ago there was word of another kind. " * 9 + "Gullholm season 3 is due {}.\n"

    assert see("a.example", -60, "in 2025", old).outcome is Outcome.CHANGED
    see("c.example", 2, "in May 2025")
    assert outlets(engine) == [("a.example", "2025"), ("a.example", "May 2025")]


def test_who_said_it_first_is_learned_from_an_old_sighting(
    see: Callable[..., Ingested], engine: Engine
) -> None:
    see("a.example", 0, "in May 2025")
    see("b.example", 1, "in May 2025")
    assert see("b.example", -9, "in May 2025").outcome is Outcome.UNCHANGED

    assert outlets(engine) == [("b.example", "May 2025")]


def test_what_has_no_signature_gets_one_when_it_is_seen(see: Callable[..., Ingested], engine: Engine) -> None:
    see("a.example", 0, "in May 2025")
    with writing(engine) as connection:
        connection.execute(delete(tables.band))
        connection.execute(delete(tables.signature))

    see("a.example", 1, "in May 2025")
    see("b.example", 2, "in May 2025")
    assert outlets(engine) == [("a.example", "May 2025")]


def test_what_was_not_read_for_all_that_is_followed_by_now_stays_unread(
    see: Callable[..., Ingested], engine: Engine
) -> None:
    for host, followed, unread in (("a.example", (WORK,), 1), ("b.example", (WORK, OTHER), 1)):
        assert see(host, 0, "in May 2025", followed=followed).predictions == 1
        with reading(engine) as connection:
            assert len(articles.unread(connection, VERSION, 10)) == unread


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("When is Gullholm season 3 out?", "June 5, 2026"),
        ("When is Gullholm season 3 out?", "By Shore TV, June 5, 2026"),
        ("Gullholm season 3 release date", "Date: June 5, 2026"),  # it looks like a byline, and was read
    ],
)
def test_a_day_alone_on_its_line_may_slip(
    see: Callable[..., Ingested], engine: Engine, heading: str, day: str
) -> None:
    text = f"Gullholm season 3: all we know\n\n{heading}\n\n{{}}\n\nNobody knows more.\n"
    outcomes = [
        see("a.example", day, when, text).outcome
        for day, when in ((0, day), (30, day.replace("June", "July")))
    ]

    assert outcomes == [Outcome.NEW, Outcome.CHANGED]
    assert len(kept(engine)) == 2


def test_records_that_do_not_say_when_they_were_got_are_kept_once(
    take: Callable[..., Ingested], got: Got, engine: Engine, now: dt.datetime
) -> None:
    texts = [TEXT, TEXT.replace("March 3", "April 4")]
    for day in range(2):
        for text in texts:
            ingest(
                engine,
                got(text, fetched_at=now + dt.timedelta(days=day)),
                Titles([WORK]),
                now + dt.timedelta(days=day),
            )

    assert kept(engine) == texts


def test_a_known_text_with_another_byline_is_read_as_it_is_kept(
    take: Callable[..., Ingested], got: Got, engine: Engine
) -> None:
    take(got(f"Gullholm\n\nPublished May 5, 2024\n\n{TEXT}"))
    changed = got(f"Gullholm\n\nPublished May 4, 2024 at 10:15\n\n{TEXT}")

    assert take(changed, about=OTHER) == Ingested("a.txt", Outcome.UNCHANGED, (OTHER.title,), 1)
    assert quotes(engine, OTHER) == ["March 3, 2025"]
