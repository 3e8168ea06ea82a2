import pytest

from tracker.ingest.charset import decode

TEXT = "Il est déjà là \u2014 über größe, naïve “été”. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_undeclared_bytes_are_read_as_what_they_are(encoding: str) -> None:
    assert decode((TEXT * 5).encode(encoding), None, is_html=False) == TEXT * 5


def test_the_server_is_believed_before_the_page() -> None:
    page = "<meta charset='utf-8'>Ж".encode("koi8-r")

    assert decode(page, "text/html; charset=KOI8-R", is_html=True).endswith("Ж")


def test_the_page_is_believed_where_the_server_says_nothing() -> None:
    assert decode("<meta charset=koi8-r>Ж".encode("koi8-r"), "text/html", is_html=True).endswith("Ж")


@pytest.mark.parametrize("name", ["utf-16", "punycode", "hex", "no-such"])
def test_a_page_that_names_an_impossible_charset_is_still_read(name: str) -> None:
    page = f"<meta charset='{name}'>{TEXT}"

    assert decode(page.encode(), None, is_html=True) == page


def test_one_broken_byte_costs_one_character() -> None:
    body = TEXT.encode()[:50] + b"\xff" + TEXT.encode()[50:]

    assert decode(body, None, is_html=False).replace("\ufffd", "") == TEXT
