"""`tracker works` and `tracker sources`."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from tracker.consensus import consensus_at
from tracker.model import Domain, Origin, Work
from tracker.report import Format, WorkRow, sources_sheet, works_sheet
from tracker.report.listings import lasting
from tracker.report.rows import expected
from tracker.store.sources import Source, Watched

HOUR = dt.timedelta(hours=1)
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def test_works_and_when_they_are_expected(story, shown):
    work = Work("Severance season 2", Domain.TV, ("Severance S2", "Sev 2"))
    consensus, day = consensus_at(story, dt.date(2022, 5, 11)), dt.date(2022, 9, 9)
    median, low, high = map(str, (consensus.median, consensus.low, consensus.high))
    rows = [WorkRow(work, 3, consensus), WorkRow(Work("Other"), 0, None), WorkRow(Work("Out"), 0, None, day)]
    assert shown(works_sheet(rows), Format.TABLE).splitlines()[2:] == [
        f"Severance season 2   tv       Severance S2, Sev 2   3             {median} ({low} to {high})",
        "Other                tv                             0",
        f"Out                  tv                             0{' ' * 53}2022-09-09",
    ]
    first, second, third = map(json.loads, shown(works_sheet(rows), Format.JSONL).splitlines())
    assert first == {
        "title": "Severance season 2",
        "domain": "tv",
        "aliases": ["Severance S2", "Sev 2"],
        "predictions": 3,
        "median": median,
        "low": low,
        "high": high,
        "overdue": False,
        "released": None,
    }
    assert (second["median"], second["aliases"]) == (None, [])
    assert third["released"] == "2022-09-09"


def test_what_is_overdue_says_so_and_nothing_is_known_beyond_the_horizon(story):
    consensus = consensus_at(story, dt.date(2022, 5, 11))
    late = replace(consensus, overdue=True)
    horizon = dt.date.fromordinal(consensus.chances.last)
    assert expected(late) == f"{late.median} ({late.low} to {late.high}, overdue)"
    assert (
        expected(replace(late, high=horizon)) == f"{late.median} ({late.low} to {horizon} or later, overdue)"
    )


def well(number, source, **fields):
    return Watched(number, source, NOON + HOUR, NOON, NOON, 0, None, 6 * HOUR, **fields)


def search(number, host, work="Gullholm season 3"):
    title = f"{work} ({host})"
    return well(number, Source("search", f"https://{host}/", title=title, origin=Origin.TITLE, work=work))


def rows(sheet, shown):
    """The rows of the table, cell by cell, those of the head left out."""
    return [re.split(r"\s{3,}", line) for line in shown(sheet, Format.TABLE).splitlines()[2:]]


def test_sources_and_their_health(shown):
    watched = [
        Watched(1, Source("folder", "samples", HOUR), NOON + HOUR, NOON, NOON, 0, None, HOUR),
        Watched(
            2,
            Source("page", "https://a.example", None, title="A", origin=Origin.USER),
            None,
            NOON,
            None,
            2,
            "it is gone",
            HOUR * 1.5,
        ),
    ]
    sheet = sources_sheet(watched)
    assert sheet.headers == (
        "source",
        "kind",
        "every",
        "last success",
        "next check",
        "failures",
        "last error",
    )
    assert rows(sheet, shown) == [
        ["A", "page", "1.5h", "never", "set aside", "2", "it is gone"],
        ["samples", "folder", "1h", "2026-01-01 12:00Z", "2026-01-01 13:00Z", "0"],
    ]
    assert json.loads(shown(sheet, Format.JSONL).splitlines()[1]) == {
        "kind": "page",
        "location": "https://a.example",
        "title": "A",
        "outlet": None,
        "origin": "user",
        "work": None,
        "interval_seconds": 5400,
        "last_success": None,
        "last_check": "2026-01-01T12:00:00Z",
        "next_check": None,
        "failures": 2,
        "last_error": "it is gone",
    }


def test_what_is_set_aside_comes_first_then_what_fails_then_the_rest_by_name(shown):
    named = {name: well(1, Source("feed", f"https://{name}.example/", title=name)) for name in "edcba"}
    named["e"] = replace(named["e"], next_check_at=None, failures=12, last_error="gone")
    named["d"] = replace(named["d"], failures=1, last_error="gone")
    named["c"] = replace(named["c"], last_error="2 of its entries could not be used.")

    assert [row[0] for row in rows(sources_sheet(named.values()), shown)] == ["e", "d", "c", "a", "b"]


def test_the_searches_of_a_work_share_a_row_as_long_as_they_are_well(shown):
    three = [search(n, f"{n}.example") for n in (1, 2, 3)]
    three[0] = replace(three[0], interval=HOUR, next_check_at=NOON, last_success_at=NOON - HOUR)
    sheet = sources_sheet([*three, search(4, "4.example", "Lanternfish")])
    assert rows(sheet, shown) == [
        [
            "Gullholm season 3: 3 searches",
            "search",
            "1h to 6h",
            "2026-01-01 12:00Z",
            "2026-01-01 12:00Z",
            "0",
        ],
        ["Lanternfish (4.example)", "search", "6h", "2026-01-01 12:00Z", "2026-01-01 13:00Z", "0"],
    ]
    assert len(sheet.records) == len(sheet.flat) == 4

    ill = replace(three[1], failures=1, last_error="no answer")
    assert [row[0] for row in rows(sources_sheet([three[0], ill, three[2]]), shown)] == [
        "Gullholm season 3 (2.example)",
        "Gullholm season 3: 2 searches",
    ]


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://a.example:8000/feed/", "a.example:8000/feed"),
        ("https://a.example/?feed=rss", "a.example?feed=rss"),
        (f"https://a.example/{'x' * 99}", f"a.example/{'x' * 33}…"),
        (f"/home/{'x' * 99}/articles", f"…{'x' * 34}/articles"),
    ],
)
def test_a_source_without_a_title_goes_by_its_host_and_how_its_path_begins(shown, location, name):
    (row, *_) = rows(sources_sheet([well(1, Source("feed", location))]), shown)
    assert row[0] == name


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("https://a.example/feed?x=1: no answer. Try later.", "no answer."),
        ("2 of 3 articles: news/a.txt: it is empty.", "2 of 3 articles: news/a.txt: it is empty."),
        ("the certificate of a.example is not valid.", "the certificate of a.example is not valid."),
        ("word " * 99, f"{'word ' * 15}…".replace(" …", "…")),
    ],
)
def test_of_an_error_one_sentence_is_told(shown, error, told):
    watched = replace(well(1, Source("feed", "https://a.example/feed")), failures=1, last_error=error)
    sheet = sources_sheet([watched])

    assert rows(sheet, shown)[0][-1] == told
    assert sheet.records[0]["last_error"] == error


def test_what_is_shortened_is_said_to_be(shown):
    short, long = (well(1, Source("feed", f"https://a.example/{'x' * n}")) for n in (1, 99))
    assert "json" not in shown(sources_sheet([short]), Format.TABLE)
    assert "--format json" in shown(sources_sheet([long]), Format.TABLE).splitlines()[-1]


@pytest.mark.parametrize(
    ("length", "told"),
    [({"minutes": 5}, "5m"), ({"hours": 36}, "1.5d"), ({"days": 3650}, "3650d"), ({"seconds": 90}, "1.5m")],
)
def test_a_length_of_time(length, told):
    assert lasting(dt.timedelta(**length)) == told
