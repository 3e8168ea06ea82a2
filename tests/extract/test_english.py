"""What English phrases mean, at one frozen anchor: window -> ways of saying it; and what is no time phrase."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.phrases import find_phrases

SAID_ON = dt.date(2024, 6, 12)  # a Wednesday

WINDOWS = {
    "2024-03-14/2024-03-14": ["2024-03-14", "14 March 2024", "14th March, 2024", "March 14, 2024", "Mar. 14, 2024",
                              "Thursday, March 14th, 2024", "the 14th of March 2024", "03/14/2024", "14/03/2024", "14.03.2024"],
    "2025-03-14/2025-03-14": ["March 14", "14 March", "the 14th of March", "Mar. 14", "March 14 next year"],
    "2024-06-05/2024-06-07": ["June 5-7, 2024", "June 5–7, 2024"],
    "2024-10-01/2024-10-31": ["October 2024", "Oct. 2024", "October of 2024", "in October", "this October", "October this year"],
    "2025-05-01/2025-05-31": ["in May", "May 2025", "may 2025", "May of next year"],
    "2025-01-01/2025-12-31": ["2025", "in 2025", "sometime in 2025", "next year", "'25", "the year 2025"],
    "2024-01-01/2024-12-31": ["this year", "2024"],
    "2024-06-13/2024-12-31": ["later this year", "later in the year", "the rest of the year", "by the end of the year",
                              "by 2024", "before the end of this year", "no later than December"],
    "2024-07-01/2024-09-30": ["Q3 2024", "Q3", "third quarter of 2024", "the third quarter", "3Q 2024", "2024 Q3", "next quarter"],
    "2025-01-01/2025-06-30": ["H1 2025", "the first half of 2025", "first half of next year", "1H 2025"],
    "2024-07-01/2024-12-31": ["second half of 2024", "the back half of the year", "latter half of 2024", "H2", "2H 2024"],
    "2025-01-01/2025-04-30": ["early 2025", "early in 2025", "ealry 2025", "early next year"],
    "2025-05-01/2025-08-31": ["mid-2025", "mid 2025", "the middle of 2025"],
    "2024-09-01/2024-12-31": ["late 2024", "late in 2024", "late this year"],
    "2025-01-01/2025-03-31": ["the start of 2025", "the beginning of next year", "top of 2025", "the first few months of 2025"],
    "2024-10-01/2024-12-31": ["the end of 2024", "towards the end of 2024", "the close of the year", "Q4"],
    "2024-09-01/2024-09-10": ["early September", "the start of September", "the beginning of September 2024"],
    "2024-09-11/2024-09-20": ["mid-September", "the middle of September"],
    "2024-09-21/2024-09-30": ["late September", "the end of September"],
    "2024-09-01/2024-09-07": ["the first week of September"],
    "2024-09-24/2024-09-30": ["the last week of September"],
    "2024-09-16/2024-09-30": ["the second half of September"],
    "2025-03-01/2025-05-31": ["spring 2025", "the spring of 2025", "next spring", "in the spring"],
    "2024-06-01/2024-08-31": ["summer 2024", "this summer", "the summer", "summer of 2024"],
    "2024-09-01/2024-11-30": ["fall 2024", "this fall", "in the fall", "autumn 2024"],
    "2024-12-01/2025-02-28": ["winter 2025", "winter 2024", "this winter", "in the winter"],
    "2024-09-01/2024-09-30": ["early fall", "September", "early autumn 2024"],
    "2024-08-01/2024-08-31": ["late summer", "the end of summer 2024", "August"],
    "2024-11-01/2024-12-31": ["holiday 2024", "the holidays", "this holiday season", "November/December", "November or December"],
    "2024-12-01/2024-12-31": ["Christmas 2024", "this Christmas", "December"],
    "2024-11-21/2024-12-05": ["around Thanksgiving"],
    "2025-01-22/2025-02-05": ["around Lunar New Year", "around Chinese New Year"],
    "2024-06-13/2024-12-24": ["before Christmas"],
    "2024-09-01/2025-04-30": ["late 2024 or early 2025", "late 2024 or early next year", "between late 2024 and early 2025",
                              "late 2024 to early 2025", "late 2024–early 2025", "late this year or early next year"],
    "2025-05-01/2025-12-31": ["mid-to-late 2025", "mid to late 2025", "mid- or late 2025"],
    "2024-07-01/2024-08-31": ["July or August", "between July and August", "July/August", "July-August 2024", "July to August"],
    "2024-10-01/2025-01-31": ["Q4, or January 2025 at the latest"],
    "2024-07-01/2024-07-31": ["next month"],
    "2024-06-10/2024-06-16": ["this week"],
    "2024-06-17/2024-06-23": ["next week"],
    "2024-06-15/2024-06-16": ["this weekend"],
    "2024-06-14/2024-06-14": ["on Friday", "this Friday", "Friday, June 14"],
    "2024-06-21/2024-06-21": ["next Friday"],
    "2024-06-13/2024-06-13": ["tomorrow"],
    "2025-02-27/2025-03-27": ["in nine months", "nine months from now", "nine months away", "another nine months"],
    "2025-06-12/2026-06-12": ["a year and a half from now", "in one to two years"],
    "2026-06-12/2027-06-12": ["in two to three years", "another two to three years"],
    "2024-06-13/2024-07-10": ["within weeks", "in the coming four weeks", "within the next four weeks"],
    "2024-10-12/..": ["at least another four months", "more than four months away"],
    "2025-01-01/..": ["not before 2025", "no earlier than 2025", "2025 at the earliest", "won't arrive until 2025",
                      "2025 or later", "not until 2025 or 2026", "isn't coming before 2025"],
    "2025-03-01/..": ["after February 2025"],
    "2024-06-13/2025-02-28": ["before March 2025", "by February 2025"],
}  # fmt: skip
SILENT = [
    "It may arrive, and it might march on.",
    "Prices will fall or spring back.",
    "Wait a second, they want more.",
    "It costs $2,024 and weighs 1,999 grams.",
    "Call 555-2024 or read page 300.",
    "Open 24/7, in 1080p, at 60 fps.",
    "Version 3.11.4 is not 2.5.",
    "The first half was dull.",
]


@pytest.mark.parametrize(("window", "phrase"), [(w, p) for w, phrases in WINDOWS.items() for p in phrases])
def test_phrase_means_its_window(window: str, phrase: str) -> None:
    found = find_phrases(f"We hear that it comes {phrase}, they say.", SAID_ON)

    assert [window] == [f"{w.start or '..'}/{w.end or '..'}" for p in found for w in p.windows], found


@pytest.mark.parametrize("sentence", SILENT)
def test_no_time_phrase_is_seen_where_there_is_none(sentence: str) -> None:
    assert find_phrases(sentence, SAID_ON) == []


def test_alternatives_far_apart_are_two_windows() -> None:
    (phrase,) = find_phrases("It will be early or late 2026.", SAID_ON)

    assert [str(w.start) for w in phrase.windows] == ["2026-01-01", "2026-09-01"]


def test_what_hangs_on_an_unknown_anchor_has_no_window() -> None:
    (phrase,) = find_phrases("It arrives next year.", None)

    assert phrase.windows == ()


@given(st.text(alphabet=st.sampled_from("ab 0123456789'/-.,\n\"İMayjune2024Qearlyofrto"), max_size=200))
def test_any_text_is_read_and_every_phrase_is_a_slice_of_it(text: str) -> None:
    for phrase in find_phrases(text, SAID_ON):
        assert text[phrase.begin : phrase.end] == phrase.text
