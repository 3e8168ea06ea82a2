"""Reads sitemaps, as sitemaps.org and Google's news sitemaps have them: XML, plain text, either of them gzipped. Pure.

From bytes to a `Listing` of pages, or of further sitemaps. The markup is never held as a tree, whatever its size.
"""

import re
import zlib
from collections.abc import Iterator

from tracker.errors import ParseError
from tracker.ingest.charset import decode
from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import Listing, address, bytes_of, day_of, gather, one_line
from tracker.ingest.markup import root_of, rooted
from tracker.model import Kind, Link

MOST_URLS = 50_000  # sitemaps.org; so many in one file
MOST_BYTES = 50_000_000  # likewise; unpacked
_MOST_ELEMENTS = 3_000_000  # looked at; 60 for each address, pictures and translations included
_CHUNK = 65_536
_MOST_MEMBERS = 16  # of a gzip file; each costs a copy of the rest
_GZIP = b"\x1f\x8b"
_ROOTS = {"urlset": Kind.PAGE, "sitemapindex": Kind.SITEMAP}
_ENTRIES = ("url", "sitemap")
_HEAD = 2_048  # bytes; plain text is known by the lines in them
_LINE = re.compile(r"https?://\S+\Z", re.IGNORECASE)
# Where in an entry stands what; the first that is there counts.
_LOC = "loc"
_DAYS = ("news/publication_date", "lastmod")
_TITLE = "news/title"
_OUTLET = "news/publication/name"
_LANG = "news/publication/language"
_WANTED = frozenset((_LOC, *_DAYS, _TITLE, _OUTLET, _LANG))
_LONGEST = 8_192  # characters of a field


def is_sitemap(fetched: Fetched) -> bool:
    """Whether something is a sitemap: by its first element, or because it is text and its lines are addresses."""
    try:
        body = _unpacked(bytes_of(fetched), fetched, _HEAD)
    except ParseError:
        return False
    return root_of(body) in _ROOTS or _is_plain(body)


def read_sitemap(fetched: Fetched) -> Listing:
    """The pages or the further sitemaps that a sitemap names, in its order; of a broken one those before the break.

    Raises:
        ParseError: it is no sitemap, is broken from the start, unpacks to over 50 MB, or declares entities.
    """
    body = _unpacked(bytes_of(fetched), fetched)
    if _is_plain(body):
        return gather(_lines(body, fetched), at_most=MOST_URLS)
    return _from_xml(rooted(body, fetched.content_type, tuple(_ROOTS), fetched.source), fetched)


def _unpacked(body: bytes, fetched: Fetched, enough: int | None = None) -> bytes:
    """What gzip packed, members joined, as far as it is whole; other bytes as they are.

    Args:
        body: as it came.
        fetched: where it came from.
        enough: so many bytes of it will do.
    """
    if not body.startswith(_GZIP):
        return body
    most = enough or MOST_BYTES
    parts, size, packed = [], 0, body
    for _ in range(_MOST_MEMBERS):
        if not packed.startswith(_GZIP) or size > most:
            break
        unpacker = zlib.decompressobj(wbits=31)
        try:
            parts.append(unpacker.decompress(packed, most + 1 - size))
        except zlib.error:
            break
        size += len(parts[-1])
        packed = unpacker.unused_data
    if not size:
        raise ParseError(fetched.source, "this sitemap cannot be unpacked; its gzip is broken.")
    if size > most and enough is None:
        raise ParseError(
            fetched.source, f"it unpacks to over {MOST_BYTES / 1e6:g} MB, which sitemaps.org forbids."
        )
    return b"".join(parts)


def _is_plain(body: bytes) -> bool:
    """Whether all of the first lines are addresses; the last one of what is looked at may be cut."""
    lines = decode(body[:_HEAD], None, is_html=False).split("\n")
    told = [line.strip() for line in (lines[:-1] or lines) if line.strip()]
    return bool(told) and all(_LINE.match(line) for line in told)


def _lines(body: bytes, fetched: Fetched) -> Iterator[Link | None]:
    for line in decode(body, fetched.content_type, is_html=False).splitlines():
        if line.strip():
            url = address(line, None)
            yield Link(url) if url else None


def _from_xml(xml: bytes, fetched: Fetched) -> Listing:
    from lxml import etree  # type: ignore[import-untyped] # ships none

    target = _Target()
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)
    view = memoryview(xml)
    try:
        for begin in range(0, len(view), _CHUNK):
            parser.feed(bytes(view[begin : begin + _CHUNK]))
            if target.entries_seen > 2 * MOST_URLS or target.elements_seen > _MOST_ELEMENTS:
                break
        else:
            parser.close()
    except etree.LxmlError as error:
        if not any(_LOC in entry for entry in target.entries):
            raise ParseError(fetched.source, f"this sitemap is broken ({error}).") from error
    kind = _ROOTS[target.root]
    links = (_link(entry, kind, fetched) for entry in target.entries)
    return gather(links, at_most=MOST_URLS, left_out=target.entries_seen - len(target.entries))


def _link(entry: dict[str, str], kind: Kind, fetched: Fetched) -> Link | None:
    url = address(entry.get(_LOC), fetched.url)
    if url is None:
        return None
    if kind is Kind.SITEMAP:
        return Link(url, kind, published=day_of(entry.get("lastmod"), fetched))
    days = (day_of(entry.get(name), fetched) for name in _DAYS)
    return Link(
        url,
        kind,
        title=one_line(entry.get(_TITLE)),
        published=next(filter(None, days), None),
        outlet=one_line(entry.get(_OUTLET)),
        lang=one_line(entry.get(_LANG)),
    )


class _Target:
    """Takes the events of a parse and keeps the wanted fields of each entry, told by their local names."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.entries_seen = 0
        self.elements_seen = 0
        self.root = ""
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._field: str | None = None

    def start(self, tag: str, attributes: object) -> None:
        del attributes  # a part of lxml's protocol; sitemaps have none
        name = tag.rpartition("}")[2]
        self._path.append(name)
        self.elements_seen += 1
        depth = len(self._path)
        if depth == 1:
            self.root = name.lower()
        elif depth == 2:
            self._begin(name)
        elif self._entry is not None and depth <= 5:
            path = "/".join(self._path[2:])
            self._field = path if path in _WANTED and path not in self._entry else None

    def _begin(self, name: str) -> None:
        if name in _ENTRIES:
            self.entries_seen += 1
            if len(self.entries) < MOST_URLS:
                self._entry = {}
                self.entries.append(self._entry)

    def data(self, text: str) -> None:
        if self._field is not None and self._entry is not None:
            self._entry[self._field] = (self._entry.get(self._field, "") + text)[:_LONGEST]

    def end(self, tag: str) -> None:
        del tag  # well-formed, so it is the last one begun
        self._path.pop()
        self._field = None
        if len(self._path) == 1:
            self._entry = None

    def close(self) -> None:
        """Nothing is built."""
