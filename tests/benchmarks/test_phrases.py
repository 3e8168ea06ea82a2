"""Time phrases against dateparser and a plain scan, in one run; and megabytes made to be slow.

Run with `uv run poe bench`. What counts are the ratios: machines differ.
"""

import datetime as dt
import time
from collections.abc import Callable
from importlib.resources import files

import pytest
from dateparser.search import search_dates

from tracker.extract import find_phrases
from tracker.extract.english import ENGLISH

ANCHOR = dt.date(2024, 6, 12)
ARTICLE_CHARACTERS = 3000
ADVERSARIAL = {
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
def test_articles(benchmark: Callable[..., object], reader: Callable[[list[str]], None]) -> None:
    benchmark(reader, articles())


@pytest.mark.benchmark(group="a megabyte without a time phrase")
@pytest.mark.parametrize("reader", [phrases, scan])
def test_text_without_time(benchmark: Callable[..., object], reader: Callable[[list[str]], None]) -> None:
    benchmark(reader, ["The quick brown fox jumps over a lazy dog and then goes home to sleep. " * 14_000])


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_hostile_megabyte_costs_at_most_ten_times_an_ordinary_one(
    benchmark: Callable[..., object], name: str
) -> None:
    ordinary = seconds("".join(articles()) * 40)
    hostile = ADVERSARIAL[name]

    text = (hostile * (1_000_000 // len(hostile)))[:1_000_000]
    took = benchmark.pedantic(seconds, args=(text,), rounds=1)  # type: ignore[attr-defined]

    assert took < 10 * ordinary / (len("".join(articles()) * 40) / 1_000_000), (took, ordinary)


def seconds(text: str) -> float:
    begun = time.perf_counter()
    find_phrases(text, ANCHOR)
    return time.perf_counter() - begun
