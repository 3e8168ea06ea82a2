"""Reads what was got as an article: characters, main text, outlet, address, language, and the day it was published.

From `Fetched` to `Document`, or a `ParseError`. Which works it speaks of and what it says of them is not asked here.
"""

import datetime as dt
import re
from dataclasses import replace

from tracker.errors import ParseError
from tracker.ingest.address import host_of
from tracker.ingest.byline import byline_day
from tracker.ingest.charset import decode, is_guessed
from tracker.ingest.dates import EARLIEST
from tracker.ingest.fetched import Fetched
from tracker.ingest.header import Header, split_header
from tracker.ingest.labels import labelled
from tracker.ingest.page import Page, read_page
from tracker.model import Anchor, AnchorBasis, Document

_DAY = dt.timedelta(days=1)
_TEXT_TYPES = re.compile(
    r"^\s*(?:text/|application/(?:xhtml|json|xml|octet-stream|x-unknown)|$)", re.IGNORECASE
)
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|^\s*<(?:div|p|article|h1|meta)[\s>]", re.IGNORECASE
)
_SNIFFED = 2048  # bytes
_OTHER_FORMATS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02  # of the characters; more is no text
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEAD = 600  # characters of a main text in which its headline is looked for


def to_document(fetched: Fetched, *, published: dt.date | None = None, outlet: str | None = None) -> Document:
    """Read what was got as an article.

    Args:
        fetched: see `locate`.
        published: the day it was published, if the user says so; stands over everything.
        outlet: likewise.

    Raises:
        ParseError: it is empty, no text, holds no readable text, its publication day is impossible, or what it goes
            by is too long.
    """
    if isinstance(fetched.body, str):
        document = _from_text(fetched, Header(), _readable(fetched.body, fetched.source), published)
    elif _is_html(fetched):
        document = _from_page(fetched, _decoded(fetched, is_html=True), published)
    else:
        header, text = split_header(_decoded(fetched, is_html=False), fetched.source)
        document = _from_text(fetched, header, _readable(text, fetched.source), published)
    return labelled(replace(document, outlet=outlet or document.outlet), fetched.source)


def doubt(fetched: Fetched) -> str | None:
    """What the user should know of how an article was read: that its characters had to be guessed; None mostly."""
    if isinstance(fetched.body, str) or not is_guessed(
        fetched.body, fetched.content_type, is_html=_is_html(fetched)
    ):
        return None
    return f"{fetched.source}: it is no valid UTF-8; it was read as well as can be, so look at what is quoted from it."


def _from_text(fetched: Fetched, header: Header, text: str, published: dt.date | None) -> Document:
    url = header.url or fetched.url
    lang = _language(header.lang or fetched.lang)
    told = published or header.published or fetched.published
    return Document(
        key=header.url or fetched.key,
        text=text,
        outlet=header.outlet or fetched.outlet or host_of(url) or fetched.shelf,
        url=url,
        anchor=_told(told, fetched) or _said(fetched, lang, text) or _assumed(fetched),
        title=header.title or fetched.title,
        lang=lang,
    )


def _from_page(fetched: Fetched, html: str, published: dt.date | None) -> Document:
    page = read_page(html, fetched.url, _tomorrow(fetched))
    url = page.url or fetched.url
    text = _readable(_with_headline(page), fetched.source)
    lang = _language(page.lang or fetched.lang)
    by_metadata = Anchor(page.published, AnchorBasis.METADATA) if page.published else None
    return Document(
        key=url or fetched.key,
        text=text,
        outlet=fetched.outlet or host_of(url) or fetched.shelf,
        url=url,
        anchor=_told(published or fetched.published, fetched)
        or by_metadata
        or _said(fetched, lang, text, page.everything)
        or _assumed(fetched),
        title=page.title or fetched.title,
        lang=lang,
    )


def _with_headline(page: Page) -> str:
    """The main text under its headline, which extraction often leaves out and which names the work."""
    begin = " ".join(page.text[:_HEAD].split()).casefold()
    if page.title is None or page.title.casefold() in begin:
        return page.text
    return f"{page.title}\n\n{page.text}"


def _is_html(fetched: Fetched) -> bool:
    """By the content type where it tells, else by the first bytes."""
    kind = (fetched.content_type or "").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    begin = fetched.body[:_SNIFFED] if isinstance(fetched.body, bytes) else b""
    return kind not in ("text/plain", "text/markdown") and _MARKUP.search(begin) is not None


def _decoded(fetched: Fetched, *, is_html: bool) -> str:
    """The characters, lines ended by a mere newline."""
    body = fetched.body if isinstance(fetched.body, bytes) else fetched.body.encode()
    if not body.strip():
        raise ParseError(fetched.source, "it is empty.")
    if not _TEXT_TYPES.match(fetched.content_type or ""):
        raise ParseError(fetched.source, f"this is {fetched.content_type}, no text or HTML.")
    if body.startswith(_OTHER_FORMATS):
        raise ParseError(fetched.source, "this is a binary file, no text or HTML.")
    text = decode(body, fetched.content_type, is_html=is_html)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _readable(text: str, source: str) -> str:
    """The text itself, if people can read it."""
    if "\x00" in text or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise ParseError(source, "this is a binary file, no text or HTML.")
    if not any(char.isalpha() for char in text):
        raise ParseError(source, "no readable text in it.")
    return _SURROGATE.sub("\ufffd", text)  # as many characters: no offset moves


def _told(day: dt.date | None, fetched: Fetched) -> Anchor | None:
    """The day that came with the article, or from the user."""
    if day is None:
        return None
    if not EARLIEST <= day <= _tomorrow(fetched):
        raise ParseError(
            fetched.source,
            f"it cannot have been published on {day}: not before {EARLIEST}, not after it was fetched.",
        )
    return Anchor(day, AnchorBasis.RECORD)


def _said(fetched: Fetched, lang: str, *texts: str) -> Anchor | None:
    """The day that a byline tells; the first text that has one counts."""
    days = (byline_day(text, _tomorrow(fetched), lang) for text in texts)
    day = next(filter(None, days), None)
    return Anchor(day, AnchorBasis.BYLINE) if day else None


def _assumed(fetched: Fetched) -> Anchor:
    return Anchor(fetched.fetched_at.date(), AnchorBasis.FETCHED)


def _tomorrow(fetched: Fetched) -> dt.date:
    """The last day on which it can have been published: somewhere it is a day later."""
    return fetched.fetched_at.date() + _DAY


def _language(stated: str | None) -> str:
    """The ISO 639-1 code in "en-GB", "en_US"; English where nothing is said."""
    code = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", stated or "")
    return code[1].lower() if code else "en"
