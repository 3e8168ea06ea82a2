import datetime as dt
import json
from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.revisions import read_revisions
from tracker.model import Link

Got = Callable[..., Fetched]
URL = "https://en.wiki.example/w/api.php?action=query&titles=gullholm"


def answer(*revisions: tuple[int, str, str | None], **more: object) -> bytes:
    told = [
        {"revid": i, "parentid": 0, "timestamp": t} | ({"sha1": s} if s else {"sha1hidden": True})
        for i, t, s in revisions
    ]
    page = {"pageid": 1, "ns": 0, "title": "Gullholm (TV series)", "revisions": told}
    query = {"normalized": [{"from": "gullholm", "to": "Gullholm"}], "pages": [page]}
    return json.dumps({"batchcomplete": True, "query": query} | more).encode()


def ids(fetched: Fetched) -> list[str]:
    return [link.url.rsplit("=", 1)[1] for link in read_revisions(fetched).links]


def test_a_version_leads_to_its_page(got: Got) -> None:
    listing = read_revisions(got(answer((7, "2024-05-01T08:00:00Z", "a")), url=URL))

    assert listing.title == "Gullholm (TV series)"
    assert listing.next is None
    assert listing.links == (
        Link(
            "https://en.wiki.example/w/index.php?title=Gullholm_(TV_series)&oldid=7",
            original="https://en.wiki.example/wiki/Gullholm_(TV_series)",
            captured_at=dt.datetime(2024, 5, 1, 8, tzinfo=dt.UTC),
        ),
    )


def test_templates_say_where_pages_lie(got: Got) -> None:
    fetched = got(answer((7, "2024-05-01T08:00:00Z", "a")), url=URL)

    (link,) = read_revisions(fetched, "https://w.example/{id}", "https://w.example/{title}").links

    assert (link.url, link.original) == ("https://w.example/7", "https://w.example/Gullholm_(TV_series)")


def test_each_day_keeps_its_last_version_if_it_says_something_new(got: Got) -> None:
    body = answer(
        (9, "2024-05-05T00:00:00Z", None),
        (8, "2024-05-04T09:00:00Z", None),
        (7, "2024-05-03T23:59:59Z", "a"),  # back to what it was
        (6, "2024-05-03T10:00:00Z", "vandal"),
        (5, "2024-05-03T09:00:00Z", "a"),
        (4, "2024-05-02T12:00:00Z", "a"),
        (3, "2024-05-01T12:00:01Z", "a"),
        (2, "2024-05-01T12:00:00Z", "b"),
    )

    assert ids(got(body, url=URL)) == ["3", "8", "9"]


def test_a_long_history_is_continued(got: Got) -> None:
    more = {"continue": {"rvcontinue": "20240501|7", "continue": "||"}}

    listing = read_revisions(got(answer(**more), url=URL + "&rvcontinue=old"))

    assert listing.next == (
        "https://en.wiki.example/w/api.php?action=query&titles=gullholm&rvcontinue=20240501%7C7&continue=%7C%7C"
    )


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": {"pages": [{"ns": 0, "title": "Nothing", "missing": true}]}}',
        b'{"batchcomplete": true}',
        b"{}",
    ],
)
def test_a_page_that_is_missing_has_no_versions(body: bytes, got: Got) -> None:
    assert read_revisions(got(body, url=URL)).links == ()


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "2031-01-01T00:00:00Z"]
)
def test_a_version_of_no_time_is_left_out_and_counted(moment: str, got: Got) -> None:
    listing = read_revisions(got(answer((1, moment, "a"), (2, "2024-05-01T12:00:00Z", "b")), url=URL))

    assert (len(listing.links), listing.left_out) == (1, 1)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b'{"error": {"code": "maxlag", "info": "Waiting for a server: 6 s lagged"}}',
            'answers "Waiting for a server',
        ),
        (b"<html>", "this is no list of a page's versions"),
        (b"", "this is no list"),
        (answer((7, "2024-05-01T08:00:00Z", "a"))[:-5], "this is no list"),
        (answer((7, "soon", "a")), "this is no list"),
        (b'{"query": ' + b'{"pages": [' * 50_000, "this is no list"),
    ],
)
def test_what_is_no_history_is_told(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError, match=reason):
        read_revisions(got(body, url=URL))
