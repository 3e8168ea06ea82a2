"""Sources that are due, and stored texts read again."""

import pytest

from tracker.app import intake
from tracker.app.composition import opened
from tracker.extract import VERSION
from tracker.model import Work
from tracker.store import articles, predictions, sources, works
from tracker.store.engine import reading, writing

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
