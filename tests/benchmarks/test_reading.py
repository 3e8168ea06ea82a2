"""What articles cost, claims included, beside their time phrases alone, in one run.

Run with `uv run poe bench`. What counts is the ratio: machines differ.
"""

import datetime as dt
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tracker.extract import find_phrases, read
from tracker.model import Anchor, AnchorBasis, Document, Work

ANCHOR = dt.date(2024, 6, 12)
ARTICLE_CHARACTERS = 3000
MOST = 3  # times the cost of the time phrases
SAMPLES = {  # the work of each, by a word of its file's name
    "severance": Work("Severance season 2"),
    "silksong": Work("Hollow Knight: Silksong"),
    "batman": Work("The Batman Part II"),
}

Articles = list[tuple[Document, Work]]


@pytest.fixture(scope="module")
def articles() -> Articles:
    """The sample articles on each work, put together and cut to the length of an ordinary one."""
    return [(document, work) for word, work in SAMPLES.items() for document in of_one_length(word)]


def of_one_length(word: str) -> list[Document]:
    samples = sorted(
        (f for f in files("tracker.samples").iterdir() if word in f.name), key=lambda file: file.name
    )
    everything = "\n\n".join(file.read_text("utf-8") for file in samples)
    return [
        Document(
            key=f"{word} {at}",
            text=everything[at : at + ARTICLE_CHARACTERS],
            outlet="bench.example",
            anchor=Anchor(ANCHOR, AnchorBasis.RECORD),
        )
        for at in range(0, len(everything) - ARTICLE_CHARACTERS + 1, ARTICLE_CHARACTERS)
    ]


def phrases(articles: Articles) -> None:
    for document, work in articles:
        find_phrases(document.text, ANCHOR, work.domain)


def claims(articles: Articles) -> None:
    for document, work in articles:
        read(document, [work])


@pytest.mark.benchmark(group="articles of 3 kB, claims included")
@pytest.mark.parametrize("reader", [phrases, claims])
def test_articles(
    benchmark: BenchmarkFixture, reader: Callable[[Articles], None], articles: Articles
) -> None:
    benchmark(reader, articles)


@pytest.mark.benchmark(group="articles of 3 kB, claims beside phrases")
def test_claims_cost_at_most_three_times_the_phrases(benchmark: BenchmarkFixture, articles: Articles) -> None:
    alone = min(seconds(partial(phrases, articles)) for _ in range(20))

    benchmark(claims, articles)

    times = benchmark.stats.stats.min / alone
    assert times <= MOST, f"claims included, an article costs {times:.1f} times its time phrases"


def seconds(job: Callable[[], None]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun
