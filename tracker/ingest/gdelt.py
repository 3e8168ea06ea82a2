"""Reads what GDELT's search of the world's news answers (DOC 2.0, `mode=artlist&format=json`). Pure.

From bytes to a `Listing` of pages. https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
"""

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from tracker.errors import ParseError
from tracker.ingest.address import host_of
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import (
    Listing,
    address,
    believed,
    bytes_of,
    gather,
    in_their_words,
    one_line,
    text_of,
)
from tracker.model import Link

_HOST = "api.gdeltproject.org"
_EMPTY = re.compile(rb"\s*\{\s*\}\s*\Z")
_BEGINS = re.compile(rb'\s*\{\s*"articles"\s*:')
# Headlines are put into its JSON as they are found, controls and stray backslashes included.
_CONTROLS = re.compile(rb"[\x00-\x1f]")
_STRAY = re.compile(rb'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\.)', re.DOTALL)
_LANGUAGES = {
    "English": "en",
    "Spanish": "es",
    "French": "fr",
    "German": "de",
    "Italian": "it",
    "Portuguese": "pt",
    "Japanese": "ja",
    "Korean": "ko",
    "Chinese": "zh",
    "Russian": "ru",
}


class _Article(msgspec.Struct):
    url: str = ""
    title: str = ""
    seendate: str = ""
    domain: str = ""
    language: str = ""


class _Answer(msgspec.Struct):
    articles: list[msgspec.Raw] = []


def is_gdelt(fetched: Fetched) -> bool:
    """Whether something is an answer of GDELT's: it comes from there, or begins as its lists do."""
    return host_of(fetched.url) == _HOST or bool(_BEGINS.match(bytes_of(fetched)))


def is_empty(fetched: Fetched) -> bool:
    """Whether something is what GDELT says when it has found nothing: `{}`. From elsewhere, that may be a copy of it."""
    return bool(_EMPTY.match(bytes_of(fetched)))


def read_gdelt(fetched: Fetched) -> Listing:
    """The articles that an answer lists, in its order, each with the day it was seen first; none for an empty answer.

    Raises:
        ParseError: GDELT refuses in words ("Your query was too short"), or it is no answer of GDELT's.
    """
    body = bytes_of(fetched)
    if not body.lstrip().startswith(b"{"):
        raise in_their_words(fetched, text_of(fetched))
    return gather(_links(_decoded(body, fetched), fetched))


def _decoded(body: bytes, fetched: Fetched) -> _Answer:
    try:
        return msgspec.json.decode(body, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    mended = text_of(fetched).encode("utf-8", "replace")
    mended = _STRAY.sub(lambda m: m[1] or b"", _CONTROLS.sub(b" ", mended))
    try:
        return msgspec.json.decode(mended, type=_Answer)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ParseError(fetched.source, f"this is no list of GDELT's: {error}.") from error


def _links(answer: _Answer, fetched: Fetched) -> Iterator[Link | None]:
    decoder = msgspec.json.Decoder(_Article)
    for raw in answer.articles:
        try:
            article = decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield None
            continue
        url = address(article.url, None)
        yield (
            Link(
                url,
                title=one_line(article.title),
                published=believed(_seen(article.seendate), fetched),
                outlet=one_line(article.domain.lower().removeprefix("www.")),
                lang=_LANGUAGES.get(article.language),
            )
            if url
            else None
        )


def _seen(written: str) -> dt.date | None:
    """The day of "20230918T031500Z", UTC."""
    try:
        return dt.datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
