"""Fiscal years are read only where the text tells their calendar; passages tell what phrases leave out."""

import datetime as dt

import pytest

from tracker.extract import find_phrases

SAID_ON = dt.date(2020, 5, 20)
CASES = [
    ("It comes in fiscal 2021.", []),
    ("It comes in Q2 of fiscal 2021.", []),
    ("It comes in fiscal Q2 2021.", []),
    ("It comes in the second fiscal quarter of 2021.", []),
    ("It comes in the fiscal year ending March 31, 2021.", ["2020-04-01/2021-03-31"]),
    ("It comes in the fiscal year that ends on March 31st, 2021.", ["2020-04-01/2021-03-31"]),
    ("Their year ends March 31, 2021.", ["2020-04-01/2021-03-31"]),
    ("It comes in fiscal 2021, which starts on April 1, 2020.", ["2020-04-01/2021-03-31"]),
    ("It comes in fiscal year 2021, running from April 2020 through March 2021.", ["2020-04-01/2021-03-31"]),
    ("The fiscal year ending March 31, 2021 is long. Out in Q2 of fiscal 2021.", ["2020-04-01/2021-03-31", "2020-07-01/2020-09-30"]),
    ("Our fiscal year ends March 31, 2021. It comes this fiscal year.", ["2020-04-01/2021-03-31"] * 2),
    ("Our fiscal year ends March 31, 2021. It comes in fiscal 2022.", ["2020-04-01/2021-03-31", "2021-04-01/2022-03-31"]),
]  # fmt: skip
PASSAGES = [
    ("Shooting ends in early 2021, and it comes later that year.", "2021-01-01/2021-12-31"),
    ("It is dated August 2020, later that month.", "2020-08-01/2020-08-31"),
    ("It is dated August 2020. It comes on the 14th of that month.", "2020-08-14/2020-08-14"),
    ("Part one is out December 14, 2021. Part two follows a year later.", "2022-06-14/2023-06-14"),
    ("It is dated 2022. We bet on October.", "2022-10-01/2022-10-31"),
    ("It is dated 2022.\n\nWe bet on October.", "2020-10-01/2020-10-31"),
    ("It was out in 2019. We bet on October.", "2020-10-01/2020-10-31"),
    ("It is dated 2022. On Friday, October 9 we know more.", "2020-10-09/2020-10-09"),
]


def windows(text: str, anchor: dt.date | None = SAID_ON) -> list[str]:
    return [f"{w.start}/{w.end}" for p in find_phrases(text, anchor) for w in p.windows]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_fiscal_year_needs_its_calendar(text: str, expected: list[str]) -> None:
    assert expected == windows(text)


@pytest.mark.parametrize(("said_on", "expected"), [
    (dt.date(2020, 3, 30), "2019-04-01/2020-03-31"),
    (dt.date(2020, 3, 31), "2019-04-01/2020-03-31"),
    (dt.date(2020, 4, 1), "2020-04-01/2021-03-31"),
])  # fmt: skip
def test_a_fiscal_year_is_under_way_to_its_last_day(said_on: dt.date, expected: str) -> None:
    assert expected == windows("Our fiscal year ends March 31, 2022. It comes this fiscal year.", said_on)[-1]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_a_passage_tells_the_year(text: str, expected: str) -> None:
    assert expected == windows(text)[-1]


def test_without_an_anchor_the_last_year_said_holds() -> None:
    assert (
        windows("The holidays of 2009 are full. NBA is out on October 6.", None)[-1]
        == "2009-10-06/2009-10-06"
    )
