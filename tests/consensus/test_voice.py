"""What one outlet stands for: which of its windows, on which days, until when."""

import datetime as dt

import pytest

from tracker.consensus.voice import HORIZON_DAYS, Voice, voices
from tracker.model import Polarity

RULED_OUT = {"polarity": Polarity.RULES_OUT, "headline": False}


def spans(voice: Voice) -> list[str]:
    iso = dt.date.fromordinal
    return [f"{iso(a)}/{iso(b)}" for part in voice.parts for a, b in part.spans]


def mass(voice: Voice) -> float:
    return sum(part.density * (b - a + 1) for part in voice.parts for a, b in part.spans)


def only(statements) -> Voice:
    ((voice,),) = voices(statements).values()
    return voice


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ("2022-06-01/2022-08-31", "2022-06-01/2022-08-31"),
        ("2022-06-01/", "2022-06-01/2023-06-01"),  # an open end is closed a year after the start
        ("/2022-08-31", "2022-03-11/2022-08-31"),  # an open start is the day after it was said
        ("2022-01-01/2022-12-31", "2022-03-11/2022-12-31"),  # when it was said, it was not out
        ("/", "2022-03-11/2023-03-11"),
    ],
)
def test_the_days_of_a_window(said, window, days):
    assert spans(only([said("2022-03-10", window)])) == [days]


@pytest.mark.parametrize("window", ["2022-01-01/2022-03-10", "9999-01-01/9999-12-31"])
def test_a_window_past_or_beyond_the_horizon_has_no_voice(said, window):
    assert only([said("2022-03-10", window)]).parts == ()


def test_a_window_of_centuries_is_cut_at_the_horizon(said):
    voice = only([said("2022-03-10", "1022-01-01/9999-12-31")])
    assert voice.last - voice.since == HORIZON_DAYS


def test_headlines_speak_for_their_article(said):
    article = [
        said("2022-03-10", "2022-01-01/2023-12-31", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-30", article=7),
    ]
    assert spans(only(article)) == ["2022-11-01/2022-11-30"]


def test_without_a_headline_all_windows_of_the_article_speak_in_equal_shares(said):
    article = [
        said("2022-03-10", "2022-05-01/2022-05-10", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-05", article=7, headline=False),
        said("2022-03-10", "2022-11-01/2022-11-05", article=7, headline=False),  # said twice, counted once
    ]
    voice = only(article)
    assert [part.density for part in voice.parts] == pytest.approx([0.05, 0.1])
    assert mass(voice) == pytest.approx(1)


def test_what_the_article_rules_out_is_cut_from_its_windows(said):
    expected = said("2022-03-10", "2022-01-01/2023-12-31", article=7)
    summer = said("2022-03-10", "2022-06-01/2022-08-31", article=7, **RULED_OUT)
    beside = said("2022-03-10", "2025-01-01/2025-12-31", article=7, **RULED_OUT)
    voice = only([expected, summer, beside])
    assert spans(voice) == ["2022-03-11/2022-05-31", "2022-09-01/2023-12-31"]
    assert voice.cuts == (summer,)
    assert mass(voice) == pytest.approx(1)


def test_a_cut_that_would_leave_nothing_is_not_made(said):
    expected = said("2022-03-10", "2022-06-01/2022-08-31", article=7)
    everything = said("2022-03-10", "2022-01-01/", article=7, **RULED_OUT)
    voice = only([expected, everything])
    assert (spans(voice), voice.cuts) == (["2022-06-01/2022-08-31"], ())


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
