import datetime as dt
import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from tracker.errors import SourceError
from tracker.ingest.fetched import MAX_BYTES, Fetched
from tracker.ingest.warc import read_warc

PATH = Path("old/quay.warc")
HTML = "Content-Type: text/html; charset=utf-8"
BODY = b"<p>The keeper is back."


def record(
    body: bytes = BODY,
    *http: str,
    url: str = "https://www.quay.example/a#top",
    date: str | None = "2022-01-31T08:00:00Z",
    status: str = "HTTP/1.1 200 OK",
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
) -> bytes:
    """A record, as ISO 28500 has it."""
    head = "\r\n".join([status, *(http or [HTML]), "", ""]).encode()
    block = body if kind == "resource" else head + body
    fields = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>",
        f"WARC-Target-URI: {url}",
        *([f"WARC-Date: {date}"] if date else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(fields).encode() + block + b"\r\n\r\n"


def read(archive: bytes, now: dt.datetime) -> list[Fetched | SourceError]:
    return list(read_warc(io.BytesIO(archive), PATH, now))


def bodies(archive: bytes, now: dt.datetime) -> list[bytes | str]:
    return [page.body for page in read(archive, now) if isinstance(page, Fetched)]


def test_a_page_of_an_archive_is_a_capture(now: dt.datetime) -> None:
    first, second = read(record() + record(url="<http://far.example/>", date="2022-02-01T00:00:00.5Z"), now)

    assert first == Fetched(
        source="old/quay.warc:0",
        key="https://www.quay.example/a",
        body=BODY,
        fetched_at=dt.datetime(2022, 1, 31, 8, tzinfo=dt.UTC),
        shelf="quay.example",
        content_type="text/html; charset=utf-8",
        url="https://www.quay.example/a",
        is_capture=True,
    )
    assert isinstance(second, Fetched)
    assert (second.source, second.key) == (f"old/quay.warc:{len(record())}", "http://far.example/")


@pytest.mark.parametrize(
    ("archive", "body"),
    [
        (gzip.compress(record()), BODY),
        (record(gzip.compress(BODY), HTML, "Content-Encoding: gzip"), BODY),
        (
            record(b"4\r\n<p>T\r\n12\r\nhe keeper is back.\r\n0\r\n\r\n", HTML, "Transfer-Encoding: chunked"),
            BODY,
        ),
        (record(kind="resource", content_type="text/html"), BODY),
        (record(b"", HTML), b""),
        (record(b"x" * 1_000_000), b"x" * 1_000_000),
    ],
    ids="gz gzip chunked resource empty large".split(),
)
def test_what_was_packed_is_unpacked(archive: bytes, body: bytes, now: dt.datetime) -> None:
    assert bodies(archive, now) == [body]


@pytest.mark.parametrize(
    "other",
    [
        record(status="HTTP/1.1 404 Not Found"),
        record(status="HTTP/1.1 301 Moved"),
        record(b"\x89PNG", "Content-Type: image/png"),
        record(b"\x89PNG", "Server: x"),
        record(BODY, "Content-Type: image/png", "Content-Encoding: gzip"),
        record(status="garbage"),
        record(kind="resource", content_type="image/png"),
        record(kind="request"),
        record(kind="metadata"),
        record(url="dns:quay.example"),
        record(url="file:///etc/passwd", kind="resource", content_type="text/plain"),
    ],
)
def test_what_is_no_page_is_passed_over(other: bytes, now: dt.datetime) -> None:
    assert bodies(other + record(), now) == [BODY]
    assert [str(error) for error in read(other, now)] == ["old/quay.warc: the archive holds no page."]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(date=None), "this record does not say when it was made"),
        (record(date="yesterday"), "this record does not say when it was made"),
        (record(date="2031-01-01T00:00:00Z"), "its WARC-Date .* is still to come"),
        (record(BODY, HTML, "Content-Encoding: gzip"), "cannot be unpacked"),
        (record(BODY, HTML, "Content-Encoding: br"), "cannot be unpacked"),
        (record(BODY, HTML, "Content-Encoding: frob"), "cannot be unpacked"),
        (record(BODY, HTML, "Transfer-Encoding: chunked"), "cannot be unpacked"),
        (record(b"x" * MAX_BYTES), "this record is larger than 20 MB"),
        (
            record(gzip.compress(b"x" * (MAX_BYTES + 1)), HTML, "Content-Encoding: gzip"),
            "this record is larger than 20 MB",
        ),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_bad_record_is_named_and_the_rest_go_on(
    bad: bytes, reason: str, pack: type[bytes], now: dt.datetime
) -> None:
    first, wrong, last = read(b"".join(map(pack, (record(), bad, record()))), now)

    assert isinstance(wrong, SourceError)
    assert wrong.source == f"old/quay.warc:{len(pack(record()))}"
    with pytest.raises(SourceError, match=reason):
        raise wrong
    assert [getattr(page, "body", None) for page in (first, last)] == [BODY, BODY]


PACKED = gzip.compress(record())
AFTER = record(b"".join(bytes([k * k % 251, 10]) for k in range(3_000)))
PACKED_AFTER = gzip.compress(AFTER)


@pytest.mark.parametrize(
    "archive",
    [
        record() + record()[:-30],
        record() + record()[:-4],
        record() + record()[:100],
        PACKED + PACKED_AFTER[:-200],
        PACKED + PACKED_AFTER[:300] + b"XXXX" + PACKED_AFTER[304:],
        PACKED + b"no archive",
        record() + b"no archive\r\n" * 20,
        record() + record().replace(b"Content-Length: ", b"Content-Length: 99"),
        record() + record().replace(b"Content-Length: ", b"Content-Length: 9999999999999999999999"),
    ],
    ids="body end head gz gz-bad gz-junk junk long longer".split(),
)
def test_what_came_before_a_break_is_kept(archive: bytes, now: dt.datetime) -> None:
    first, *rest = read(archive, now)

    assert isinstance(first, Fetched)
    assert first.body == BODY
    if not archive.endswith(BODY):  # all of a record but its end
        assert [str(one).split(":")[0] for one in rest] == ["old/quay.warc"]


@pytest.mark.parametrize(
    "archive", [b"", b"\n\n", b"<html>" * 99, b"\x89PNG\r\n" * 99, b"\x1f\x8b", b"PK\x03\x04" * 99]
)
def test_what_is_no_archive_is_told(archive: bytes, now: dt.datetime) -> None:
    (error,) = read(archive, now)

    assert isinstance(error, SourceError)


def test_an_archive_is_never_held_whole(now: dt.datetime, tmp_path: Path) -> None:
    path = tmp_path / "large.warc"
    path.write_bytes(record(b"x" * 100_000) * 200)
    tracemalloc.start()
    with path.open("rb") as stream:
        count = sum(1 for _ in read_warc(stream, path, now))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 200
    assert peak < 3_000_000
