"""What comes from a file, an address, an archive or standard input, before it is read as an article.

A value between those that get (`locate`, `fetch`) and the one that reads (`article`), and the limits both keep.
"""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

MAX_BYTES = 20_000_000  # a file or a page; a long article has 100,000
MAX_RECORD_BYTES = 5_000_000  # a line of an archive
_NEVER = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")  # in an address
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Fetched:
    """One article as it was got.

    Attributes:
        source: path, address or `file:line`, for messages.
        key: what makes it the same article next time, as far as its place tells.
        body: bytes, or the text itself where it came with a record; that is then kept character for character.
        fetched_at: when it was got, aware, UTC.
        shelf: what stands for the outlet where nothing better is known: the folder's name, the host.
        content_type: as the server says, or as the file's name tells; None: to be found out.
        outlet: who published it, where the record says so.
        published: the day, where the record says so.
    """

    source: str
    key: str
    body: bytes | str
    fetched_at: dt.datetime
    shelf: str
    content_type: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    title: str | None = None
    lang: str | None = None


def web_address(url: str | None) -> str | None:
    """An http or https address with its parts in normal form and without fragment; None for anything else."""
    stripped = (url or "").strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError:
        return None
    if _NEVER.search(stripped) or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None where it is no web address."""
    address = web_address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None
