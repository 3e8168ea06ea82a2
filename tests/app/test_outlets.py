"""Records of outlets on an open store, and what is said about works with the weight that records give."""

import datetime as dt
import json
import sys
from io import StringIO

import pytest

from tracker.app import following, intake, outlets, resolving
from tracker.model import Domain, Work
from tracker.report import Format, show
from tracker.store import predictions, works
from tracker.store.engine import reading

WORK, OTHER = "Gullholm season 3", "Lanternfish"
BOTH = (Work(WORK, Domain.TV), Work(OTHER, Domain.FILM))
LATER = dt.datetime(2025, 4, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def told(app, news):
    """`told("a.txt", "Quay", "2024-05-01", "March 3, 2025", WORK)`: an outlet has said that on a day."""

    def tell(name, outlet, said_on, when, work):
        news(name, when, work)
        asked = intake.Asked(work, published=dt.date.fromisoformat(said_on), outlet=outlet)
        (done,) = intake.take_in(app, [str(news.folder / name)], asked, LATER, sys.stdin.buffer)
        assert done.outcome == "new", done

    return tell


@pytest.fixture
def heard(told):
    """Quay was right about one work, Skerry News was not; both tell of another one before that is known, and after."""
    told("a.txt", "Quay", "2024-05-01", "March 3, 2025", WORK)
    told("b.txt", "Skerry News", "2024-05-01", "June 3, 2024", WORK)
    told("c.txt", "Skerry News", "2025-03-01", "June 3, 2026", OTHER)
    told("d.txt", "Skerry News", "2025-03-10", "July 3, 2026", OTHER)
    told("e.txt", "Quay", "2025-03-11", "August 3, 2026", OTHER)


@pytest.fixture
def weights(app):
    """`weights()`: outlet, day and trust of what is said about the other work."""

    def weights():
        with reading(app.engine) as connection:
            (other,) = (work for work in BOTH if work.title == OTHER)
            said = outlets.scales(connection).weigh(predictions.statements(connection, other))
        return [(s.outlet, str(s.said_on), s.trust) for s in said]

    return weights


def rows(app, now):
    out = StringIO()
    show(outlets.listing(app, now), Format.JSON, out)
    return {row["name"]: row for row in json.loads(out.getvalue()) if row["kind"] == "outlet"}


def test_every_outlet_is_listed_with_what_is_known_of_it(app, heard):
    before = rows(app, LATER)
    resolving.resolve(app, WORK, dt.date(2025, 3, 3), LATER)
    after = rows(app, LATER)

    assert {name: (r["works"], r["out"], r["pending"]) for name, r in before.items()} == {
        "Quay": (2, 0, 1),
        "Skerry News": (2, 0, 1),
    }
    assert {name: (r["works"], r["out"], r["pending"]) for name, r in after.items()} == {
        "Quay": (2, 1, 0),
        "Skerry News": (2, 1, 0),
    }
    assert (after["Quay"]["late_mean"], after["Skerry News"]["late_mean"]) == (0, 273)
    assert after["Quay"]["trust"] > 1 > after["Skerry News"]["trust"]


def test_only_what_is_said_once_it_is_out_is_weighed_by_it(app, heard, weights):
    assert {trust for *_, trust in weights()} == {1}
    resolving.resolve(app, WORK, dt.date(2025, 3, 3), LATER)
    before, skerry, quay = weights()

    assert before == ("Skerry News", "2025-03-01", 1)
    assert skerry[:2] == ("Skerry News", "2025-03-10")
    assert skerry[2] < 1 < quay[2]


def test_a_work_that_is_out_counts_also_when_it_is_followed_no_longer(app, heard, weights):
    resolving.resolve(app, WORK, dt.date(2025, 3, 3), LATER)
    known = weights(), rows(app, LATER)
    following.remove(app, WORK, LATER)
    with reading(app.engine) as connection:
        assert [work.title for work in works.tracked(connection)] == [OTHER]

    assert (weights(), rows(app, LATER)["Quay"]["out"]) == (known[0], known[1]["Quay"]["out"])
