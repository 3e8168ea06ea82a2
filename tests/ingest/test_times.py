import datetime as dt
from collections.abc import Callable

import pytest
from lxml.html import document_fromstring

from tracker.ingest.times import Times, read_times

Html = Callable[..., str]

LATEST = dt.date(2024, 5, 7)
THE_DAY = dt.date(2022, 1, 31)
TIME = "<time datetime='2022-01-31'>31 January</time>"


def times(page: str) -> Times:
    return read_times(document_fromstring(page), LATEST)


@pytest.mark.parametrize(
    "before",
    [
        f"<header>{TIME}</header>",
        f"<footer class='node__meta'>Submitted on {TIME}</footer>",
        f"<p>By Ada, {TIME}</p>",
        "<time pubdate datetime='2022-01-31'>",
        "<time class='entry-date published updated' datetime='2022-01-31T08:00'>x</time>",
        "<time itemprop='datePublished'>January 31, 2022</time>",
        "<abbr class='published' title='2022-01-31T08:00:00+01:00'>then</abbr>",
        f"<aside class='infobox'>Out: <time datetime='2022-03-03'>x</time></aside>{TIME}",
        f"<p>Release date: <time datetime='2022-03-03'>x</time></p>{TIME}",
    ],
)
def test_an_element_that_says_so_or_stands_below_the_headline_tells_the_day(html: Html, before: str) -> None:
    assert times(html("", before)).published == THE_DAY


@pytest.mark.parametrize(
    "before",
    [
        f"<aside>{TIME}</aside>",
        f"<dl><dd>{TIME}</dd></dl>",
        f"<div class='related'><article class='card'><header>{TIME}</header></article></div>",
        f"<div class='comment'>{TIME.replace('<time', '<time class=published')}</div>",
        "<div itemscope itemtype='https://schema.org/VideoGame'><time itemprop='datePublished' datetime='2022-01-31'></time></div>",
        f"<p>Releasing on {TIME}</p>",
        f"<p>Nobody at the studio has said much about it of late, though everybody else has, until {TIME} at least.</p>",
        "<time datetime='2031-01-31'>x</time>",
        f"Updated {TIME}",
    ],
)
def test_other_elements_tell_none(html: Html, before: str) -> None:
    assert times(html("", before)).published is None


def test_a_site_wide_header_tells_the_day_of_today(html: Html) -> None:
    page = html().replace("<body>", f"<body><header>{TIME}</header>")

    assert times(page).published is None


@pytest.mark.parametrize(
    ("before", "is_shown"),
    [
        (f"Updated: {TIME}", True),
        (f"<p>Last updated on <b>{TIME}</b></p>", True),
        (f"<p>Zuletzt aktualisiert am {TIME}</p>", True),
        ("<time itemprop='dateModified' datetime='2022-01-31'>31 January</time>", True),
        ("<time class='updated' datetime='2022-01-31'>31 January</time>", False),
        ("<time itemprop='dateModified' datetime='2022-01-31'></time>", False),
        (f"<p hidden>Updated {TIME}</p>", False),
        (f"<p style='display: none'>Updated {TIME}</p>", False),
        (f"<p class='screen-reader-text'>Updated {TIME}</p>", False),
        (f"<aside>Updated {TIME}</aside>", False),
        (f"<p>Posted {TIME}</p>", False),
    ],
)
def test_an_update_counts_where_readers_see_it(html: Html, before: str, is_shown: bool) -> None:  # noqa: FBT001
    assert times(html("", before)).updated == (THE_DAY if is_shown else None)


def test_a_page_of_nothing_but_times_is_read_in_no_time(html: Html) -> None:
    assert times(html("", f"<div>{'keeper ' * 10_000}{TIME * 5_000}</div>")).updated is None
