import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.ingest.article import to_document
from tracker.ingest.fetched import Fetched
from tracker.model import Anchor, AnchorBasis

Got = Callable[..., Fetched]
Html = Callable[..., str]

TEXT = "Gullholm season 3\n\nPublished January 31, 2022\n\nThe keeper is back."
GERMAN = (
    "Lange war es still um den Leuchtturm, nun brennt wieder Licht: Die Drehbücher für die dritte Staffel sind fertig, und im"
    " Mai sollen auf der Insel die Dreharbeiten beginnen, wie der Sender am Montag mitteilte. Ein Termin steht nicht fest."
)
THE_DAY = dt.date(2022, 1, 31)


def test_a_text_file_is_read_as_it_stands(got: Got) -> None:
    document = to_document(got(TEXT.encode(), "text/plain"))

    assert document.text == TEXT
    assert (document.key, document.outlet, document.url) == ("file:///shelf/a.txt", "shelf", None)
    assert document.anchor == Anchor(THE_DAY, AnchorBasis.BYLINE)


def test_line_ends_and_byte_order_mark_are_made_plain(got: Got) -> None:
    assert to_document(got(b"\xef\xbb\xbfOne\r\ntwo\rthree", "text/plain")).text == "One\ntwo\nthree"


def test_a_record_is_kept_character_for_character(got: Got) -> None:
    text = "---\nOne\r\ntwo \ud800 ---\n"

    assert to_document(got(text)).text == text.replace("\ud800", "\ufffd")


def test_a_header_says_what_a_file_cannot(got: Got) -> None:
    header = b"---\nurl: https://quay.example/a\npublished: 2022-01-31\ntitle: The keeper\n---\n"
    document = to_document(got(header + b"Body.", "text/markdown"))

    assert document.text == "Body."
    assert (document.key, document.outlet, document.title) == (
        "https://quay.example/a",
        "quay.example",
        "The keeper",
    )
    assert document.anchor == Anchor(THE_DAY, AnchorBasis.RECORD)


def test_a_page_becomes_its_headline_and_main_text_a_line_a_part(got: Got, html: Html) -> None:
    document = to_document(got(html().encode(), "text/html"))
    lines = document.text.split("\n")

    assert lines[0] == "Gullholm season 3: what we know"
    assert {"When is it out?", "- Ada returns as the keeper", "- Bo does not"} < set(lines)
    assert "Copyright" not in document.text
    assert (document.title, document.lang) == ("Gullholm season 3: what we know", "en")


def test_a_headline_that_the_main_text_lacks_is_put_above_it(got: Got, html: Html) -> None:
    stated = "Gullholm season 3: what we know so far"
    page = html(f"<meta property='og:title' content='{stated}'>")

    assert to_document(got(page.encode())).text.startswith(f"{stated}\n\nGullholm season 3: what we know\n")


def test_a_page_goes_by_its_own_address(got: Got, html: Html) -> None:
    page = html("<link rel='canonical' href='https://www.quay.example/a/?utm_source=b'>").encode()

    for document in (to_document(got(page)), to_document(got(page, url="https://amp.quay.example/a?x=1"))):
        assert (document.key, document.outlet) == ("https://quay.example/a", "quay.example")
        assert (document.url, document.origin) == ("https://www.quay.example/a/", None)


def test_a_page_cannot_pose_as_another_sites_article(got: Got, html: Html) -> None:
    page = html("<link rel='canonical' href='https://quay.example/a'>").encode()
    document = to_document(got(page, url="https://evil.test/b?fbclid=c"))

    assert (document.key, document.outlet) == ("https://evil.test/b", "evil.test")
    assert (document.url, document.origin) == ("https://evil.test/b", "https://quay.example/a")


@pytest.mark.parametrize(
    ("head", "before", "basis"),
    [
        (
            '<script type=\'application/ld+json\'>{"@type":"Article","datePublished":"2022-01-31"}</script>',
            "",
            AnchorBasis.JSON_LD,
        ),
        (
            "<meta property='article:published_time' content='2022-01-31T23:30:00-05:00'>",
            "",
            AnchorBasis.META,
        ),
        ("", "<time datetime='2022-01-31'>last winter</time>", AnchorBasis.TIME),
        ("", "<div>Posted on Jan 31, 2022 by Ada</div>", AnchorBasis.BYLINE),
        ("<link rel='canonical' href='https://quay.example/2022/01/31/a'>", "", AnchorBasis.ADDRESS),
        (
            "",
            "<div class='date' data-datetime='2022-01-31'></div><div class='post-date'>Ada in Oslo on 2022-01-31, a Monday</div>",
            AnchorBasis.METADATA,
        ),
    ],
)
def test_the_days_basis_is_told(got: Got, html: Html, head: str, before: str, basis: AnchorBasis) -> None:
    assert to_document(got(html(head, before).encode(), "text/html")).anchor == Anchor(THE_DAY, basis)


def test_what_led_to_a_page_tells_its_day_where_the_page_does_not(got: Got, html: Html) -> None:
    page, fetched = html().encode(), dt.date(2024, 5, 6)

    assert to_document(got(page, listed=THE_DAY)).anchor == Anchor(THE_DAY, AnchorBasis.FEED)
    assert to_document(got(page, listed=dt.date(2024, 5, 9))).anchor == Anchor(fetched, AnchorBasis.FETCHED)
    assert to_document(got(page, is_capture=True)).anchor == Anchor(fetched, AnchorBasis.CAPTURE)
    assert to_document(got("The keeper is back.", listed=THE_DAY)).anchor == Anchor(THE_DAY, AnchorBasis.FEED)


def test_the_users_day_stands_over_all(got: Got, html: Html) -> None:
    page = html("<meta property='article:published_time' content='2022-01-31'>").encode()
    told = dt.date(2021, 1, 1)

    assert to_document(got(page), published=told).anchor == Anchor(told, AnchorBasis.RECORD)


def test_an_update_that_the_page_shows_is_kept(got: Got, html: Html) -> None:
    meta = (
        "<meta property='article:published_time' content='2022-01-31'>"
        "<meta property='article:modified_time' content='2022-02-03'>"
    )
    shown = "<div>Last updated: Feb 3, 2022</div>"

    assert to_document(got(html(meta, shown).encode())).updated == dt.date(2022, 2, 3)
    assert to_document(got(html(meta).encode())).updated is None
    assert to_document(got(TEXT.replace("The", "Updated Feb 3, 2022\n\nThe"))).updated == dt.date(2022, 2, 3)


def test_authors_stand_in_one_line_that_is_not_endless(got: Got, html: Html) -> None:
    meta = "".join(f"<meta name='author' content='Ada Karlsson the {n}th'>" for n in range(100, 120))
    document = to_document(got(html(meta).encode()))

    assert (document.author or "").startswith("Ada Karlsson the 100th, Ada Karlsson the 101th, ")
    assert len(document.author or "") <= 200
    assert to_document(got(html("", "<p>By Ada K. and Bo Lind</p>").encode())).author == "Ada K., Bo Lind"


def test_the_language_is_the_pages_then_the_lists_then_what_it_looks_like(got: Got, html: Html) -> None:
    bare = html().replace(" lang='en-GB'", "")
    other = "<meta property='og:locale' content='fr_FR'>"

    assert to_document(got(bare.encode(), lang="de")).lang == "de"
    assert to_document(got(bare.replace("<head>", f"<head>{other}").encode(), lang="de")).lang == "fr"
    assert to_document(got(GERMAN)).lang == "de"
    assert to_document(got("Niemand weiß es.")).lang == "en"


def test_a_page_in_place_of_the_article_is_refused(got: Got) -> None:
    page = b"<html><head><title>Page not found</title></head><body><h1>404</h1><p>Look elsewhere.</p></body></html>"

    with pytest.raises(ParseError, match="the page is not there"):
        to_document(got(page, "text/html"))


def test_the_users_outlet_stands_over_all(got: Got) -> None:
    assert to_document(got(TEXT.encode(), outlet="quay"), outlet="Quay News").outlet == "Quay News"


@pytest.mark.parametrize("day", [dt.date(9999, 12, 31), dt.date(1989, 12, 31), dt.date(2024, 5, 8)])
def test_an_impossible_day_is_told(got: Got, day: dt.date) -> None:
    with pytest.raises(ParseError, match=rf"it cannot have been published on {day}"):
        to_document(got("The keeper is back.", published=day))


def test_a_page_without_an_article_is_read_whole(got: Got) -> None:
    assert to_document(got(b"<html><body><b>keeper</b></body></html>")).text == "keeper"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", None, "it is empty"),
        (b" \n", "text/plain", "it is empty"),
        (b"12 34 !", "text/plain", "no readable text"),
        (b"<html><body>...</body></html>", "text/html", "no readable text"),
        (b"keeper\x00", "text/plain", "a binary file"),
        (b"\x01\x02\x03keeper", "text/plain", "a binary file"),
        (b"%PDF-1.7 keeper", None, "a binary file"),
        (b"keeper", "image/png", "this is image/png"),
    ],
)
def test_what_is_no_article_is_told_in_a_sentence(
    got: Got, body: bytes, content_type: str | None, reason: str
) -> None:
    with pytest.raises(ParseError, match=rf"^a\.txt: .*{reason}.*\.$"):
        to_document(got(body, content_type))


@pytest.mark.parametrize("content_type", ["text/html", "text/html; charset=utf-8", "text/plain", None])
@given(
    body=st.one_of(
        st.binary(),
        st.lists(
            st.sampled_from(
                [
                    b"<html>",
                    b"<p>",
                    b"<svg>",
                    b"<h1>",
                    b"<div id='p12'>",
                    b"</div>",
                    b"<time class='published' datetime='",
                    b"<table><tr><td>",
                    b"<script type='application/ld+json'>",
                    b"</script>",
                    b'{"@type":"Article","datePublished":',
                    b"[[",
                    b"<time datetime='",
                    b"'>",
                    b"2022-01-31",
                    b"keeper ",
                    b"<link rel=canonical href='http://[::1'>",
                    b"<meta charset=utf-16>",
                    b"---\n",
                    b"date: x\n",
                    b"\xe9",
                ]
            )
        ).map(b"".join),
    )
)
def test_any_bytes_are_a_document_or_refused_in_words(
    got: Got, body: bytes, content_type: str | None
) -> None:
    try:
        document = to_document(got(body, content_type))
    except ParseError:
        return
    assert document.text.encode()
