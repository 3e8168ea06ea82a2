"""How a text is laid out: its lines, headings, lists, the lines that belong to the page and not to the article. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_LINE = re.compile(r"[^\n]+")
_HEADING_CHARS: Final = 90
_HEADING_WORDS: Final = 14
_BYLINE_CHARS: Final = 140
_NO_HEADING_END: Final = (".", ",", ";", '"', "”", ")", ":")
_ITEM = re.compile(r"\s*[•*\-–·]\s")
_LEAD = r"\s*[>•*\-–|:\[\]#»\s]*"
_LINKS = re.compile(
    _LEAD
    + r"(?:related|read (?:also|more|next|too)|also(?: read)?\s*:|more\s*:|more from|next\s*(?:page|article|:)|"
    r"previous\s*article|recommended|tags?\b|topics\b|filed|see also|must read|missed|upcoming:|elsewhere|>\s)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"\s*(?:(?:\d+\s+)?(?:comments?|replies|responses|thoughts on)\b|discussion\b|>> reply|leave a (?:reply|comment)|join the"
    r"|anonymous said|\W*reply\b|[^.!?]{1,40}\b(?:\d+|an?) (?:min(?:ute)?s?|hours?|days?|weeks?) ago\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*(?:by|posted|published|written|updated|last|tags?|filed)\b", re.IGNORECASE)
_IN_BYLINE = re.compile(
    r"\b(?:(?i:posted|published|updated|modified|edited)|EDT|EST|PST|PDT|GMT|IST|BST|KST|[AP]M|[ap]m|by [A-Z]|points?|comments)\b"
    r"|\d\d?:\d\d",
)
_COPYRIGHT: Final = ("©", "(c)", "copyright")
_LABEL = re.compile(r"[^:\n]{2,24}:\s")
_ABOUT_RELEASE = re.compile(
    r"releas|premiere|in theat|in cinemas|com(?:e|ing) out|\bair|\bwhen\b|\bdate|arriv|out\b|launch",
    re.IGNORECASE,
)
_ABOUT_ELSE = re.compile(
    r"\bcast|plot|story|trailer|\bwho\b|about|film|produc|watch|faq|budget", re.IGNORECASE
)


@dataclass(frozen=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: its place among them.
        begin, end: offsets in the text.
        heading: whether it is set like one.
    """

    number: int
    begin: int
    end: int
    text: str
    heading: bool

    @cached_property
    def item(self) -> bool:
        """Whether it is one of a list."""
        return _ITEM.match(self.text) is not None

    @cached_property
    def links(self) -> bool:
        """Whether it leads away from the article: "Also read: …", "Tags: …"."""
        return _LINKS.match(self.text) is not None

    @cached_property
    def byline(self) -> bool:
        """Whether it speaks of who wrote when, and not of works."""
        if len(self.text) > _BYLINE_CHARS:
            return False
        return _BYLINE.match(self.text) is not None or _IN_BYLINE.search(self.text) is not None

    @cached_property
    def copyright(self) -> bool:
        """Whether it is a copyright line."""
        low = self.text.lower()
        return any(word in low for word in _COPYRIGHT)

    @cached_property
    def labelled(self) -> bool:
        """Whether it opens with a label: "Release date: …"."""
        return _LABEL.match(self.text) is not None

    @cached_property
    def asks_for_release(self) -> bool:
        """Whether, as a heading, it announces when something comes out."""
        return _ABOUT_RELEASE.search(self.text) is not None

    @cached_property
    def asks_for_else(self) -> bool:
        """Whether, as a heading, it announces something else."""
        return _ABOUT_ELSE.search(self.text) is not None


class Page:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.lines = [
            Line(n, m.start(), m.end(), m[0], _is_heading(m[0]))
            for n, m in enumerate(m for m in _LINE.finditer(text) if not m[0].isspace())
        ]
        self._begins = [line.begin for line in self.lines]

    def at(self, offset: int) -> Line:
        """The line that holds a character."""
        return self.lines[max(bisect_right(self._begins, offset) - 1, 0)]

    @cached_property
    def _headings(self) -> list[int]:
        return [line.number for line in self.lines if line.heading and line.number and not line.item]

    def heading_above(self, line: Line) -> Line | None:
        """The nearest heading above a line."""
        at = bisect_right(self._headings, line.number - 1) - 1
        return self.lines[self._headings[at]] if at >= 0 else None

    @property
    def headings(self) -> list[Line]:
        """All headings but the first line."""
        return [self.lines[n] for n in self._headings]

    @cached_property
    def comments_from(self) -> int:
        """The line from which on readers speak; the number of lines where they do not."""
        for line in self.lines[len(self.lines) * 2 // 5 :]:
            if line.number > 2 and line.end - line.begin < 60 and _COMMENTS.match(line.text):
                return line.number
        return len(self.lines)


def _is_heading(line: str) -> bool:
    line = line.strip()
    if len(line) > _HEADING_CHARS or line.endswith(_NO_HEADING_END):
        return False
    return line.count(" ") < _HEADING_WORDS
