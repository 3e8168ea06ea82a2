"""Reads what was got as an article: characters, main text, outlet, address, language, and the day it was published.

From `Fetched` to `Document`, or a `ParseError`. Which works it speaks of and what it says of them is not asked here.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from tracker.errors import ParseError
from tracker.ingest.address import article_key, day_in, host_of
from tracker.ingest.byline import Bylines, byline_days, byline_names
from tracker.ingest.charset import decode, is_guessed
from tracker.ingest.dates import EARLIEST, possible
from tracker.ingest.fetched import Fetched
from tracker.ingest.header import Header, split_header
from tracker.ingest.labels import fit, labelled
from tracker.ingest.language import code_in, language_of
from tracker.ingest.page import Page
from tracker.ingest.publication import Evidence, publication, update
from tracker.ingest.walls import Shown, wall, without_prompts
from tracker.model import Anchor, AnchorBasis, Document

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
_LONGEST_AUTHOR = 200  # characters


def to_document(fetched: Fetched, *, published: dt.date | None = None, outlet: str | None = None) -> Document:
    """Read what was got as an article.

    Args:
        fetched: see `locate`.
        published: the day it was published, if the user says so; stands over everything.
        outlet: likewise.

    Raises:
        ParseError: it is empty, no text, holds no readable text, is a wall (see `walls`), its publication day is
            impossible, or what it goes by is too long.
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
    lang = code_in(header.lang) or code_in(fetched.lang) or language_of(text) or "en"
    evidence = Evidence(
        bylines=_bylines(lambda: iter((text,)), fetched.tomorrow, lang),
        address=_address_day(url, fetched),
        listed=possible(fetched.listed, fetched.tomorrow),
    )
    told = published or header.published or fetched.published
    anchor = _told(told, fetched) or publication(evidence) or _assumed(fetched)
    return Document(
        key=article_key(header.url or fetched.key),
        text=text,
        outlet=header.outlet or fetched.outlet or host_of(url) or fetched.shelf,
        url=url,
        anchor=anchor,
        title=header.title or fetched.title,
        lang=lang,
        author=_author(byline_names(text)),
        updated=update(evidence, anchor),
    )


def _from_page(fetched: Fetched, html: str, published: dt.date | None) -> Document:
    page = Page(html, fetched.url, fetched.tomorrow)
    head = page.metadata
    _refuse_wall(page, fetched.source)
    url, origin = page.addresses
    text = _readable(without_prompts(_with_headline(page)), fetched.source)
    lang = code_in(head.lang) or code_in(fetched.lang) or language_of(text) or "en"
    evidence = _evidence(page, fetched, lang)
    anchor = _told(published or fetched.published, fetched) or publication(evidence) or _assumed(fetched)
    return Document(
        key=article_key(url) if url else fetched.key,
        text=text,
        outlet=fetched.outlet or host_of(url) or fetched.shelf,
        url=url,
        anchor=anchor,
        title=head.title or fetched.title,
        lang=lang,
        author=_author(head.authors or page.poster or _names(page, text)),
        updated=update(evidence, anchor),
        origin=origin and article_key(origin),
    )


def _refuse_wall(page: Page, source: str) -> None:
    head = page.metadata
    shown = Shown(
        titles=tuple(filter(None, (head.title, page.heading))),
        text=page.text,
        everything=lambda: page.everything,
        buttons=lambda: page.buttons,
        is_article=head.is_article,
        is_paid=head.is_paid,
    )
    reason = wall(shown)
    if reason:
        raise ParseError(source, reason)


def _evidence(page: Page, fetched: Fetched, lang: str) -> Evidence:
    """What a page and what led to it say of the day it was published."""
    latest = fetched.tomorrow
    head = page.metadata
    stated = (
        (head.by_json_ld, AnchorBasis.JSON_LD),
        (head.by_meta, AnchorBasis.META),
        (page.times.published, AnchorBasis.TIME),
    )
    modified = ((AnchorBasis.JSON_LD, head.modified_json_ld), (AnchorBasis.META, head.modified_meta))
    return Evidence(
        bylines=_bylines(lambda: _texts(page), latest, lang),
        stated=tuple(Anchor(day, basis) for day, basis in stated if day),
        modified={basis: day for basis, day in modified if day},
        shown=page.times.updated,
        address=_address_day(page.addresses[0], fetched) or _address_day(fetched.url, fetched),
        listed=possible(fetched.listed, latest),
        searched=page.searched,
        is_live=head.is_live,
    )


def _texts(page: Page) -> Iterator[str]:
    """Where a byline may stand, likeliest first. Bylines are known by how near to the headline they stand."""
    title = page.metadata.title
    before, found, after = page.surroundings.partition(f"\n{title}\n") if title else ("", "", "")
    if found:
        yield f"{title}\n{after}"
    yield page.article
    yield f"{before[-_HEAD:]}\n{title}" if found else page.surroundings


def _bylines(texts: Callable[[], Iterator[str]], latest: dt.date, lang: str) -> Callable[[], Bylines]:
    """Reads bylines when it is asked for them, in no more texts than it takes to find where bylines stand."""

    @cache
    def read() -> Bylines:
        best = Bylines()
        for text in texts():
            said = byline_days(text, latest, lang)
            if said.published and (said.at_top or best.published is None):
                best = replace(best, published=said.published, at_top=said.at_top)
            best = replace(best, updated=best.updated or said.updated)
            if best.at_top:
                break
        return best

    return read


def _with_headline(page: Page) -> str:
    """The main text under its headline, which extraction often leaves out and which names the work."""
    title = page.metadata.title
    begin = " ".join(page.text[:_HEAD].split()).casefold()
    return page.text if title is None or title.casefold() in begin else f"{title}\n\n{page.text}"


def _names(page: Page, text: str) -> tuple[str, ...]:
    return next(filter(None, map(byline_names, chain((text,), _texts(page)))), ())


def _author(names: tuple[str, ...]) -> str | None:
    """The names in one line; those that would make it too long are left out."""
    author = ""
    for name in names:
        longer = ", ".join(filter(None, (author, fit(name))))
        author = longer if len(longer) <= _LONGEST_AUTHOR else author
    return author or None


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
    if not EARLIEST <= day <= fetched.tomorrow:
        raise ParseError(
            fetched.source,
            f"it cannot have been published on {day}: not before {EARLIEST}, not after it was fetched.",
        )
    return Anchor(day, AnchorBasis.RECORD)


def _address_day(url: str | None, fetched: Fetched) -> dt.date | None:
    return possible(day_in(url), fetched.tomorrow) if url else None


def _assumed(fetched: Fetched) -> Anchor:
    basis = AnchorBasis.CAPTURE if fetched.is_capture else AnchorBasis.FETCHED
    return Anchor(fetched.fetched_at.date(), basis)
