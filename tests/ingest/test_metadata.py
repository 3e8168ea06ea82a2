import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from lxml.html import document_fromstring

from tracker.ingest.metadata import Metadata, read_metadata

Html = Callable[..., str]

LATEST = dt.date(2024, 5, 7)
THE_DAY = dt.date(2022, 1, 31)
OWN = "https://quay.example/a"


def data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.fixture
def read(html: Html) -> Callable[..., Metadata]:
    def read(head: str, before: str = "", **other: Any) -> Metadata:
        return read_metadata(document_fromstring(html(head, before, **other)), OWN, LATEST)

    return read


@pytest.mark.parametrize(
    "json",
    [
        '{"@type":"NewsArticle","datePublished":"2022-01-31T08:00:00Z"}',
        '{"@graph":[{"@type":["WebPage"],"datePublished":"2022-01-31"}]}',
        '[{"@type":"WebPage","datePublished":"2022-01-01"},{"@type":"Article","datePublished":"2022-01-31"}]',
        '[{"@type":"Article","datePublished":"2031-01-01"},{"@type":"Article","datePublished":"2022-01-31"}]',
        '[{"@type":"Article","url":"/b","datePublished":"2022-01-01"},{"@type":"Article","url":"/a/","datePublished":"2022-01-31"}]',
        '[{"@type":"VideoGame","datePublished":"2022-03-03"},{"@type":"BlogPosting","datePublished":"2022-01-31"}]',
        '{"@type":"QAPage","mainEntity":{"@type":"Question","datePublished":"2022-01-31"}}',
        '<!-- {"@type":"Article","description":"two\nlines","datePublished":"20220131T080000Z"} -->',
        "/*<![CDATA[*/"[:0] + '//<![CDATA[\n{"@type":"Article","datePublished":"2022-01-31"}\n//]]>',
    ],
)
def test_the_day_is_read_in_the_data_of_the_article(read: Callable[..., Metadata], json: str) -> None:
    assert read(data(json)).by_json_ld == THE_DAY


@pytest.mark.parametrize(
    "json",
    [
        '{"@type":"VideoGame","datePublished":"2022-03-03"}',
        '{"@type":"Book","datePublished":"2022-03-03"}',
        '{"@type":"Article","datePublished":"2031-01-01"}',
        '{"@type":"Article","datePublished":"1889-01-01"}',
        '{"@type":"Article","datePublished":1643587200000}',
        f'{"[" * 20}{{"@type":"Article","datePublished":"2022-01-31"}}{"]" * 20}',
        "[" * 100_000,
        '{"@type":"Article","datePublished":"2022-01-31"',
        '{"@type":null,"datePublished":{"@value":[]}}',
    ],
)
def test_other_data_tell_no_day(read: Callable[..., Metadata], json: str) -> None:
    assert read(data(json)).by_json_ld is None


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2022-01-31T08:00'>",
        "<meta name='parsely-pub-date' content='2022-01-31'>",
        "<meta name='date' content='20220131'>",
        "<meta name='pubdate' content='soon'><meta name='date' content='Jan 31, 2022'>",
        "<meta name='date' content='2021-01-01'><meta property='article:published_time' content='2022-01-31'>",
        "<meta itemprop='datePublished' content='2022-01-31'>",
    ],
)
def test_the_day_is_read_in_meta_fields(read: Callable[..., Metadata], head: str) -> None:
    assert read(head).by_meta == THE_DAY


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='date' content='2031-01-01'>",
        "<meta name='release_date' content='2022-03-03'>",
        "<meta property='article:modified_time' content='2022-03-03'>",
    ],
)
def test_other_fields_tell_no_day(read: Callable[..., Metadata], head: str) -> None:
    assert read(head).by_meta is None


def test_microdata_of_a_game_are_not_the_pages(read: Callable[..., Metadata]) -> None:
    game = "<div itemscope itemtype='https://schema.org/VideoGame'><meta itemprop='datePublished' content='2022-03-03'></div>"
    post = "<div itemscope itemtype='https://schema.org/BlogPosting'><meta itemprop='datePublished' content='2022-01-31'></div>"

    assert read("", game).by_meta is None
    assert read("", game + post).by_meta == THE_DAY


def test_the_headline_is_one_that_the_page_shows(read: Callable[..., Metadata]) -> None:
    stated = data(
        '{"@type":"Article","headline":"season of a tv show","publisher":{"@type":"Organization","name":"Quay"}}'
    )
    title = "<meta property='og:title' content='The keeper\nis back | Quay'>"

    assert read(stated + title, headline="The keeper is back").title == "The keeper is back"
    assert read(stated, headline="The keeper is back").title == "The keeper is back"


@pytest.mark.parametrize(
    ("head", "before", "authors"),
    [
        (data('{"@type":"Article","author":"Ada"}'), "", ("Ada",)),
        (data('{"@type":"Article","author":[{"name":"Ada"},{"name":["Bo","Ada"]}]}'), "", ("Ada", "Bo")),
        (
            data('[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ada"}]'),
            "",
            ("Ada",),
        ),
        (
            "<meta property='article:author' content='https://face.example/ada'><meta name='byl' content='By Ada'>",
            "",
            ("Ada",),
        ),
        ("<meta name='author' content='Ada'><meta name='author' content='Bo'>", "", ("Ada", "Bo")),
        ("", "<a rel='author' href='/ada'> Ada </a>", ("Ada",)),
        (data('{"@type":"Article","author":{"@id":{"a":1},"name":7}}'), "", ()),
        (data('{"@type":"VideoGame","author":{"name":"Peat Works"}}'), "", ()),
    ],
)
def test_who_wrote_it_is_told_by_name(
    read: Callable[..., Metadata], head: str, before: str, authors: tuple[str, ...]
) -> None:
    assert read(head, before).authors == authors


def test_a_live_blog_and_a_paid_article_say_so(read: Callable[..., Metadata]) -> None:
    told = read(
        data('{"@type":["LiveBlogPosting"],"isAccessibleForFree":"False","dateModified":"2022-02-03"}')
    )

    assert (told.is_live, told.is_paid, told.is_article) == (True, True, True)
    assert told.modified_json_ld == dt.date(2022, 2, 3)
    assert not read(data('{"@type":"WebPage","isAccessibleForFree":true}')).is_article
