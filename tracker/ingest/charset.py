"""From bytes to characters: byte order mark, then what the server says, what the page says, what the bytes look like."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META = 2048  # bytes of a page in which browsers look for its charset


def decode(body: bytes, content_type: str | None, *, is_html: bool) -> str:
    """The text that bytes hold, without a byte order mark. Bytes that fit no charset become U+FFFD; never raises."""
    text = _as_told(body, content_type, is_html=is_html)
    return _guess(body) if text is None else text


def is_guessed(body: bytes, content_type: str | None, *, is_html: bool) -> bool:
    """Whether the bytes fit neither the charset that is declared nor UTF-8, so that `decode` has to guess."""
    return _as_told(body, content_type, is_html=is_html) is None


def _as_told(body: bytes, content_type: str | None, *, is_html: bool) -> str | None:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = [_declared((content_type or "").encode())]
    if is_html and (meta := _declared(body[:_META])):
        declared.append("utf-8" if meta.startswith("utf-16") else meta)  # it was legible, so it is no UTF-16
    for name in [*filter(None, declared), "utf-8"]:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def _declared(where: bytes) -> str | None:
    """The charset that is named there, if it is one of the web's; read as browsers do (Latin-1 means cp1252)."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    match = _CHARSET.search(where)
    if match is None:
        return None
    name = map_encoding_to_html5(match[1].decode("ascii", "ignore"), fallback_utf8=False)
    return str(name) if name else None


def _guess(body: bytes) -> str:
    """UTF-8 with its damage marked where most of it is sound, else what the bytes look like."""
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    foreign = sum(not char.isascii() for char in text) - damaged
    if foreign > damaged:
        return text
    return str(bytes_to_str(body, detect_encoding(body) or "cp1252", errors="replace"))
