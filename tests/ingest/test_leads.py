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

    assert [link.url for link in found] == [SITE + path] * followed


def test_sitemaps_lead_to_sitemaps_whatever_they_are_called(got: Got) -> None:
    body = f"<sitemapindex><sitemap><loc>{SITE}posts-1.xml</loc></sitemap></sitemapindex>".encode()
    (link,) = leads(got(body, url=SITE), Link(SITE, Kind.SITEMAP), BEARINGS)

    assert (link.kind, link.url) == (Kind.SITEMAP, f"{SITE}posts-1.xml")


def test_what_only_tells_who_followed_a_link_is_dropped(got: Got) -> None:
    body = f"<rss version='2.0'><channel><item><link>{SITE}a?id=3&amp;utm_source=rss</link></item></channel></rss>"
    (link,) = leads(got(body.encode(), url=SITE), Link(SITE, Kind.FEED), BEARINGS)

    assert link.url == f"{SITE}a?id=3"


def test_of_many_copies_some_are_read_none_too_old_each_once(got: Got) -> None:
    stamps = [f"{year}0601000000" for year in (2021, 2022)] + [
        f"2023{month:02}01000000" for month in range(1, 13)
    ]
    rows = "\n".join(f"{stamp} {SITE}a text/html 200 D{stamp}" for stamp in stamps)
    asked = "https://archive.example/cdx?url=x&fl=timestamp,original,mimetype,statuscode,digest"
    link = Link(asked, Kind.CAPTURES, original=f"{SITE}a", once=True)
    found = leads(got(rows.encode(), url=asked), link, BEARINGS)

    assert [one.url for one in found] == [
        f"https://archive.example/2023{month}01000000/{SITE}a" for month in ("01", "07", "12")
    ]
    assert {one.once for one in found} == {True}
    assert {one.original for one in found} == {f"{SITE}a"}
