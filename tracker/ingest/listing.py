"""What a list of articles leads to, and what all readers of lists have in common: addresses, titles, days, bounds. Pure.

From what a list says of its entries to a `Listing` of `Link` values; knows no format.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tracker.errors import ParseError
from tracker.ingest.address import web_address
from tracker.ingest.charset import decode
from tracker.ingest.dates import EARLIEST, parse_day, possible
from tracker.ingest.fetched import Fetched
from tracker.model import Link

MOST_ENTRIES = 10_000  # of a list that has no bound of its own
_LONGEST_TITLE = 500  # characters
_LONGEST_ADDRESS = 4_000  # characters; sitemaps.org allows 2,048
_LONGEST_QUOTE = 160  # characters of a server's own words
_WHOLE = re.compile(r"https?://", re.IGNORECASE)
_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>|<!--.*?-->")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of articles leads to.

    Attributes:
        links: in the order of the list unless its reader says otherwise, each address once.
        title: what the list calls itself.
        left_out: how many entries had no usable address or were beyond the bound; of a list far beyond the bound, at
            least so many.
        next: the address of the part of the list that follows, if any.
    """

    links: tuple[Link, ...] = ()
    title: str | None = None
    left_out: int = 0
    next: str | None = None


def gather(
    entries: Iterable[Link | None],
    *,
    title: str | None = None,
    at_most: int = MOST_ENTRIES,
    left_out: int = 0,
    following: str | None = None,
) -> Listing:
    """A listing of entries; None stands for an entry without a usable address.

    Args:
        entries: what the list holds.
        title: see `Listing`.
        at_most: so many entries are looked at.
        left_out: how many the reader has left out already.
        following: the address of the next part.
    """
    links: dict[str, Link] = {}
    for number, link in enumerate(entries):
        if link is None or number >= at_most:
            left_out += 1
        else:
            links.setdefault(link.url, link)
    return Listing(tuple(links.values()), title, left_out, following)


def address(written: str | None, base: str | None) -> str | None:
    """The web address that a list gives for an entry, whole and in normal form; None where it is none.

    Args:
        written: as the list has it, whole or relative.
        base: where the list was got.
    """
    stripped = (written or "").strip()
    if not stripped or len(stripped) > _LONGEST_ADDRESS:
        return None
    if _WHOLE.match(stripped):
        return web_address(stripped)  # to join is half of what a sitemap costs
    try:
        return web_address(urljoin(base or "", stripped))
    except ValueError:
        return None


def one_line(text: str | None) -> str | None:
    """A title as text: tags taken out, entities resolved, on one line, cut; None where nothing is left."""
    return folded(html.unescape(_TAG.sub("", text[: 20 * _LONGEST_TITLE]))) if text else None


def folded(text: str | None) -> str | None:
    """A text on one line, without controls, cut; None where nothing is left."""
    kept = "".join(char if char.isprintable() else " " for char in (text or "")[: 20 * _LONGEST_TITLE])
    return " ".join(kept.split())[:_LONGEST_TITLE].rstrip() or None


def believed(day: dt.date | None, fetched: Fetched) -> dt.date | None:
    """A day that an article may have been published on; None for one to come or older than the web."""
    return possible(day, fetched.tomorrow)


def past(moment: dt.datetime, fetched: Fetched) -> dt.datetime | None:
    """A moment, in UTC, at which something was copied or written; None for one to come or older than the web."""
    if not EARLIEST.year <= moment.year <= fetched.fetched_at.year + 1:
        return None
    utc = (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    return utc if utc.date() <= fetched.tomorrow else None


def day_of(written: str | None, fetched: Fetched) -> dt.date | None:
    """The day that a list gives for an entry, in the writer's own zone; None where it gives none to be believed.

    Args:
        written: in W3C's profile of ISO 8601, as RFC 822 has it, or in any way that states a day in full.
        fetched: the list.
    """
    stated = (written or "").strip()
    if not stated:
        return None
    try:
        day: dt.date | None = dt.date.fromisoformat(stated[:10])
    except ValueError:
        day = parse_day(stated)
    return believed(day, fetched)


def text_of(fetched: Fetched) -> str:
    """The characters of a list that is no markup."""
    if isinstance(fetched.body, str):
        return fetched.body
    return decode(fetched.body, fetched.content_type, is_html=False)


def bytes_of(fetched: Fetched) -> bytes:
    """The bytes of a list, without UTF-8's byte order mark."""
    body = fetched.body
    # a lone surrogate is nothing that a list can say
    return (body.encode("utf-8", "replace") if isinstance(body, str) else body).removeprefix(b"\xef\xbb\xbf")


def in_their_words(fetched: Fetched, words: str) -> ParseError:
    """The error that a server tells in place of a list, quoted and cut."""
    quote = one_line(words) or ""
    cut = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rstrip() + " …"
    return ParseError(fetched.source, f'the server answers "{cut}"' if cut else "the server answers nothing.")


def with_parameters(url: str | None, parameters: Mapping[str, str]) -> str | None:
    """An address with parameters of its query set; None without an address."""
    if (whole := web_address(url)) is None:
        return None
    parts = urlsplit(whole)
    kept = [(key, value) for key, value in parse_qsl(parts.query, True) if key not in parameters]  # noqa: FBT003 - the blank ones too; a long name says it worse
    return urlunsplit(parts._replace(query=urlencode([*kept, *parameters.items()])))
