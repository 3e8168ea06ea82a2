"""Parses HTML, whole or broken, into lxml's tree. Pure.

The room that all share who look at markup: what is no page at all is told by None, never by an error.
"""

from typing import Any


def tree_of(html: str) -> Any:
    """The root of a page's tree; None where it is none."""
    from trafilatura import load_html

    return load_html(html) if html.strip() else None
