"""Each measure on articles so small that the figures are counted by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.evaluate import Found, Score, Share, places, score
from tracker.evaluate.score import overlap

MARCH, APRIL, MAY = "2025-03-01/2025-03-31", "2025-04-01/2025-04-30", "2025-05-01/2025-05-31"


def test_a_window_counts_once_however_often_it_is_said(answered):
    result = score(
        answered(
            gold=[("one", MARCH), ("two", MARCH), ("three", APRIL), ("four", MAY)],
            read=[("one", MARCH), ("two", MARCH), ("five", "2026-01-01/2026-12-31")],
        )
    )

    assert result.strict == Found(right=1, wrong=1, missed=2)
    assert (result.strict.precision, result.strict.recall) == (1 / 2, 1 / 3)
    assert result.strict.f1 == pytest.approx(0.4)
    assert result.articles == 1


def test_a_window_with_the_other_polarity_is_wrong_and_counts_for_polarity(answered):
    result = score(
        answered(
            gold=[("one", MARCH, "official", "rules_out"), ("two", APRIL)],
            read=[("one", MARCH), ("two", APRIL), ("three", MAY)],
        )
    )

    assert result.strict == result.relaxed == Found(right=1, wrong=2, missed=1)
    assert result.polarity == Share(1, 2)


@pytest.mark.parametrize(
    ("days", "right"),
    [("2025-03-16/2025-03-31", 1), ("2025-03-17/2025-03-31", 0), ("2025-03-01/2025-05-01", 1)],
)
def test_half_of_the_days_are_enough_relaxed(answered, days, right):
    result = score(answered(gold=[("one", MARCH)], read=[("one", days)]))  # 16, 15 of 31 days; 31 of 62

    assert result.strict == Found(0, 1, 1)
    assert result.relaxed == Found(right, 1 - right, 1 - right)


def test_relaxed_pairs_are_made_once_and_the_best_first(answered):
    result = score(
        answered(
            gold=[("one", MARCH, "official"), ("two", "2025-03-05/2025-03-31", "reported")],
            read=[("one", "2025-03-04/2025-03-31", "reported"), ("two", "2025-03-04/2025-04-02", "official")],
        )
    )

    # 27 of 28 days go together first, then 28 of 33; the other way round neither stance would be right
    assert result.relaxed == Found(2, 0, 0)
    assert result.stance == Share(2, 2)


@pytest.mark.parametrize(
    ("first", "second", "published", "value"),
    [
        (MARCH, MARCH, None, 1),
        (MARCH, MAY, None, 0),
        (MARCH, "2025-03-31/2025-04-30", None, 1 / 61),
        ("2025-01-01/", "2025-01-01/2026-01-01", None, 366 / 731),
        ("/2025-03-31", MARCH, "2025-02-27", 31 / 33),
        ("/2025-03-31", MARCH, "2026-01-01", 1 / 31),
        ("/2025-03-31", MARCH, None, 31 / 731),
        ("/2025-03-31", "/2025-03-31", None, 1),
        ("/", MARCH, None, 0),
    ],
)
def test_an_open_side_reaches_two_years_or_to_the_day_of_publication(
    answered, first, second, published, value
):
    day = published and dt.date.fromisoformat(published)

    assert overlap(answered.window(first), answered.window(second), day) == pytest.approx(value)
    assert overlap(answered.window(second), answered.window(first), day) == pytest.approx(value)


def test_stances_and_quotes_are_looked_at_where_the_window_is_right(answered):
    result = score(
        answered(
            gold=[("one", MARCH), ("two", APRIL), ("three", MAY)],
            read=[
                ("one", MARCH, "reported"),
                ("four", APRIL),
                ("three", MAY, "reported"),
                ("three", MAY),
                ("five", "2026-01-01/"),
            ],
        )
    )

    assert result.stance == Share(2, 3)  # May is said twice, once with the right one
    assert result.quote == Share(2, 3)  # April is read at other words


@pytest.mark.parametrize(("begin", "right"), [(4, 1), (14, 1), (5, 0), (3, 0), (18, 0)])
def test_a_quote_is_right_where_it_stands_character_for_character(answered, begin, right):
    result = score(answered(gold=[("two", MARCH)], read=[("two", MARCH, "official", "expects", begin)]))

    assert result.quote == Share(right, 1)


def test_a_decoy_is_read_where_a_prediction_touches_it(answered):
    result = score(
        answered(
            gold=[("one", MARCH)],
            read=[("one", MARCH), ("three", APRIL), ("two three", MARCH), ("six", MAY)],
            decoys=["two", "three", "four", "one"],
        )
    )

    assert result.decoys == Share(2, 3)  # "one" is a prediction first


def test_what_overlaps_a_prediction_is_no_decoy_read(answered):
    result = score(
        answered(gold=[("one two", MARCH)], read=[("one two three", MARCH)], decoys=["three", "two"])
    )

    assert result.decoys == Share(0, 2)  # the second "two" stands by itself


@pytest.mark.parametrize(
    ("annotated", "read", "exact", "presence"),
    [
        (MARCH, MARCH, 1, 1),
        (MARCH, APRIL, 0, 1),
        (MARCH, None, 0, 0),
        (None, MARCH, 0, 0),
        (None, None, 1, 1),
        ("2025-03-01/", "2025-03-01/", 1, 1),
    ],
)
def test_the_headline_is_right_to_the_day(answered, annotated, read, exact, presence):
    result = score(answered(headlines=(annotated, read)))

    assert (result.headline, result.presence) == (Share(exact, 1), Share(presence, 1))


def test_nothing_to_read_and_nothing_read_is_all_right():
    nothing = Score()

    assert (nothing.strict.precision, nothing.strict.recall, nothing.strict.f1) == (1, 1, 1)
    assert nothing.stance.value is nothing.decoys.value is None
    assert (Found(wrong=1).f1, Found(missed=1).f1, Found(wrong=1, missed=1).f1) == (0, 0, 0)


def test_counts_add_up_before_anything_is_divided(answered):
    one = score(answered(gold=[("one", MARCH)], read=[("one", MARCH)]))
    two = score(answered(gold=[("one", MARCH)], read=[("one", MARCH), ("two", APRIL), ("three", MAY)]))
    both = one + two

    assert (both.articles, both.strict) == (2, Found(right=2, wrong=2, missed=0))
    assert both.strict.precision == 1 / 2  # and not the mean of 1 and 1/3
    assert one + Score() == one


@pytest.mark.parametrize(
    ("quote", "context", "spans"),
    [
        ("two", None, ((4, 7), (14, 17))),
        ("two", "three two", ((14, 17),)),
        ("seven", None, ()),
        ("two", "two five", ()),
        ("two", "four five", ()),
    ],
)
def test_a_quote_stands_everywhere_or_in_its_context(quote, context, spans):
    assert places("one two three two four five six", quote, context) == spans


days = st.integers(0, 60).map(lambda n: str(dt.date(2025, 1, 1) + dt.timedelta(n)))
some_windows = st.lists(
    st.tuples(
        st.sampled_from("one two three four five six".split()),
        st.tuples(days, days).map(lambda pair: "/".join(sorted(pair))) | days.map("{}/".format),
        st.sampled_from(["official", "reported"]),
        st.sampled_from(["expects", "rules_out"]),
    ),
    max_size=5,
)


@given(gold=some_windows, read=some_windows)
def test_what_is_right_strictly_is_right_relaxed(answered, gold, read):
    result = score(answered(gold=gold, read=read))
    turned = score(answered(gold=read, read=gold))

    assert result.strict.right <= result.relaxed.right
    assert (result.strict.wrong, result.strict.missed) == (turned.strict.missed, turned.strict.wrong)
    assert result.relaxed.right == result.stance.whole == result.quote.whole
    assert result.polarity.part == result.strict.right <= result.polarity.whole


@given(some_windows)
def test_a_perfect_reading_is_perfect(answered, gold):
    result = score(answered(gold=gold, read=gold, headlines=(MARCH, MARCH)))

    assert result.strict.f1 == result.relaxed.f1 == 1
    assert {s.value for s in (result.stance, result.quote, result.polarity, result.headline)} <= {1, None}
