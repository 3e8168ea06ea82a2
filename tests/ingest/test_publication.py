import datetime as dt
from typing import Any

import pytest

from tracker.ingest.byline import Bylines
from tracker.ingest.publication import Evidence, publication, update
from tracker.model import Anchor, AnchorBasis

JSON_LD, META, TIME, BYLINE = AnchorBasis.JSON_LD, AnchorBasis.META, AnchorBasis.TIME, AnchorBasis.BYLINE
ADDRESS, FEED, METADATA = AnchorBasis.ADDRESS, AnchorBasis.FEED, AnchorBasis.METADATA


def day(number: int) -> dt.date:
    return dt.date(2022, 1, number)


def evidence(bylines: Bylines | None = None, **other: Any) -> Evidence:
    return Evidence(bylines=lambda: bylines or Bylines(), **other)


def stated(**days: int) -> tuple[Anchor, ...]:
    return tuple(Anchor(day(number), AnchorBasis[name]) for name, number in days.items())


@pytest.mark.parametrize(
    ("known", "anchor"),
    [
        (evidence(stated=stated(JSON_LD=9, META=5), address=day(1)), Anchor(day(9), JSON_LD)),
        (evidence(Bylines(day(3), at_top=True), stated=stated(TIME=9)), Anchor(day(9), TIME)),
        (evidence(Bylines(day(3), at_top=True), address=day(4), listed=day(5)), Anchor(day(3), BYLINE)),
        (evidence(Bylines(day(9)), address=day(4), listed=day(5)), Anchor(day(4), ADDRESS)),
        (evidence(Bylines(day(9)), listed=day(5)), Anchor(day(9), BYLINE)),
        (evidence(Bylines(None, day(9)), address=day(4)), Anchor(day(4), ADDRESS)),
        (evidence(Bylines(None, day(9)), listed=day(4)), Anchor(day(4), FEED)),
        (evidence(Bylines(None, day(9)), listed=day(12)), Anchor(day(9), BYLINE)),
        (evidence(shown=day(9)), Anchor(day(9), TIME)),
        (evidence(listed=day(9), searched=lambda: day(2)), Anchor(day(9), FEED)),
        (evidence(searched=lambda: day(2)), Anchor(day(2), METADATA)),
        (evidence(), None),
    ],
)
def test_the_best_that_is_known_counts(known: Evidence, anchor: Anchor | None) -> None:
    assert publication(known) == anchor


@pytest.mark.parametrize(
    ("known", "anchor"),
    [
        ({"stated": stated(JSON_LD=9, META=5)}, Anchor(day(5), META)),
        ({"stated": stated(JSON_LD=9, META=9, TIME=4)}, Anchor(day(4), TIME)),
        ({"stated": stated(JSON_LD=9), "address": day(3)}, Anchor(day(3), ADDRESS)),
        ({"stated": stated(JSON_LD=9), "bylines": Bylines(day(2), at_top=True)}, Anchor(day(2), BYLINE)),
        ({"stated": stated(JSON_LD=9), "bylines": Bylines(day(2))}, Anchor(day(9), JSON_LD)),
        ({"stated": stated(JSON_LD=9, META=8), "listed": day(1)}, Anchor(day(9), JSON_LD)),
        ({"stated": stated(JSON_LD=9), "address": day(20)}, Anchor(day(9), JSON_LD)),
    ],
)
def test_a_day_that_the_last_change_has_overwritten_gives_way_to_an_earlier_one(
    known: dict[str, Any], anchor: Anchor
) -> None:
    assert publication(evidence(**known, modified={JSON_LD: day(9)})) == anchor


@pytest.mark.parametrize(
    ("known", "updated"),
    [
        (evidence(Bylines(day(5), day(9))), day(9)),
        (evidence(shown=day(9), modified={JSON_LD: day(9)}), day(9)),
        (evidence(Bylines(None, day(5))), None),
        (evidence(modified={JSON_LD: day(9)}), None),
        (evidence(modified={JSON_LD: day(9)}, is_live=True), day(9)),
        (evidence(Bylines(None, day(9)), modified={JSON_LD: day(5)}), None),
    ],
)
def test_an_update_counts_where_it_is_shown_or_the_page_is_live(
    known: Evidence, updated: dt.date | None
) -> None:
    assert update(known, Anchor(day(5), JSON_LD)) == updated


def test_the_furniture_is_searched_only_where_nothing_is_known() -> None:
    def searched() -> dt.date | None:
        raise AssertionError

    assert publication(evidence(address=day(4), searched=searched)) == Anchor(day(4), ADDRESS)
