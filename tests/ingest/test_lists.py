import gzip
from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.lists import kind_of, read_list
from tracker.model import Kind

Got = Callable[..., Fetched]
URL = "https://quay.example/"

RSS = b"<rss><channel><item><link>/a</link></item></channel></rss>"
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/></entry></feed>"
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}]}'
GDELT = b'{"articles": [{"url": "https://quay.example/a"}]}'
SITEMAP = b"<urlset><url><loc>/a</loc></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>"
PLAIN = b"https://quay.example/a\n"
PAGE = b"<html><link rel=alternate type=application/rss+xml href=/a><p>Keeper"


@pytest.mark.parametrize(
    ("body", "kinds", "leads_to"),
    [
        (RSS, (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.PAGE),
        (ATOM, (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.PAGE),
        (JSON, (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.PAGE),
        (GDELT, (Kind.FEED, Kind.SITE), Kind.PAGE),
        (SITEMAP, (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.PAGE),
        (gzip.compress(SITEMAP), (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.PAGE),
        (INDEX, (Kind.FEED, Kind.SITEMAP, Kind.SITE), Kind.SITEMAP),
        (PLAIN, (Kind.SITEMAP,), Kind.PAGE),
        (PAGE, (Kind.SITE,), Kind.FEED),
    ],
    ids="rss atom json gdelt sitemap sitemap.gz index plain page".split(),
)
def test_what_lies_there_decides_how_a_list_is_read(
    body: bytes, kinds: list[Kind], leads_to: Kind, got: Got
) -> None:
    for kind in kinds:
        (link,) = read_list(got(body, url=URL), kind).links
        assert (link.url, link.kind) == ("https://quay.example/a", leads_to)


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"<html>gone", Kind.FEED, "no <rss>"),
        (b"<html>gone", Kind.SITEMAP, "no <urlset>"),
        (b'{"status": "gone"}', Kind.FEED, "no <rss>"),
        (b"{}", Kind.SITEMAP, "no <urlset>"),
        (RSS, Kind.PAGE, "a source of the kind page is not read"),
        (RSS, Kind.CAPTURES, "a source of the kind captures is not read"),
    ],
)
def test_what_is_no_such_list_is_told(body: bytes, kind: Kind, reason: str, got: Got) -> None:
    with pytest.raises(ParseError, match=reason):
        read_list(got(body, url=URL), kind)


@pytest.mark.parametrize("body", [b"{}", b" { }\n", b'{"articles": []}'])
def test_a_mirror_of_a_search_may_have_found_nothing(body: bytes, got: Got) -> None:
    assert read_list(got(body, url="https://mirror.example/doc"), Kind.FEED).links == ()


def test_a_site_without_feeds_leads_to_its_sitemaps_by_way_of_its_robots_txt(got: Got) -> None:
    (link,) = read_list(got(b"<html><p>Keeper", url=URL + "news/"), Kind.SITE).links
    rules = got(b"User-agent: *\nDisallow: /x\nSitemap: https://quay.example/a.xml\n", url=link.url)

    assert (link.url, link.kind) == ("https://quay.example/robots.txt", Kind.SITEMAP)
    assert [(one.url, one.kind) for one in read_list(rules, Kind.SITEMAP).links] == [
        ("https://quay.example/a.xml", Kind.SITEMAP)
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, Kind.FEED),
        (JSON, Kind.FEED),
        (GDELT, Kind.FEED),
        (INDEX, Kind.SITEMAP),
        (gzip.compress(PLAIN), Kind.SITEMAP),
        (PAGE, Kind.PAGE),
        (b"The keeper is back.\nhttps://quay.example/a\n", Kind.PAGE),
        (b"", Kind.PAGE),
        (b"{}", Kind.PAGE),
        ("The keeper is back.", Kind.PAGE),
    ],
)
def test_what_was_fetched_is_known(body: bytes | str, kind: Kind, got: Got) -> None:
    assert kind_of(got(body, url=URL)) is kind
