import io

import msgspec

from tracker.errors import ParseError
from tracker.ingest.fetched import MAX_RECORD_BYTES
from tracker.ingest.lines import records


class Named(msgspec.Struct):
    name: str


def read(stream: bytes) -> list[tuple[str, object]]:
    return [
        (place, str(record) if isinstance(record, ParseError) else record.name)
        for place, record in records(io.BytesIO(stream), "old.jsonl", Named)
    ]


def test_each_line_is_a_record_with_its_place() -> None:
    assert read(b'\xef\xbb\xbf{"name": "a"}\r\n\n  \n{"name": "b", "more": 1}') == [
        ("old.jsonl:1", "a"),
        ("old.jsonl:4", "b"),
    ]


def test_what_is_no_record_is_an_error_in_its_place() -> None:
    (first, wrong), (_, deep), last = read(b"\xff\n" + b"[" * 99_999 + b'\n{"name": "b"}\n')

    assert first == "old.jsonl:1"
    assert str(wrong).startswith("old.jsonl:1: this line is no record: ")
    assert str(deep).startswith("old.jsonl:2: this line is no record: ")
    assert last == ("old.jsonl:3", "b")


def test_a_line_that_is_too_long_is_passed_over_whole() -> None:
    long = b'{"name": "' + b"x" * (2 * MAX_RECORD_BYTES) + b'"}\n'

    assert read(long + b'{"name": "b"}\n' + long[:-1]) == [
        ("old.jsonl:1", "old.jsonl:1: this line is longer than 5 MB."),
        ("old.jsonl:2", "b"),
        ("old.jsonl:3", "old.jsonl:3: this line is longer than 5 MB."),
    ]


def test_a_record_is_handed_out_before_the_next_line_is_read() -> None:
    stream = io.BytesIO(b'{"name": "a"}\n{"name": "b"}\n')
    next(records(stream, "old.jsonl", Named))

    assert stream.tell() == len(b'{"name": "a"}\n')
