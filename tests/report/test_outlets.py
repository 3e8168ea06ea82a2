"""`tracker outlets`: records as rows."""

import json
from dataclasses import replace

import pytest

from tracker.consensus import Figure, TrackRecord
from tracker.consensus.record import Speaker
from tracker.report import Format
from tracker.report.outlets import outlets_sheet

GOOD = TrackRecord(
    name="a.example",
    kind=Speaker.OUTLET,
    works=5,
    out=3,
    pending=1,
    late=Figure(3, 80.0, 58.4, 12.2, 104.6),
    crps=Figure(4, 61.0, 65.4, 40.0, 90.6),
    pool=66.6666,
    skill=Figure(4, -9.0, -4.6, -9.6, 0.4),
    trust=1.0734,
)
FEW = replace(GOOD, name="b.example", out=2, pending=0, late=Figure(2, 1.0, 2.0, None, None), trust=1.0)
ALONE = replace(GOOD, name="c.example", pending=0, late=None, pool=None, skill=None, trust=1.0)
NEW = TrackRecord("Quay", Speaker.CREDITED, 1, 0, 0, None, None, None, None, None)


def test_what_is_known_is_shown_with_its_interval_and_what_is_not_as_too_few(shown):
    head, _, *rows = shown(outlets_sheet([GOOD, FEW, ALONE, NEW]), Format.TABLE).splitlines()
    assert head.split() == "who kind works out pending late CRPS against the others weight".split()
    assert [" ".join(row.split()) for row in rows[:4]] == [
        "a.example outlet 5 3 1 ≥ +58 d (+12 to +105) 65 d (40 to 91) −5 d (−10 to 0) 1.07",
        "b.example outlet 5 2 too few works 1.00",
        "c.example outlet 5 3 65 d (40 to 91) too few to compare 1.00",
        "Quay credited 1 0 too few works",
    ]
    assert "the order" in rows[-1]
    assert "3 works" in rows[-1]


def test_programs_get_every_figure_with_its_mean_and_number_of_works(shown):
    good, few, _, new = map(
        json.loads, shown(outlets_sheet([GOOD, FEW, ALONE, NEW]), Format.JSONL).splitlines()
    )
    late = {"late": 58.4, "late_low": 12.2, "late_high": 104.6, "late_mean": 80.0, "late_works": 3}
    crps = {"crps": 65.4, "crps_low": 40.0, "crps_high": 90.6, "crps_mean": 61.0, "crps_works": 4}
    skill = {"skill": -4.6, "skill_low": -9.6, "skill_high": 0.4, "skill_mean": -9.0, "skill_works": 4}
    counts = {"name": "a.example", "kind": "outlet", "ranked": True, "works": 5, "out": 3, "pending": 1}
    assert good == counts | late | crps | {"pool_crps": 66.667} | skill | {"trust": 1.073}
    assert (few["ranked"], few["late"], few["late_low"]) == (False, 2.0, None)
    assert (new["crps"], new["crps_works"], new["trust"]) == (None, 0, None)


@pytest.mark.parametrize("form", Format)
def test_every_format_shows_it(shown, form):
    assert "a.example" in shown(outlets_sheet([GOOD, NEW]), form)


def test_where_nothing_is_known_it_says_what_brings_it(shown):
    assert (
        shown(outlets_sheet([]), Format.TABLE)
        == "nothing is predicted yet: `tracker ingest` reads articles\n"
    )


def test_a_name_from_a_page_is_obeyed_by_nobody(shown):
    sheet = outlets_sheet([replace(GOOD, name="=1 | <b>x</b> \x1b[31m")])
    assert "\x1b" not in shown(sheet, Format.TABLE)
    assert shown(sheet, Format.CSV).splitlines()[1].startswith("'=1 |")
    assert "<b>" not in shown(sheet, Format.MARKDOWN)
