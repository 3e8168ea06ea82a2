import datetime as dt
import json
from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest.captures import read_captures
from tracker.ingest.fetched import Fetched
from tracker.ingest.thinning import Wanted
from tracker.model import Link

Got = Callable[..., Fetched]
TEMPLATE = "https://web.archive.org/web/{timestamp}id_/{url}"
ALL = Wanted(dt.date(1996, 1, 1), 1_000)
PAGE = "https://quay.example/a"
CDX = "https://web.archive.org/cdx/search/cdx?url=quay.example/a"
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def row(stamp: str, digest: str = "", mimetype: str = "text/html", status: str = "200") -> list[str]:
    return ["example,quay)/a", stamp, "http://quay.example:80/a", mimetype, status, digest or stamp, "512"]


def stamps(fetched: Fetched) -> list[str]:
    links = read_captures(fetched, TEMPLATE, PAGE, ALL).links
    return [link.captured_at.strftime("%Y%m%d") for link in links if link.captured_at]


def test_a_copy_leads_to_the_page_as_it_was(got: Got) -> None:
    rows = [["digest", "timestamp", "original"], ["A", "20220131080910", "http://quay.example:80/a?b=1"]]

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE, ALL)

    assert listing.links == (
        Link(
            "https://web.archive.org/web/20220131080910id_/http://quay.example:80/a?b=1",
            original=PAGE,
            captured_at=dt.datetime(2022, 1, 31, 8, 9, 10, tzinfo=dt.UTC),
            once=True,
        ),
    )


ROWS = [
    row("20220301000000", "C"),
    row("20220301000000", "C"),
    row("20220228235959", "D", status="404"),
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

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE, ALL)

    assert (len(listing.links), listing.left_out) == (1, 1)


KEY = "org%2Carchive%29%2F+19980109140106%21"


@pytest.mark.parametrize("body", [json.dumps([NAMES, ROWS[0], [], [KEY]]), " ".join(ROWS[0]) + f"\n\n{KEY}"])
def test_a_list_goes_on_with_its_key(body: str, got: Got) -> None:
    listing = read_captures(got(body.encode(), url=CDX + "&resumeKey=old"), TEMPLATE, PAGE, ALL)

    assert len(listing.links) == 1
    assert listing.next == f"https://web.archive.org/cdx/search/cdx?url=quay.example%2Fa&resumeKey={KEY}"


def test_of_a_day_the_last_copy_is_read_of_the_past_what_is_wanted(got: Got) -> None:
    days = [f"2022{month:02}{day:02}" for month in range(1, 13) for day in (1, 15)]
    rows = [NAMES, *(row(day + hour) for day in days for hour in ("230000", "080000"))]
    wanted = Wanted(dt.date(2022, 6, 1), 3)

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE, wanted)

    assert [link.url.split("/")[4] for link in listing.links] == [
        "20220601230000id_",
        "20220901230000id_",
        "20221215230000id_",
    ]
    assert listing.left_out == 0


def test_each_part_of_a_list_gets_its_share(got: Got) -> None:
    rows = [NAMES, *(row(f"202204{day:02}000000") for day in range(1, 31)), [], [KEY]]
    wanted = Wanted(dt.date(2022, 1, 1), 30)  # of two years and four months

    listing = read_captures(got(json.dumps(rows).encode(), url=CDX), TEMPLATE, PAGE, wanted)

    assert len(listing.links) == 2


TIMEMAP = """<https://quay.example/a>; rel="original",
<http://web.archive.org/web/timemap/link/https://quay.example/a>; rel="self"; type="application/link-format"; from="Sat, 01 Jan 2022 08:00:00 GMT",
<http://web.archive.org/web/20220303000000/https://quay.example/a?x=1,2;3>; rel="last memento"; datetime="Thu, 03 Mar 2022 00:00:00 GMT",
<http://web.archive.org/web/20220101080000/https://quay.example/a>; rel="first memento"; datetime="Sat, 01 Jan 2022 08:00:00 GMT",
<http://web.archive.org/web/2/a>; rel=memento; datetime="soon"
"""


def test_a_timemap_tells_where_its_copies_are(got: Got) -> None:
    listing = read_captures(got(TIMEMAP.encode(), "application/link-format"), TEMPLATE, PAGE, ALL)

    assert listing.links == (
        Link(
            "http://web.archive.org/web/20220101080000/https://quay.example/a",
            original=PAGE,
            captured_at=dt.datetime(2022, 1, 1, 8, tzinfo=dt.UTC),
            once=True,
        ),
        Link(
            "http://web.archive.org/web/20220303000000/https://quay.example/a?x=1,2;3",
            original=PAGE,
            captured_at=dt.datetime(2022, 3, 3, tzinfo=dt.UTC),
            once=True,
        ),
    )
    assert listing.left_out == 1


@pytest.mark.parametrize("body", [b"", b"\n", b"[]", json.dumps([NAMES]).encode()])
def test_an_archive_may_have_no_copy(body: bytes, got: Got) -> None:
    assert read_captures(got(body, url=CDX), TEMPLATE, PAGE, ALL).links == ()


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
        read_captures(got(body, url=CDX), TEMPLATE, PAGE, ALL)

    assert reason in str(error.value)
