"""Titles taken apart and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.titles import key, near, same_title
from tracker.titles.slips import alike

ONE_KEY = {
    "severance season 2": [
        "Severance season 2",
        "SEVERANCE S2",
        "Severance S02",
        "Severance: Season Two",
        "Severance — second season",
        "severance 2nd season",
        "Severance (series 2)",
        "The Severance, season II",
    ],
    "diablo 3": ["Diablo III", "diablo iii", "Diablo 3", "Diablo-3", "Diablo third game"],
    "batman part 2": ["The Batman Part II", "The Batman: Part Two", "the batman - pt. 2"],
    "kgf chapter 3": ["K.G.F: Chapter 3", "KGF Chapter Three"],
    "kde 4": ["KDE 4.0", "KDE 4"],
    "saints row 5": ["Saints Row V", "Saint’s Row 5"],
    "god of war ragnarok": ["God of War: Ragnarök", "GOD OF WAR RAGNAROK"],
    "fast and furious": ["Fast & Furious", "Fast and Furious"],
    "starcraft 2 wings of liberty": ["StarCraft II: Wings of Liberty", "Starcraft 2 - Wings of Liberty"],
    "duran duran album 16": ["Duran Duran sixteenth studio album", "Duran Duran album 16"],
    "virgin river season 6 part 2": ["Virgin River season 6, part 2", "Virgin River S6 Part II"],
    "1923": ["1923"],
    "season 2": ["Season 2"],
    "🔥 🔥": ["🔥  🔥"],
}


@pytest.mark.parametrize(("normal", "title"), [(k, t) for k, titles in ONE_KEY.items() for t in titles])
def test_a_title_has_one_key_however_it_is_written(normal, title):
    assert key(title) == normal


PIECES = [
    "the",
    "a",
    "Season",
    "seasons",
    "2",
    "III",
    "X",
    "i",
    "part",
    "second",
    "album",
    "and",
    "film",
    "4.0",
    "S02",
]
PIECES += [" ", " ", ": ", "-", "'s", "Dark", "ﬁ", "É", "K.G.F", "&", "🔥", "one", "02", "ß", "鬼"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_key_is_its_own_key_and_never_blank(title):
    assert key(key(title)) == key(title)
    assert bool(key(title)) == bool(title.strip())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Severance S2", "severance season two"),
        ("Taxi Driver 3", "Taxi Driver season 3"),
        ("All of Us Dead Season 2", "All of Us Are Dead season 2"),
        ("All of Us Were Dead S2", "All of Us Are Dead season 2"),
        ("The Mandolorian season 3", "The Mandalorian S3"),
        ("Spiderman: Beyond the Spiderverse", "Spider-Man: Beyond the Spider-Verse"),
    ],
)
def test_one_work_written_in_two_ways(a, b):
    assert same_title(a, b)
    assert same_title(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Severance", "Severance season 2"),
        ("Severance season 2", "Severance season 3"),
        ("Dark", "Park"),
        ("AMD Radeon HD 7950", "AMD Radeon HD 7970"),
        ("Spider-Man: Across the Spider-Verse", "Spider-Man: Beyond the Spider-Verse"),
        ("Love Is Blind", "Love Is Kind"),
        ("God of War: Ragnarok", "God of War"),
        ("The Batman Part II", "The Batman season 2"),
    ],
)
def test_two_works_with_names_that_are_near(a, b):
    assert not same_title(a, b)


@given(
    st.lists(st.sampled_from(["love", "is", "blind", "season", "2", "mandalorian"]), min_size=1, max_size=5)
)
def test_a_name_is_like_itself(words):
    assert alike(words, words)


def test_near_titles_come_best_first():
    titles = ["Severance season 2", "Severance season 3", "Dark", "Fleabag series 2"]

    assert near("severanse season 3", titles) == ("Severance season 3", "Severance season 2")
    assert near("Severance", titles, limit=1) == ("Severance season 2",)
    assert near("Silo", titles) == ()
    assert near("Silo", []) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (["game", "of", "thrones"], ["game", "of", "thrones", "winds"]),
        (["the", "good", "place"], ["le", "good", "place"]),
        (["no", "cat", "left"], ["no", "cut", "left"]),
        (["house", "of", "cards"], ["mouse", "of", "cards"]),
    ],
)
def test_a_word_more_or_another_word_is_no_slip(a, b):
    assert not alike(a, b)
