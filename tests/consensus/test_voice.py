"""What one outlet stands for: which of its windows, on which days, until when."""

import datetime as dt

import pytest

from tracker.consensus.voice import LONGEST_DAYS, Voice, denials, voices
from tracker.model import Polarity, Stance

RULED_OUT = {"polarity": Polarity.RULES_OUT, "headline": False}
iso = dt.date.fromordinal


def spans(voice: Voice) -> list[str]:
    return [f"{iso(part.first)}/{iso(part.last)}" for part in voice.parts]


def only(statements) -> Voice:
    ((voice,),) = voices(statements).values()
    return voice


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ("2022-06-01/2022-08-31", "2022-06-01/2022-08-31"),
        ("2022-06-01/", "2022-06-01/2022-11-27"),  # an open end is closed half a year after the start
        ("/2022-08-31", "2022-03-11/2022-08-31"),  # an open start is the day after it was said
        ("2022-01-01/2022-12-31", "2022-03-11/2022-12-31"),  # when it was said, it was not out
        ("/", "2022-03-11/2022-09-06"),
    ],
)
def test_the_days_of_a_window(said, window, days):
    assert spans(only([said("2022-03-10", window)])) == [days]


def test_a_window_that_has_passed_has_no_voice(said):
    assert voices([said("2022-03-10", "2022-01-01/2022-03-10")]) == {"a": []}


@pytest.mark.parametrize("window", ["1022-01-01/9999-12-31", "9999-01-01/9999-12-31"])
def test_no_window_reaches_further_than_the_longest(said, window):
    voice = only([said("2022-03-10", window)])
    assert voice.parts[0].last - voice.since == LONGEST_DAYS


def test_headlines_speak_for_their_article(said):
    article = [
        said("2022-03-10", "2022-01-01/2023-12-31", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-30", article=7),
    ]
    assert spans(only(article)) == ["2022-11-01/2022-11-30"]


def test_without_a_headline_all_windows_of_the_article_speak_the_narrower_the_louder(said):
    article = [
        said("2022-03-10", "2022-05-01/2022-05-10", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-05", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-05", article=7, headline=False),  # said twice, counted once
    ]
    assert [part.share for part in only(article).parts] == pytest.approx([2**0.5 - 1, 2 - 2**0.5])


def test_a_window_of_which_the_reader_is_unsure_is_heard_less(said):
    article = [
        said("2022-03-10", "2022-05-01/2022-05-10", article=7, confidence=0.4),
        said("2022-03-10", "2022-11-01/2022-11-10", article=7, confidence=0.8),
    ]
    voice = only(article)
    assert [part.share for part in voice.parts] == pytest.approx([1 / 3, 2 / 3])
    assert voice.trust == pytest.approx(0.4 / 3 + 2 * 0.8 / 3)


@pytest.mark.parametrize(
    ("window", "outlet", "stance", "until"),
    [
        ("2022-08-01/2022-09-30", "c", Stance.OFFICIAL, "2022-05-10"),
        ("2022-08-01/2022-09-30", "a", Stance.SPECULATIVE, "2022-05-10"),  # who ruled it out takes it back
        ("2022-08-01/2022-09-30", "c", Stance.REPORTED, None),  # others must stand as high
        ("2022-06-01/", "c", Stance.OFFICIAL, None),  # an open window names no day of it
        ("2022-10-01/2022-10-31", "c", Stance.OFFICIAL, None),
    ],
)
def test_what_is_ruled_out_holds_until_it_is_taken_back(said, window, outlet, stance, until):
    summer = said("2022-03-10", "2022-06-01/2022-08-31", article=7, **RULED_OUT, stance=Stance.OFFICIAL)
    year = said("2022-03-10", "2022-01-01/2022-12-31", article=7)
    (denial,) = denials([said("2022-05-10", window, outlet, stance=stance), summer, year])
    assert (iso(denial.since), denial.until and str(iso(denial.until))) == (dt.date(2022, 3, 10), until)
    assert (iso(denial.first), iso(denial.last), denial.doubt) == (
        dt.date(2022, 6, 1),
        dt.date(2022, 8, 31),
        0.02,
    )


def test_days_that_are_past_need_no_denial(said):
    assert denials([said("2022-03-10", "2021-06-01/2022-03-01", **RULED_OUT)]) == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"stance": Stance.OFFICIAL}, {"stance": Stance.OFFICIAL}, True),  # all pass on the makers' word
        ({"credit": "Variety"}, {"credit": "variety"}, True),
        ({"credit": "Variety"}, {"credit": "Deadline"}, False),
        ({"credit": "B"}, {}, True),  # b.example itself
        ({}, {}, False),
    ],
)
def test_voices_of_one_word_have_one_root(said, first, second, same):
    window = "2022-06-01/2022-08-31"
    (a,), (b,) = voices(
        [said("2022-03-10", window, "a.example", **first), said("2022-04-10", window, "b.example", **second)]
    ).values()
    assert (a.root == b.root) is same


def test_an_article_that_only_rules_out_leaves_the_older_windows_standing(said):
    first = said("2022-03-10", "2022-06-01/2022-08-31")
    second = said("2022-04-10", "2023-01-01/", **RULED_OUT)
    assert spans(only([first, second])) == ["2022-06-01/2022-08-31"]


def test_the_newest_article_replaces_the_older_and_the_last_of_a_day_holds(said):
    older = said("2022-03-10", "2022-06-01/2022-08-31")
    early = said("2022-04-10", "2023-01-01/2023-12-31")
    late = said("2022-04-10", "2024-01-01/2024-12-31")
    ((first, second),) = voices([late, older, early]).values()
    assert spans(first) == ["2022-06-01/2022-08-31"]
    assert spans(second) == ["2024-01-01/2024-12-31"]


def test_of_two_texts_of_an_article_on_one_day_the_later_holds(said):
    first = said("2022-03-10", "2022-06-01/2022-08-31", article=7)
    second = said("2022-03-10", "2023-06-01/2023-08-31", article=7, revision=2)
    assert spans(only([second, first])) == ["2023-06-01/2023-08-31"]


def test_a_repetition_is_no_new_voice_whatever_its_words(said):
    first = said("2022-03-10", "2022-01-01/2022-12-31")
    again = said("2022-05-10", "2022-01-01/2022-12-31")
    later_this_year = said("2022-06-10", "2022-06-11/2022-12-31")
    voice = only([first, again, later_this_year])
    assert [part.statement for part in voice.parts] == [first]
