import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.ingest.address import web_address
from tracker.ingest.listing import folded
from tracker.ingest.opml import Outline, read_opml, write_opml
from tracker.model import Kind

HOSTS = st.from_regex(r"[a-z]{1,9}\.(example|test)", fullmatch=True)
TAILS = st.from_regex(r"/[!-;=?-~&]{0,20}", fullmatch=True).filter(lambda tail: "#" not in tail)
URLS = st.builds("https://{}{}".format, HOSTS, TAILS).filter(lambda url: web_address(url) == url)
TITLES = st.none() | st.text(min_size=1).map(folded)
OUTLINES = st.lists(
    st.builds(Outline, st.sampled_from(Kind), URLS, TITLES, st.none() | URLS),
    max_size=5,
    unique_by=lambda outline: (outline.kind, outline.location),
).map(tuple)


@given(OUTLINES, st.text())
def test_what_is_written_is_read_again(outlines: tuple[Outline, ...], title: str) -> None:
    assert read_opml(write_opml(outlines, title).encode(), "x.opml") == outlines


FOREIGN = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>mine</title></head><body>
<outline text="Séries"><outline text="Quay" title="The Quay" type="rss" xmlUrl="https://quay.example/feed#x" htmlUrl="https://quay.example"/>
  <outline text="deeper"><outline type="atom" XMLURL="http://far.example/atom"/></outline></outline>
<outline text="twice" type="rss" xmlUrl="https://quay.example/feed"/>
<outline text="link" type="link" url="https://quay.example/other.opml"/>
<outline text="bad" type="rss" xmlUrl="file:///etc/passwd"/>
<outline text="only a page" htmlUrl="https://quay.example"/>
</body></opml>"""


def test_other_programs_lists_are_read_folders_flattened() -> None:
    assert read_opml(FOREIGN.encode("latin-1"), "x.opml") == (
        Outline(Kind.FEED, "https://quay.example/feed", "The Quay", "https://quay.example/"),
        Outline(Kind.FEED, "http://far.example/atom"),
    )


EXPECTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml xmlns:tracker="urn:tracker:opml" version="2.0">
  <head>
    <title>mine</title>
  </head>
  <body>
    <outline type="rss" text="Quay &amp; &lt;co&gt;" title="Quay &amp; &lt;co&gt;" xmlUrl="https://quay.example/feed" htmlUrl="https://quay.example/"/>
    <outline type="link" text="https://far.example/" url="https://far.example/" tracker:kind="site"/>
  </body>
</opml>
"""


def test_feed_readers_find_the_feeds() -> None:
    """As OPML 2.0 has them: type, text and xmlUrl; a source that is no feed has no xmlUrl."""
    feed = Outline(Kind.FEED, "https://quay.example/feed", "Quay & <co>", "https://quay.example/")
    site = Outline(Kind.SITE, "https://far.example/")

    assert write_opml([feed, site], "mine") == EXPECTED


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no <opml> begins it"),
        (b"<html><body>", "no <opml>"),
        (FOREIGN.encode("latin-1")[:-30], "this OPML is broken"),
        (b"<opml>" + b"<outline>" * 9_000, "this OPML is broken"),
        (b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml>&x;</opml>", "declares entities"),
        ("<!DOCTYPE opml [<!ENTITY x 'y'>]><opml>&x;</opml>".encode("utf-16"), "declares entities"),
    ],
)
def test_what_is_no_list_is_told(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=f"x.opml: .*{reason}"):
        read_opml(body, "x.opml")
