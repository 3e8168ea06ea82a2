"""What lies at an address that the user names, got by a web that knows a few pages."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tracker.errors import FetchError
from tracker.ingest.crawl import Manner
from tracker.ingest.fetched import Fetched
from tracker.ingest.visit import visit
from tracker.model import Validators, Work
from tracker.titles import Titles

Got = Callable[..., Fetched]
Visited = Callable[..., tuple[list[str], list[str]]]
SITE = "https://quay.example/"
TITLES = Titles([Work("Gullholm season 3")])


@dataclass
class Web:
    """Its pages by address; whatever else is asked for is missing."""

    got: Got
    pages: dict[str, bytes | FetchError]
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, now: dt.datetime, validators: Validators) -> Fetched:
        del now, validators
        self.asked.append(url)
        answer = self.pages.get(url, FetchError(url, "missing.", status=404))
        if isinstance(answer, FetchError):
            raise answer
        return self.got(answer, source=url, url=url)


def feed(*names: str) -> bytes:
    items = "".join(f"<item><link>{SITE}{name}</link></item>" for name in names)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def sitemap(*names: str, tag: str = "url") -> bytes:
    entries = "".join(f"<{tag}><loc>{SITE}{name}</loc></{tag}>" for name in names)
    root = "urlset" if tag == "url" else "sitemapindex"
    return f"<{root}>{entries}</{root}>".encode()


@pytest.fixture
def visited(got: Got, now: dt.datetime) -> Visited:
    """`visited(pages, url)`: what came of it, in words, and what was noted."""

    def run(
        pages: dict[str, bytes | FetchError], url: str, titles: Titles | None = None
    ) -> tuple[list[str], list[str]]:
        notes: list[str] = []
        found = visit(Web(got, pages), url, now, Manner(pause=0), notes.append, titles)
        return sorted(str(one) if isinstance(one, FetchError) else one.source for one in found), notes

    return run


def test_of_a_sitemap_what_names_a_followed_work_is_read_and_the_rest_counted(visited: Visited) -> None:
    pages = {
        f"{SITE}index.xml": sitemap("a.xml", "b.xml", tag="sitemap"),
        f"{SITE}a.xml": sitemap("gullholm-s3-date", "weather", "about"),
        f"{SITE}b.xml": sitemap("gullholm-s3-date", "weather"),
        f"{SITE}gullholm-s3-date": b"<html><p>Gullholm",
        f"{SITE}weather": b"<html><p>Rain",
    }
    found, notes = visited(pages, f"{SITE}index.xml", TITLES)

    assert found == [f"{SITE}gullholm-s3-date"]
    assert notes == [
        f"{SITE}index.xml: a sitemap that leads to 2 addresses.",
        f"{SITE}a.xml: a sitemap that leads to 1 address; 2 more name no followed work.",
        f"{SITE}b.xml: a sitemap that leads to 0 addresses; 1 more names no followed work.",
    ]
    assert visited(pages, f"{SITE}b.xml")[0] == [f"{SITE}gullholm-s3-date", f"{SITE}weather"]


def test_a_feed_is_read_whatever_it_names(visited: Visited) -> None:
    pages = {f"{SITE}feed": feed("weather"), f"{SITE}weather": b"<html><p>Rain"}

    assert visited(pages, f"{SITE}feed", TITLES)[0] == [f"{SITE}weather"]


def test_what_a_host_in_trouble_keeps_from_us_is_told(visited: Visited) -> None:
    trouble = FetchError(f"{SITE}1", "the server answered 500.", status=500, host_fails=True)
    pages = {f"{SITE}feed": feed("1", "2", "3"), f"{SITE}1": trouble, f"{SITE}2": b"<p>2"}
    found, notes = visited(pages, f"{SITE}feed")

    assert found == [
        f"{SITE}1: the server answered 500.",
        f"{SITE}2: not fetched: quay.example is in trouble.",
        f"{SITE}3: not fetched: quay.example is in trouble.",
    ]
    assert notes == [f"{SITE}feed: a feed that leads to 3 addresses."]


def test_entries_of_no_use_are_told(visited: Visited) -> None:
    body = feed("1").replace(b"</channel>", b"<item><link>javascript:alert(1)</link></item></channel>")
    pages = {f"{SITE}feed": body, f"{SITE}1": b"<p>1"}

    assert visited(pages, f"{SITE}feed")[1] == [
        f"{SITE}feed: a feed that leads to 1 address; 1 entry could not be used."
    ]


def test_what_is_no_address_is_told(visited: Visited) -> None:
    assert visited({}, "file:///etc/passwd")[0] == [
        "file:///etc/passwd: this is no address of a page; only http:// and https:// are read."
    ]
