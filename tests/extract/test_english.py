"""What English phrases mean, at one frozen anchor: window -> ways of saying it; and what is no time phrase."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path

import pytest

from tracker.extract.english import ENGLISH
from tracker.extract.phrases import dropped_phrases, find_phrases, writes_day_first
from tracker.extract.rules import GRAMMAR

SAID_ON = dt.date(2024, 6, 12)  # a Wednesday

WINDOWS = {  # in order of time
    "2024-01-01/2024-12-31": ["this year", "2024"],
    "2024-01-01/2025-12-31": ["this year or next"],
    "2024-03-01/2024-05-31": ["this spring"],
    "2024-03-14/2024-03-14": ["2024-03-14", "14 March 2024", "14th March, 2024", "March 14, 2024", "Mar. 14, 2024",
                              "Thursday, March 14th, 2024", "the 14th of March 2024", "03/14/2024", "14/03/2024",
                              "14.03.2024"],
    "2024-04-01/2024-06-30": ["this quarter", "the second quarter"],
    "2024-05-01/2024-05-14": ["the first two weeks of May 2024"],
    "2024-05-01/2024-08-31": ["mid-year"],
    "2024-06-01/2024-06-30": ["this month", "this very month", "June"],
    "2024-06-01/2024-08-31": ["summer 2024", "this summer", "the summer", "summer of 2024", "in the coming summer"],
    "2024-06-05/2024-06-07": ["June 5-7, 2024", "June 5–7, 2024"],
    "2024-06-10/2024-06-16": ["this week"],
    "2024-06-11/2024-06-20": ["mid-month"],
    "2024-06-12/2024-06-12": ["today", "tonight"],
    "2024-06-13/2024-06-13": ["tomorrow"],
    "2024-06-13/2024-06-14": ["within 48 hours"],
    "2024-06-13/2024-06-16": ["within the week"],
    "2024-06-13/2024-06-30": ["later this month", "by the end of the month", "the rest of the month", "within the month"],
    "2024-06-13/2024-07-03": ["within three weeks", "in the next three weeks", "over the next few weeks",
                              "within the next three weeks"],
    "2024-06-13/2024-07-10": ["within weeks", "in the coming four weeks", "within the next four weeks"],
    "2024-06-13/2024-08-31": ["later this summer", "by the end of summer", "the rest of the summer", "by August",
                              "before the summer is over", "no later than August"],
    "2024-06-13/2024-10-12": ["in the coming months", "over the coming months", "within months", "months from now"],
    "2024-06-13/2024-10-30": ["before Halloween"],
    "2024-06-13/2024-10-31": ["by Halloween", "before November", "by the end of October", "before the holidays",
                              "ahead of the holiday season"],
    "2024-06-13/2024-12-12": ["less than six months away", "under six months away", "up to six months from now"],
    "2024-06-13/2024-12-24": ["before Christmas"],
    "2024-06-13/2024-12-31": ["later this year", "later in the year", "the rest of the year", "by the end of the year",
                              "by 2024", "before the end of this year", "no later than December", "before year's end",
                              "by year-end", "before the year is out", "by the close of the year", "within the year",
                              "by EOY", "within this year"],
    "2024-06-13/2025-02-28": ["before March 2025", "by February 2025", "without any delay before March 2025"],
    "2024-06-13/2025-05-31": ["before next summer", "before summer 2025", "by the end of May", "by spring 2025"],
    "2024-06-13/2025-06-12": ["within a year", "within the next twelve months", "in the next 12 months", "over the next year",
                              "in the next year or so"],
    "2024-06-13/2025-12-31": ["by 2025", "by the end of 2025", "before the end of 2025", "no later than 2025", "before 2026",
                              "at the latest in 2025"],
    "2024-06-13/2026-06-12": ["in the next year or two"],
    "2024-06-14/2024-06-14": ["on Friday", "this Friday", "Friday, June 14"],
    "2024-06-15/2024-06-15": ["in three days"],
    "2024-06-15/2024-06-16": ["this weekend", "over the weekend"],
    "2024-06-17/2024-06-17": ["on Monday", "this Monday", "Monday", "next Monday", "this coming Monday"],
    "2024-06-17/2024-06-23": ["next week"],
    "2024-06-20/2024-06-20": ["on the 20th", "on the 20th of this month"],
    "2024-06-21/2024-06-21": ["next Friday"],
    "2024-06-22/2024-06-23": ["next weekend"],
    "2024-06-24/2024-06-30": ["the week of June 24", "the week of 27 June"],
    "2024-06-26/2024-07-03": ["in two or three weeks", "in 2-3 weeks"],
    "2024-06-30/2024-06-30": ["Sunday, June 30", "Tuesday, June 30"],  # where they disagree the day of the month holds
    "2024-06-30/2024-07-06": ["in three weeks", "in a few weeks", "a few weeks away"],
    "2024-07-01/2024-07-31": ["next month"],
    "2024-07-01/2024-08-31": ["July or August", "between July and August", "July/August", "July-August 2024",
                              "July to August"],
    "2024-07-01/2024-09-30": ["Q3 2024", "Q3", "third quarter of 2024", "the third quarter", "3Q 2024", "2024 Q3",
                              "next quarter"],
    "2024-07-01/2024-12-31": ["second half of 2024", "the back half of the year", "latter half of 2024", "H2", "2H 2024",
                              "as an H2 release"],
    "2024-07-03/2024-07-03": ["twenty-one days from now", "in 21 days"],
    "2024-07-04/2024-07-07": ["on the July 4 weekend"],
    "2024-08-01/2024-08-10": ["early August", "early in August", "the start of August", "the beginning of August",
                              "start of August 2024"],
    "2024-08-01/2024-08-15": ["the first half of August"],
    "2024-08-01/2024-08-31": ["late summer", "the end of summer 2024", "August", "at summer's end"],
    "2024-08-01/2024-10-31": ["August, September or October", "between August and October", "from August to October",
                              "August through October", "August–October 2024"],
    "2024-08-01/2025-05-31": ["from August to May"],
    "2024-08-03/2024-08-09": ["between the 3rd and the 9th of August", "August 3-9"],
    "2024-08-08/2024-08-14": ["the second week of August"],
    "2024-08-11/2024-08-20": ["mid-August", "mid August", "the middle of August 2024"],
    "2024-08-11/2024-08-31": ["mid-to-late August", "mid to late August"],
    "2024-08-15/2024-08-21": ["the third week of August"],
    "2024-08-21/2024-08-31": ["late August", "the end of August", "late in August 2024"],
    "2024-08-25/2024-08-31": ["the last week of August", "the final week of August"],
    "2024-08-27/2024-09-27": ["in three months", "three months from now", "another three months", "in about three months",
                              "a three-month wait", "roughly three months away"],
    "2024-08-31/2024-09-02": ["over Labor Day weekend"],
    "2024-09-01/..": ["not before fall", "after the summer", "not till September", "no earlier than September or October"],
    "2024-09-01/2024-09-07": ["the first week of September"],
    "2024-09-01/2024-09-10": ["early September", "the start of September", "the beginning of September 2024"],
    "2024-09-01/2024-09-30": ["early fall", "September", "early autumn 2024"],
    "2024-09-01/2024-11-30": ["fall 2024", "this fall", "in the fall", "autumn 2024"],
    "2024-09-01/2024-12-31": ["late 2024", "late in 2024", "late this year"],
    "2024-09-01/2025-04-30": ["late 2024 or early 2025", "late 2024 or early next year", "between late 2024 and early 2025",
                              "late 2024 to early 2025", "late 2024–early 2025", "late this year or early next year",
                              "late 2024, or early next"],
    "2024-09-01/2025-05-31": ["as early as this fall or as late as spring 2025",
                              "as soon as September or as late as next May"],
    "2024-09-02/2024-09-02": ["on Labor Day", "Labor Day 2024"],
    "2024-09-03/2024-09-17": ["around September 10", "around Sept. 10"],
    "2024-09-11/2024-09-20": ["mid-September", "the middle of September"],
    "2024-09-16/2024-09-30": ["the second half of September"],
    "2024-09-20/2024-09-20": ["in 100 days", "September 20"],
    "2024-09-21/2024-09-30": ["late September", "the end of September"],
    "2024-09-24/2024-09-30": ["the last week of September"],
    "2024-10-01/2024-10-31": ["October 2024", "Oct. 2024", "October of 2024", "in October", "this October",
                              "October this year", "in the coming October"],
    "2024-10-01/2024-12-31": ["the end of 2024", "towards the end of 2024", "the close of the year", "Q4",
                              "the fourth quarter of 2024", "Q4 2024", "4Q24", "4Q 2024", "the fourth quarter", "Q4 of 2024",
                              "year-end 2024", "the end of the year", "year's end", "the tail end of the year",
                              "the holiday quarter", "year-end", "in the final quarter of 2024", "a fourth-quarter slot",
                              "at the earliest October, at the latest December", "between Oct. and Dec. 2024", "Oct.-Dec. 2024", "between Oct. and Dec.",
                              "October at the earliest and December at the latest", "October, or at the latest December"],
    "2024-10-01/2025-01-31": ["Q4, or January 2025 at the latest"],
    "2024-10-01/2025-03-31": ["Q4 or, worse, Q1 2025", "Q4, or more likely Q1 2025", "Q4 2024, at the latest Q1 2025"],
    "2024-10-05/2024-10-19": ["October 12 or thereabouts"],
    "2024-10-08/2024-10-14": ["the second week in October"],
    "2024-10-12/..": ["at least another four months", "more than four months away"],
    "2024-10-12/2024-10-18": ["two weeks after October 1"],
    "2024-10-14/2024-10-14": ["the Monday after October 12"],
    "2024-10-18/2024-10-18": ["the third Friday of October"],
    "2024-10-24/2024-11-07": ["around Halloween"],
    "2024-10-25/2024-10-25": ["the last Friday of October"],
    "2024-10-28/2024-10-28": ["the Monday before Halloween"],
    "2024-10-31/2024-10-31": ["as a Halloween release"],
    "2024-11-01/2024-11-07": ["the opening week of November 2024"],
    "2024-11-01/2024-12-31": ["holiday 2024", "the holidays", "this holiday season", "November/December",
                              "November or December"],
    "2024-11-21/2024-12-05": ["around Thanksgiving"],
    "2024-11-27/2024-12-27": ["in half a year", "in six months"],
    "2024-12-01/2024-12-31": ["Christmas 2024", "this Christmas", "December", "at Christmas", "this year's Christmas",
                              "the coming Christmas"],
    "2024-12-01/2025-01-31": ["at the turn of the year", "December/January"],
    "2024-12-01/2025-02-28": ["winter 2025", "winter 2024", "this winter", "in the winter", "winter 2024/25", "winter 2024-25",
                              "December 2024 to February 2025"],
    "2024-12-08/2024-12-14": ["two weeks before Christmas"],
    "2024-12-12/2025-03-12": ["between six and nine months from now", "in six to nine months"],
    "2024-12-12/2025-12-12": ["in a year", "a year from now", "another year", "one year away"],
    "2024-12-15/2024-12-21": ["the week before Christmas"],
    "2024-12-25/2024-12-25": ["Christmas Day", "Christmas Day 2024", "25 December"],
    "2024-12-31/2024-12-31": ["New Year's Eve"],
    "2025-01-01/..": ["not before 2025", "no earlier than 2025", "2025 at the earliest", "won't arrive until 2025",
                      "2025 or later", "not until 2025 or 2026", "isn't coming before 2025", "at the earliest, 2025"],
    "2025-01-01/2025-01-31": ["as early as January", "as soon as January", "January", "the first month of 2025",
                              "Janaury 2025"],
    "2025-01-01/2025-03-31": ["the start of 2025", "the beginning of next year", "top of 2025", "the first few months of 2025",
                              "Q1 2025", "Q1'25", "1Q25", "the first quarter of 2025", "first quarter of next year",
                              "Q1-ish 2025", "the first three months of 2025", "the opening months of 2025",
                              "2025's first quarter", "Q1 of next year", "in the March quarter"],
    "2025-01-01/2025-04-30": ["early 2025", "early in 2025", "ealry 2025", "early next year", "early in the new year"],
    "2025-01-01/2025-06-30": ["H1 2025", "the first half of 2025", "first half of next year", "1H 2025"],
    "2025-01-01/2025-08-31": ["early to mid-2025", "early-to-mid 2025"],
    "2025-01-01/2025-12-31": ["2025", "in 2025", "sometime in 2025", "next year", "'25", "the year 2025", "20225",
                              "in the coming year"],
    "2025-01-01/2026-12-31": ["2025 or 2026", "2025/26", "2025-2026", "2025-26", "in 2025 or in 2026"],
    "2025-01-22/2025-02-05": ["around Lunar New Year", "around Chinese New Year"],
    "2025-02-12/2025-02-12": ["Feb. 12", "Feb. 12 next year", "next year on February 12, 2025", "12th February"],
    "2025-02-14/2025-02-14": ["the fourteenth of February 2025", "Valentine's Day 2025", "February\u00a014, 2025"],
    "2025-02-27/2025-03-27": ["in nine months", "nine months from now", "nine months away", "another nine months"],
    "2025-03-01/..": ["after February 2025"],
    "2025-03-01/2025-03-03": ["1-3 March 2025", "March 1-3, 2025", "the 1st to 3rd of March 2025"],
    "2025-03-01/2025-03-31": ["late Q1 2025", "the end of Q1 2025", "March of next year", "March 2025", "early spring 2025",
                              "March '25"],
    "2025-03-01/2025-05-31": ["spring 2025", "the spring of 2025", "next spring", "in the spring"],
    "2025-03-01/2025-08-31": ["spring or summer 2025", "spring/summer 2025", "spring to summer 2025",
                              "the spring or the summer of 2025"],
    "2025-03-14/2025-03-14": ["March 14", "14 March", "the 14th of March", "Mar. 14", "March 14 next year", "14-Mar-2025",
                              "14 Mar '25", "Friday 14 March"],
    "2025-03-15/2025-03-16": ["the weekend of March 14"],
    "2025-04-01/2025-06-30": ["the second calendar quarter of 2025"],
    "2025-04-13/2025-04-27": ["around Easter"],
    "2025-04-20/2025-04-20": ["Easter 2025", "on Easter"],
    "2025-05-01/2025-05-31": ["in May", "May 2025", "may 2025", "May of next year"],
    "2025-05-01/2025-08-31": ["mid-2025", "mid 2025", "the middle of 2025"],
    "2025-05-01/2025-12-31": ["mid-to-late 2025", "mid to late 2025", "mid- or late 2025"],
    "2025-05-04/2025-05-04": ["May the 4th"],
    "2025-06-01/2025-06-30": ["this time next year"],
    "2025-06-01/2025-08-31": ["next summer", "summer 2025", "the summer of '25", "Summer of 2025", "summer2025so",
                              "sumer 2025", "a summer-2025 slot", "a 2025 summer release"],
    "2025-06-12/..": ["at least a year away", "more than a year away", "over a year away", "at least another year"],
    "2025-06-12/2026-06-12": ["a year and a half from now", "in one to two years", "in a year or two",
                              "one to two years from now", "in 1-2 years"],
    "2025-07-01/2025-07-31": ["mid-summer 2025", "midsummer 2025", "the middle of next summer"],
    "2025-07-01/2025-12-31": ["H2 2025", "2H25", "the latter half of 2025", "second half of 2025", "back half of 2025",
                              "the last six months of 2025", "second half of next year",
                              "the third and fourth quarters of 2025", "Q3 or Q4 2025", "2025 H2", "the last half of 2025"],
    "2025-08-14/2025-08-14": ["Thursday, 2025-08-14"],
    "2025-08-27/2025-09-27": ["in a year and three months"],
    "2025-09-01/..": ["not before September 2025", "September 2025 at the earliest", "no sooner than September 2025",
                      "not until next autumn", "fall 2025 or later", "not any earlier than fall 2025"],
    "2025-09-01/2025-12-31": ["late, late 2025", "late2025", "late in 2025", "the later part of 2025", "late\u00a02025",
                              "late\n2025"],
    "2025-10-01/2025-12-31": ["EOY 2025", "2025's end", "2025 year-end"],
    "2025-11-01/2025-12-31": ["holiday 2025", "holidays 2025", "next holiday season", "the 2025 holidays",
                              "the holiday season of 2025"],
    "2025-11-07/2025-11-07": ["Nov 7, 2025", "7 Nov 2025", "Friday, Nov. 7, 2025", "Fri. 7 November 2025",
                              "November 7th of 2025", "on07 November 2025", "the 7th of November, 2025", "2025/11/07",
                              "11/07/2025", "7.11.2025", "November 7, '25"],
    "2025-11-27/2025-12-27": ["an 18-month wait", "in 18 months", "in eighteen months"],
    "2025-12-01/2026-01-31": ["December 2025 or January 2026", "December or January 2026",
                              "between December 2025 and January 2026"],
    "2025-12-12/2026-12-12": ["two more years"],
    "2026-01-01/..": ["after 2025", "beyond 2025", "2026 and beyond", "not until 2026", "until at least 2026"],
    "2026-06-12/2027-06-12": ["in two to three years", "another two to three years", "two and a half years away",
                              "in 2 1/2 years"],
    "2026-12-01/2027-02-28": ["winter 2026/2027", "the winter of 2026-2027"],
    "2150-01-21/2150-02-20": ["Lunar New Year 2150"],  # no table reaches so far; it falls between these
}  # fmt: skip
CLAUSES = [
    ("2026-01-01/..", "The earliest we could see it is 2026."),
    ("2026-01-01/..", "I bet on a release in spring, or at the earliest likely 2026."),
    ("2026-01-01/..", "I think 2026 is the earliest we get it."),
    ("2026-01-01/..", "It could be 2026 before we see it."),
    ("2025-03-01/..", "A release before March 2025 is unlikely."),
    ("2024-06-13/2024-12-31", "You will not have to wait until 2025 for it."),
    ("2024-06-13/2025-02-28", "They have not ruled out a release before March 2025."),
    ("2024-06-13/2025-02-28", "It won't disappoint and will arrive before March 2025."),
    ("2024-06-13/2025-02-28", "No doubt it is out before March 2025."),
    ("2024-06-13/2025-03-31", "It won't arrive after March 2025."),
    ("2025-03-01/2025-03-31", "It has moved to March, they say."),
    ("2025-03-01/2025-03-31", "Until March 2025 it is theirs alone."),
]
SILENT = [
    "It may arrive, and it might march on.",
    "Prices will fall or spring back.",
    "Wait a second, they want more.",
    "It costs $2,024 and weighs 1,999 grams.",
    "Call 555-2024 or read page 300.",
    "Open 24/7, in 1080p, at 60 fps.",
    "Version 3.11.4 is not 2.5.",
    "The first half was dull.",
    "1923 returns with new episodes.",
    "Blade Runner 2049 was long, and Cyberpunk 2077 longer.",
    "Wednesday is a hit on Netflix.",
    "Windows 11 24H2 ships with Ubuntu 24.04 LTS.",
    "© 2024 The Site, Copyright 2019-2024 Foo.",
    "The empire saw the fall of Rome.",
    "The second season was better than the first.",
    "Season 2 may drop soon.",
    "She is 34 years old and 170 cm tall.",
    "The final score was 21-14.",
    "Room 2024 is upstairs.",
    "There was a two-year gap between seasons.",
    "It was three years ago.",
    "Last year was quiet, and so was last week.",
    "May I help you?",
    "August Wilson wrote it and Summer Glau stars.",
    "The Fall Guy was fun.",
    "The sun is up, and we sat down.",
    "The quarter finals were held at half time.",
    "An iPhone 17 and a Galaxy S25 for a PS5.",
    "Class of 2009 met in the 1990s style.",
    "It is, at the end of the day, a film.",
    "One day they will tell.",
    "Next time we may hear more.",
    "Monday Night Football is back.",
    "Chapter 2023 of the saga is 142 minutes long.",
    "We mar the march of time.",
    "It will arrive on December 31, 9999, or on January 1, 0001.",
    "It weighs 2025 grams at 2025 Main Street, for the 2025th time.",
    "Winter's Bone and Monday.com are names.",
    "It costs $2025 in stores.",
    "It comes two weeks after the finale.",
]


@pytest.mark.parametrize(("window", "phrase"), [(w, p) for w, phrases in WINDOWS.items() for p in phrases])
def test_phrase_means_its_window(window: str, phrase: str) -> None:
    found = find_phrases(f"We hear that it comes {phrase}, they say.", SAID_ON)

    assert [window.strip()] == [f"{w.start or '..'}/{w.end or '..'}" for p in found for w in p.windows], found


@pytest.mark.parametrize(("window", "sentence"), CLAUSES)
def test_the_clause_tells_which_side_of_a_time_is_meant(window: str, sentence: str) -> None:
    found = find_phrases(sentence, SAID_ON)

    assert window == [f"{w.start or '..'}/{w.end or '..'}" for p in found for w in p.windows][-1], found


@pytest.mark.parametrize("sentence", SILENT)
def test_no_time_phrase_is_seen_where_there_is_none(sentence: str) -> None:
    assert find_phrases(sentence, SAID_ON) == []


def test_alternatives_far_apart_are_two_windows() -> None:
    (phrase,) = find_phrases("It will be early or late 2026.", SAID_ON)

    assert [str(w.start) for w in phrase.windows] == ["2026-01-01", "2026-09-01"]


@pytest.mark.parametrize(("text", "day"), [
    ("It is out 03/02/2025.", "2025-03-02"),
    ("It is out 03/02/2025 and not 25/02/2025.", "2025-02-03"),
])  # fmt: skip
def test_a_page_shows_which_number_is_the_day(text: str, day: str) -> None:
    assert day == str(find_phrases(text, SAID_ON)[0].windows[0].start)


def test_an_outlet_may_tell_which_number_is_the_day() -> None:
    (phrase,) = find_phrases("It is out 03/02/2025.", SAID_ON, day_first=writes_day_first("thefilm.co.uk"))

    assert str(phrase.windows[0].start) == "2025-02-03"
    assert not writes_day_first("thefilm.com")


def test_a_count_that_runs_backwards_has_no_window() -> None:
    assert find_phrases("It is out in ten to five days.", SAID_ON)[0].windows == ()


def test_what_hangs_on_an_unknown_anchor_has_no_window() -> None:
    (phrase,) = find_phrases("It arrives next year.", None)

    assert phrase.windows == ()


def cases() -> Iterator[tuple[str, dt.date]]:
    """The texts of all tables, here and in the files beside, with the day they were said."""
    here = Path(__file__).parent
    phrases = (f"We hear that it comes {phrase}, they say." for said in WINDOWS.values() for phrase in said)
    yield from ((text, SAID_ON) for text in (*phrases, *(sentence for _, sentence in CLAUSES), *SILENT))
    for row in map(json.loads, (here / "sentences.jsonl").read_text().splitlines()):
        yield row["text"], dt.date.fromisoformat(row["anchor"])
    fiscal = run_path(str(here.parent / "windows" / "test_fiscal.py"))
    yield from ((text, fiscal["SAID_ON"]) for text, _ in (*fiscal["CASES"], *fiscal["PASSAGES"]))


def test_every_rule_and_every_turn_is_needed_by_some_case() -> None:
    names = {part.name for part in (*GRAMMAR.rules, *ENGLISH.turns)}

    read = {
        name
        for text, anchor in cases()
        for found in (*find_phrases(text, anchor), *dropped_phrases(text, anchor))
        for name in found.trail
    }

    assert sorted(names - read) == []
