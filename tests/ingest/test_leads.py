"""Which links of a list are followed."""

import datetime as dt
from collections.abc import Callable

import pytest

from tracker.ingest.fetched import Fetched
from tracker.ingest.leads import Bearings, leads
from tracker.model import Kind, Link, Work
from tracker.titles import Titles

Got = Callable[..., Fetched]
TITLES = Titles([Work("Gullholm season 3"), Work("The Keeper's Oath", aliases=("Oath",))])
BEARINGS = Bearings(TITLES, "https://archive.example/{timestamp}/{url}", dt.date(2023, 1, 1), at_most=3)
SITE = "https://quay.example/"


def sitemap(*paths: str) -> bytes:
    urls = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode()


@pytest.mark.parametrize(
    ("path", "followed"),
    [
        ("gullholm-season-3-release-date", True),
        ("2024/05/gullholm-s4-cast.html", True),
        ("tv/Gullholm", True),
        ("news/why-the-keepers-oath-was-delayed", True),
        ("oath-trailer", True),
        ("loathing", False),
        ("gullholmers-unite", False),
        ("weather", False),
    ],
)
def test_of_a_sitemap_only_what_names_a_work_is_followed(got: Got, path: str, followed: bool) -> None:  # noqa: FBT001 - a case
    found = leads(got(sitemap(path), url=SITE), Link(SITE, Kind.SITEMAP), BEARINGS)

    assert [link.url for link in found.links] == [SITE + path] * followed


def test_sitemaps_lead_to_sitemaps_whatever_they_are_called(got: Got) -> None:
    body = f"<sitemapindex><sitemap><loc>{SITE}posts-1.xml</loc></sitemap></sitemapindex>".encode()
    (link,) = leads(got(body, url=SITE), Link(SITE, Kind.SITEMAP), BEARINGS).links

    assert (link.kind, link.url) == (Kind.SITEMAP, f"{SITE}posts-1.xml")


def test_what_only_tells_who_followed_a_link_is_dropped(got: Got) -> None:
    body = f"<rss version='2.0'><channel><item><link>{SITE}a?id=3&amp;utm_source=rss</link></item></channel></rss>"
    (link,) = leads(got(body.encode(), url=SITE), Link(SITE, Kind.FEED), BEARINGS).links

    assert link.url == f"{SITE}a?id=3"


def test_of_many_copies_some_are_read_none_too_old_each_once(got: Got) -> None:
    stamps = [f"{year}0601000000" for year in (2021, 2022)] + [
        f"2023{month:02}01000000" for month in range(1, 13)
    ]
    rows = "\n".join(f"{stamp} {SITE}a text/html 200 D{stamp}" for stamp in stamps)
    asked = "https://archive.example/cdx?url=x&fl=timestamp,original,mimetype,statuscode,digest"
    link = Link(asked, Kind.CAPTURES, original=f"{SITE}a", once=True)
    found = leads(got(rows.encode(), url=asked), link, BEARINGS).links

    assert [one.url for one in found] == [
        f"https://archive.example/2023{month}01000000/{SITE}a" for month in ("01", "07", "12")
    ]
    assert {one.once for one in found} == {True}
    assert {one.original for one in found} == {f"{SITE}a"}


def test_what_is_of_no_use_is_counted_and_what_comes_next_is_a_link_like_the_list(got: Got) -> None:
    rows = f"20230101000000 {SITE}a text/html 200 A\n2023 {SITE}a text/html 200 B\n\nkey"
    asked = "https://archive.example/cdx?url=x&fl=timestamp,original,mimetype,statuscode,digest"
    link = Link(asked, Kind.CAPTURES, original=f"{SITE}a", once=True)
    found = leads(got(rows.encode(), url=asked), link, BEARINGS)

    assert found.left_out == 1
    assert (found.links[-1].kind, found.links[-1].original) == (Kind.CAPTURES, f"{SITE}a")
    assert found.links[-1].url.endswith("&resumeKey=key")


def test_a_wiki_is_asked_for_the_article_then_for_its_versions_then_for_each(got: Got) -> None:
    api, article = "https://wiki.example/w/api.php", "https://wiki.example/wiki/Gullholm"
    hit = f'{{"query":{{"pages":[{{"title":"Gullholm","fullurl":"{article}"}}]}}}}'
    revision = b'{"query":{"pages":[{"revisions":[{"revid":7,"timestamp":"2024-05-01T08:00:00Z"}]}]}}'

    (versions,) = leads(got(hit.encode(), url=f"{api}?a=b"), Link(api, Kind.REVISIONS), BEARINGS).links
    (version,) = leads(got(revision, url=versions.url), versions, BEARINGS).links

    assert (versions.kind, versions.original) == (Kind.REVISIONS, article)
    assert (version.kind, version.original) == (Kind.PAGE, article)
    assert version.captured_at == dt.datetime(2024, 5, 1, 8, tzinfo=dt.UTC)
