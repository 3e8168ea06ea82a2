import datetime as dt
from collections.abc import Callable

import pytest

from tracker.ingest.page import read_page

Html = Callable[..., str]

LATEST = dt.date(2024, 5, 7)
THE_DAY = dt.date(2022, 1, 31)
PROSE = "<p>The makers say that the whole thing launches on March 3, 2022, come rain or come shine, wherever you are.</p>"


@pytest.mark.parametrize(
    ("head", "before"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-01-31T08:00:00Z"}</script>',
            "",
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":["WebPage"],"datePublished":"2022-01-31"}]}</script>',
            "",
        ),
        ("<meta property='article:published_time' content='2022-01-31T08:00'>", ""),
        ("<meta name='parsely-pub-date' content='2022-01-31'>", ""),
        ("", "<header><time datetime='2022-01-31'>long ago</time></header>"),
        ("", "<span class='post-date'>January 31, 2022</span>"),
        ("<link rel='canonical' href='https://quay.example/2022/01/31/keeper'>", ""),
        (
            "<meta name='date' content='soon'><script type='application/ld+json'>{broken</script>",
            "<time pubdate datetime='2022-01-31'>",
        ),
    ],
)
def test_the_publication_day_is_found_in_metadata(html: Html, head: str, before: str) -> None:
    assert read_page(html(head, before + PROSE), None, LATEST).published == THE_DAY


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("", PROSE),
        ("", "<table><tr><td>Release date</td><td>March 3, 2022</td></tr></table>"),
        (
            '<script type="application/ld+json">{"@type":"VideoGame","datePublished":"2022-03-03"}</script>',
            "",
        ),
        ("<meta name='date' content='2031-01-01'>", ""),
        (
            f'<script type="application/ld+json">{"[" * 20}{{"@type":"Article","datePublished":"2022-01-31"}}{"]" * 20}</script>',
            "",
        ),
    ],
)
def test_a_release_day_or_one_to_come_is_no_publication_day(html: Html, head: str, before: str) -> None:
    assert read_page(html(head, before), None, LATEST).published is None


def test_a_headline_is_told_without_the_sites_name(html: Html) -> None:
    head = (
        "<meta property='og:site_name' content='Quay'><meta property='og:title' content='The keeper | Quay'>"
    )

    assert read_page(html(head), None, LATEST).title == "The keeper"


def test_an_address_that_is_the_front_page_or_none_is_not_canonical(html: Html) -> None:
    for href in ("https://quay.example/", "mailto:ada@quay.example", "http://[::1"):
        page = read_page(html(f"<link rel='canonical' href='{href}'>"), "https://quay.example/news/a", LATEST)

        assert page.url is None


def test_a_relative_canonical_address_counts_from_the_page(html: Html) -> None:
    page = read_page(
        html("<link rel='canonical' href='/news/a'>"), "https://quay.example/news/a?ref=b", LATEST
    )

    assert page.url == "https://quay.example/news/a"


def test_a_very_large_page_is_read_without_looking_for_its_main_text(html: Html) -> None:
    page = read_page(html("", "<p>" + "The keeper. " * 450_000 + "</p>"), None, LATEST)

    assert "Copyright 2019" in page.text
