"""Reads and writes lists of sources as OPML 2.0 (http://opml.org/spec2.opml), in which feed readers exchange them. Pure.

Between bytes or text and `Outline` values; folders are flattened. A source that is no feed is written as a link with an
attribute of our own that says what it is: feed readers pass it over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.errors import ParseError
from tracker.ingest.listing import address, folded
from tracker.ingest.markup import rooted
from tracker.model import Kind

_MOST = 10_000  # outlines
_NAMESPACE = "urn:tracker:opml"
_KIND = f"{{{_NAMESPACE}}}kind"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True, slots=True)
class Outline:
    """A source: how it is read, its web address, what it is called, the site that it belongs to."""

    kind: Kind
    location: str
    title: str | None = None
    site_url: str | None = None


def read_opml(body: bytes, name: str) -> tuple[Outline, ...]:
    """The sources that an OPML file names, in its order, each once; whatever else it holds is passed over.

    Args:
        body: the file.
        name: of the file, for messages.

    Raises:
        ParseError: it is no OPML, is broken, or declares entities.
    """
    from lxml import etree  # type: ignore[import-untyped] # ships none

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(rooted(body, None, ("opml",), name), parser)
    except etree.LxmlError as error:
        raise ParseError(name, f"this OPML is broken ({error}).") from error
    found: dict[tuple[Kind, str], Outline] = {}
    for outline in _outlines(root):
        found.setdefault((outline.kind, outline.location), outline)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """An OPML file; to be stored as UTF-8.

    Args:
        outlines: in the order in which they are to stand.
        title: of the list.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0", nsmap={"tracker": _NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _writable(title)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        etree.SubElement(body, "outline", {key: _writable(value) for key, value in _attributes(outline)})
    return _DECLARATION + str(etree.tostring(root, pretty_print=True, encoding="unicode"))


def _outlines(root: Any) -> Iterator[Outline]:
    for element in root.iter("{*}outline"):
        given = {key.lower(): value for key, value in element.attrib.items()}
        feed = address(given.get("xmlurl"), None)
        kind = Kind.FEED if feed else _kind(element)
        location = feed or address(given.get("url"), None)
        if kind and location:
            title = folded(given.get("title")) or folded(given.get("text"))
            site = address(given.get("htmlurl"), None)
            yield Outline(kind, location, None if title == location else title, site)


def _kind(element: Any) -> Kind | None:
    """What we wrote that a link is; a link of someone else's may lead to anything."""
    try:
        return Kind(element.get(_KIND, ""))
    except ValueError:
        return None


def _attributes(outline: Outline) -> Iterator[tuple[str, str]]:
    """In the form that feed readers expect; `text` is required, so the address stands in where there is no title."""
    is_feed = outline.kind is Kind.FEED
    yield "type", "rss" if is_feed else "link"
    yield "text", outline.title or outline.location
    if outline.title:
        yield "title", outline.title
    yield "xmlUrl" if is_feed else "url", outline.location
    if outline.site_url:
        yield "htmlUrl", outline.site_url
    if not is_feed:
        yield _KIND, outline.kind.value


def _writable(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
