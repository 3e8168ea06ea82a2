"""What the `<time>` elements of a page say of the article: the day it was published, the day it shows as its update.

From a parsed page to `Times`. Most such elements are about something else: other articles, comments, the release that
the article speaks of. Only those count that say what they are, or that stand between the headline and the text.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tracker.ingest.byline import UPDATED
from tracker.ingest.dates import parse_day, possible
from tracker.ingest.metadata import is_of_article

_MOST = 200  # elements; a page with more is a list or a thread
_PROSE = 80  # characters: a paragraph this long belongs to the text
_LABEL = 60  # characters before an element in which its label stands
_MOST_TEXTS = 20  # pieces of an element's text that are looked at
_NAMED = (
    "//time[@pubdate or contains(@itemprop, 'datePublished') or contains(@class, 'published')"
    " or contains(@class, 'entry-date') or contains(@class, 'post-date')] | //abbr[contains(@class, 'published')]"
)
_IN_HEADER = "//header[ancestor::article or ancestor::main or .//h1]//time"
_BELOW_HEADLINE = "following::*[self::time or self::p or self::h2]"
_MODIFIED = re.compile(r"modified|updated|last-?update", re.IGNORECASE)
_PUBLISHED = re.compile(r"published", re.IGNORECASE)
_UPDATE_LABEL = re.compile(rf"(?<!\w){UPDATED}\W*(?:\b(?:on|am|le|el|il|em)\b)?\W*$", re.IGNORECASE)
_RELEASE_LABEL = re.compile(
    r"\b(?:releas\w*|premier\w*|launch\w*|air(?:s|ed)|debut\w*|theat\w+|cinemas|out|due|coming|starts?|begins?)\b[^.]{0,20}$",
    re.IGNORECASE,
)
# Parts of a page that are not the article. A part that holds the headline is never one of them.
_OTHER_TAGS = frozenset({"aside", "nav", "table", "dl"})
_OTHER = re.compile(
    r"(?:^|[\s_-])(?:related|comments?|replies|sidebar|widget|recommend\w*|promo|teasers?|cards?|latest|trending|popular|more|infobox"
    r"|(?:site|page)-footer|read-?next|newsletter|carousel|popup|cookie)(?![a-z])",
    re.IGNORECASE,
)
_INLINE = frozenset(
    "a abbr b em i label small span strong time u".split()
)  # may hold a label; blocks say other things
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|sr-only|screen-reader-text|visually-hidden|d-none)(?:\s|$)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    """What the elements say.

    Attributes:
        published: the day of publication.
        updated: the day of the last update, where a reader sees it.
    """

    published: dt.date | None = None
    updated: dt.date | None = None


def read_times(tree: Any, latest: dt.date, post: Any = None) -> Times:
    """Read the elements.

    Args:
        tree: the page, as lxml parsed it.
        latest: no later day is believed.
        post: what of it is the article, where that is known: the first post of a thread.
    """
    if post is not None:
        days = (possible(_day(element), latest) for element in post.xpath(".//time")[:_MOST])
        return Times(next(filter(None, days), None))
    headline = next(iter(tree.xpath("(//main//h1 | //article//h1)[1]") or tree.xpath("(//h1)[1]")), None)
    around = [] if headline is None else [headline, *headline.iterancestors()]
    published = (
        possible(_day(element), latest)
        for element in _candidates(tree, headline)
        if is_of_article(element)
        and not _is_elsewhere(element, around)
        and not _is_update(element)
        and not _RELEASE_LABEL.search(_label(element))
    )
    updated = (
        possible(_day(element), latest)
        for element in tree.xpath("//time")[:_MOST]
        if not _is_elsewhere(element, around) and _is_update(element) and _is_shown(element)
    )
    return Times(next(filter(None, published), None), next(filter(None, updated), None))


def _candidates(tree: Any, headline: Any) -> Iterator[Any]:
    """The elements that may tell when the article was published, the likeliest first."""
    yield from tree.xpath(_NAMED)[:_MOST]
    yield from tree.xpath(_IN_HEADER)[:_MOST]
    if headline is None:
        return
    for element in headline.xpath(_BELOW_HEADLINE)[:_MOST]:
        if element.tag == "time":
            yield element
        elif element.tag == "h2" or len(_text(element)) > _PROSE:
            return


def _day(element: Any) -> dt.date | None:
    return parse_day(element.get("datetime") or element.get("title") or _text(element))


def _text(element: Any) -> str:
    """The beginning of its text; that is all that is looked at, and some elements hold a whole page."""
    return " ".join("".join(text[: 2 * _PROSE] for text in islice(element.itertext(), _MOST_TEXTS)).split())


def _is_update(element: Any) -> bool:
    """Whether it says of itself, or the words before it say, that it tells an update and no publication."""
    named = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
    label = _label(element)
    if _UPDATE_LABEL.search(label):
        return True
    return bool(_MODIFIED.search(named)) and not _PUBLISHED.search(named)


def _is_shown(element: Any) -> bool:
    """Whether a reader sees that it tells an update: themes print such elements and hide them with a style sheet."""
    if not _text(element):
        return False
    for part in (element, *element.iterancestors()):
        if part.get("hidden") is not None or _HIDDEN_STYLE.search(part.get("style") or ""):
            return False
        if _HIDDEN.search(part.get("class") or ""):
            return False
    return bool(_UPDATE_LABEL.search(_label(element))) or "dateModified" in (element.get("itemprop") or "")


def _label(element: Any) -> str:
    """The end of what stands before it in its parent, or in its parent's where it is the first in its own."""
    text = ""
    for _ in range(3):
        parent = element.getparent()
        if parent is None or text or element.tag in ("article", "main", "body", "p"):
            break
        pieces = [(parent.text or "")[-_LABEL:]]
        for sibling in list(islice(element.itersiblings(preceding=True), 3))[::-1]:
            said = _text(sibling) if sibling.tag in _INLINE else ""
            pieces += [said, (sibling.tail or "")[-_LABEL:]]
        text = " ".join(" ".join(pieces).split())
        element = parent
    return text[-_LABEL:]


def _is_elsewhere(element: Any, around: list[Any]) -> bool:
    """Whether it stands in a part of the page that is not the article: another article's card, comments, a table.

    Args:
        element: what is asked about.
        around: the headline and what it stands in.
    """
    in_article = any(part.tag == "article" for part in around)
    for part in element.iterancestors():
        if part in around or part.tag in ("html", "body"):
            return False
        if part.tag in _OTHER_TAGS or (part.tag == "article" and in_article):
            return True
        if part.tag == "footer" and next(part.iterancestors("article", "main"), None) is None:
            return True
        if _OTHER.search(f"{part.get('class') or ''} {part.get('id') or ''}"):
            return True
    return False
