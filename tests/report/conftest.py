"""A small story to report: three statements about one work, and short ways to write values down."""

import datetime as dt
import io
from collections.abc import Callable

import pytest

from tracker.consensus import Statement
from tracker.model import Anchor, AnchorBasis, Polarity, Prediction, Stance
from tracker.report import Format, Sheet, show
from tracker.windows import Window


def statement(number: int, said_on: str, outlet: str, quote: str, window: str, **other: object) -> Statement:
    start, end = map(dt.date.fromisoformat, window.split("/"))
    fields: dict[str, object] = {
        "id": number,
        "outlet": outlet,
        "article": number,
        "said_on": dt.date.fromisoformat(said_on),
        "window": Window(start, end),
        "stance": Stance.REPORTED,
        "polarity": Polarity.EXPECTS,
        "headline": True,
        "quote": quote,
        "url": f"https://{outlet}/{number}",
        "learned_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    }
    return Statement(**fields | other)  # type: ignore[arg-type]


@pytest.fixture
def story() -> list[Statement]:
    """Summer, then the fall instead; another outlet, from nowhere, says any time of the second half."""
    return [
        statement(1, "2022-01-05", "a.example", "summer 2022", "2022-06-01/2022-08-31"),
        statement(2, "2022-05-10", "a.example", "the fall", "2022-09-01/2022-11-30"),
        statement(3, "2022-05-11", "b.example", "second half", "2022-07-01/2022-12-31", url=None),
    ]


@pytest.fixture
def hostile() -> Statement:
    """What an article may hold at worst."""
    quote = "=1+1 | <b>fall</b>\n`x` [y](javascript:z) \x1b[31m*"
    return statement(9, "2022-05-12", "<i>|c*", quote, "2022-10-01/2022-10-31", url="javascript:alert(1)")


@pytest.fixture
def prediction() -> Prediction:
    return Prediction(
        subject="Severance season 2",
        quote="summer 2022",
        begin=10,
        end=21,
        sentence="Apple says: summer 2022.",
        window=Window(dt.date(2022, 6, 1), dt.date(2022, 8, 31)),
        stance=Stance.OFFICIAL,
        polarity=Polarity.EXPECTS,
        credit="Apple",
        headline=True,
        anchor=Anchor(dt.date(2022, 1, 5), AnchorBasis.FETCHED),
        trail=("season", "year"),
    )


@pytest.fixture
def shown() -> Callable[[Sheet, Format], str]:
    """A sheet as a pipe gets it."""

    def show_in_pipe(sheet: Sheet, form: Format) -> str:
        pipe = io.StringIO()
        show(sheet, form, pipe)
        return pipe.getvalue()

    return show_in_pipe
