from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.site import is_robots, read_robots, read_site
from tracker.model import Kind, Link

Got = Callable[..., Fetched]
URL = "https://quay.example/news/"


def page(head: str = "", body: str = "<p>Nothing.") -> bytes:
    return (
        f"<!doctype html><html><head><title>The\nQuay</title>{head}</head><body>{body}</body></html>".encode()
    )


def test_a_page_names_its_feeds_those_of_comments_last(got: Got) -> None:
    head = """
        <link rel="alternate" type="application/rss+xml" title="Quay &raquo; Comments Feed" href="/comments/feed/">
        <link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href='atom.xml'>
        <link rel="alternate" type="application/feed+json" title="Quay as JSON" href="https://far.example/feed.json">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
        <link rel="alternate" hreflang="de" href="/de/">
        <link rel="stylesheet" type="application/rss+xml" href="/style.css">
        <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
        <link rel="alternate" type="application/rss+xml">"""

    listing = read_site(got(page(head, "<a href='/other/feed/'>x</a>"), "text/html", url=URL))

    assert listing.links == (
        Link("https://quay.example/news/atom.xml", Kind.FEED),
        Link("https://far.example/feed.json", Kind.FEED, title="Quay as JSON"),
        Link("https://quay.example/comments/feed/", Kind.FEED, title="Quay » Comments Feed"),
    )


def test_addresses_count_from_the_pages_base(got: Got) -> None:
    head = "<base href='/far/'><link rel=alternate type=application/rss+xml href=rss>"

    (link,) = read_site(got(page(head), url=URL)).links

    assert link.url == "https://quay.example/far/rss"


@pytest.mark.parametrize(
    ("href", "is_feed"),
    [
        ("/feed/", True),
        ("/rss.xml", True),
        ("/blog/index.xml", True),
        ("/news.rss", True),
        ("/?feed=rss2", True),
        ("/atom.xml?x=1", True),
        ("/feeding-the-gulls", False),
        ("/about-rss-readers.html", False),
        ("mailto:feed@quay.example", False),
    ],
)
def test_links_that_look_like_feeds_do_where_none_is_declared(href: str, is_feed: bool, got: Got) -> None:  # noqa: FBT001 - a case
    fetched = got(page(body=f"<p><a href='{href}'>Our <b>feed</b></a>"), url="https://quay.example/")

    (link,) = read_site(fetched).links

    assert (link.kind, link.title) == ((Kind.FEED, "Our feed") if is_feed else (Kind.SITEMAP, None))


def test_where_no_feed_is_named_the_sites_robots_txt_may_name_sitemaps(got: Got) -> None:
    assert read_site(got(page(), url=URL)).links == (Link("https://quay.example/robots.txt", Kind.SITEMAP),)
    with pytest.raises(ParseError, match="this page names no feed; give the address of its feed"):
        read_site(got(page()))


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (
            b"Sitemap: https://quay.example/a.xml\nSitemap: https://far.example/b.xml",
            ["quay.example/a.xml", "far.example/b.xml"],
        ),
        (b"User-agent: *\nDisallow: /", ["quay.example/sitemap.xml"]),
        (b"<html>No such page", ["quay.example/sitemap.xml"]),
    ],
)
def test_a_robots_txt_names_sitemaps_or_there_is_the_usual_one(
    body: bytes, named: list[str], got: Got
) -> None:
    fetched = got(body, url="https://quay.example/robots.txt")

    assert is_robots(fetched)
    assert not is_robots(got(body, url=URL))
    assert read_robots(fetched).links == tuple(Link(f"https://{place}", Kind.SITEMAP) for place in named)


@pytest.mark.parametrize("body", [b"", b" ", b"\x00\xff" * 50, b"<" * 500, b"plain text", b"<div>" * 5_000])
def test_what_is_no_page_names_no_feed(body: bytes, got: Got) -> None:
    with pytest.raises(ParseError, match="names no feed"):
        read_site(got(body, url=URL))
