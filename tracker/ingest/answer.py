"""What an HTTP answer may be and says of itself: its type, packing, version, when to come again. Pure.

From headers' values to ours, and from packed bytes to plain ones. What is odd is taken for missing; what is hostile is
bounded.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping

from tracker.ingest.moments import moment_of
from tracker.model import Validators

LONGEST_WAIT = 7 * 86_400.0  # seconds
_LONGEST_VALIDATOR = 500  # characters
_PIECE = 65_536  # bytes unpacked at a time
_VISIBLE = re.compile("[\x20-\x7e]+")
_READABLE = re.compile(
    r"text/.+|application/(?:.+\+)?(?:xml|json)|(?:application|binary)/octet-stream|application/(?:x-)?gzip"
)
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
# IANA's other content codings: none of them was asked for
_NOT_UNPACKED = frozenset("aes128gcm br compress dcb dcz exi pack200-gzip x-compress zstd".split())


def is_readable(content_type: str | None) -> bool:
    """Whether something of this type may be an article, a list of articles, or say nothing of what it is."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    return not essence or _READABLE.fullmatch(essence) is not None


def is_packed(content_encoding: str | None) -> bool | None:
    """Whether a body has to be unpacked; None where we cannot: twice packed, or as nobody asked for (RFC 9110, 8.4)."""
    codings = [coding.strip().lower() for coding in (content_encoding or "").split(",")]
    packings = sum(coding in _PACKED for coding in codings)
    return None if packings > 1 or _NOT_UNPACKED.intersection(codings) else packings == 1


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip (RFC 1952, with any number of members) or zlib (RFC 1950), never more than 64 kB at a time.

    Raises:
        zlib.error: it is neither, is damaged, or breaks off.
    """
    member = None
    for piece in pieces:
        rest = piece
        while rest:
            member = member or zlib.decompressobj(zlib.MAX_WBITS | 32)  # either, by its first bytes
            yield member.decompress(rest, _PIECE)
            if member.eof:
                rest, member = member.unused_data, None
            else:
                rest = member.unconsumed_tail
    if member is not None:
        raise zlib.error("it breaks off")


def validators_of(headers: Mapping[str, str]) -> Validators:
    """What the server calls this version (RFC 9110, 8.8)."""
    return Validators(_kept(headers.get("etag")), _kept(headers.get("last-modified")))


def conditions(validators: Validators) -> dict[str, str]:
    """The headers that ask for a page only if it is another version now (RFC 9110, 13.1)."""
    headers = {
        "if-none-match": _kept(validators.etag),
        "if-modified-since": _kept(validators.last_modified),
    }
    return {name: value for name, value in headers.items() if value}


def _kept(validator: str | None) -> str | None:
    """A validator that can be kept and sent again; one that was cut would be another."""
    if validator is None or len(validator) > _LONGEST_VALIDATOR or not _VISIBLE.fullmatch(validator):
        return None
    return validator


def seconds_to_wait(retry_after: str | None, now: dt.datetime) -> float | None:
    """What Retry-After asks for, in seconds or as a time (RFC 9110, 10.2.3); None where it says nothing.

    Args:
        retry_after: the header's value.
        now: aware.
    """
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_WAIT)
    moment = moment_of(value)
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT)
