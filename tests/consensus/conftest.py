"""A short way to write statements down."""

import datetime as dt
from collections.abc import Callable
from itertools import count

import pytest

from tracker.consensus import Statement
from tracker.model import Polarity, Stance
from tracker.windows import Window

Said = Callable[..., Statement]


def day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


@pytest.fixture(scope="session")
def said() -> Said:
    """`said("2022-01-05", "2022-06-01/2022-08-31", outlet="a")`; an open side is left empty: `2022-06-01/`."""
    ids = count(1)

    def make(said_on: str, window: str, outlet: str = "a", *, article: int = 0, **other: object) -> Statement:
        start, _, end = window.partition("/")
        fields: dict[str, object] = {
            "id": next(ids),
            "outlet": outlet,
            "said_on": day(said_on),
            "window": Window(day(start), day(end)),
            "stance": Stance.REPORTED,
            "polarity": Polarity.EXPECTS,
            "headline": True,
            "quote": window,
            "url": None,
            "learned_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        } | other
        return Statement(**{"article": article or fields["id"]} | fields)  # type: ignore[arg-type]

    return make
