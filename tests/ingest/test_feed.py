import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Callable

import feedparser
import pytest

from tracker.errors import ParseError
from tracker.ingest import feed
from tracker.ingest.feed import is_feed, read_feed
from tracker.ingest.fetched import Fetched
from tracker.model import Link

Got = Callable[..., Fetched]
URL = "https://quay.example/news/feed.xml"
THE_5TH = dt.date(2024, 5, 5)


def rss(*items: str, version: str = "2.0", channel: str = "<title>Quay &amp; Co</title>") -> bytes:
    spaces = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="{version}" {spaces}><channel>{channel}{inside}</channel></rss>'.encode()


def atom(*entries: str, head: str = "") -> bytes:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {head}><title>Quay</title>{inside}</feed>'.encode()


RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://quay.example/"><title>Quay</title></channel>
 <item rdf:about="https://quay.example/a"><title>Keeper</title><link>https://quay.example/a</link>
 <dc:date>2024-05-05T23:00:00-05:00</dc:date></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay",
        "items": [{"id": "1", "url": "/a", "title": "Keeper", "date_published": "2024-05-05T23:00:00-05:00"}],
    }
).encode()

A = "<title>Keeper</title><link>https://quay.example/a</link><pubDate>Sun, 05 May 2024 23:00:00 -0500</pubDate>"
KEEPER = Link("https://quay.example/a", title="Keeper", published=THE_5TH)


@pytest.mark.parametrize(
    "body",
    [
        rss(A),
        rss(A, version="0.91"),
        rss(A).replace(
            b'<?xml version="1.0"?>', b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://q.example/rss.dtd">'
        ),
        rss(A).decode().encode("utf-16"),
        RDF,
        atom(
            "<title>Keeper</title><link href='/a'/><id>x</id><published>2024-05-05T23:00:00-05:00</published>"
        ),
        atom("<title>Keeper</title><link href='/a'/><id>x</id><updated>2024-05-05T12:00:00Z</updated>"),
        JSON,
        b"\xef\xbb\xbf" + JSON.replace(b"/", b"\\/"),
    ],
    ids="rss2 rss091 doctype utf16 rdf atom atom-updated json json-escaped".split(),
)
def test_a_feed_of_any_kind_lists_articles(body: bytes, got: Got) -> None:
    fetched = got(body, url=URL)

    listing = read_feed(fetched)

    assert listing.links == (KEEPER,)
    assert listing.title in {"Quay", "Quay & Co"}
    assert is_feed(fetched)


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (rss("<link>b?x=1&amp;y=2#c</link>"), "https://quay.example/news/b?x=1&y=2"),
        (rss("<guid>https://quay.example/b</guid>"), "https://quay.example/b"),
        (rss('<guid isPermaLink="true">https://quay.example/b</guid>'), "https://quay.example/b"),
        (rss('<guid isPermaLink="false">https://quay.example/b</guid>'), None),
        (rss('<guid isPermaLink="false">7</guid><link>/b</link>'), "https://quay.example/b"),
        (
            rss(
                "<link>https://far.example/7</link><feedburner:origLink>https://quay.example/b</feedburner:origLink>"
            ),
            "https://quay.example/b",
        ),
        (
            rss(
                "<link>http://www.bing.com/news/apiclick.aspx?tid=1&amp;url=https%3a%2f%2fquay.example%2fb&amp;c=1</link>"
            ),
            "https://quay.example/b",
        ),
        (rss("<enclosure url='https://quay.example/b.mp3' type='audio/mpeg' length='1'/>"), None),
        (rss("<link>javascript:alert(1)</link>"), None),
        (rss("<link>file:///etc/passwd</link>"), None),
        (rss("<title>nothing</title>"), None),
        (atom("<link rel='self' href='/self'/><link rel='alternate' href='/b'/>"), "https://quay.example/b"),
        (
            atom("<link rel='enclosure' href='/b.mp3'/><id>https://quay.example/b</id>"),
            "https://quay.example/b",
        ),
        (atom("<link rel='enclosure' href='/b.mp3'/><id>urn:b</id>"), None),
        (atom("<link href='b'/>", head="xml:base='https://far.example/x/'"), "https://far.example/x/b"),
        (JSON.replace(b'"url": "/a"', b'"external_url": "/b"'), "https://quay.example/b"),
        (JSON.replace(b'"url": "/a"', b'"url": ["/a"]'), None),
    ],
)
def test_the_address_of_an_entry(body: bytes, url: str | None, got: Got) -> None:
    listing = read_feed(got(body, url=URL))

    assert [link.url for link in listing.links] == ([url] if url else [])
    assert listing.left_out == (0 if url else 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sun, 05 May 2024 23:00:00 EST", THE_5TH),
        ("Sun, 05 May 2024 23:00:00 GMT", THE_5TH),
        ("Mon, 06 May 2024 00:30:00 +0200", dt.date(2024, 5, 6)),
        ("<![CDATA[Mon, 06 May 2024 00:30:00 +0200]]>", dt.date(2024, 5, 6)),
        ("5 May 2024", THE_5TH),
        ("Tue, 07 May 2024 08:00:00 GMT", dt.date(2024, 5, 7)),
        ("Wed, 08 May 2024 08:00:00 GMT", None),
        ("Sun, 05 May 1974 08:00:00 GMT", None),
        ("soon", None),
        ("2024-05-05T23:00:00D05:00", THE_5TH),
        ("", None),
    ],
)
def test_the_day_of_an_entry_is_the_writers_own(written: str, day: dt.date | None, got: Got) -> None:
    (link,) = read_feed(got(rss(f"<link>/a</link><pubDate>{written}</pubDate>"), url=URL)).links

    assert link.published == day


def test_a_headline_is_text(got: Got) -> None:
    body = rss("<link>/a</link><title>Its &lt;i&gt;Keeper&lt;/i&gt;\n &amp;amp; more</title>")

    (link,) = read_feed(got(body, url=URL)).links

    assert link.title == "Its Keeper & more"


@pytest.mark.parametrize(
    "body",
    [
        rss(A, "<title>cut")[:-24],
        rss(A)
        .replace(b"Keeper", b"Keeper")
        .replace(b"<channel>", b"<channel><description>a & b &nbsp; <br></description>"),
        b"\n<br />Warning: x\n" + rss(A),
    ],
    ids="cut unescaped junk".split(),
)
def test_a_broken_feed_is_read_as_far_as_it_can_be(body: bytes, got: Got) -> None:
    assert read_feed(got(body, url=URL)).links[0] == KEEPER


def test_a_feed_without_entries_is_one(got: Got) -> None:
    listing = read_feed(got(rss(), url=URL))

    assert (listing.links, listing.title, listing.left_out) == ((), "Quay & Co", 0)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no <rss>, <feed>, <rdf> begins it"),
        (b"<!doctype html><html><body>gone", "no <rss>"),
        (b"https://quay.example/feed", "no <rss>"),
        (b"/etc/passwd", "no <rss>"),
        (JSON[:-9], "this is no JSON Feed"),
        (JSON.replace(b'"items": [', b'"items": ["x"], "items": {"x": ') + b"}", "this is no JSON Feed"),
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 100_000,
            "this is no JSON Feed",
        ),
        (
            b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
            "entities",
        ),
        (rss(A) + b"<!ENTITY x 'y'>", "entities"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError, match=reason):
        read_feed(got(body, url=URL))


@pytest.mark.parametrize(
    "body",
    [
        b"<rss>" + b"<a>" * 5_000,
        b"<rss>" + b"<" * 20_000,
        b"<rss>" + b"&" * 20_000,
        b"<rss><channel><item><link>" + b"\x00\xff" * 5_000,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>99999-99-99T99</updated></entry>",
        b"<feed xmlns='x'><entry/></feed>",
        b"<rdf:RDF><item/></rdf:RDF>",
        rss("<pubDate>Sun, 05 May 0000 99:99:99 -9999</pubDate><link>http://[</link>"),
    ],
)
def test_nothing_but_an_error_of_ours_comes_of_a_hostile_feed(body: bytes, got: Got) -> None:
    try:
        listing = read_feed(got(body, url=URL))
    except ParseError:
        return
    assert listing.links == ()


def test_no_entity_is_ever_unfolded(got: Got) -> None:
    """The bomb is refused though its document type is written so that a search of its beginning would not see it."""
    lines = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 10))
    bomb = f'<?xml version="1.0"?><!-- {" " * 20_000} --><!DOCTYPE rss [<!ENTITY e0 "ha">{lines}]>' + rss(
        "<link x='&e9;'>/a</link><title>&e9;</title>"
    ).decode().removeprefix('<?xml version="1.0"?>')
    tracemalloc.start()
    for body in (bomb.encode(), bomb.encode("utf-16"), bomb.encode("utf-16-be")):
        with pytest.raises(ParseError, match="declares entities"):
            read_feed(got(body, url=URL))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1_000_000


def test_entries_beyond_the_bound_are_counted(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_ENTRIES", 100)
    body = rss(*(f"<link>/{k}</link>" for k in range(150)))

    listing = read_feed(got(body, url=URL))

    assert (len(listing.links), listing.links[-1].url) == (100, "https://quay.example/99")
    assert listing.left_out == 50


def test_what_is_too_much_to_hold_is_refused(got: Got) -> None:
    with pytest.raises(ParseError, match="this feed has over 1,000,000 tags"):
        read_feed(got(b"<rss>" + b"<x/>" * 1_000_000, url=URL))


def test_a_large_broken_feed_is_not_mended(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "_MENDABLE", 100)

    with pytest.raises(ParseError, match="this feed is broken, and too large to be mended"):
        read_feed(got(b"<rss><channel>" + b"<x " * 100, url=URL))


def test_a_large_feed_is_not_read_slowly_for_the_sake_of_a_detail(
    got: Got, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_MENDABLE", 100)
    body = atom("<link href='https://quay.example/b'/>", head="xml:base='https://far.example/x/'")

    assert [link.url for link in read_feed(got(body, url=URL)).links] == ["https://quay.example/b"]


@pytest.mark.parametrize(
    "day", ["0{} May 2024 23:30:00 +0100", "0{} May 2024 23:30:00 GMT", "2024-05-0{}", "soon {}", ""]
)
def test_both_readers_agree(day: str, got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [f"<title>No {k}</title><link>/{k}</link><pubDate>{day.format(k)}</pubDate>" for k in range(1, 6)]
    fetched = got(rss(*items), url=URL)
    fast = read_feed(fetched)
    monkeypatch.setattr(feed, "_read_fast", lambda *_, **__: None)

    assert read_feed(fetched) == fast


def test_feedparser_is_given_a_stream_only(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    parse = feedparser.parse
    monkeypatch.setattr(
        feedparser, "parse", lambda what, **options: given.append(what) or parse(what, **options)
    )

    with pytest.raises(ParseError):
        read_feed(got(b"<rss", url=URL))
    read_feed(got(b"<rss></rss>", url=URL))

    assert [type(what) for what in given] == [io.BytesIO]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<html><body>moved", "application/rss+xml"),
        (b'{"version": "1.0"}', "application/feed+json"),
        (b"<urlset/>", "application/xml"),
        (b"", "application/atom+xml"),
    ],
)
def test_a_servers_word_alone_makes_no_feed(body: bytes, content_type: str, got: Got) -> None:
    assert not is_feed(got(body, content_type))
