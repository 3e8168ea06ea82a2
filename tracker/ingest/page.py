"""Reads an HTML page: main text, all text, what its head and its `<time>` elements say, what its furniture hides.

From markup to a `Page`. The only module that has trafilatura and htmldate look for something. What takes long is done when it is asked
for; which of several days is the day of publication is decided in `publication`.
"""

import datetime as dt
from copy import deepcopy
from functools import cached_property
from typing import Any

from tracker.ingest.address import site_of, untracked, web_address
from tracker.ingest.dates import EARLIEST
from tracker.ingest.metadata import Metadata, read_metadata
from tracker.ingest.threads import alone, first_post, make_tables_plain, said_in
from tracker.ingest.times import Times, read_times
from tracker.ingest.tree import tree_of

_LARGE = (
    5_000_000  # characters: above, the main text is not looked for (a second a megabyte), all text is taken
)
# What holds days that are not the page's: prose, headings, tables of facts, other articles, comments, the foot.
_NOT_FURNITURE = (
    "//script | //style | //title | //h1 | //h2 | //h3 | //h4 | //table | //li | //dl | //aside | //footer | //nav"
    " | //p[string-length(normalize-space(.)) > 80] | //body//*[not(self::article or self::main)][contains(@class, 'comment') or contains(@class, 'related')]"
)
# Furniture of all pages that stands beside the text and holds days and names of other things.
_BESIDE = ["nav", "aside", "dl", "select", "template", "noscript"]
_BUTTONS = "//button | //a[@role='button'] | //input[@type='submit' or @type='button']"
_MOST_BUTTONS = 100
_POSTER = ".//*[contains(@class, 'username') or contains(@class, 'creator') or @itemprop='author']"
# Cookie layers that name themselves by whichever of their names comes second.
_LAYERS = (
    ".//*[self::div or self::section or self::aside][contains(@class, 'cookie') or contains(@id, 'cookie')"
    " or contains(@class, 'consent') or contains(@id, 'consent')][.//button or .//a][not(.//p[6])]"
)


class Page:
    """An HTML page.

    Args:
        html: markup, whole or broken.
        url: where it was got, if anywhere; relative links count from there.
        latest: no later day is believed.
    """

    def __init__(self, html: str, url: str | None, latest: dt.date) -> None:
        self._html = html
        self._url = url
        self._latest = latest
        self._tree: Any = tree_of(html)
        self.metadata = Metadata() if self._tree is None else read_metadata(self._tree, url, latest)
        """What its head says."""

    @cached_property
    def times(self) -> Times:
        """What its `<time>` elements say."""
        return Times() if self._tree is None else read_times(self._tree, self._latest, self._post)

    @cached_property
    def everything(self) -> str:
        """All visible text."""
        return _all_text(self._html, [])

    @cached_property
    def surroundings(self) -> str:
        """All visible text that may hold a byline, for those that stand outside the main text."""
        return _all_text(self._html, _BESIDE)

    @property
    def poster(self) -> tuple[str, ...]:
        """Who wrote the first post of a thread."""
        found = [] if self._post is None else self._post.xpath(_POSTER)
        return tuple(" ".join(element.text_content().split()) for element in found[:1])

    @property
    def buttons(self) -> tuple[str, ...]:
        """What can be pressed."""
        found = [] if self._tree is None else self._tree.xpath(_BUTTONS)[:_MOST_BUTTONS]
        return tuple(" ".join((b.get("value") or b.text_content()).split()) for b in found)

    @cached_property
    def _post(self) -> Any:
        return None if self._tree is None or self.metadata.is_live else first_post(self._tree)

    @cached_property
    def article(self) -> str:
        """The main text, a line a paragraph, heading or list item; "" where none is found."""
        from trafilatura import extract

        if self._tree is None or len(self._html) > _LARGE:
            return ""
        tree = self._tree if self._post is None else alone(said_in(self._post))
        make_tables_plain(tree)
        text = extract(tree, fast=True, include_comments=False, include_tables=True, prune_xpath=_LAYERS)
        text = (text or "").strip()
        return text if any(char.isalpha() for char in text) else ""

    @property
    def text(self) -> str:
        """The main text, or all text where none is found."""
        return self.article or self.everything

    @property
    def heading(self) -> str:
        """What the window is called."""
        found = [] if self._tree is None else self._tree.xpath("(//title)[1]")
        return " ".join(found[0].text_content().split()) if found else ""

    @cached_property
    def addresses(self) -> tuple[str | None, str | None]:
        """The page's own address, and that of the article elsewhere which it says that it is a copy of.

        What a page says is its address is believed of its own site only: any page could pose as another site's article.
        """
        own = untracked(self._url) if self._url and web_address(self._url) else None
        stated = web_address(self.metadata.link)
        if stated is None or _is_front_page(stated, own):
            return own, None
        stated = untracked(stated)
        if own is None or site_of(stated) == site_of(own):
            return stated, None
        return own, stated

    def searched(self) -> dt.date | None:
        """The day that htmldate finds in the page's furniture.

        Its extensive search is left off, and prose, headings and tables are taken away first: on pages without metadata
        it takes the release date that they speak of for the day of publication.
        """
        from htmldate import find_date

        if self._tree is None or self._tree.tag != "html":
            return None  # htmldate takes it for granted
        bare = deepcopy(self._tree)
        for element in bare.xpath(_NOT_FURNITURE):
            element.drop_tree()
        found = find_date(
            bare,
            extensive_search=False,
            original_date=True,
            max_date=str(self._latest),
            min_date=str(EARLIEST),
        )
        return dt.date.fromisoformat(found) if found else None


def _all_text(html: str, skipped: list[str]) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(
        html, preserve_formatting=True, list_bullets=True, alt_texts=False, skip_elements=skipped
    )
    return str(text).strip()


def _is_front_page(stated: str, own: str | None) -> bool:
    """Whether a page deep in its site says that its address is the site's front page: a template's mistake."""
    return own is not None and own.count("/") > 3 and stated.count("/") == 3 and stated.endswith("/")
