"""Why a phrase was read as it was: cards for people, records for programs."""

import datetime as dt
import json

from tracker.extract.explaining import explain
from tracker.model import Anchor, AnchorBasis, Document, Work
from tracker.report import Format
from tracker.report.explanations import explanations_sheet

TEXT = (
    "Gullholm season 3: cameras roll in February\n\n"
    "Gullholm season 3 premieres on May 5, 2026, the network confirmed. Originally it was due in the fall of 2025.\n"
)


def test_a_card_tells_what_a_phrase_dates_whose_it_is_and_which_cues_spoke(shown):
    anchor = Anchor(dt.date(2025, 1, 15), AnchorBasis.BYLINE)
    told = list(explain(Document("a.txt", TEXT, "o", anchor=anchor), [Work("Gullholm season 3")]))
    sheet = explanations_sheet([("a.txt", told)], ["That is all."])

    cards = shown(sheet, Format.TABLE)
    records = [json.loads(row) for row in shown(sheet, Format.JSONL).splitlines()]

    assert [r["verdict"] for r in records] == ["no prediction", "prediction", "withdrawn"]
    assert records[0]["event"] == "production, noun"
    assert all(
        part in cards
        for part in (
            "“May 5, 2026”: 2026-05-05",
            "official",
            "own, named before",
            "from a byline",
            "That is all.",
        )
    )
    assert TEXT[records[1]["begin"] : records[1]["end"]] == "May 5, 2026"
