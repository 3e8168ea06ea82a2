"""Finds the headline of a page, without the site's name: of what is stated, what its headings say, what its window is called.

From a parsed page and what its head states to a line. What is stated is believed only where the page shows it: engines
state a description, a teaser or the site's own name as the headline.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

_LONGEST = 1_000  # characters
_MOST_HEADINGS = 40
_SHARE = 0.5  # of a stated headline, for a shorter one that it holds to be the same
_LEAST_WORDS = 3  # of a title that a heading may end with, after a word on the subject
_MOST_NAMES = 5
_LONGEST_FOOT = 600  # characters: a foot that says more names many things
_PARTS = 3  # names that stand around a title at most
_SIGN = re.compile(r"\W+|_")
_CUT = re.compile(r"\s*[|\uff5c_]\s*|\s+[·•»«/\u2013\u2014-]+\s+|\s*[:\uff1a\u2013\u2014]\s+|\uff1a")
_SUBTITLE = re.compile(r"\s*[:\uff1a]\s*")  # what follows one is the site's name only where that is known
_HOME = "//a[@href='/' or @rel='home'] | //*[contains(@class, 'site-title') or contains(@class, 'site-name')]"
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


@dataclass(frozen=True)
class _Shown:
    """What a page shows that may be its headline or its site's name."""

    tree: Any
    sites: frozenset[str]  # in their bare form

    @cached_property
    def window(self) -> str:
        """What the window is called."""
        return " ".join("".join(self.tree.xpath("(//title)[1]//text()")).split())[:_LONGEST]

    @cached_property
    def h1(self) -> list[str]:
        """Its headings of the first order."""
        return list(_texts(self.tree.iter("h1")))

    @cached_property
    def headings(self) -> list[str]:
        """The words of all its upper headings."""
        return list(map(_words, _texts(self.tree.iter("h1", "h2", "h3"))))

    @cached_property
    def names(self) -> frozenset[str]:
        """What stands where sites have their names, in its bare form."""
        return frozenset(map(_bare, _texts(self.tree.xpath(_HOME)[:_MOST_NAMES])))

    @cached_property
    def foot(self) -> str:
        """The words of a foot that says whose the page is."""
        feet = _texts(islice(self.tree.iter("footer"), _MOST_NAMES))
        return "".join(
            _words(text) for text in feet if len(text) <= _LONGEST_FOOT and _COPYRIGHT.search(text)
        )

    @cached_property
    def mastheads(self) -> frozenset[str]:
        """Those of its headings that are the site's name, in their bare form."""
        return frozenset(_bare(text) for text in self.h1 if _is_masthead(text, self))

    def is_site(self, text: str) -> bool:
        """Whether a text is the site's name, or stands where that does."""
        bare = _bare(text)
        return bool(bare) and (bare in self.sites or bare in self.names or _words(text) in self.foot)


def headline(tree: Any, stated: Iterable[str], sites: Iterable[str]) -> str | None:
    """The headline of a page; None where it has none.

    Args:
        tree: the page, as lxml parsed it.
        stated: what its head says is its headline, the likeliest first.
        sites: what its site may be called.
    """
    page = _Shown(tree, frozenset(filter(None, map(_bare, sites))))
    title = (
        _believed([text[:_LONGEST] for text in stated], page)
        or _heading(page)
        or page.window
        or next(iter(page.h1), None)
    )
    return _without_site(title, page) if title else None


def _believed(stated: list[str], page: _Shown) -> str | None:
    """The first stated headline that the page shows; the first of all where the page shows none."""
    stated = [text for text in stated if _bare(text) not in page.sites]
    shown = [_words(text) for text in (page.window, *page.h1) if _bare(text) not in (*page.sites, "")]
    if not shown:
        return next(iter(stated), None)
    return next((text for text in stated if any(_are_one(_words(text), one) for one in shown)), None)


def _are_one(stated: str, shown: str) -> bool:
    """Whether one of two headlines holds the other."""
    return stated in shown or (shown in stated and len(shown) >= _SHARE * len(stated))


def _heading(page: _Shown) -> str | None:
    """The heading that the window is called by, or the only one there is, unless it is the site's name."""
    headings = [text for text in page.h1 if _bare(text) not in page.mastheads]
    window = _words(page.window)
    called = (text for text in headings if window.startswith(_words(text)))
    return next(called, headings[0] if len(headings) == 1 else None)


def _is_masthead(text: str, page: _Shown) -> bool:
    """Whether a heading is the site's name: by that name, or since the window has it beside the real headline."""
    if _bare(text) in page.sites:
        return True
    cuts = list(_CUT.finditer(page.window))
    if not cuts:
        return False
    first, last = cuts[0], cuts[-1]
    if page.window[last.end() :] == text and not _SUBTITLE.fullmatch(last[0]):
        return not page.is_site(page.window[: last.start()])
    return page.window[: first.start()] == text and _words(page.window[first.end() :]) in page.headings


def _without_site(title: str, page: _Shown) -> str:
    """A title without the site's name at its ends."""
    for _ in range(_PARTS):
        cuts = list(_CUT.finditer(title))
        shorter = (
            (_without_last(title, cuts[-1], page) or _without_first(title, cuts[0], page)) if cuts else None
        )
        if not shorter:
            break
        title = shorter
    return title


def _without_last(title: str, cut: re.Match[str], page: _Shown) -> str | None:
    """The title without its last part where that is the site's name, or where a heading says the rest only."""
    rest, last = title[: cut.start()], title[cut.end() :]
    bare = _bare(last)
    if bare in page.sites or bare in page.mastheads:
        return rest
    if _SUBTITLE.fullmatch(cut[0]):
        return None
    if page.is_site(last):
        return rest
    headings, words = page.headings, _words(rest)
    return rest if _words(last) not in headings and any(_says(one, words) for one in headings) else None


def _without_first(title: str, cut: re.Match[str], page: _Shown) -> str | None:
    """The title without its first part where that is the site's name and a heading says the rest.

    Else it may be the work's: "Gullholm: season 3" on the show's own site.
    """
    first, rest = title[: cut.start()], title[cut.end() :]
    if _words(rest) not in page.headings:
        return None
    return rest if _bare(first) in page.mastheads or page.is_site(first) else None


def _says(heading: str, title: str) -> bool:
    return heading == title or (heading.endswith(title) and len(title.split()) >= _LEAST_WORDS)


def _texts(elements: Iterable[Any]) -> Iterator[str]:
    some = islice(elements, _MOST_HEADINGS)
    return filter(None, (" ".join(element.text_content().split())[:_LONGEST] for element in some))


def _words(text: str) -> str:
    """A text's words in small letters between blanks, so that whole words can be looked for."""
    return f" {' '.join(_SIGN.sub(' ', text.casefold()).split())} "


def _bare(text: str) -> str:
    """A name without its blanks, signs and accents, as hosts have it."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SIGN.sub("", text.casefold())
