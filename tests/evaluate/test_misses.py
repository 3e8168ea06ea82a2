"""Which phrases are told as missed, wrong, or decoys read."""

from tracker.evaluate import Kind, misses

MARCH, APRIL, MAY = "2025-03-01/2025-03-31", "2025-04-01/2025-04-30", "2025-05-01/2025-05-31"


def told(answered):
    text = answered.gold.document.text
    return [(miss.kind, text[miss.begin : miss.end]) for miss in misses(answered)]


def test_they_are_told_in_the_order_of_the_text(answered):
    one = answered(
        gold=[("three", MARCH), ("one", APRIL)],
        read=[("three", MARCH), ("six", MAY), ("four", MAY), ("five", MARCH)],
        decoys=["four"],
    )

    assert told(one) == [(Kind.MISSED, "one"), (Kind.DECOY, "four"), (Kind.WRONG, "six")]


def test_a_decoy_that_is_read_with_a_right_window_is_one_too(answered):
    one = answered(gold=[("one", MARCH)], read=[("one", MARCH), ("four", MARCH)], decoys=["four"])

    assert told(one) == [(Kind.DECOY, "four")]


def test_a_missed_phrase_comes_with_all_that_it_was_thought_to_be(answered):
    seen = [("one", APRIL, 0.3), ("one", MAY, 0.0, "has passed"), ("three", MARCH, 0.2)]
    (miss,) = misses(answered(gold=[("one", MARCH)], verdicts=seen))

    assert [(v.confidence, v.refused) for v in miss.read] == [(0.3, None), (0.0, "has passed")]
    assert [e.quote for e in miss.expected] == ["one"]


def test_what_is_read_wrong_comes_with_what_was_expected_there(answered):
    first, second = misses(answered(gold=[("one", MARCH)], read=[("one", APRIL)]))

    assert {first.kind, second.kind} == {Kind.MISSED, Kind.WRONG}
    wrong = first if first.kind is Kind.WRONG else second
    assert [e.window for e in wrong.expected] == [answered.window(MARCH)]
    assert [(v.window, v.confidence, v.trail) for v in wrong.read] == [
        (answered.window(APRIL), 0.8, ("month", "year"))
    ]


def test_a_decoy_comes_with_the_reason_why_it_is_one(answered):
    (miss,) = misses(answered(read=[("four five", MAY)], decoys=["four", "five"]))

    assert miss.decoy.why in ("not four", "not five")


def test_an_article_read_right_has_none(answered):
    assert misses(answered(gold=[("one", MARCH), ("two", MARCH)], read=[("two", MARCH)])) == []
