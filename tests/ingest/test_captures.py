import datetime as dt
import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ParseError
from tracker.ingest.captures import TEMPLATE, read_captures, thinned
from tracker.ingest.fetched import Fetched
from tracker.model import Link

Got = Callable[..., Fetched]
PAGE = "https://quay.example/a"
CDX = "https://web.archive.org/cdx/search/cdx?url=quay.example/a"
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def row(stamp: str, digest: str = "", mimetype: str = "text/html", status: str = "200") -> list[str]:
    return ["example,quay)/a", stamp, "http://quay.example:80/a", mimetype, status, digest or stamp, "512"]


def stamps(fetched: Fetched) -> list[str]:
    links = read_captures(fetched, TEMPLATE, PAGE).links
    return [link.captured_at.strftime("%Y%m%d") for link in links if link.captured_at]


def test_a_copy_leads_to_the_page_as_it_was(got: Got) -> None:
    rows = [["digest", "timestamp", "original"], ["A", "20220131080910", "http://quay.example:80/a?b=1"]]

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE)

    assert listing.links == (
        Link(
            "https://web.archive.org/web/20220131080910id_/http://quay.example:80/a?b=1",
            original=PAGE,
            captured_at=dt.datetime(2022, 1, 31, 8, 9, 10, tzinfo=dt.UTC),
        ),
    )


ROWS = [
    row("20220301000000", "C"),
    row("20220101000000", "A"),
    row("20220102000000", "A"),
    row("20220103000000", "B"),
    row("20220104000000", "X", status="404"),
    row("20220105000000", "X", mimetype="image/png"),
    row("20220106000000", "B"),
    row("20220107000000", "A"),
    row("20220108000000", "X", mimetype="warc/revisit", status="-"),
]
AS_TEXT = "\n".join(" ".join(fields) for fields in ROWS)
OF_THESE = ["20220101", "20220103", "20220107", "20220301"]


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (json.dumps([NAMES, *ROWS]), CDX),
        (json.dumps([NAMES[::-1], *(fields[::-1] for fields in ROWS)]), CDX),
        (AS_TEXT + "\n", CDX),
        (
            "\n".join(f"{f[5]} {f[1]} {f[2]} {f[3]} {f[4]}" for f in ROWS),
            CDX + "&fl=digest,timestamp,original,mimetype,statuscode",
        ),
    ],
    ids="json json-reversed text text-fl".split(),
)
def test_pages_that_differ_from_the_one_before_are_listed_in_the_order_of_time(
    body: str, url: str, got: Got
) -> None:
    assert stamps(got(body.encode(), url=url)) == OF_THESE


@pytest.mark.parametrize(
    "stamp", ["2022", "20221301000000", "19890101000000", "20990101000000", "0" * 14, "²" * 14]
)
def test_a_copy_of_no_time_is_left_out_and_counted(stamp: str, got: Got) -> None:
    rows = [NAMES, row("20220101000000"), row(stamp)]

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE)

    assert (len(listing.links), listing.left_out) == (1, 1)


@pytest.mark.parametrize(
    "body", [json.dumps([NAMES, ROWS[0], [], ["key 1"]]), " ".join(ROWS[0]) + "\n\nkey+1"]
)
def test_a_list_goes_on_with_its_key(body: str, got: Got) -> None:
    listing = read_captures(got(body.encode(), url=CDX + "&resumeKey=old"), TEMPLATE, PAGE)

    assert len(listing.links) == 1
    assert listing.next is not None
    assert listing.next.startswith(
        "https://web.archive.org/cdx/search/cdx?url=quay.example%2Fa&resumeKey=key"
    )


TIMEMAP = """<https://quay.example/a>; rel="original",
<http://web.archive.org/web/timemap/link/https://quay.example/a>; rel="self"; type="application/link-format"; from="Sat, 01 Jan 2022 08:00:00 GMT",
<http://web.archive.org/web/20220303000000/https://quay.example/a?x=1,2;3>; rel="last memento"; datetime="Thu, 03 Mar 2022 00:00:00 GMT",
<http://web.archive.org/web/20220101080000/https://quay.example/a>; rel="first memento"; datetime="Sat, 01 Jan 2022 08:00:00 GMT",
<http://web.archive.org/web/2/a>; rel=memento; datetime="soon"
"""


def test_a_timemap_tells_where_its_copies_are(got: Got) -> None:
    listing = read_captures(got(TIMEMAP.encode(), "application/link-format"), TEMPLATE, PAGE)

    assert listing.links == (
        Link(
            "http://web.archive.org/web/20220101080000/https://quay.example/a",
            original=PAGE,
            captured_at=dt.datetime(2022, 1, 1, 8, tzinfo=dt.UTC),
        ),
        Link(
            "http://web.archive.org/web/20220303000000/https://quay.example/a?x=1,2;3",
            original=PAGE,
            captured_at=dt.datetime(2022, 3, 3, tzinfo=dt.UTC),
        ),
    )
    assert listing.left_out == 1


@pytest.mark.parametrize("body", [b"", b"\n", b"[]", json.dumps([NAMES]).encode()])
def test_an_archive_may_have_no_copy(body: bytes, got: Got) -> None:
    assert read_captures(got(body, url=CDX), TEMPLATE, PAGE).links == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b"org.archive.wayback: Blocked Site Error\n",
            'the server answers "org.archive.wayback: Blocked Site Error"',
        ),
        (b"<!DOCTYPE html><html><b>429</b> Too Many Requests", 'the server answers "429 Too Many Requests"'),
        (b'[["timestamp"], ["2022', "this is no list of an archive's copies"),
        (b'{"error": 1}', "this is no list"),
        (b"[" * 100_000, "this is no list"),
    ],
)
def test_a_refusal_is_told_in_the_archives_words(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError) as error:
        read_captures(got(body, url=CDX), TEMPLATE, PAGE)

    assert reason in str(error.value)


def copy(second: int) -> Link:
    return Link(f"https://q.example/{second}", captured_at=dt.datetime.fromtimestamp(second, dt.UTC))


COPIES = st.lists(st.integers(0, 10**9), unique=True).map(lambda seconds: [copy(s) for s in seconds])


@given(COPIES, st.integers(0, 40))
def test_a_choice_keeps_the_first_and_the_last_and_the_order_of_time(
    copies: list[Link], at_most: int
) -> None:
    kept = thinned(copies, at_most)
    ordered = sorted(copies, key=lambda link: str(link.captured_at))

    assert len(kept) == min(len(copies), at_most)
    assert set(kept) <= set(copies)
    assert all(str(a.captured_at) < str(b.captured_at) for a, b in pairwise(kept))
    if kept:
        assert kept[-1] == ordered[-1]
    if len(kept) > 1:
        assert kept[0] == ordered[0]


@given(st.integers(2, 20), st.integers(20, 300))
def test_a_choice_among_copies_of_every_day_is_even(at_most: int, days: int) -> None:
    kept = thinned([copy(86_400 * day) for day in range(days)], at_most)
    gaps = [int(b.url.rsplit("/", 1)[1]) - int(a.url.rsplit("/", 1)[1]) for a, b in pairwise(kept)]

    assert max(gaps) - min(gaps) <= 2 * 86_400


def test_a_crowd_of_copies_does_not_crowd_out_the_rest() -> None:
    crowd = [copy(500 + k) for k in range(100)]

    kept = thinned([copy(0), *crowd, copy(1_000), copy(2_000), copy(3_000)], 4)

    assert [link.url for link in kept] == [copy(s).url for s in (0, 1_000, 2_000, 3_000)]
