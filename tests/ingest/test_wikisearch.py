"""From a wiki's answer to the versions of the article that fits best."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.wikisearch import is_search, read_search
from tracker.model import Kind

Got = Callable[..., Fetched]
API = "https://wiki.example/w/api.php?action=query&list=search&srsearch=Gullholm"


def test_the_versions_of_the_first_hit_are_asked_for(got: Got) -> None:
    answer = got(b'{"query":{"search":[{"ns":0,"title":"Gullholm (TV series)"},{"title":"Other"}]}}', url=API)
    (link,) = read_search(answer, dt.date(2024, 1, 2)).links

    assert is_search(answer)
    assert (link.kind, link.once) == (Kind.REVISIONS, True)
    assert link.url.startswith("https://wiki.example/w/api.php?action=query&prop=revisions&")
    asked = parse_qs(urlsplit(link.url).query)
    assert (asked["titles"], asked["rvstart"]) == (["Gullholm (TV series)"], ["2024-01-02T00:00:00Z"])


def test_a_wiki_without_such_an_article_leads_nowhere(got: Got) -> None:
    assert read_search(got(b'{"query":{"search":[]}}', url=API), dt.date(2024, 1, 2)).links == ()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[1]", b'{"query":{"search":3}}', b"\xff\xfe", b"[" * 9_999]
)
def test_what_is_no_answer_is_told(got: Got, body: bytes) -> None:
    assert not is_search(got(body))
    with pytest.raises(ParseError, match="this is no answer of a wiki"):
        read_search(got(body), dt.date(2024, 1, 2))
