"""Time phrases against dateparser and a plain scan, in one run; and megabytes made to be slow.

Run with `uv run poe bench`. What counts are the ratios: machines differ.
"""

import datetime as dt
import time
from collections.abc import Callable
from importlib.resources import files

import pytest
from dateparser.search import search_dates
from pytest_benchmark.fixture import BenchmarkFixture

from tracker.extract import find_phrases
from tracker.extract.english import ENGLISH

ANCHOR = dt.date(2024, 6, 12)
ARTICLE_CHARACTERS = 3000
MEGABYTE = 1_000_000
PLAIN = {
    "ASCII": "The quick brown fox does not jump over a lazy dog - it goes home to sleep. ",
    "typographic": "The quick brown fox doesn’t jump over a lazy dog — it goes home to sleep. ",
}
ADVERSARIAL = {  # what stands before a | stands once, the rest again and again
    "years joined": "2024 or ",
    "may": "may ",
    "digits": "2024",
    "dashes": "2024-",
    "parts": "early mid late ",
    "counts": "in two to three ",
    "not before": "not before not until ",
    "quotes": '"in "',
    "dates": "03/04/2024 ",
    "no spaces": "x" * 50,
    "lines": "May\n",
    "months of a year": "In 2030. |in October ",
    "sentences": "May. ",
    "labels": "Q4: ",
    "short years": "'24 ",
}


def articles() -> list[str]:
    """The sample articles, put together and cut to the length of an ordinary one."""
    texts = sorted(f.name for f in files("tracker.samples").iterdir() if f.name.endswith(".md"))
    everything = "\n\n".join(files("tracker.samples").joinpath(name).read_text("utf-8") for name in texts)
    return [
        everything[at : at + ARTICLE_CHARACTERS]
        for at in range(0, len(everything) - ARTICLE_CHARACTERS, ARTICLE_CHARACTERS)
    ]


def phrases(texts: list[str]) -> None:
    for text in texts:
        find_phrases(text, ANCHOR)


def dates(texts: list[str]) -> None:
    for text in texts:
        search_dates(text, languages=["en"], settings={"RELATIVE_BASE": dt.datetime(2024, 6, 12)})  # noqa: DTZ001 - it takes no other


def scan(texts: list[str]) -> None:
    for text in texts:
        ENGLISH.lexicon.trigger.find_matches_as_indexes(text.lower())


@pytest.mark.benchmark(group="articles of 3 kB")
@pytest.mark.parametrize("reader", [phrases, dates, scan])
def test_articles(benchmark: BenchmarkFixture, reader: Callable[[list[str]], None]) -> None:
    benchmark(reader, articles())


@pytest.mark.benchmark(group="articles of 3 kB, beside dateparser")
def test_articles_are_read_fifteen_times_as_fast_as_by_dateparser(benchmark: BenchmarkFixture) -> None:
    texts = articles()
    theirs = min(seconds(dates, texts) for _ in range(3))

    benchmark(phrases, texts)

    assert 15 * benchmark.stats.stats.min <= theirs


@pytest.mark.benchmark(group="a megabyte without a time phrase")
@pytest.mark.parametrize("name", PLAIN)
def test_text_without_time_is_read_at_twenty_megabytes_a_second(
    benchmark: BenchmarkFixture, name: str
) -> None:
    benchmark(phrases, [repeated(PLAIN[name])])

    assert benchmark.stats.stats.min <= 1 / 20


@pytest.mark.benchmark(group="a megabyte without a time phrase")
def test_scan_of_text_without_time(benchmark: BenchmarkFixture) -> None:
    benchmark(scan, [repeated(PLAIN["ASCII"])])


@pytest.fixture(scope="module")
def ordinary() -> float:
    """Seconds for a megabyte of articles, end to end."""
    return seconds(phrases, [repeated("".join(articles()))])


@pytest.mark.benchmark(group="a hostile megabyte")
@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_hostile_megabyte_costs_at_most_ten_times_an_ordinary_one(
    benchmark: BenchmarkFixture, name: str, ordinary: float
) -> None:
    once, _, again = ADVERSARIAL[name].rpartition("|")

    benchmark.pedantic(phrases, args=([repeated(again, once)],), rounds=1)

    assert benchmark.stats.stats.min <= 10 * ordinary


def repeated(text: str, opening: str = "") -> str:
    """A megabyte of it."""
    return (opening + text * (MEGABYTE // len(text) + 1))[:MEGABYTE]


def seconds(reader: Callable[[list[str]], None], texts: list[str]) -> float:
    begun = time.perf_counter()
    reader(texts)
    return time.perf_counter() - begun
