"""`tracker works --discovered`: works that articles predict and nobody follows."""

import json
from dataclasses import replace

import pytest

from tracker.model import Polarity, Work
from tracker.report import Format, discovered_sheet, gather_discovered

FOLLOWED = [Work("Severance season 2", aliases=("Sev 2",))]


def gathered(*said):
    return [(row.title, row.articles) for row in gather_discovered(said, FOLLOWED)]


def test_those_of_most_articles_come_first_then_by_title(story):
    first, second, third = story
    said = [("silo", first), ("Andor", first), ("Bosch", second), ("Bosch", third)]
    assert gathered(*said) == [("Bosch", 2), ("Andor", 1), ("silo", 1)]


def test_spellings_of_one_title_are_one_work_as_the_newest_article_writes_it(story):
    first, second, _ = story
    assert gathered(("Silo Season Three", first), ("The Silo: S03", second)) == [("The Silo: S03", 2)]


def test_an_article_counts_once_whatever_it_repeats(story):
    first, second, _ = story
    assert gathered(("Silo", first), ("Silo", replace(second, article=first.article))) == [("Silo", 1)]


@pytest.mark.parametrize("title", ["severance S2", "SEV 2", "“…”", "x" * 201])
def test_what_is_followed_and_what_is_no_title_are_left_out(story, title):
    assert gathered((title, story[0])) == []


def test_each_has_what_was_said_of_it_last(story, shown):
    first, second, third = story
    ruled_out = replace(third, polarity=Polarity.RULES_OUT)
    said = [("Silo", first), ("Silo", second), ("Andor", ruled_out)]
    sheet = discovered_sheet(gather_discovered(said, FOLLOWED))
    head, _, *rows = shown(sheet, Format.TABLE).splitlines()
    assert head == "work    articles   last predicted                 said on"
    assert rows == [
        "Silo    2          2022-09-01 to 2022-11-30       2022-05-10",
        "Andor   1          not 2022-07-01 to 2022-12-31   2022-05-11",
        "",
        'To follow one of them: `tracker add "TITLE"`',
    ]
    assert json.loads(shown(sheet, Format.JSONL).splitlines()[0]) == {
        "title": "Silo",
        "articles": 2,
        "start": "2022-09-01",
        "stop": "2022-11-30",
        "polarity": "expects",
        "said_on": "2022-05-10",
    }


def test_where_there_are_none_it_says_what_brings_them(shown):
    assert shown(discovered_sheet([]), Format.TABLE) == (
        "no article predicts a work that nobody follows; `tracker ingest` reads more of them\n"
    )


def test_a_title_from_a_page_is_obeyed_by_nobody(hostile, shown):
    title = '=1 | <b>x</b> "; rm -rf ~ \x1b[31m$(reboot)'
    sheet = discovered_sheet(gather_discovered([(title, hostile)], FOLLOWED))
    assert "| =1 \\| &lt;b&gt;x&lt;/b&gt;" in shown(sheet, Format.MARKDOWN).replace("**", "")
    assert "\x1b" not in shown(sheet, Format.TABLE)
    assert shown(sheet, Format.CSV).splitlines()[1].startswith("\"'=1 |")
    # nor is it told to be typed
    assert not any("rm -rf" in note for note in sheet.notes)
