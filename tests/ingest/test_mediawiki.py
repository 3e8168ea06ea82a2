import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tracker.errors import ParseError
from tracker.ingest.article import to_document
from tracker.ingest.fetched import Fetched
from tracker.ingest.mediawiki import as_page, is_version, read_wiki
from tracker.ingest.thinning import Wanted
from tracker.model import Kind, Link

Got = Callable[..., Fetched]
API = "https://en.wiki.example/w/api.php"
SEARCH = f"{API}?action=query&generator=search&gsrsearch=gullholm"
VERSIONS = f"{API}?action=query&prop=revisions&titles=gullholm"
VERSION = (
    f"{API}?action=parse&prop=text&disableeditsection=1&disabletoc=1&oldid=7&format=json&formatversion=2"
)
ARTICLE = "https://en.wiki.example/wiki/Gullholm_(TV_series)"
ALL = Wanted(dt.date(2001, 1, 15), 1_000)


def hit(**fields: str) -> bytes:
    page = {"pageid": 1, "ns": 0, "title": "Gullholm (TV series)", "index": 1, "fullurl": ARTICLE} | fields
    return json.dumps({"batchcomplete": True, "query": {"pages": [page]}}).encode()


def versions(*revisions: tuple[int, str, str | None], **more: object) -> bytes:
    told = [
        {"revid": i, "parentid": 0, "timestamp": t} | ({"sha1": s} if s else {"sha1hidden": True})
        for i, t, s in revisions
    ]
    page = {"pageid": 1, "ns": 0, "title": "Gullholm (TV series)", "revisions": told}
    return json.dumps({"batchcomplete": True, "query": {"pages": [page]}} | more).encode()


def ids(fetched: Fetched, wanted: Wanted = ALL) -> list[str]:
    links = read_wiki(fetched, ARTICLE, wanted).links
    return [parse_qs(urlsplit(link.url).query)["oldid"][0] for link in links]


def test_the_versions_of_the_article_that_fits_best_are_asked_for(got: Got) -> None:
    wanted = Wanted(dt.date(2024, 1, 2), 9)
    (link,) = read_wiki(got(hit(), url=SEARCH), None, wanted).links
    asked = parse_qs(urlsplit(link.url).query)

    assert (link.kind, link.once, link.original) == (Kind.REVISIONS, True, ARTICLE)
    assert link.url.startswith(API + "?action=query&prop=revisions&")
    assert (asked["titles"], asked["rvend"]) == (["Gullholm (TV series)"], ["2024-01-02T00:00:00Z"])


@pytest.mark.parametrize("url", ["https://quay.example/a", "javascript:alert(1)", ""])
def test_an_article_that_is_not_the_wikis_own_is_left_out(got: Got, url: str) -> None:
    listing = read_wiki(got(hit(fullurl=url), url=SEARCH), None, ALL)

    assert (listing.links, listing.left_out) == ((), 1)


def test_a_version_is_asked_for_by_its_number(got: Got) -> None:
    listing = read_wiki(got(versions((7, "2024-05-01T08:00:00Z", "a")), url=VERSIONS), ARTICLE, ALL)

    assert listing.next is None
    assert listing.links == (
        Link(
            VERSION,
            original=ARTICLE,
            captured_at=dt.datetime(2024, 5, 1, 8, tzinfo=dt.UTC),
            once=True,
        ),
    )


def test_each_day_keeps_its_last_version_if_it_says_something_new(got: Got) -> None:
    body = versions(
        (9, "2024-05-05T00:00:00Z", None),
        (8, "2024-05-04T09:00:00Z", None),
        (7, "2024-05-03T23:59:59Z", "a"),  # back to what it was
        (6, "2024-05-03T10:00:00Z", "vandal"),
        (5, "2024-05-03T09:00:00Z", "a"),
        (4, "2024-05-02T12:00:00Z", "a"),
        (3, "2024-05-01T12:00:01Z", "a"),
        (2, "2024-05-01T12:00:00Z", "b"),
    )

    assert ids(got(body, url=VERSIONS)) == ["3", "8", "9"]
    assert ids(got(body, url=VERSIONS), Wanted(dt.date(2024, 5, 4), 1)) == ["9"]


def test_a_long_history_is_continued_and_each_part_gets_its_share(got: Got) -> None:
    more = {"continue": {"rvcontinue": "20240501|7", "continue": "||"}}
    days = [(day, f"2024-04-{day:02}T08:00:00Z", str(day)) for day in range(30, 0, -1)]
    fetched = got(versions(*days, **more), url=VERSIONS + "&rvcontinue=old")

    listing = read_wiki(fetched, ARTICLE, Wanted(dt.date(2023, 5, 6), 24))

    assert listing.next == f"{VERSIONS}&rvcontinue=20240501%7C7&continue=%7C%7C"
    assert len(listing.links) == 2


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": {"pages": [{"ns": 0, "title": "Nothing", "missing": true}]}}',
        b'{"batchcomplete": true}',
        b"{}",
    ],
)
def test_an_article_that_is_missing_has_no_versions(body: bytes, got: Got) -> None:
    assert read_wiki(got(body, url=VERSIONS), ARTICLE, ALL).links == ()
    assert read_wiki(got(body, url=SEARCH), None, ALL).links == ()


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "2031-01-01T00:00:00Z"]
)
def test_a_version_of_no_time_is_left_out_and_counted(moment: str, got: Got) -> None:
    fetched = got(versions((1, moment, "a"), (2, "2024-05-01T12:00:00Z", "b")), url=VERSIONS)
    listing = read_wiki(fetched, ARTICLE, ALL)

    assert (len(listing.links), listing.left_out) == (1, 1)


def version(**fields: object) -> bytes:
    text = """<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr"><p><i><b>Gullholm</b></i> is a drama
        about the keepers of a lighthouse, who have not been paid for as long as anyone can remember.</p>
        <p>Its third season is expected to premiere in late 2026, according to two people who work on it.</p></div>"""
    parsed = {"title": "Gullholm <3> (TV series)", "pageid": 1, "revid": 7, "text": text}
    return json.dumps({"parse": parsed | fields}).encode()


def test_a_version_is_a_page_like_any_other(got: Got) -> None:
    answer = got(version(), "application/json", url=VERSION)
    document = to_document(replace(as_page(answer), url=ARTICLE, key=ARTICLE, is_capture=True))

    assert is_version(answer)
    assert (document.url, document.title) == (ARTICLE, "Gullholm <3> (TV series)")
    assert document.text.splitlines()[-1].endswith("late 2026, according to two people who work on it.")


@pytest.mark.parametrize(
    "url", [VERSIONS, ARTICLE, f"{API}?action=parse", "https://quay.example/?oldid=7", None]
)
def test_what_is_no_version_stays_as_it_is(url: str | None, got: Got) -> None:
    answer = got(version(), url=url)

    assert as_page(answer) is answer


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b'{"error": {"code": "maxlag", "info": "Waiting for a server: 6 s lagged"}}',
            'answers "Waiting for a server',
        ),
        (b"<html>", "this is no answer of a wiki"),
        (b"", "this is no answer"),
        (versions((7, "2024-05-01T08:00:00Z", "a"))[:-5], "this is no answer"),
        (versions((7, "soon", "a")), "this is no answer"),
        (b'{"query": ' + b'{"pages": [' * 50_000, "this is no answer"),
        (b'{"query": 3, "parse": {"text": 3}}', "this is no answer"),
        (b"\xff\xfe", "this is no answer"),
    ],
)
def test_what_is_no_answer_is_told(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError, match=reason):
        read_wiki(got(body, url=SEARCH), None, ALL)
    with pytest.raises(ParseError, match=reason):
        read_wiki(got(body, url=VERSIONS), ARTICLE, ALL)
    with pytest.raises(ParseError, match=reason):
        as_page(got(body, url=VERSION))


@pytest.mark.parametrize("body", [b"{}", version(text="")])
def test_a_version_without_a_text_is_told(body: bytes, got: Got) -> None:
    with pytest.raises(ParseError, match="the wiki answers without a text"):
        as_page(got(body, url=VERSION))
