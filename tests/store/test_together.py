"""Several writers at once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tracker.errors import ReleaseError
from tracker.store import predictions, releases, tables, works
from tracker.store.articles import Outcome
from tracker.store.engine import reading, writing

ROUNDS = 5


@pytest.fixture
def at_once():
    """`at_once(work, [a, b])` calls `work(a)` and `work(b)` in two threads that start at the same moment."""

    def run(work, values):
        barrier = Barrier(len(values))

        def start(value):
            barrier.wait()
            return work(value)

        with ThreadPoolExecutor(len(values)) as pool:
            return list(pool.map(start, values))

    return run


def counts(connection):
    names = ("outlet", "article", "revision", "reading", "prediction")
    return {n: connection.scalar(select(func.count()).select_from(tables.metadata.tables[n])) for n in names}


def test_the_same_article_from_two_threads_is_stored_once(engine, given, at_once):
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)

    def ingest(key):
        with writing(engine) as connection:
            kept, added = given.ingest(connection, given.document(key=key))
            return kept.outcome, added

    for number in range(ROUNDS):
        assert sorted(at_once(ingest, [str(number)] * 2)) == [(Outcome.NEW, 1), (Outcome.UNCHANGED, 0)]
    with reading(engine) as connection:
        assert counts(connection) == {"outlet": 1} | dict.fromkeys(
            ("article", "revision", "reading", "prediction"), ROUNDS
        )
        assert len(predictions.statements(connection, given.work)) == ROUNDS


def test_two_texts_of_one_article_at_once_are_two_revisions(engine, given, at_once):
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)

    def ingest(text):
        with writing(engine) as connection:
            kept, _ = given.ingest(connection, given.document(text), given.reading(given.prediction(text)))
            return kept.outcome

    for number in range(ROUNDS):
        outcomes = at_once(ingest, [f"This summer {number}", f"Next summer {number}"])
        assert sorted(outcomes) == [Outcome.CHANGED, Outcome.CHANGED if number else Outcome.NEW]
    with reading(engine) as connection:
        numbers = connection.scalars(select(tables.revision.c.number)).all()
        assert sorted(numbers) == list(range(1, 2 * ROUNDS + 1))


def test_a_work_added_by_two_threads_is_there_once(engine, given, at_once):
    def add(work):
        with writing(engine) as connection:
            return works.add(connection, work, given.now)

    assert sorted(at_once(add, [given.work, given.work])) == [False, True]
    with reading(engine) as connection:
        assert works.tracked(connection) == (given.work,)


def test_of_two_days_recorded_at_once_one_stays(engine, given, at_once):
    with writing(engine) as connection:
        works.add(connection, given.work, given.now)

    def record(day):
        try:
            with writing(engine) as connection:
                return releases.record(connection, given.work, day)
        except ReleaseError:
            return None

    days = [dt.date(2022, 2, 18), dt.date(2025, 1, 17)]
    for _ in range(ROUNDS):
        outcomes = at_once(record, days)
        assert sorted(map(str, outcomes)) == ["None", "True"]
        with writing(engine) as connection:
            assert releases.take_back(connection, given.work) == days[outcomes.index(True)]
