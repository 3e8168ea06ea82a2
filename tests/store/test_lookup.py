"""An article by its key."""

from tracker.store import copies
from tracker.store.lookup import Known, known


def test_an_article_is_found_by_its_key_with_what_it_is_a_copy_of(session, given):
    given.ingest(session)
    origin = known(session, "example.org/a")
    assert origin == Known(origin.article)
    assert known(session, "example.org/b") is None

    given.ingest(
        session, given.document(key="b", outlet="Buoy", url="https://buoy.example/b", origin="example.org/a")
    )
    copies.note(session, known(session, "b").article, None, given.now)

    assert known(session, "b") == Known(known(session, "b").article, "Example", "https://example.org/a")
