"""What the head of a page says of it: JSON-LD, meta fields, its headline, its address, who wrote it, when.

From a parsed page to `Metadata`, as it is stated: which of several days counts, and whether the address is believed,
is not decided here. Data of other things than the article (a game's, a book's, a comment's) are passed over.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urljoin

import msgspec

from tracker.ingest.address import article_key, site_of
from tracker.ingest.dates import parse_day, possible
from tracker.ingest.headline import headline

_DEEPEST = 8  # levels of nesting in JSON-LD
_MOST_NODES = 500  # of JSON-LD; a large shop's page has 200
# Kinds of JSON-LD nodes whose datePublished is the page's; a VideoGame's or a Book's is the work's own release.
ARTICLE = re.compile(r"article|posting|webpage|report|review$|^question$", re.IGNORECASE)
_MERE_PAGE = re.compile(r"webpage|review$", re.IGNORECASE)
_OPENED = re.compile(
    r"<!--|(?://)?\s{0,9}<!\[CDATA\["
)  # JSON-LD is often wrapped in what old browsers needed
_CLOSED = re.compile(r"(?:-->|(?://)?\s{0,9}\]\]>)$")
_CLOSING = 20  # characters at the end that are looked at
_HEADLINE_NAMES = ("og:title", "twitter:title", "dc.title")
_SITE_NAMES = ("og:site_name", "application-name")
_SITE_KINDS = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date-published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_online_date",
    "article.published",
    "date",
)
_MODIFIED_NAMES = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "byl",
)
_LANGUAGE_NAMES = ("og:locale", "content-language", "dc.language")
_BY = re.compile(r"^(?:by|von|par|por|di)\s*:?\s+", re.IGNORECASE)
_LONGEST_NAME = 100  # characters
_LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's head says; None or () for what it does not.

    Attributes:
        title: its headline, without the site's name.
        link: what it says is its address, made absolute.
        lang: its language, as it is written.
        authors: names.
        by_json_ld: its publication day by JSON-LD.
        by_meta: likewise by its meta fields.
        modified_json_ld: the day of its last change by JSON-LD.
        modified_meta: likewise by its meta fields.
        is_live: whether it is a live blog.
        is_article: whether it is said to be an article.
        is_paid: whether it is said not to be free.
    """

    title: str | None = None
    link: str | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()
    by_json_ld: dt.date | None = None
    by_meta: dt.date | None = None
    modified_json_ld: dt.date | None = None
    modified_meta: dt.date | None = None
    is_live: bool = False
    is_article: bool = False
    is_paid: bool = False


def read_metadata(tree: Any, url: str | None, latest: dt.date) -> Metadata:
    """Read the head of a page.

    Args:
        tree: the page, as lxml parsed it.
        url: where it was got, if anywhere; relative links count from there.
        latest: no later day is believed.
    """
    fields = _fields(tree)
    link = _joined(url, _attribute(tree, "//link[@rel='canonical']/@href") or fields.get("og:url"))
    every = list(_linked_data(tree))
    nodes = _own(every, {article_key(address) for address in (url, link) if address}, url)
    kinds = [kind for node in nodes for kind in _kinds(node)]
    return Metadata(
        title=headline(tree, _stated(nodes, fields), _site_names(every, nodes, fields, url or link)),
        link=link,
        lang=_attribute(tree, "/html/@lang | /html/@*[local-name()='lang']")
        or _first(fields, _LANGUAGE_NAMES),
        authors=_authors(tree, nodes, every, fields),
        by_json_ld=_day((node.get("datePublished") for node in nodes), latest),
        by_meta=_day((fields.get(name) for name in _PUBLISHED_NAMES), latest),
        modified_json_ld=_day((node.get("dateModified") for node in nodes), latest),
        modified_meta=_day((fields.get(name) for name in _MODIFIED_NAMES), latest),
        is_live=any(kind == "LiveBlogPosting" for kind in kinds),
        is_article=fields.get("og:type") == "article"
        or any(ARTICLE.search(kind) and not _MERE_PAGE.search(kind) for kind in kinds),
        is_paid=any(str(node.get("isAccessibleForFree")).lower() == "false" for node in nodes),
    )


def is_of_article(element: Any) -> bool:
    """Whether the microdata that an element stands in describe the page, not a game or a comment."""
    kinds = element.xpath("ancestor-or-self::*[@itemtype][1]/@itemtype")
    return not kinds or ARTICLE.search(str(kinds[0]).rsplit("/", 1)[-1]) is not None


def _day(values: Iterable[object], latest: dt.date) -> dt.date | None:
    days = (possible(parse_day(str(value)), latest) for value in values if value)
    return next(filter(None, days), None)


def _attribute(tree: Any, path: str) -> str | None:
    return next((text for value in tree.xpath(path) if (text := _folded(str(value)))), None)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if name in fields), None)


def _fields(tree: Any) -> dict[str, str]:
    """The meta fields by their names in small letters; of several the first, authors all of them."""
    fields: dict[str, str] = {}
    for field in tree.iter("meta"):
        name = field.get("property") or field.get("name") or field.get("itemprop") or field.get("http-equiv")
        content = _folded(field.get("content") or "")
        if not name or not content or (field.get("itemprop") and not is_of_article(field)):
            continue
        known = fields.setdefault(name.lower(), content)
        if name.lower() in _AUTHOR_NAMES and known != content and len(known) < _LONGEST_TITLE:
            fields[name.lower()] = f"{known}; {content}"
    return fields


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes of a page, those within graphs and what the page is mainly about too."""
    left = _MOST_NODES
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        for node in _nodes(_decoded(str(script)), 0):
            yield node
            left -= 1
            if left == 0:
                return


def _decoded(script: str) -> Any:
    """The value of a script; None where it is broken. Raw line breaks in strings are common, so they may stand."""
    script = script.strip()
    opened = _OPENED.match(script)
    script = script[opened.end() if opened else 0 : -_CLOSING] + _CLOSED.sub("", script[-_CLOSING:])
    try:
        return msgspec.json.decode(script)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        pass
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item, depth + 1)
    elif isinstance(node, dict):
        yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(node.get(key), depth + 1)


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _own(nodes: list[dict[str, Any]], keys: set[str], url: str | None) -> list[dict[str, Any]]:
    """The nodes that describe the article or its page, the likeliest first.

    Those with the page's address come before those with others (related articles) or none, articles before pages.
    """

    def rank(node: dict[str, Any]) -> tuple[bool, bool]:
        return not _addresses(node, url) & keys, all(map(_MERE_PAGE.search, _kinds(node)))

    return sorted((node for node in nodes if any(map(ARTICLE.search, _kinds(node)))), key=rank)


def _addresses(node: dict[str, Any], url: str | None) -> set[str]:
    page = node.get("mainEntityOfPage")
    stated = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    joined = (_joined(url, value) for value in stated if isinstance(value, str))
    return {article_key(address) for address in joined if address}


def _joined(url: str | None, link: str | None) -> str | None:
    try:
        return urljoin(url or "", link) if link else None
    except ValueError:
        return None


def _stated(nodes: list[dict[str, Any]], fields: dict[str, str]) -> list[str]:
    """What is said to be its headline, the likeliest first."""
    by_node = (str(text) for node in nodes if isinstance(text := node.get("headline"), str))
    by_field = (fields[name] for name in _HEADLINE_NAMES if name in fields)
    return [text for stated in chain(by_node, by_field) if (text := _folded(stated))]


def _site_names(
    every: list[dict[str, Any]], nodes: list[dict[str, Any]], fields: dict[str, str], url: str | None
) -> list[str]:
    """What the site calls itself, and its host's name."""
    owners = [*(node.get("publisher") for node in nodes), *every]
    named = (
        str(node["name"])
        for node in owners
        if isinstance(node, dict) and "name" in node and _SITE_KINDS.intersection(_kinds(node))
    )
    site = site_of(url or "") or ""
    return [*filter(None, map(fields.get, _SITE_NAMES)), *named, site, site.partition(".")[0]]


def _authors(
    tree: Any, nodes: list[dict[str, Any]], every: list[dict[str, Any]], fields: dict[str, str]
) -> tuple[str, ...]:
    """Who wrote it, by JSON-LD, meta fields, or links to authors."""
    people = {node["@id"]: node for node in every if isinstance(node.get("@id"), str) and node.get("name")}
    by_node = (_names(chain.from_iterable(_people(node.get("author"), people, 0))) for node in nodes)
    by_field = (_names(fields.get(name, "").split(";")) for name in _AUTHOR_NAMES)
    links = tree.xpath("//*[@rel='author' or @itemprop='author'][not(self::meta)]")
    by_link = (_names([link.text_content()]) for link in links[:_DEEPEST] if is_of_article(link.getparent()))
    return next(filter(None, chain(by_node, by_field, by_link)), ())


def _people(author: Any, people: dict[str, dict[str, Any]], depth: int) -> Iterator[Iterable[str]]:
    """The names in a value of `author`: a name, a node, a node's id, or a list of such."""
    if isinstance(author, str):
        known = people.get(author)
        yield [str(known["name"])] if known else [author]
    elif isinstance(author, dict):
        named = author if author.get("name") else people.get(str(author.get("@id")), {})
        yield from _people(named.get("name"), {}, depth + 1) if depth < _DEEPEST else ()
    elif isinstance(author, list) and depth < _DEEPEST:
        for one in author:
            yield from _people(one, people, depth + 1)


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that can be names, each once."""
    names = (_BY.sub("", _folded(text)) for text in texts)
    return tuple(dict.fromkeys(name for name in names if name and _is_name(name)))


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and "://" not in text and any(char.isalpha() for char in text)
