"""Searches of news: how their addresses are made, and which addresses of theirs lead to another that they carry. Pure.

From a template and a title to an address. The answers are read by `feed` and `gdelt`; nothing is asked here.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from tracker.ingest.address import host_of, web_address
from tracker.titles import Named, instalments

_PLACE = re.compile(r"\{([^{}]*)\}")
_PLACES = ("title", "query", "start", "end")
_EDGES = " \t\n:–—,(-)"  # around the parts of a title
_BREAKS = tuple(":–—,(")
_LONGEST_QUERY = 200  # characters; GDELT refuses a query that is too long


@dataclass(frozen=True, slots=True)
class _Redirector:
    """A public service whose links carry where they lead: host without www., path, the parameter with the address."""

    host: str
    path: str
    parameter: str


_REDIRECTORS = (
    _Redirector("bing.com", "/news/apiclick.aspx", "url"),  # Bing News as RSS
    _Redirector("google.com", "/url", "url"),  # Google Alerts as a feed
)


def search_for(template: str, title: str, aliases: Iterable[str] = ()) -> str:
    """The address of a search for a work; where it can be asked for a time, {start} and {end} are left to be filled.

    Args:
        template: a web address; {title} is the title as typed, {query} what is said of the work in exact phrases (see
            `query_for`), both percent-encoded.
        title: of a work.
        aliases: its other names.

    Raises:
        ValueError: with a sentence: the template has another placeholder, or makes no web address.
    """
    values = {"title": quote(title, safe=""), "query": quote(query_for(title, aliases), safe="")}
    for name in _PLACE.findall(template):
        if name not in _PLACES:
            known = ", ".join(f"{{{place}}}" for place in _PLACES)
            raise ValueError(f"{{{name}}} is no placeholder of a search; there are {known}.")
    made = _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
    if web_address(made) is None:
        raise ValueError(
            f"{template!r} makes no address of a page; it has to begin with https:// or http://."
        )
    return made


def query_for(title: str, aliases: Iterable[str] = ()) -> str:
    """What a work is called, as news searches understand it: exact phrases in quotation marks, alternatives in brackets.

    A title alone is asked for by its parts ("Severance season 3" -> "Severance" "season 3"). Of other names there are as
    many as fit, the short ones first, whatever their order is.
    """
    written = {name.casefold(): name for name in map(_unquoted, (*sorted(aliases), title)) if name}
    others = sorted(written.keys() - {_unquoted(title).casefold()}, key=lambda name: (len(name), name))
    found = [f'"{_unquoted(title)}"']
    for name in others:
        phrase = f'"{written[name]}"'
        if len(" OR ".join([*found, phrase])) <= _LONGEST_QUERY:
            found.append(phrase)
    if len(found) == 1:
        return " ".join(f'"{phrase}"' for phrase in phrases(title))
    return f"({' OR '.join(found)})"


def filled_in(search: str, start: dt.date, end: dt.date) -> str:
    """An address that asks for a time; as it is where it cannot be asked for one.

    Args:
        search: in which {start} and {end} stand for moments as YYYYMMDDHHMMSS in UTC; others are left.
        start: the first moment, or the day that it begins.
        end: the first moment after, or the day that it begins.
    """
    times = {"start": _moment(start), "end": _moment(end)}
    return _PLACE.sub(lambda place: times.get(place[1], place[0]), search)


def wiki_search_for(api: str, title: str) -> str:
    """Where a MediaWiki tells which of its articles is about a work (https://www.mediawiki.org/wiki/API:Search).

    Args:
        api: the address of its api.php.
        title: of the work.
    """
    asked = {
        "action": "query",
        "generator": "search",
        "gsrsearch": title,
        "gsrlimit": "1",
        "redirects": "1",
        "prop": "info",
        "inprop": "url",
        "format": "json",
        "formatversion": "2",
    }
    return f"{api}?{urlencode(asked)}"


def reaches_back(search: str) -> bool:
    """Whether a search, template or made, can be asked for a time of the past."""
    return {"start", "end"} <= set(_PLACE.findall(search))


def months_back(until: dt.date, months: int) -> list[tuple[dt.date, dt.date]]:
    """Windows of a month, newest first, each from its first day to the day after its last.

    Args:
        until: the end of the newest; the end of each is the start of the one before.
        months: how many; none reaches back to before the year 1.
    """
    from dateutil.relativedelta import relativedelta

    bounds = [until - relativedelta(months=k) for k in range(min(months, 12 * (until.year - 1)) + 1)]
    return list(zip(bounds[1:], bounds[:-1], strict=True))


def unwrapped(url: str) -> str:
    """The address that a redirect of a news search carries; any other address as it is."""
    host, parts = host_of(url), urlsplit(url)
    for service in _REDIRECTORS:
        if (host, parts.path.lower()) == (service.host, service.path):
            carried = parse_qs(parts.query).get(service.parameter, [""])[0]
            return web_address(carried) or url
    return url


def phrases(title: str) -> list[str]:
    """What has to stand in an article word for word: the title, or name and instalments each where it ends with them."""
    whole = _unquoted(title)
    named = instalments(whole)
    if not named:
        return [whole]
    first, after = whole[: named[0].begin].strip(_EDGES), whole[named[-1].end :].strip()
    if not first or (after and not after.startswith(_BREAKS)):
        return [whole]
    return [first, *(_as_spoken(one, whole) for one in named), *filter(None, [after.strip(_EDGES)])]


def _unquoted(name: str) -> str:
    return " ".join(name.replace('"', " ").split())


def _as_spoken(one: Named, title: str) -> str:
    """An instalment as articles have it: "S2" is "season 2" there."""
    written = title[one.begin : one.end]
    return written if " " in written else f"{one.kind} {' '.join(one.numbers)}"


def _moment(when: dt.date) -> str:
    if isinstance(when, dt.datetime) and when.tzinfo is not None:
        when = when.astimezone(dt.UTC)
    # strftime does not pad the year on every system
    return f"{when.year:04}" + when.strftime("%m%d%H%M%S")
