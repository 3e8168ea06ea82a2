"""`tracker works` and `tracker sources`."""

import datetime as dt
import json
from dataclasses import replace

from tracker.consensus import consensus_at
from tracker.model import Domain, Origin, Work
from tracker.report import Format, WorkRow, sources_sheet, works_sheet
from tracker.report.rows import expected
from tracker.store.sources import Source, Watched

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


def test_sources_and_their_health(shown):
    hour = dt.timedelta(hours=1)
    watched = [
        Watched(1, Source("folder", "samples", hour), NOON + hour, NOON, NOON, 0, None),
        Watched(
            2,
            Source("page", "https://a.example", None, title="A", origin=Origin.USER),
            None,
            NOON,
            None,
            2,
            "it is gone",
            hour * 1.5,
        ),
    ]
    table = shown(sources_sheet(watched), Format.TABLE).splitlines()
    assert table[0] == ("source    kind     last success        next check          failures   last error")
    assert table[2:] == [
        "samples   folder   2026-01-01 12:00Z   2026-01-01 13:00Z   0",
        "A         page     never               set aside           2          it is gone",
    ]
    assert json.loads(shown(sources_sheet(watched), Format.JSONL).splitlines()[1]) == {
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
