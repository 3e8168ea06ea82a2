import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.second_look import Sight, second_look
from tracker.windows import Window

YEAR = Window(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SPRING = Window(dt.date(2026, 3, 1), dt.date(2026, 5, 31))
BEFORE = Window(dt.date(2025, 9, 1), dt.date(2025, 11, 30))


def test_what_is_likely_elsewhere_speaks_for_the_same_window_and_against_another() -> None:
    again, likely, other = second_look([Sight(SPRING, 0.35), Sight(SPRING, 0.9), Sight(BEFORE, 0.2)])

    assert {"said elsewhere, and likely", "at first sight: unlikely"} <= set(again)
    assert "the likeliest" in likely
    assert {"against a likely window", "another is likelier"} <= set(other)


def test_a_window_may_lie_inside_a_likely_one_or_around_it() -> None:
    wide, narrow = second_look([Sight(YEAR, 0.7), Sight(SPRING, 0.8)])

    assert "around a likely window" in wide
    assert "inside a likely window" in narrow


def test_alone_in_an_article_nothing_else_is_likely() -> None:
    assert second_look([Sight(YEAR, 0.5)]) == [
        ("at first sight: perhaps", "nothing else is likely", "the likeliest")
    ]


def test_what_is_ruled_out_excludes_nothing() -> None:
    _, other = second_look([Sight(BEFORE, 0.9, expected=False), Sight(SPRING, 0.5)])

    assert "against a likely window" not in other


@given(st.lists(st.builds(Sight, st.sampled_from([YEAR, SPRING, BEFORE]), st.floats(0, 1)), max_size=8))
def test_each_window_is_looked_at_once_and_one_is_the_likeliest(sights: list[Sight]) -> None:
    looked = second_look(sights)

    assert len(looked) == len(sights)
    assert not sights or any("the likeliest" in names for names in looked)
