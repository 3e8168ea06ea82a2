import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.address import article_key, day_in, host_of, plain, site_of, untracked, web_address

TRACKING = (
    "utm_source=a",
    "utm_medium=rss",
    "fbclid=Iw",
    "gclid=1",
    "mc_cid=2",
    "ref=front",
    "cmpid=3",
    "ncid=4",
    "guccounter=1",
    "__twitter_impression=true",
    "amp",
    "amp=1",
    "outputType=amp",
    "at_campaign=64",
)
WORDS = (
    "",
    "a",
    "amp",
    "amp.html",
    "a.amp",
    "c",
    "s",
    "news",
    "é",
    "%C3%A9",
    "2024",
    "..",
    "a:b",
    "index.html",
)
HOSTS = (
    "quay.example",
    "www.quay.example",
    "www.www.quay.example",
    "m.quay.example",
    "en.m.quay.example",
    "en.m.amp.quay.example",
    "amp.dev",
    "m.co.uk",
    "straße.example",
    "cdn.ampproject.org",
    "www-quay-example.cdn.ampproject.org",
    "google.com",
    "www.google.co.uk",
    "[::1]",
    "127.0.0.1",
    "quay.example:443",
    "quay.example:80",
    "m.:8080",
)
urls = st.builds(
    "{}://{}/{}{}".format,
    st.sampled_from(("http", "https")),
    st.sampled_from(HOSTS),
    st.lists(st.sampled_from((*WORDS, *HOSTS))).map("/".join),
    st.lists(st.sampled_from((*TRACKING, "id=5", "p=1", "a", "m=1", "&", "=", "é=1", "game=2"))).map(
        lambda found: "?" + "&".join(found) if found else ""
    ),
)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://WWW.Quay.Example:80#top", "http://www.quay.example/"),
        ("https://quay.example:8443/a?b=c#d", "https://quay.example:8443/a?b=c"),
        ("http://[::1]:99/a", "http://[::1]:99/a"),
    ],
)
def test_an_address_has_one_form(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url", ["", None, "quay.example/a", "ftp://quay.example/", "http://[::1", "http://a:b/", "https://"]
)
def test_anything_else_is_no_web_address(url: str | None) -> None:
    assert web_address(url) is None
    assert host_of(url) is None
    assert article_key(url or "") == plain(url or "") == untracked(url or "") == (url or "")


def test_a_host_is_known_without_its_www() -> None:
    assert host_of("https://www.Quay.example/a") == "quay.example"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://quay.example/a?utm_source=x&id=5&fbclid=y#top", "https://quay.example/a?id=5"),
        ("https://quay.example/?p=123&ref=rss", "https://quay.example/?p=123"),
        ("https://quay.example/w?v=abc&feature=share", "https://quay.example/w?v=abc"),
        ("https://quay.example/?game=1&gallery=2&page=2", "https://quay.example/?game=1&gallery=2&page=2"),
        ("https://quay.example/a/amp/", "https://quay.example/a"),
        ("https://quay.example/a/amp?x=1&amp=1", "https://quay.example/a?x=1"),
        ("https://quay.example/amp/news/a", "https://quay.example/news/a"),
        ("https://quay.example/a.amp", "https://quay.example/a"),
        ("https://quay.example/a.amp.html", "https://quay.example/a.html"),
        ("https://quay.example/a?outputType=amp", "https://quay.example/a"),
        ("https://quay.example/guitar-amp", "https://quay.example/guitar-amp"),
        ("https://quay.example/a?outputType=print&m=2024", "https://quay.example/a?outputType=print&m=2024"),
        (
            "https://www-quay-example.cdn.ampproject.org/c/s/www.quay.example/x?amp_js_v=0.1",
            "https://www.quay.example/x",
        ),
        ("https://cdn.ampproject.org/v/quay.example/x", "http://quay.example/x"),
        ("https://www.google.com/amp/s/www.quay.example/x/amp/", "https://www.quay.example/x"),
        ("https://www.google.com/amp/", "https://www.google.com/"),
        ("https://notgoogle.com/amp/s/quay.example/x", "https://notgoogle.com/s/quay.example/x"),
    ],
)
def test_what_does_not_name_the_page_is_left_off(url: str, name: str) -> None:
    assert plain(url) == name


def test_an_address_to_click_on_keeps_the_form_of_the_page_that_was_read() -> None:
    assert untracked("http://m.quay.example/a/amp/?utm_id=1&id=2") == "http://m.quay.example/a/amp/?id=2"


@pytest.mark.parametrize(
    "url",
    [
        "https://quay.example/a",
        "http://www.quay.example/a/",
        "https://m.quay.example:443/a#b",
        "https://amp.quay.example/a/amp/?gclid=1",
        "https://quay-example.cdn.ampproject.org/c/s/quay.example/a.amp",
    ],
)
def test_all_forms_of_an_address_are_the_same_article(url: str) -> None:
    assert article_key(url) == "https://quay.example/a"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://en.m.wikipedia.org/wiki/A", "https://en.wikipedia.org/wiki/A"),
        ("https://amp.dev/a", "https://amp.dev/a"),
        ("https://m.co.uk/a", "https://m.co.uk/a"),
        ("http://www.quay.example", "https://quay.example/"),
        ("http://quay.example:8080/a", "https://quay.example:8080/a"),
        ("https://quay.example/b?z=1&a=2", "https://quay.example/b?a=2&z=1"),
        ("https://quay.example/é", "https://quay.example/%C3%A9"),
    ],
)
def test_an_article_has_one_key(url: str, key: str) -> None:
    assert article_key(url) == key


@given(urls, st.sampled_from(TRACKING))
def test_a_key_is_its_own_key_and_tracking_does_not_change_it(url: str, parameter: str) -> None:
    key = article_key(url)

    assert article_key(key) == key
    assert article_key(f"{url}{'&' if '?' in url else '?'}{parameter}") == key
    assert plain(plain(url)) == plain(url)
    assert untracked(untracked(url)) == untracked(url)


@given(st.one_of(st.text(), st.text().map("https://quay.example/".__add__), st.text().map("http://".__add__)))
def test_any_text_has_a_key(text: str) -> None:
    assert article_key(article_key(text)) == article_key(text)
    site_of(text)
    day_in(text)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://amp.news.quay.co.uk/a", "quay.co.uk"),
        ("https://ada.github.io/a", "ada.github.io"),
        ("https://ada.substack.com/p/a", "ada.substack.com"),
        ("https://news.quay.example/a", "quay.example"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://localhost/a", "localhost"),
        ("ftp://quay.example", None),
    ],
)
def test_it_is_known_whose_an_address_is(url: str, site: str | None) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "path",
    [
        "2022/01/31/keeper",
        "news/2022/01/31",
        "2022-01-31-keeper",
        "20220131/keeper",
        "2022-01/31/c_1.htm",
        "tv/2022/jan/31/keeper",
    ],
)
def test_an_address_tells_the_day(path: str) -> None:
    assert day_in(f"https://quay.example/{path}") == dt.date(2022, 1, 31)


@pytest.mark.parametrize(
    "path",
    [
        "keeper-out-2022-01-31",
        "2022/01/keeper",
        "2022/31/01/",
        "2022/02/30/",
        "20220131123",
        "?d=/2022/01/31/",
    ],
)
def test_a_slug_or_a_month_is_no_day(path: str) -> None:
    assert day_in(f"https://quay.example/{path}") is None
