import datetime as dt
import gzip
import tracemalloc
from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest import sitemap
from tracker.ingest.fetched import Fetched
from tracker.ingest.sitemap import is_sitemap, read_sitemap
from tracker.model import Kind, Link

Got = Callable[..., Fetched]
URL = "https://quay.example/sitemap.xml"
NEWS = (
    '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:publication><news:name>The Quay</news:name>'
    "<news:language>de</news:language></news:publication><news:publication_date>2024-05-05T23:00:00-05:00"
    "</news:publication_date><news:title>Keeper &amp; co</news:title></news:news>"
)


def urlset(*urls: str, space: str = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"') -> bytes:
    inside = "".join(f"<url>{url}</url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {space}>{inside}</urlset>'.encode()


def urls(fetched: Fetched) -> list[str]:
    return [link.url for link in read_sitemap(fetched).links]


def test_a_sitemap_lists_pages(got: Got) -> None:
    picture = '<image:image xmlns:image="http://x.example/"><image:loc>https://quay.example/a.png</image:loc></image:image>'
    fetched = got(
        urlset(
            f"<loc> https://quay.example/a </loc><lastmod>2024-05-06</lastmod>{picture}{NEWS}",
            "<loc>/b</loc><lastmod>2024-05-04T01:00:00+09:00</lastmod>",
            "<lastmod>2024-05-04</lastmod>",
        ),
        url=URL,
    )

    listing = read_sitemap(fetched)

    assert listing.links == (
        Link(
            "https://quay.example/a",
            title="Keeper & co",
            published=dt.date(2024, 5, 5),
            outlet="The Quay",
            lang="de",
        ),
        Link("https://quay.example/b", published=dt.date(2024, 5, 4)),
    )
    assert listing.left_out == 1
    assert is_sitemap(fetched)


def test_an_index_lists_sitemaps(got: Got) -> None:
    body = (
        b"<sitemapindex><sitemap><loc>/1.xml.gz</loc><lastmod>2024-05-05</lastmod></sitemap></sitemapindex>"
    )

    listing = read_sitemap(got(body, url=URL))

    assert listing.links == (
        Link("https://quay.example/1.xml.gz", Kind.SITEMAP, published=dt.date(2024, 5, 5)),
    )


PLAIN = b"\xef\xbb\xbfhttps://quay.example/a\r\n\r\nhttps://quay.example/b\n"


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        gzip.compress(PLAIN),
        urlset("<loc>/a</loc>", "<loc>/b</loc>", space=""),
        urlset("<loc>/a</loc>", "<loc>/b</loc>", space='xmlns="http://www.google.com/schemas/sitemap/0.84"'),
        gzip.compress(urlset("<loc>/a</loc>", "<loc>/b</loc>")),
        gzip.compress(urlset("<loc>/a</loc>")[:-9]) + gzip.compress(b"<url><loc>/b</loc></url></urlset>"),
        urlset("<loc>/a</loc>", "<loc>/b</loc>").decode().encode("utf-16"),
        urlset("<loc><![CDATA[/a]]></loc>", "<loc>/<!-- x -->b</loc><loc>/c</loc>"),
        urlset("<loc>/a</loc>", "<loc>/b</loc>", "<loc>/c</loc>")[:-25],
        urlset("<loc>/a</loc>", "<loc>/b</loc>", "<loc>/c?x=1&y=2</loc>"),
    ],
    ids="text text.gz bare old gz members utf16 cdata cut unescaped".split(),
)
def test_a_sitemap_of_any_form_is_read_as_far_as_it_is_whole(body: bytes, got: Got) -> None:
    fetched = got(body, url=URL)

    assert urls(fetched)[:2] == ["https://quay.example/a", "https://quay.example/b"]
    assert is_sitemap(fetched)


def test_a_cut_archive_is_read_as_far_as_it_goes(got: Got) -> None:
    whole = urlset(*(f"<loc>/{k * k % 9973}</loc>" for k in range(2_000)))

    assert 100 < len(urls(got(gzip.compress(whole)[:-3_000], url=URL))) < 2_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no <urlset>, <sitemapindex> begins it"),
        (b"<!doctype html><html>", "no <urlset>"),
        (b"see https://quay.example/", "no <urlset>"),
        (b"\x1f\x8bbroken", "cannot be unpacked"),
        (b"<urlset><url", "this sitemap is broken"),
        (b"<urlset>" + b"<a>" * 9_000, "this sitemap is broken"),
        (
            b"<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>",
            "entities",
        ),
        (gzip.compress("<!DOCTYPE urlset [<!ENTITY x 'y'>]><urlset/>".encode("utf-16")), "entities"),
    ],
)
def test_what_is_no_sitemap_is_told(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError, match=reason):
        read_sitemap(got(body, url=URL))


def test_a_bomb_is_not_unpacked(got: Got) -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (sitemap.MOST_BYTES + 1))
    many = gzip.compress(b"") * 100_000
    tracemalloc.start()
    with pytest.raises(ParseError, match="it unpacks to over 50 MB, which"):
        read_sitemap(got(bomb, url=URL))
    assert not is_sitemap(got(many, url=URL))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2.5 * sitemap.MOST_BYTES


def test_addresses_beyond_the_bound_are_counted(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_URLS", 100)
    body = urlset(*(f"<loc>/{k}</loc>" for k in range(120)))

    listing = read_sitemap(got(body, url=URL))

    assert (len(listing.links), listing.left_out) == (100, 20)


def test_what_is_no_address_is_not_read_without_end(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_MOST_ELEMENTS", 100)
    endless = "<x/>" * 40_000

    assert urls(got(urlset("<loc>/a</loc>", endless, "<loc>/b</loc>"), url=URL)) == ["https://quay.example/a"]


def test_a_text_that_names_an_address_is_none(got: Got) -> None:
    assert not is_sitemap(got(b"https://quay.example/a\nis where the keeper lives.\n"))
