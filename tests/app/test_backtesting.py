"""Which works are looked back on, by the store and by annotated articles, and that both say the same of the same articles."""

import datetime as dt
import json

import pytest

from tracker.app import following, intake, resolving
from tracker.app.backtesting import annotated_works, own
from tracker.errors import SourceError

WORK = "Gullholm season 3"
DAY = dt.timedelta(days=1)
OUT = dt.date(2025, 3, 4)
ARTICLES = {
    "quay.example": ("2024-05-06", "spring 2025"),
    "fjord.example": ("2024-08-09", "March 3, 2025"),
    "strand.example": ("2024-10-01", "the summer of 2025"),
}


def text(when):
    return f"{WORK} premieres on {when}, the network says. Nobody knows more than that."


@pytest.fixture
def later(now):
    """A moment at which it is long out."""
    return now + 700 * DAY


@pytest.fixture
def ingested(app, tmp_path, later):
    """The store with `ARTICLES` in it, and one about the other work."""
    for outlet, (day, when) in ARTICLES.items():
        row = {"id": 1, "url": f"https://{outlet}/1", "outlet": outlet, "published": day, "text": text(when)}
        with (tmp_path / "feed.jsonl").open("a") as feed:
            feed.write(json.dumps(row) + "\n")
    list(intake.take_in(app, [str(tmp_path / "feed.jsonl")], intake.Asked(), later, None))
    (tmp_path / "film.txt").write_text("Lanternfish opens in theaters on June 6, 2025, the studio says.")
    about = intake.Asked("Lanternfish", dt.date(2024, 5, 6))
    list(intake.take_in(app, [str(tmp_path / "film.txt")], about, later, None))
    return app


@pytest.fixture
def annotate(tmp_path):
    """`annotate("set", {...}, ...)`: a folder of annotated articles, `ARTICLES` with something else in them."""

    def write(name, *changes):
        folder = tmp_path / name
        folder.mkdir()
        lines = []
        for number, change in enumerate(changes):
            outlet, (day, when) = list(ARTICLES.items())[number % len(ARTICLES)]
            (folder / f"{number}.txt").write_text(text(when))
            known = {
                "id": number,
                "file": f"{number}.txt",
                "title": WORK,
                "predictions": [],
                "outlet": outlet,
            }
            lines.append(json.dumps(known | {"published": day, "released": str(OUT)} | change))
        (folder / "gold.jsonl").write_text("\n".join(lines))
        return folder

    return write


def test_works_are_looked_back_on_once_they_are_out_and_while_they_are_not(ingested, later):
    pending = own(ingested, later.date())
    assert [(one.title, one.released) for one in pending] == [(WORK, None), ("Lanternfish", None)]
    assert [one.result.ours.pit for one in pending] == [None, None]

    resolving.resolve(ingested, WORK, OUT, later)
    first, second = own(ingested, later.date())
    assert (first.title, first.released, first.result.ours.forecasts) == (WORK, OUT, 10)
    assert sum(first.result.ours.pit) == pytest.approx(1)
    assert second == pending[1]


def test_a_work_that_is_out_counts_though_it_is_followed_no_longer(ingested, later):
    resolving.resolve(ingested, WORK, OUT, later)
    before = own(ingested, later.date())
    following.remove(ingested, WORK, later)
    following.remove(ingested, "Lanternfish", later)

    assert own(ingested, later.date()) == before[:1]


def test_a_work_of_which_nothing_was_said_is_left_out(app, later):
    resolving.resolve(app, WORK, OUT, later)
    assert own(app, later.date()) == []


def test_what_came_out_at_once_has_no_result(ingested, later):
    resolving.resolve(ingested, WORK, dt.date(2024, 6, 1), later)
    assert own(ingested, later.date())[0].result is None


def test_annotated_articles_give_what_the_store_gives(ingested, annotate, later):
    resolving.resolve(ingested, WORK, OUT, later)
    stored, _ = own(ingested, later.date())

    assert list(annotated_works([annotate("all", {}, {}, {})])) == [stored]


def test_the_articles_of_a_work_are_gathered_from_all_sets(annotate):
    together = list(annotated_works([annotate("all", {}, {}, {})]))
    apart = list(annotated_works([annotate("a", {}), annotate("b", {"title": "Other"}, {}, {})]))

    assert [one.title for one in apart] == [WORK, "Other"]
    assert apart[0] == together[0]


def test_the_first_article_counts_though_nothing_is_read_in_it(annotate, tmp_path):
    folder = annotate("set", {"published": "2024-01-31"}, {}, {})
    (folder / "0.txt").write_text(f"{WORK} is being written.")
    (one,) = annotated_works([folder])

    assert one.result.ours.forecasts == 14


def test_what_is_not_dated_or_not_known_to_be_out_is_left_out(annotate):
    bare = annotate("bare", {"published": None}, {"released": None})
    one, other = annotated_works([bare, annotate("set", {}, {"released": "2025-09-09"})])

    assert [(one.released, one.result.ours.forecasts) for one in (one, other)] == [
        (OUT, 10),
        (dt.date(2025, 9, 9), 13),  # what comes out twice is two works
    ]


def test_what_cannot_be_used_is_told_and_the_rest_go_on(annotate, tmp_path):
    found = list(annotated_works([tmp_path / "nowhere", annotate("set", {"released": "0001-01-01"}, {})]))

    assert [str(one) for one in found if isinstance(one, SourceError)] == [
        f"{tmp_path / 'nowhere'}: there is no such folder.",
        f"{tmp_path / 'set' / 'gold.jsonl'}:1: 0001-01-01 is no day to count from: not before 1900-01-01, not after 2199-12-31.",
    ]
    assert [one.title for one in found if not isinstance(one, SourceError)] == [WORK]
