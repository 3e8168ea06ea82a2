"""Finds what a page is about where its markup is no help: the first post of a thread, the text among layout tables.

From a parsed page to an element, or to the page with its layout tables made plain. Works on the tree in place.
"""

import re
from copy import deepcopy
from typing import Any

# The posts of a thread are numbered; the first of them is what the page is about.
_POSTS = "//*[self::div or self::article or self::li or self::section or self::table][@id]"
_POST = re.compile(r"^(?:js-?)?(?:post|p|msg|message|reply|topic)[-_]?\d{1,12}$", re.IGNORECASE)
_LIVE = re.compile(r"\blive", re.IGNORECASE)  # the posts of a live blog are all its own
# What of a post is said, not who says it; forum engines name it so.
_SAID = (
    ".//*[contains(@class, 'message-body') or contains(@class, 'message-content') or contains(@class, 'post-content')"
    " or contains(@class, 'post_body') or contains(@class, 'post-body') or contains(@class, 'postcontent')"
    " or contains(@class, 'post_message') or contains(@class, 'bbWrapper') or contains(@id, 'post_message')"
    " or @itemprop='articleBody' or @itemprop='text' or @data-role='commentContent']"
)
_MOST_TABLES = 200
_LONG = 400  # characters: a cell that holds as many holds no datum
_COLUMN = 3  # a cell beside the text that is so many times shorter is a column of links


def first_post(tree: Any) -> Any:
    """The first post of a thread, which the others answer; None where the page is none. The answers are dropped."""
    named = (element for element in tree.xpath(_POSTS) if _POST.match(element.get("id")))
    posts = [element for element in named if element.getparent() is not None]
    if any(_LIVE.search(f"{post.get('class')} {post.getparent().get('class')}") for post in posts):
        return None
    alike: dict[str, list[Any]] = {}
    for post in posts:
        alike.setdefault(f"{post.tag} {post.get('id').rstrip('0123456789')}", []).append(post)
    first = None
    for head, *others in alike.values():
        answers = [post for post in others if head not in post.iterancestors()]
        first = head if answers and first is None else first
        for post in answers:
            if post.getparent() is not None:
                post.drop_tree()
    return first


def said_in(post: Any) -> Any:
    """The part of a post that holds what is said, without its poster's card; the whole post where none is named so."""
    parts = (part for part in post.xpath(_SAID) if part.text_content().strip())
    return next(parts, post)


def alone(element: Any) -> Any:
    """A page of which an element is all."""
    page, body = element.makeelement("html"), element.makeelement("body")
    page.append(body)
    body.append(deepcopy(element))
    return page


def make_tables_plain(tree: Any) -> None:
    """Turn tables that lay out the page, not data, into blocks, without the columns beside the text."""
    for table in tree.xpath("//table")[:_MOST_TABLES]:
        rows = table.xpath("./tr | ./tbody/tr | ./thead/tr")
        cells = [[(cell, _length(cell)) for cell in row.iterchildren("td", "th")] for row in rows]
        if not any(length > _LONG for row in cells for _, length in row):
            continue
        for row in cells:
            longest = max((length for _, length in row), default=0)
            for cell, length in row:
                if longest > _LONG and length * _COLUMN < longest:
                    cell.drop_tree()
                cell.tag = "div"
        for part in (table, *table.iterchildren("tbody", "thead"), *rows):
            part.tag = "div"


def _length(cell: Any) -> int:
    return int(cell.xpath("string-length(normalize-space(.))"))
