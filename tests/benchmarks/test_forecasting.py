"""What forecasting costs: a year of daily history of a work that is spoken of much, and the weekly numbers of many works.

Asserted as ratios in one run, for machines differ: the cost of a history grows no faster than what was said. The peak of memory over
many works is that of one: nothing is kept from work to work.
"""

import datetime as dt
import random
import tracemalloc
from time import perf_counter

import pytest

from tracker.consensus import Statement, Step, steps
from tracker.model import Polarity, Stance
from tracker.report.week import Week
from tracker.report.weekly import work_week
from tracker.windows import Window

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
DAY = dt.timedelta(days=1)


def said(count: int, outlets: int, seed: int = 0) -> list[Statement]:
    """So many predictions, spread over the year and over so many outlets; one in twelve rules something out."""
    draw = random.Random(seed)  # noqa: S311  # no secrets
    made = []
    for number in range(count):
        on = FIRST + DAY * draw.randrange(365)
        start = on + DAY * draw.randrange(30, 700)
        made.append(
            Statement(
                id=number,
                outlet=f"outlet-{draw.randrange(outlets)}.example",
                article=number,
                said_on=on,
                window=Window(start, start + DAY * draw.choice([0, 29, 90, 181, 364])),
                stance=draw.choice(list(Stance)),
                polarity=Polarity.RULES_OUT if draw.randrange(12) == 0 else Polarity.EXPECTS,
                headline=True,
                quote="then",
                url=None,
                learned_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            )
        )
    return made


def a_year(statements: list[Statement]) -> list[object]:
    """Each day's consensus."""
    return [row.after for row in steps(statements, FIRST, LAST, Step.DAY)]


def test_a_year_of_daily_history_of_2000_predictions_of_200_outlets(benchmark):
    assert len(benchmark.pedantic(a_year, args=(said(2000, 200),), rounds=3)) == 365


def test_the_same_with_who_moved_it(benchmark):
    def with_shares(statements):
        return [row.shares() for row in steps(statements, FIRST, LAST, Step.DAY)]

    assert len(benchmark.pedantic(with_shares, args=(said(2000, 200),), rounds=1)) == 365


def test_the_cost_grows_no_faster_than_what_was_said(benchmark):
    def cost(count: int) -> float:
        statements, best = said(count, 200), float("inf")
        for _ in range(3):
            begin = perf_counter()
            a_year(statements)
            best = min(best, perf_counter() - begin)
        return best

    few, many = benchmark.pedantic(lambda: (cost(1000), cost(4000)), rounds=1)
    assert many < 5 * few


@pytest.mark.parametrize("works", [20, 100])
def test_the_weekly_numbers_of_works_of_100_predictions(benchmark, works):
    week = Week.of(dt.date(2025, 11, 5))

    def weekly() -> int:
        tracemalloc.start()
        for number in range(works):
            work_week(f"work {number}", said(100, 30, seed=number), week, LAST)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert benchmark.pedantic(weekly, rounds=1) < 30e6  # bytes, however many works
