"""Reads an HTML page: main text, headline, canonical address, language, publication day.

From markup to a `Page`. The only module that knows trafilatura and htmldate. Days come from metadata only; a byline in
the text is `byline`'s business.
"""

import datetime as dt
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import msgspec

from tracker.ingest.address import web_address
from tracker.ingest.dates import EARLIEST, parse_day

_LARGE = (
    5_000_000  # characters: above, the main text is not looked for (a second a megabyte), all text is taken
)
_DEEPEST = 8  # levels of nesting in JSON-LD
# Kinds of JSON-LD nodes whose datePublished is the page's; a VideoGame's or a Book's is the work's own release.
_ARTICLE = re.compile(r"article|posting|webpage|report|review$", re.IGNORECASE)
_HEADLINE_NAMES = ("og:title", "twitter:title", "dc.title")
_DAY_NAMES = (
    "article:published_time",
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
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "article.published",
    "date",
)
# What holds days that are not the page's: prose, headings, tables of facts, other articles, comments, the foot.
_NOT_FURNITURE = (
    "//script | //style | //title | //h1 | //h2 | //h3 | //h4 | //table | //li | //dl | //aside | //footer | //nav"
    " | //p[string-length(normalize-space(.)) > 80] | //body//*[not(self::article or self::main)][contains(@class, 'comment') or contains(@class, 'related')]"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says; None for what it does not."""

    text: str
    everything: str  # all visible text, for bylines that stand outside the main text
    title: str | None
    url: str | None
    lang: str | None
    published: dt.date | None


def read_page(html: str, url: str | None, latest: dt.date) -> Page:
    """Read a page.

    Args:
        html: markup, whole or broken.
        url: where it was got, if anywhere; relative links count from there.
        latest: no later publication day is believed.
    """
    from trafilatura import load_html

    everything = _all_text(html)
    tree = load_html(html)
    if tree is None:
        return Page(everything, everything, None, None, None, None)
    nodes = list(_linked_data(tree))
    canonical = _canonical(tree, url)
    return Page(
        text=_main_text(tree, len(html)) or everything,
        everything=everything,
        title=_headline(tree, nodes),
        url=canonical,
        lang=_attribute(tree, "/html/@lang") or _meta(tree, ("og:locale", "content-language")),
        published=_published(tree, nodes, canonical or url, latest),
    )


def _all_text(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, preserve_formatting=True, list_bullets=True, alt_texts=False)).strip()


def _main_text(tree: Any, length: int) -> str:
    """The article, a line a paragraph, heading or list item; "" where none is found."""
    from trafilatura import extract

    if length > _LARGE:
        return ""
    text = (extract(tree, fast=True, include_comments=False, include_tables=True) or "").strip()
    return text if any(char.isalpha() for char in text) else ""


def _attribute(tree: Any, path: str) -> str | None:
    return next((text for value in tree.xpath(path) if (text := " ".join(str(value).split()))), None)


def _meta(tree: Any, names: tuple[str, ...]) -> str | None:
    """The content of the first of these meta fields, in the order of the names."""
    fields: dict[str, str] = {}
    for field in tree.iter("meta"):
        name = field.get("property") or field.get("name") or field.get("itemprop") or field.get("http-equiv")
        if name and (content := " ".join((field.get("content") or "").split())):
            fields.setdefault(name.lower(), content)
    return next((fields[name] for name in names if name in fields), None)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes that describe an article or the page."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _articles(msgspec.json.decode(str(script)), 0)
        except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
            continue


def _articles(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth + 1)
    elif isinstance(node, dict):
        if _ARTICLE.search(str(node.get("@type", ""))):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(node.get(key), depth + 1)


def _headline(tree: Any, nodes: list[dict[str, Any]]) -> str | None:
    """The page's headline, without the site's name."""
    stated = next((" ".join(h.split()) for node in nodes if isinstance(h := node.get("headline"), str)), None)
    h1 = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    title = (
        stated
        or _meta(tree, _HEADLINE_NAMES)
        or (h1[0] if len(h1) == 1 else None)
        or _attribute(tree, "//title//text()")
    )
    site = _meta(tree, ("og:site_name",))
    if title and site:
        title = re.sub(rf"\s*[|·•\u2013—:-]\s*{re.escape(site)}$", "", title) or title
    return title or None


def _canonical(tree: Any, url: str | None) -> str | None:
    """The page's own address, if it tells one that is no mere front page."""
    link = _attribute(tree, "//link[@rel='canonical']/@href") or _meta(tree, ("og:url",))
    try:
        address = web_address(urljoin(url or "", link or ""))
    except ValueError:
        return None
    own = web_address(url)
    if (
        not link
        or address is None
        or (own and own.count("/") > 3 and address.endswith("/") and address.count("/") == 3)
    ):
        return None
    return address


def _published(tree: Any, nodes: list[dict[str, Any]], url: str | None, latest: dt.date) -> dt.date | None:
    """The publication day by JSON-LD, meta fields, `<time>`, and last by where htmldate looks, prose taken away."""
    stated = [str(node["datePublished"]) for node in nodes if node.get("datePublished")]
    stated.append(_meta(tree, _DAY_NAMES) or "")
    stated += tree.xpath(
        "//time[@pubdate or @itemprop='datePublished' or contains(@class, 'published')]/@datetime"
    )
    stated += tree.xpath("(//article//header//time | //header//time)[1]/@datetime")
    days = (parse_day(value) for value in stated)
    known = next((day for day in days if day and EARLIEST <= day <= latest), None)
    return known or _searched(tree, url, latest)


def _searched(tree: Any, url: str | None, latest: dt.date) -> dt.date | None:
    """What htmldate finds in the address and in the page's furniture.

    Its extensive search is left off, and prose, headings and tables are taken away first: on pages without metadata it
    takes the release date that they speak of for the day of publication.
    """
    from htmldate import find_date

    if tree.tag != "html":
        return None  # htmldate takes it for granted
    bare = deepcopy(tree)
    for element in bare.xpath(_NOT_FURNITURE):
        element.drop_tree()
    found = find_date(
        bare,
        extensive_search=False,
        original_date=True,
        url=url,
        max_date=str(latest),
        min_date=str(EARLIEST),
    )
    return dt.date.fromisoformat(found) if found else None
