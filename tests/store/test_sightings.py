"""Which text an article had when, whichever of its sightings becomes known first."""

import datetime as dt
from bisect import bisect_right
from itertools import count, groupby

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st
from sqlalchemy import func, select

from tracker.model import Anchor, AnchorBasis
from tracker.store import articles, predictions, tables
from tracker.store.articles import Outcome

DAYS = st.sampled_from(
    (None, 0, -3, 40)
)  # how the page dated itself, in days after it was seen; None: not at all
PAST = st.dictionaries(st.integers(0, 60), st.tuples(st.sampled_from("AB"), DAYS), min_size=1, max_size=9)
COLUMNS = tables.revision.c


@pytest.fixture
def see(session, given):
    """`see("A", 3)`: the article is seen to say that, three days from now."""
    keys = count()

    def seen(text, day, stated=None, key="a"):
        at = given.later(days=day)
        anchor = Anchor(at.date(), AnchorBasis.CAPTURE)
        if stated is not None:
            anchor = Anchor(at.date() + dt.timedelta(days=stated), AnchorBasis.META)
        return articles.keep(session, given.document(text, key=key, anchor=anchor), at)

    seen.key = lambda: f"a{next(keys)}"
    return seen


def standing(session, key="a"):
    """What the store holds of an article: (since when, dated, of which day it is, text), in order."""
    query = (
        select(COLUMNS.first_seen_at, COLUMNS.anchor_day, COLUMNS.said_on, COLUMNS.text)
        .join(tables.article)
        .where(tables.article.c.key == key)
        .order_by(COLUMNS.first_seen_at, COLUMNS.number)
    )
    return [tuple(row) for row in session.execute(query)]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@over(past=PAST, data=st.data())
def test_at_each_time_it_says_what_was_seen_in_whichever_order_that_is_learned(
    session, given, see, past, data
):
    found, in_order = see.key(), see.key()
    for day in data.draw(st.permutations(sorted(past))):
        see(past[day][0], day, past[day][1], found)
    for day in sorted(past):
        see(past[day][0], day, past[day][1], in_order)

    said = standing(session, found)
    assert said == standing(session, in_order)
    times = [first for first, *_ in said]
    for day, (text, _) in past.items():
        assert said[bisect_right(times, given.later(days=day)) - 1][3] == text
    assert [row[3] for row in said] == [text for text, _ in groupby(past[day][0] for day in sorted(past))]


def test_what_is_seen_again_is_unchanged_and_noted_once(session, given, see):
    first = see("A", 0)
    for _ in range(2):
        assert see("A", 5).outcome is Outcome.UNCHANGED

    assert session.scalars(select(tables.sighting.c.seen_at)).all() == [given.later(days=5)]
    assert session.scalars(select(tables.sighting.c.revision_id)).all() == [first.revision_id]


def test_a_text_between_two_sightings_of_another_splits_it(session, given, see):
    for day in (0, 2, 6, 8):
        see("A", day)
    assert see("B", 4).outcome is Outcome.CHANGED

    said = standing(session)
    assert [(first.day - given.now.day, text) for first, *_, text in said] == [(0, "A"), (4, "B"), (6, "A")]
    assert [day for _, _, day, _ in said] == [given.later(days=day).date() for day in (0, 4, 6)]
    assert see("A", 8).outcome is see("A", 2).outcome is Outcome.UNCHANGED
    numbers = session.scalars(select(COLUMNS.number).order_by(COLUMNS.first_seen_at)).all()
    assert numbers == [1, 2, 3]


def test_an_earlier_sighting_dates_a_text_anew(session, given, see):
    live = see("A", 0)
    captured = see("A", -400)

    assert (captured.outcome, captured.moved) == (Outcome.UNCHANGED, True)
    assert captured.revision_id == live.revision_id
    day = given.later(days=-400).date()
    assert standing(session) == [(given.later(days=-400), day, day, "A")]


@pytest.mark.parametrize(
    ("stated", "said_on"),
    [(None, 0), (-9, -9), (1, 1), (2, 0)],  # somewhere it is a day later, and nowhere two
)
def test_what_was_seen_was_said_no_later(session, given, see, stated, said_on):
    see("A", 0, stated)

    assert standing(session)[0][2] == given.later(days=said_on).date()


def test_a_text_that_is_dated_anew_is_read_anew_and_that_counts(session, given, see):
    kept = see(given.text, 0)
    predictions.record(session, kept.revision_id, [given.reading()], "1", given.now)
    articles.mark_read(session, kept.revision_id, "1", given.now)
    see(given.text, -400)
    again = given.reading(given.prediction(quote="this summer"))

    assert [number for number, _ in articles.unread(session, "1", 9)] == [kept.revision_id]
    assert predictions.record(session, kept.revision_id, [again], "1", given.later(days=1)) == 1
    assert predictions.record(session, kept.revision_id, [again], "1", given.later(days=2)) == 0
    quotes = [[s.quote for s in predictions.statements(session, given.work, by)] for by in (None, given.now)]
    assert quotes == [["this summer"], ["summer"]]


def test_what_is_no_longer_read_in_a_text_that_is_dated_anew_counts_no_more(session, given, see):
    kept = see(given.text, 0)
    predictions.record(session, kept.revision_id, [given.reading()], "1", given.now)
    see(given.text, -400)
    articles.mark_read(session, kept.revision_id, "1", given.later(days=1))

    assert predictions.statements(session, given.work) == ()
    assert session.scalar(select(func.count()).select_from(tables.reading)) == 2
