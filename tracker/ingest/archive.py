"""Reads `.jsonl` archives, one article a line: {"id", "url", "outlet", "published", "text"} and more.

From lines to `Fetched`, or `SourceError` values that name file and line; one line at a time, whatever the file's size.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from tracker.errors import ParseError, SourceError
from tracker.ingest.address import host_of, web_address
from tracker.ingest.fetched import Fetched
from tracker.ingest.lines import records


class Record(msgspec.Struct, frozen=True):
    """A line of an archive; keys that are not named here are passed over."""

    text: str
    id: str | int | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None  # an ISO day or time
    title: str | None = None  # the article's own headline
    lang: str | None = None
    fetched: str | None = None  # when it was got: an ISO day or time; now where it is missing


def read_archive(stream: BinaryIO, path: Path, now: dt.datetime) -> Iterator[Fetched | SourceError]:
    """The articles of an archive, in its order; a bad line is a value too, and the rest go on.

    Args:
        stream: the archive's bytes.
        path: its name, for messages and for records that name no outlet.
        now: aware, UTC.
    """
    found = False
    for source, record in records(stream, str(path), Record):
        found = True
        try:
            yield record if isinstance(record, SourceError) else _article(record, source, path, now)
        except SourceError as error:
            yield error
    if not found:
        yield ParseError(str(path), "the archive is empty.")


def _article(record: Record, source: str, path: Path, now: dt.datetime) -> Fetched:
    url = web_address(record.url)
    shelf = record.outlet or host_of(url) or path.stem
    if url is None and record.id is None:
        raise ParseError(
            source, "this record has neither `url` nor `id`, so it could not be told from others."
        )
    fetched_at = _moment(record.fetched, "fetched", source)
    if fetched_at is not None and fetched_at > now:
        raise ParseError(source, f"`fetched` ({record.fetched}) is still to come.")
    published = _moment(record.published, "published", source)
    return Fetched(
        source=source,
        key=url or f"{shelf}/{record.id}",
        body=record.text,
        fetched_at=fetched_at or now,
        shelf=shelf,
        url=url,
        outlet=record.outlet or None,
        published=_own_day(record.published) if published else None,
        title=record.title or None,
        lang=record.lang or None,
    )


def _moment(value: str | None, key: str, source: str) -> dt.datetime | None:
    """A field's time, in UTC; midnight where it holds a day only, UTC where it names no zone."""
    if not value:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ParseError(source, f"`{key}` ({value!r}) is no day; write it as 2022-01-31.") from error


def _own_day(value: str | None) -> dt.date:
    """The day as it is written: in the writer's own zone."""
    return dt.datetime.fromisoformat(value or "").date()
