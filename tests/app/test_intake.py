"""Sources that are due, and stored texts read again."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st
from sqlalchemy import select

from tracker.app import intake
from tracker.app.composition import opened
from tracker.extract import VERSION
from tracker.ingest.fetched import Fetched
from tracker.ingest.pipeline import Instructions, ingest
from tracker.model import Link, Work
from tracker.store import articles, pages, predictions, sources, tables, works
from tracker.store.engine import reading, writing
from tracker.store.pace import Seen
from tracker.titles import Titles

WORK = Work("Gullholm season 3")


@pytest.fixture
def told():
    """Collects what `check` tells."""

    class Told(list):
        def __call__(self, ingested):
            self.append(ingested)
            return True

    return Told()


def quotes(app, work=WORK):
    with reading(app.engine) as connection:
        return [statement.quote for statement in predictions.statements(connection, work)]


def health(app):
    with reading(app.engine) as connection:
        (watched,) = sources.listing(connection)
    return watched


def test_a_source_is_due_again_after_its_interval(app, news, told, now, settings):
    news("a.txt")
    every = settings.sources[0].every
    (watched,) = intake.due(app, now)

    assert intake.check(app, watched, now, told) is True
    assert [t.outcome for t in told] == ["new"]
    assert quotes(app) == ["March 3, 2025"]
    assert intake.due(app, now + every / 2) == []
    assert len(intake.due(app, now + every)) == 1


def test_a_source_that_fails_is_tried_less_and_less_often(app, told, now, settings):
    every = settings.sources[0].every
    waits = []
    for _ in range(3):
        (watched,) = intake.due(app, now)
        intake.check(app, watched, now, told)
        waits.append(health(app).next_check_at - now)
        now = health(app).next_check_at

    assert all(
        least <= wait <= least * 1.25
        for least, wait in zip((every, 2 * every, 4 * every), waits, strict=True)
    )
    assert (health(app).failures, "holds no article" in health(app).last_error) == (3, True)


def test_a_source_that_recovers_is_checked_as_often_as_before(app, news, told, now, settings):
    (watched,) = intake.due(app, now)
    intake.check(app, watched, now, told)
    news("a.txt")
    intake.check(app, watched, now, told)

    assert (health(app).failures, health(app).last_error) == (0, None)
    assert health(app).next_check_at == now + settings.sources[0].every


def test_one_bad_article_is_told_and_slows_nothing_down(app, news, told, now, settings):
    news("a.txt")
    (news.folder / "b.txt").write_bytes(b"")
    (watched,) = intake.due(app, now)
    intake.check(app, watched, now, told)

    assert health(app).failures == 0
    assert health(app).last_error == f"1 of 2 articles: {news.folder}/b.txt: it is empty."
    assert health(app).next_check_at == now + settings.sources[0].every


def test_a_check_that_is_told_to_stop_leaves_the_source_due(app, news, now):
    for name in ("a.txt", "b.txt", "c.txt"):
        news(name)
    (watched,) = intake.due(app, now)
    seen = []

    assert intake.check(app, watched, now, lambda done: seen.append(done) or len(seen) < 2) is False
    assert len(quotes(app)) == 2
    assert intake.due(app, now) == [watched]


def test_a_work_added_during_a_check_is_looked_for_all_the_same(app, news, now):
    late = Work("Skerry season 2")
    news("a.txt", "March 3, 2025", late.title)
    (watched,) = intake.due(app, now)

    def add(_):
        with writing(app.engine) as connection:
            works.add(connection, late, now)
        return True

    intake.check(app, watched, now, add)
    assert quotes(app, late) == []
    assert intake.read_pending(app, now) == 1
    assert quotes(app, late) == ["March 3, 2025"]


def test_every_pending_text_is_read_again_however_many(app, news, told, now, monkeypatch):
    monkeypatch.setattr(intake, "_BATCH", 2)
    for number in range(5):
        news(f"{number}.txt", "March 3, 2025", "Skerry season 2")
    (watched,) = intake.due(app, now)
    intake.check(app, watched, now, told)
    with writing(app.engine) as connection:
        works.add(connection, Work("Skerry season 2"), now)

    assert intake.read_pending(app, now) == 5
    assert intake.read_pending(app, now) == 0
    with reading(app.engine) as connection:
        assert articles.unread(connection, VERSION, 9) == []


def test_what_the_user_said_it_is_about_is_read_again_for_that_work(app, news, now, changed):
    news("a.txt", "March 3, 2025", "It")
    asked = intake.Asked(title="Lanternfish")
    list(intake.take_in(app, [str(news.folder)], asked, now, None))
    with writing(app.engine) as connection:
        works.read_again(connection)
        connection.exec_driver_sql("UPDATE reading SET extractor = 'older'")

    with opened(changed(), now) as later:
        assert intake.read_pending(later, now) == 1
    assert quotes(app, Work("Lanternfish")) == ["March 3, 2025"]


def page(url, at, text, dated=None, *, is_capture=False):
    """A page as it was seen at a time."""
    day = f'<meta property="article:published_time" content="{dated}">' if dated else ""
    html = f"<html lang=en><head><title>News</title>{day}</head><body><article><p>{text}</p></article></body></html>"
    return Fetched(url, url, html.encode(), at, "shelf", "text/html", url, is_capture=is_capture)


def statements(app, url, work=WORK):
    with reading(app.engine) as connection:
        said = predictions.statements(connection, work)
    return [(s.said_on, s.quote, s.window) for s in said if s.url == url]


SAYS = ("next month", "in May 2026", "this winter")
PAST = st.dictionaries(
    st.integers(0, 300),
    st.tuples(st.sampled_from(SAYS), st.sampled_from((None, 0, -20))),
    min_size=2,
    max_size=5,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@over(past=PAST, data=st.data())
def test_what_was_said_does_not_depend_on_what_is_found_first(app, now, past, data):
    """Captures first, or the live page, or any other order; each page is short, so that none is a copy."""
    titles = Titles([WORK])
    order = data.draw(st.permutations(sorted(past)))
    with reading(app.engine) as connection:
        number = len(list(articles.all_documents(connection)))
    found, in_order = (f"https://{letter}.example/{number}" for letter in "ab")
    for url, days in ((found, order), (in_order, sorted(past))):
        for day in days:
            says, stated = past[day]
            at = now + dt.timedelta(days=day)
            dated = None if stated is None else (at + dt.timedelta(days=stated)).date()
            text = f"{WORK.title} premieres {says}, the network says. Nobody knows more than that."
            seen = page(url, at, text, dated, is_capture=day != max(past))
            ingest(app.engine, seen, titles, now + dt.timedelta(days=301))
    intake.read_pending(app, now + dt.timedelta(days=302))

    assert statements(app, found) == statements(app, in_order) != []


def test_copies_of_what_was_stored_before_its_work_count_once(app, now):
    late = Work("Skerry season 2")
    text = (
        f"{late.title} premieres in May 2026, they say. "
        + "Waves came over the wall that day, and more. " * 9
    )
    with writing(app.engine) as connection:
        watched = sources.listing(connection)[0]
    for host in "abc":
        seen = page(f"https://{host}.example/x", now, text)
        ingest(app.engine, seen, Titles([WORK]), now, Instructions(source_id=watched.id))
        now += dt.timedelta(days=1)
    with writing(app.engine) as connection:
        works.add(connection, late, now)
    intake.read_pending(app, now)

    with reading(app.engine) as connection:
        said = predictions.statements(connection, late)
    assert [s.outlet for s in said] == ["a.example"]


def test_a_page_that_speaks_of_a_new_work_is_looked_at_again(app, now):
    late = Work("Skerry season 2")
    live, archived, other = (f"https://{host}.example/x" for host in ("live", "archived", "other"))
    with writing(app.engine) as connection:
        watched = sources.listing(connection)[0]
        pages.add(connection, [Link(url) for url in (live, archived, other)], watched.id, now)
        for page_id in connection.scalars(select(tables.page.c.id)).all():
            pages.fetched(connection, page_id, now, Seen(), None)
    for url, title in ((live, late.title), (archived, late.title), (other, WORK.title)):
        seen = page(url, now, f"{title} premieres in May 2026.", is_capture=url == archived)
        ingest(app.engine, seen, Titles([WORK]), now, Instructions(source_id=watched.id))
    with writing(app.engine) as connection:
        works.add(connection, late, now)
    intake.read_pending(app, now)

    with writing(app.engine) as connection:
        assert [one.link.url for one in pages.due(connection, now, 9, 9)] == [live]
        pages.fetched(connection, pages.due(connection, now, 9, 9)[0].id, now, Seen(), None)
        works.read_again(connection)
    intake.read_pending(app, now)
    with reading(app.engine) as connection:
        assert pages.due(connection, now, 9, 9) == []


def test_a_text_that_is_dated_anew_while_it_is_read_again_is_read_once_more(app, now, monkeypatch):
    url, text = "https://a.example/x", f"{WORK.title} premieres next month, they say."
    ingest(app.engine, page(url, now, text), Titles([WORK]), now)
    with writing(app.engine) as connection:
        works.read_again(connection)
    begun = intake._batch
    moves = [-400]

    def meanwhile(*given):
        batch = begun(*given)
        if moves:
            seen = page(url, now + dt.timedelta(days=moves.pop()), text, is_capture=True)
            ingest(app.engine, seen, Titles([WORK]), now)
        return batch

    monkeypatch.setattr(intake, "_batch", meanwhile)
    intake.read_pending(app, now)
    (said,) = statements(app, url)
    assert (said[0], said[2].start) == (dt.date(2023, 4, 2), dt.date(2023, 5, 1))
