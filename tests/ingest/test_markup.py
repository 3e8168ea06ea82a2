import pytest

from tracker.errors import ParseError
from tracker.ingest.markup import root_of, rooted

ROOTS = ("rss", "feed")
RSS = "<rss><title>Æ</title></rss>"


@pytest.mark.parametrize(
    ("body", "root"),
    [
        (b"<rss>", "rss"),
        (
            b"  <?xml version='1.0'?>\n<!-- <html> --><?style <a> ?><!DOCTYPE x [<!ELEMENT x ANY>]><RDF:rdf>",
            "rdf",
        ),
        ("<?xml version='1.0'?><feed/>".encode("utf-16"), "feed"),
        ("<urlset/>".encode("utf-16-be"), "urlset"),
        (b"\xef\xbb\xbf<a:urlset>", "urlset"),
        (b"<!doctype html><html>", "html"),
        (b"text <rss>", None),
        (b"", None),
        (b"<!--" * 9000, None),
    ],
)
def test_the_first_element_is_found(body: bytes, root: str | None) -> None:
    assert root_of(body) == root


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS.encode(), None),
        (
            f"<?xml version='1.0' encoding='ISO-8859-1'?><!DOCTYPE rss SYSTEM 'x.dtd'>{RSS}".encode(
                "latin-1"
            ),
            None,
        ),
        (f"<?xml version='1.0'?>{RSS}".encode("cp1252"), "text/xml; charset=windows-1252"),
        (RSS.encode("utf-16"), None),
        (RSS.encode("utf-16-le"), None),
        (RSS.encode("utf-16-be"), None),
        (f"<b>Warning</b> <!-- <rss> -->\n{RSS}".encode(), None),
        (f"<?xml version='1.0' encoding='utf-16'?>{RSS}".encode(), "application/xml"),
    ],
)
def test_what_is_parsed_is_utf_8_from_the_root_on(body: bytes, content_type: str | None) -> None:
    assert rooted(body, content_type, ROOTS, "x") == RSS.encode()


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss x="&b;">&b;</rss>"""
FILE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % f SYSTEM "file:///etc/passwd"> %f;]><rss/>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bomb", [BOMB, FILE, "<!-- <rss> -->" + BOMB])
def test_entities_are_refused_in_any_encoding(bomb: str, encoding: str) -> None:
    with pytest.raises(ParseError, match="it declares entities, which no list of articles needs"):
        rooted(bomb.encode(encoding), None, ROOTS, "x")


def test_entities_are_refused_behind_junk() -> None:
    with pytest.raises(ParseError, match="it declares entities"):
        rooted(b"<b>Warning</b> " + BOMB.encode(), None, ROOTS, "x")


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-32", "hz"])
def test_no_other_encoding_hides_them(encoding: str) -> None:
    body = f"<?xml version='1.0' encoding='{encoding}'?>".encode() + BOMB[21:].encode(encoding)

    with pytest.raises(ParseError):
        rooted(body, f"text/xml; charset={encoding}", ROOTS, "x")


@pytest.mark.parametrize("value", ["1", ">", "&lt;"])
def test_a_tag_of_very_many_attributes_is_refused(value: str) -> None:
    tag = "<item " + " ".join(f"a{k}='{value}'" for k in range(5_000)) + "/>"

    with pytest.raises(ParseError, match="over 200 attributes"):
        rooted(f"<rss>{tag}</rss>".encode(), None, ROOTS, "x")


def test_a_long_value_is_none() -> None:
    body = f"<rss><![CDATA[<img src='data:{'x=y ' * 50_000}'>]]></rss>".encode()

    assert rooted(body, None, ROOTS, "x") == body
