"""Makes XML from strangers safe to parse: UTF-8, from its root element on, without a word of entities. Pure.

From bytes to bytes. Whatever a document may do to its parser by its prolog (encodings, external subsets, entities that
unfold) is refused or cut away before a parser sees it. Also tells which root element bytes have.
"""

import re

from tracker.errors import ParseError
from tracker.ingest.charset import decode

_HEAD = 16_384  # bytes in which the root element begins
_MOST_ATTRIBUTES = 200  # of a tag; parsers' time grows with their square
_UNMARKED = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}  # XML 1.0, appendix F: no byte order mark
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{2,40})")
_PASSED_OVER = {"<!--": "-->", "<?": "?>"}  # before the root element
_FIRST_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
# a tag with so many characters outside quotation marks that it has more; they are part of a value within
_LONG_TAG = re.compile(rb"<[a-zA-Z](?:\"[^\"<]*\"|'[^'<]*'|[^<>]){%d,}+" % (4 * _MOST_ATTRIBUTES))


def root_of(body: bytes) -> str | None:
    """The local name of the first element, in lower case; None where the bytes hold no markup."""
    head = _decoded(body[:_HEAD], None).lstrip()
    if not head.startswith("<"):
        return None
    at = 0
    while (at := head.find("<", at)) >= 0:
        end = next((end for begin, end in _PASSED_OVER.items() if head.startswith(begin, at)), None)
        if end is None and (tag := _FIRST_TAG.match(head, at)):
            return tag[1].lower()
        after = head.find(end, at) if end else at
        if after < 0:
            return None  # a comment that never ends
        at = after + 1
    return None


def rooted(body: bytes, content_type: str | None, roots: tuple[str, ...], source: str) -> bytes:
    """XML as UTF-8 from its root element on, whatever stands before.

    Args:
        body: as it came, unpacked.
        content_type: as the server says.
        roots: local names of the elements that it may begin with.
        source: where it came from, for messages.

    Raises:
        ParseError: no such element begins it; it declares entities; a tag has too many attributes.
    """
    plain = body.isascii() and b"\x00" not in body
    xml = body if plain else _decoded(body, content_type).encode("utf-8", "replace")
    if _ENTITY.search(xml):
        raise ParseError(source, "it declares entities, which no list of articles needs; it was not read.")
    if _LONG_TAG.search(xml):
        raise ParseError(source, f"a tag in it has over {_MOST_ATTRIBUTES} attributes; it was not read.")
    begin = re.compile(rb"<(?:[\w.-]+:)?(?:%b)[\s>/]" % "|".join(roots).encode(), re.IGNORECASE)
    root = next((m for m in begin.finditer(xml, 0, _HEAD) if not _in_comment(xml, m.start())), None)
    if root is None:
        raise ParseError(source, f"no <{'>, <'.join(roots)}> begins it.")
    return xml[root.start() :] if root.start() else xml


def _in_comment(xml: bytes, at: int) -> bool:
    return xml.rfind(b"<!--", 0, at) > xml.rfind(b"-->", 0, at)


def _decoded(body: bytes, content_type: str | None) -> str:
    """The characters: by UTF-8 where they are, else as the document declares, else as the server does."""
    if name := _UNMARKED.get(body[:2]):
        return body.decode(name, "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.match(body)
        told = f"text/xml; charset={declared[1].decode('ascii', 'replace')}" if declared else content_type
        return decode(body, told, is_html=False)
