import datetime as dt
from collections.abc import Callable

import pytest

from tracker.ingest.page import Page

Html = Callable[..., str]

LATEST = dt.date(2024, 5, 7)
THE_DAY = dt.date(2022, 1, 31)
PROSE = "<p>The makers say that the whole thing launches on March 3, 2022, come rain or come shine, wherever you are.</p>"


def test_a_day_in_the_furniture_is_found_and_one_in_the_prose_is_not(html: Html) -> None:
    assert (
        Page(html("", f"<span class='post-date'>January 31, 2022</span>{PROSE}"), None, LATEST).searched()
        == THE_DAY
    )
    for before in (PROSE, "<table><tr><td>Release date</td><td>March 3, 2022</td></tr></table>"):
        assert Page(html("", before), None, LATEST).searched() is None


@pytest.mark.parametrize("href", ["https://quay.example/", "mailto:ada@quay.example", "http://[::1", ""])
def test_an_address_that_is_the_front_page_or_none_is_not_canonical(html: Html, href: str) -> None:
    page = Page(html(f"<link rel='canonical' href='{href}'>"), "https://quay.example/news/a", LATEST)

    assert page.addresses == ("https://quay.example/news/a", None)


def test_a_relative_canonical_address_counts_from_the_page(html: Html) -> None:
    page = Page(html("<link rel='canonical' href='/news/a'>"), "https://quay.example/news/a?p=b", LATEST)

    assert page.addresses == ("https://quay.example/news/a", None)


@pytest.mark.parametrize(
    ("url", "stated", "own", "origin"),
    [
        ("https://m.quay.co.uk/a", "https://www.quay.co.uk/a", "https://www.quay.co.uk/a", None),
        ("https://quay.co.uk/a", "https://evil.co.uk/a", "https://quay.co.uk/a", "https://evil.co.uk/a"),
        (
            "https://ada.github.io/a",
            "https://bo.github.io/a",
            "https://ada.github.io/a",
            "https://bo.github.io/a",
        ),
        ("https://www.google.com/amp/s/quay.com/a/amp", "https://quay.com/a", "https://quay.com/a", None),
        (None, "https://quay.com/a", "https://quay.com/a", None),
        ("https://quay.com/a?gclid=1", None, "https://quay.com/a", None),
    ],
)
def test_an_address_is_believed_of_its_own_site_only(
    html: Html, url: str | None, stated: str | None, own: str, origin: str | None
) -> None:
    head = f"<meta property='og:url' content='{stated}'>" if stated else ""

    assert Page(html(head), url, LATEST).addresses == (own, origin)


def test_a_very_large_page_is_read_without_looking_for_its_main_text(html: Html) -> None:
    page = Page(html("", "<p>" + "The keeper. " * 450_000 + "</p>"), None, LATEST)

    assert page.article == ""
    assert "Copyright 2019" in page.text


def test_a_cookie_layer_is_no_part_of_the_article(html: Html) -> None:
    layer = "<div id='x' class='cookie-layer'><p>We and our partners like cookies very much indeed.</p><button>Fine</button></div>"
    page = Page(html("", layer), None, LATEST)

    assert "partners" not in page.article
    assert page.buttons == ("Fine",)
