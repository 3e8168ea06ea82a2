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


def test_a_text_that_returns_is_a_known_revision(session, given):
    a, b, again = (articles.keep(session, given.document(text), given.now) for text in ("A", "B", "A"))

    assert (a.outcome, b.outcome) == (Outcome.NEW, Outcome.CHANGED)
    assert again == Kept(Outcome.UNCHANGED, a.revision_id, a.article_id)
    assert [document.text for _, document in articles.all_documents(session)] == ["A", "B"]


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
