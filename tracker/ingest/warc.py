"""Reads WARC archives (ISO 28500), plain or compressed: the pages that they keep. The only module that knows fastwarc.

From a stream to `Fetched`, or `SourceError` values that name archive and offset; one record at a time, whatever the
archive's size. What is no page (pictures, redirects, requests) is passed over.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

from tracker.errors import ParseError, SourceError
from tracker.ingest.address import host_of, web_address
from tracker.ingest.fetched import MAX_BYTES, Fetched

_PAGE = re.compile(r"text/(?:html|plain)\b|application/xhtml\+xml\b", re.IGNORECASE)
_TOO_LARGE = f"this record is larger than {MAX_BYTES / 1e6:g} MB; a page is not, so it was not read."


def read_warc(stream: BinaryIO, path: Path, now: dt.datetime) -> Iterator[Fetched | SourceError]:
    """The pages of an archive, in its order; a bad record is a value too, and the rest go on as far as they can.

    Args:
        stream: the archive's bytes.
        path: its name, for messages.
        now: aware, UTC.
    """
    found = False
    for one in _records(stream, path, now):
        found = True
        yield one
    if not found:
        yield ParseError(str(path), "the archive holds no page.")


def _records(stream: BinaryIO, path: Path, now: dt.datetime) -> Iterator[Fetched | SourceError]:
    """What each record holds, up to where the archive is broken."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    # HTTP is parsed apart, in memory: what a page's own encoding breaks would break the whole archive
    kinds = WarcRecordType.response | WarcRecordType.resource
    place = f"{path}:0"
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=False):
            place = f"{path}:{record.stream_pos}"
            try:
                page = _read(record, place, now)
            except SourceError as error:
                yield error
            else:
                if page is not None:
                    yield page
    except (OSError, EOFError, ValueError) as error:
        yield ParseError(place, f"the archive is broken here or after this record ({error}).")


def _read(record: Any, source: str, now: dt.datetime) -> Fetched | None:
    """The page that a record holds; None where it is none."""
    block = _block(record, source)
    if (told := _page(record, block, source)) is None:
        return None
    content_type, body = told
    url = web_address((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if url is None:
        return None  # of a lookup or a note of the crawler's
    return Fetched(
        source=source,
        key=url,
        body=body,
        fetched_at=_moment(record, source, now),
        shelf=host_of(url) or url,
        content_type=content_type,
        url=url,
        is_capture=True,
    )


def _block(record: Any, source: str) -> bytes:
    length = int(record.content_length)
    if length > MAX_BYTES:
        raise ParseError(source, _TOO_LARGE)
    block = bytes(record.reader.read(length))
    if len(block) < length or record.headers.get("Content-Length") is None:
        raise ParseError(source, "the archive ends within this record.")
    return block


def _page(record: Any, block: bytes, source: str) -> tuple[str, bytes] | None:
    """Content type and body, its encodings undone; None where the server sent an error or something else than text."""
    content_type = record.headers.get("Content-Type") or ""
    if not content_type.lower().startswith("application/http"):
        return (content_type, block) if _PAGE.match(content_type) else None
    http = _response(block, decode="none").http_headers
    content_type = http.get("Content-Type") or ""
    if http.status_code is None or not 200 <= http.status_code < 300 or not _PAGE.match(content_type):
        return None
    try:
        body = bytes(_response(block, decode="all").reader.read(MAX_BYTES + 1))
    except (OSError, EOFError, ValueError) as error:
        raise ParseError(source, f"what the server sent cannot be unpacked ({error}).") from error
    if len(body) > MAX_BYTES:
        raise ParseError(source, _TOO_LARGE)
    return content_type, body


def _response(block: bytes, *, decode: Literal["none", "all"]) -> Any:
    """What a server sent; its body is read with its encodings undone, or as it is."""
    from fastwarc.warc import WarcRecord

    response = WarcRecord()
    response.set_bytes_content(block)
    response.is_http = True
    response.parse_http(auto_decode=decode)
    return response


def _moment(record: Any, source: str, now: dt.datetime) -> dt.datetime:
    """When the copy was made."""
    moment: dt.datetime | None = record.record_date
    if moment is None:
        raise ParseError(source, "this record does not say when it was made (WARC-Date).")
    moment = moment.astimezone(dt.UTC)
    if moment > now:
        raise ParseError(source, f"its WARC-Date ({moment.isoformat()}) is still to come.")
    return moment
