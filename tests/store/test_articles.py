"""Articles and their texts: kept once, kept for good, read again by a later extractor."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st
from sqlalchemy import func, select

from tracker.store import articles, predictions, tables, works
from tracker.store.articles import Kept, Outcome
from tracker.store.types import ZippedText


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"url": None, "title": None, "lang": "de", "anchor": None},
        {"text": "half a pair \ud83d, a tab\t, the end \U0010ffff", "title": "“Quotes” & 🎬"},
    ],
)
def test_a_document_comes_back_as_it_was(session, given, fields):
    document = given.document(**fields)
    kept = articles.keep(session, document, given.now)

    assert list(articles.all_documents(session)) == [(kept.revision_id, document)]
    assert articles.unread(session, "1", 9) == [(kept.revision_id, document)]


@over(st.text(st.characters()))
def test_any_text_survives_compression(text):
    column = ZippedText()
    assert column.process_result_value(column.process_bind_param(text, None), None) == text


def test_the_same_text_again_is_unchanged(session, given):
    first = articles.keep(session, given.document(), given.now)
    again = articles.keep(session, given.document(day="2022-04-04"), given.later(days=1))

    assert first.outcome is Outcome.NEW
    assert again == Kept(Outcome.UNCHANGED, first.revision_id, first.article_id)
    assert list(articles.all_documents(session)) == [(first.revision_id, given.document())]


def test_a_text_that_returns_is_said_again(session, given):
    kept = [
        articles.keep(session, given.document(text), given.later(days=day)) for day, text in enumerate("ABA")
    ]

    assert [k.outcome for k in kept] == [Outcome.NEW, Outcome.CHANGED, Outcome.CHANGED]
    assert [document.text for _, document in articles.all_documents(session)] == ["A", "B", "A"]


def test_what_nobody_knows_the_time_of_is_kept_once(session, given):
    def keep(text, day):
        return articles.keep(session, given.document(text), given.later(days=day), is_sighting=False).outcome

    assert [keep(text, day) for day in (0, 1) for text in "AB"] == [
        "new",
        "changed",
        "unchanged",
        "unchanged",
    ]
    assert [document.text for _, document in articles.all_documents(session)] == ["A", "B"]


def test_the_same_text_is_unchanged_whichever_of_its_lines_count(session, given):
    first = articles.keep(session, given.document("A\nB"), given.now, substance="A")
    again = articles.keep(session, given.document("A\nB"), given.later(days=1), substance="A\nB")

    assert again == Kept(Outcome.UNCHANGED, first.revision_id, first.article_id)


def test_what_counts_of_a_text_may_be_learned_when_it_is_read_again(session, given):
    first = articles.keep(session, given.document("A\nB"), given.now, substance="A")
    articles.mark_read(session, first.revision_id, "1", given.now, substance="A\nB")

    for text, outcome in (("A\nC", Outcome.CHANGED), ("A\n B", Outcome.UNCHANGED)):
        with session.begin_nested() as savepoint:
            later = given.later(days=1)
            kept = articles.keep(session, given.document(text), later, substance=text.replace(" ", ""))
            assert kept.outcome is outcome
            savepoint.rollback()


def test_the_newest_text_is_the_one_seen_last_of_those_that_speak_of_a_work(session, given):
    live, _ = given.ingest(session, given.document(f"{given.text} now"), given.reading(given.prediction()))
    given.ingest(session, given.document(given.text), at=given.later(days=-9))
    articles.keep(session, given.document("of nothing"), given.later(days=9))

    newest = articles.newest(session, live.article_id)
    assert newest == articles.Newest(live.revision_id, f"{given.text} now")
    assert articles.newest(session, live.article_id + 1) is None


def test_two_articles_may_have_the_same_text(session, given):
    kept = [articles.keep(session, given.document(key=key), given.now) for key in ("a", "b")]

    assert [k.outcome for k in kept] == [Outcome.NEW, Outcome.NEW]
    assert session.scalar(select(func.count()).select_from(tables.outlet)) == 1


def test_unread_ends_when_an_extractor_has_read_everything(session, given):
    ids = [articles.keep(session, given.document(text), given.now).revision_id for text in "ABC"]
    assert [number for number, _ in articles.unread(session, "1", 2)] == ids[:2]

    articles.mark_read(session, ids[0], "1", given.now)
    articles.mark_read(session, ids[1], "2", given.now)
    assert [number for number, _ in articles.unread(session, "1", 9)] == ids[1:]
    assert [number for number, _ in articles.unread(session, "2", 9)] == [ids[0], ids[2]]


def test_what_a_later_extractor_no_longer_sees_counts_no_more(session, given):
    kept, _ = given.ingest(session)
    articles.mark_read(session, kept.revision_id, "2", given.later(days=1))

    assert predictions.statements(session, given.work) == ()
    assert len(predictions.statements(session, given.work, given.now)) == 1


def test_what_was_read_of_a_work_no_longer_followed_stays(session, given):
    kept, _ = given.ingest(session)
    works.remove(session, given.work.title, given.now)
    articles.mark_read(session, kept.revision_id, "2", given.later(days=1))

    assert len(predictions.statements(session, given.work)) == 1
