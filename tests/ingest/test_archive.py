import datetime as dt
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from tracker.errors import SourceError
from tracker.ingest.archive import read_archive
from tracker.ingest.fetched import MAX_RECORD_BYTES, Fetched

PATH = Path("old/quay.jsonl")


def read(lines: bytes, now: dt.datetime) -> list[Fetched | SourceError]:
    return list(read_archive(io.BytesIO(lines), PATH, now))


def line(**fields: object) -> bytes:
    return json.dumps({"id": 1, "text": "The keeper is back."} | fields).encode() + b"\n"


def test_a_record_becomes_an_article(now: dt.datetime) -> None:
    record = line(
        url="https://Quay.example/a",
        outlet="Quay",
        published="2022-01-31T23:00:00-05:00",
        title="Keeper",
        more=1,
    )

    (article,) = read(b"\xef\xbb\xbf" + record, now)

    assert article == Fetched(
        source="old/quay.jsonl:1",
        key="https://quay.example/a",
        body="The keeper is back.",
        fetched_at=now,
        shelf="Quay",
        url="https://quay.example/a",
        outlet="Quay",
        published=dt.date(2022, 1, 31),
        title="Keeper",
    )


def test_a_record_without_an_address_goes_by_outlet_and_id(now: dt.datetime) -> None:
    articles = read(line(id="x", outlet="Quay") + line(id=7), now)

    assert [a.key for a in articles if isinstance(a, Fetched)] == ["Quay/x", "quay/7"]


def test_a_record_may_say_when_it_was_got(now: dt.datetime) -> None:
    (article,) = read(line(fetched="2023-01-02"), now)

    assert isinstance(article, Fetched)
    assert article.fetched_at == dt.datetime(2023, 1, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{broken\n", "this line is no record"),
        (b"\xff\xfe\n", "this line is no record"),
        (b"[" * 100_000 + b"\n", "this line is no record"),
        (b'{"id": 1}\n', "this line is no record: Object missing required field `text`"),
        (b'{"text": "a"}\n', "neither `url` nor `id`"),
        (line(published="soon"), "`published` .'soon'. is no day; write it as 2022-01-31"),
        (line(fetched="9999-12-31T23:59:59-05:00"), "is no day"),
        (line(fetched="2031-01-01"), "still to come"),
        (b'"' + b"x" * MAX_RECORD_BYTES + b'"\n', "longer than 5 MB"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(bad: bytes, reason: str, now: dt.datetime) -> None:
    first, wrong, last = read(line() + b"\n" + bad + line(id=2), now)

    assert isinstance(first, Fetched)
    assert isinstance(wrong, SourceError)
    assert wrong.source == "old/quay.jsonl:3"
    with pytest.raises(SourceError, match=reason):
        raise wrong
    assert isinstance(last, Fetched)
    assert last.key == "quay/2"


def test_an_empty_archive_is_told(now: dt.datetime) -> None:
    (error,) = read(b"", now)

    assert str(error) == "old/quay.jsonl: the archive is empty."


def test_an_archive_is_never_held_whole(now: dt.datetime, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    path.write_bytes(line(text="x" * 100_000) * 300)
    tracemalloc.start()
    with path.open("rb") as stream:
        count = sum(1 for _ in read_archive(stream, path, now))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 300
    assert peak < 3_000_000
