import datetime as dt
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.answer import (
    conditions,
    is_packed,
    is_readable,
    seconds_to_wait,
    unpacked,
    validators_of,
)
from tracker.model import Validators


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "Text/HTML; charset=utf-8",
        "application/xhtml+xml",
        "application/xml",
        "application/rss+xml",
        "application/ld+json",
        "application/json;x",
        "application/octet-stream",
        "application/x-gzip",
    ],
)
def test_text_and_lists_are_read(content_type: str | None) -> None:
    assert is_readable(content_type)


@pytest.mark.parametrize(
    "content_type",
    ["image/svg+xml", "video/mp4", "application/pdf", "application/zip", "text/", "application/+xml", "html"],
)
def test_nothing_else_is_read(content_type: str) -> None:
    assert not is_readable(content_type)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        (None, False),
        ("identity", False),
        ("utf-8", False),  # a server's mistake, and no packing
        ("GZIP", True),
        ("identity, gzip", True),
        ("gzip, gzip", None),
        ("br", None),
    ],
)
def test_a_body_is_unpacked_as_far_as_it_was_asked_for(coding: str | None, *, packed: bool | None) -> None:
    assert is_packed(coding) is packed


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3), st.sampled_from([1, 7, 65_536, 300_000]))
def test_what_was_packed_comes_out_however_it_is_cut(texts: list[bytes], size: int) -> None:
    whole = b"".join(text * 1_000 for text in texts)

    for packed in (b"".join(gzip.compress(text * 1_000) for text in texts), zlib.compress(whole)):
        pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
        out = list(unpacked(pieces))
        assert b"".join(out) == whole
        assert max(map(len, out)) <= 65_536


@pytest.mark.parametrize(
    "damaged", [gzip.compress(b"the keeper")[:-1], b"the keeper", gzip.compress(b"the keeper") + b"x"]
)
def test_what_is_damaged_is_not_passed_on_as_whole(damaged: bytes) -> None:
    with pytest.raises(zlib.error):
        list(unpacked([damaged]))


def test_validators_are_kept_whole_or_not_at_all() -> None:
    day = "Mon, 06 May 2024 10:00:00 GMT"

    assert validators_of({"etag": 'W/"a b"', "last-modified": day}) == Validators('W/"a b"', day)
    assert validators_of({"etag": "x" * 501, "last-modified": "Montag\u00a06."}) == Validators()
    assert conditions(Validators('W/"a b"', day)) == {"if-none-match": 'W/"a b"', "if-modified-since": day}
    assert conditions(Validators("a\r\nx: y", "")) == {}


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("9" * 5_000, 604_800),
        ("Mon, 06 May 2024 12:02:00 GMT", 120),
        ("Monday, 06-May-24 12:02:00 GMT", 120),
        ("Mon May  6 12:02:00 2024", 120),
        ("Mon, 06 May 2024 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 -2300", 604_800),
        ("Mon, 06 May 2024 12:02:00 -0000", 120),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("Mon, 99 May 2024 12:02:00 GMT", None),
    ],
)
def test_a_server_says_how_long_to_wait(
    now: dt.datetime, retry_after: str | None, seconds: float | None
) -> None:
    assert seconds_to_wait(retry_after, now) == seconds
