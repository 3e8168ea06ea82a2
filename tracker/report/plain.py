"""Text from articles, made safe to show on a line: what a terminal or a page would obey is taken out."""

from __future__ import annotations

import re

# White space and controls (with them every escape sequence), and what turns the direction of writing.
_OBEYED = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+")
_SURROGATE = re.compile("[\\ud800-\\udfff]")


def plain(text: str) -> str:
    """The text on one line, its white space folded, without control characters."""
    return _SURROGATE.sub("\ufffd", _OBEYED.sub(" ", text)).strip()
