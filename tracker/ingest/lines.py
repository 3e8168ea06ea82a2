"""Reads streams of records, a JSON object a line: archives, and what programs hand us on standard input.

From bytes to typed records, or errors that name stream and line. One line at a time, however long the stream: a record
is handed out before the next line is read.
"""

from collections.abc import Iterator
from typing import BinaryIO, TypeVar

import msgspec

from tracker.errors import ParseError
from tracker.ingest.fetched import MAX_RECORD_BYTES

_BOM = b"\xef\xbb\xbf"

_Record = TypeVar("_Record")


def records(stream: BinaryIO, name: str, kind: type[_Record]) -> Iterator[tuple[str, _Record | ParseError]]:
    """Each record with its place, `name:line`; an error in place of one that cannot be read. Blank lines count only.

    Args:
        stream: to its end.
        name: of the stream, for messages.
        kind: a `msgspec.Struct`.
    """
    decoder = msgspec.json.Decoder(kind)
    mark, number = _BOM, 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > MAX_RECORD_BYTES:
            _pass_over(stream, line)
            yield place, ParseError(place, f"this line is longer than {MAX_RECORD_BYTES / 1e6:g} MB.")
        elif line.strip():
            try:
                yield place, decoder.decode(line.removeprefix(mark))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                yield place, ParseError(place, f"this line is no record: {error}.")
        mark = b""


def _pass_over(stream: BinaryIO, line: bytes) -> None:
    """Read on to the end of a line without holding it."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_RECORD_BYTES)
