"""What a reading tells besides its predictions: what was given up, what is limited, what is said of other works."""

import datetime as dt

import pytest

from tracker.extract import read
from tracker.extract.judging import judged
from tracker.extract.scope import scope
from tracker.model import Anchor, AnchorBasis, Document, Reading, Standing, Work

ANCHOR = Anchor(dt.date(2025, 1, 15), AnchorBasis.RECORD)
HEAD = "Gullholm season 3 gets its release date\n\n"


def reading(text: str) -> Reading:
    return read(Document("a", HEAD + text, "o", anchor=ANCHOR), [Work("Gullholm season 3")])[0]


@pytest.mark.parametrize(
    "said",
    [
        "Originally, Gullholm season 3 was due in the fall of 2025. It premieres on May 5, 2026.",
        "Gullholm season 3 moves from November 2025 to May 5, 2026.",
        "Gullholm season 3 will premiere on May 5, 2026, rather than in the fall of 2025.",
    ],
)
def test_a_window_that_is_given_up_is_recorded_as_withdrawn(said: str) -> None:
    read_so = reading(said)

    assert [p.window.start for p in read_so.predictions] == [dt.date(2026, 5, 5)]
    assert [(str(p.window.start)[:4], p.standing) for p in read_so.withdrawn] == [
        ("2025", Standing.WITHDRAWN)
    ]


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("Gullholm season 3 premieres on May 5, 2026 in Japan.", "Japan"),
        ("Gullholm season 3 comes out for PS5 and Xbox Series X on May 5, 2026.", "PS5, Xbox Series X"),
        ("Gullholm season 3 premieres in IMAX on May 5, 2026.", "IMAX"),
        ("Gullholm season 3 premieres on May 5, 2026.", None),
    ],
)
def test_a_prediction_tells_what_it_is_limited_to(said: str, scope: str | None) -> None:
    assert [p.scope for p in reading(said).predictions] == [scope]


def test_a_limit_belongs_to_the_date_beside_it() -> None:
    text = (
        HEAD + "It comes out for PS5 on May 5, 2026 and for the Switch on June 6, 2026, the studio confirmed."
    )
    judgements = judged(Document("a", text, "o", anchor=ANCHOR), Work("Gullholm season 3"))

    assert [(one.case.phrase.text, scope(one.case)) for one in judgements] == [
        ("May 5, 2026", "PS5"),
        ("June 6, 2026", "Switch"),
    ]


def test_what_is_said_of_another_work_is_kept_with_its_name() -> None:
    read_so = reading(
        "Gullholm season 3 premieres on May 5, 2026. Skerry Nights will premiere on March 3, 2026."
    )

    assert [(p.subject, str(p.window.start)) for p in read_so.others] == [("Skerry Nights", "2026-03-03")]
    assert [str(p.window.start) for p in read_so.predictions] == ["2026-05-05"]
