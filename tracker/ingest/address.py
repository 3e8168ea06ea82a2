"""Addresses of pages: which are any, in which form they are kept, which name the same page. Pure.

From an address to its normal form (`web_address`), to one without what does not name the page (`untracked`, `plain`),
to what makes it the same article next time (`article_key`). Nothing is fetched, so a redirect is not seen through.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_NEVER = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")  # in an address
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/%!$&'()*+,;=:@?~-._"  # what a path or a query may hold as it is (RFC 3986, 3.3 and 3.4)

# Parameters that say where a reader came from. courlan's own list takes `game=`, `gallery=` and `medium=` for such.
_TRACKING = frozenset(
    "__twitter_impression _branch_match_id _ga _gl _hsenc _hsmi aoh cmp cmpid dclid dicbo fb_action_ids fb_ref fb_source"
    " fbclid feature gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig hsctatracking icid igsh igshid ito"
    " mc_cid mc_eid mkt_tok msclkid ncid ocid ref ref_src ref_url referer referrer s_cid smid smtyp spm sr_share taid"
    " trk trkcampaign ttclid twclid usqp wbraid wprov wt_mc xtor yclid ysclid amp _amp".split()
)
_TRACKING_PREFIXES = (
    "utm_ at_ ns_ amp_ hsa_ itm_ mtm_ oly_ piwik_ pk_ ml_subscriber sfmc_ trk_ vero_ wt.".split()
)
_TWINS = {  # parameters that ask for another form of the same page
    "outputtype": {"amp", "valid-amp"},
    "view": {"amp"},
    "mode": {"amp"},
    "format": {"amp"},
    "m": {"0", "1"},
}
_AMP_END = re.compile(r"(?:/amp)+/*$|(?:\.amp)+(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_BEGIN = re.compile(r"^(?:/amp)+(?=/[^/])", re.IGNORECASE)
# Copies that search engines serve under their own names: https://developers.google.com/amp/cache/amp-cache-url-format
_CACHES = (
    (re.compile(r"(?:[\w-]+\.)?cdn\.ampproject\.org"), re.compile(r"/(?:c|v|i|wp)/(s/)?(?=[^/]+\.)")),
    (re.compile(r"(?:www\.)?(?:google|bing)(?:\.[a-z]{2,3}){1,2}"), re.compile(r"/amp/(s/)?(?=[^/]+\.)")),
)
_DEEPEST = 4  # caches of caches
_MIRRORS = frozenset({"www", "m", "mobile", "amp"})  # labels of a host that serves the same pages
_SECOND_LEVEL = frozenset("ac co com edu go gob gov ne net or org".split())  # "co.uk" is no host
# Public hosts that give each writer a name of their own and stand in no list of public suffixes.
_SHARED_HOSTS = ("livejournal.com", "medium.com", "substack.com", "tumblr.com", "wordpress.com")
# /2024/05/06/, /2024-05-06-slug, /20240506/, /2024-05/06/, /2024/may/06/: at the beginning of a part of the path, for
# a slug may name any day.
_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=[/-]))[/-]?"
    r"(0[1-9]|[12]\d|3[01])(?![\d.])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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


def site_of(url: str) -> str | None:
    """Whose address it is: the domain that somebody registered, or the part of it that belongs to one writer.

    By the list of public suffixes (https://publicsuffix.org); where it knows nothing, the host's last two labels, and
    the whole of an IP address.
    """
    from courlan import extract_domain

    host = host_of(url)
    if host is None or host.endswith(tuple(f".{shared}" for shared in _SHARED_HOSTS)):
        return host
    if ":" in host or host.replace(".", "").isdigit():
        return host
    return extract_domain(f"https://{host}/") or ".".join(host.split(".")[-2:])


def day_in(url: str) -> dt.date | None:
    """The day that an address holds in full; None where it holds none or is no web address."""
    address = web_address(url)
    match = _DAY.search(urlsplit(address).path) if address else None
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _MONTHS.index(match[2].lower()) + 1
    try:
        return dt.date(int(match[1]), month, int(match[3]))
    except ValueError:
        return None


def untracked(url: str) -> str:
    """The address to click on: that of the page itself, not of a cache's copy, without what only counts readers."""
    return _changed(url, lambda name, _value: _is_tracking(name), lambda path: path)


def plain(url: str) -> str:
    """The address without what does not name the page: tracking, fragment, the AMP and mobile forms of the same page.

    It names the page and need not lead to it. What is no web address is given back as it is.
    """
    return _changed(
        url, lambda name, value: _is_tracking(name) or value.lower() in _TWINS.get(name, ()), _without_amp
    )


@lru_cache(1024)
def article_key(url: str) -> str:
    """What makes a page the same article next time: `https://example.org/x`, whichever form of its address is given.

    A `plain` address, always https, without `www.`, `m.`, `mobile.` and `amp.` hosts, without a slash at the end, with
    its parameters in one order. What is no web address is given back as it is.
    """
    address = web_address(plain(url))
    if address is None:
        return url
    parts = urlsplit(address)
    host = _main_host(_ascii(parts.hostname or ""))
    netloc = f"[{host}]" if ":" in host else host
    if parts.port not in (None, *_DEFAULT_PORTS.values()):
        netloc += f":{parts.port}"
    path = _bare(quote(parts.path, safe=_SAFE)) or "/"
    query = "&".join(sorted(quote(parts.query, safe=_SAFE).split("&")))
    return urlunsplit(("https", netloc, path, query, ""))


def _changed(url: str, is_idle: Callable[[str, str], bool], path: Callable[[str], str]) -> str:
    """The address out of its cache, without idle parameters, with another path."""
    address = web_address(url)
    if address is None:
        return url
    parts = urlsplit(_out_of_caches(address))
    kept = [part for part in parts.query.split("&") if part and not is_idle(*_parameter(part))]
    return urlunsplit((parts.scheme, parts.netloc, path(parts.path) or "/", "&".join(kept), ""))


def _out_of_caches(address: str) -> str:
    """The original's address of an AMP cache's copy; any other as it is."""
    for _ in range(_DEEPEST):
        parts = urlsplit(address)
        starts = (path.match(parts.path) for host, path in _CACHES if host.fullmatch(parts.hostname or ""))
        start = next(filter(None, starts), None)
        if start is None:
            return address
        rest = parts.path[start.end() :] + (f"?{parts.query}" if parts.query else "")
        original = web_address(f"http{'s' if start[1] else ''}://{rest}")
        if original is None:
            return address
        address = original
    return address


def _bare(path: str) -> str:
    """A path without slashes at its end, nor what marks AMP once they are gone."""
    while (shorter := _without_amp(path).rstrip("/")) != path:
        path = shorter
    return path


def _without_amp(path: str) -> str:
    while (shorter := _AMP_BEGIN.sub("", _AMP_END.sub("", path))) != path:
        path = shorter
    return path


def _parameter(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return unquote(name).lower(), unquote(value)


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(tuple(_TRACKING_PREFIXES))


def _ascii(host: str) -> str:
    """A host as it is looked up (RFC 3490); as it is where it cannot be."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _main_host(host: str) -> str:
    """`example.org` of www.example.org and m.example.org, `en.wikipedia.org` of en.m.wikipedia.org."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _MIRRORS and not _is_suffix(labels[1:]):
        labels = labels[1:]
    return ".".join([*labels[:1], *_without_mirrors(labels[1:-2]), *labels[1:][-2:]])


def _without_mirrors(labels: Iterable[str]) -> list[str]:
    return [label for label in labels if label not in _MIRRORS]


def _is_suffix(labels: list[str]) -> bool:
    return len(labels) == 2 and labels[0] in _SECOND_LEVEL and len(labels[1]) == 2
