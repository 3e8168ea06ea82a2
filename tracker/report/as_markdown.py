"""A sheet as a Markdown table, and the escaping that any text needs before it may stand in Markdown.

Titles, quotes, outlets and addresses come from articles: none of it may become markup, and a link goes to http or
https only.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from tracker.report.plain import plain
from tracker.report.rows import Cell, Line, Sheet, Tone

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LEADING = re.compile(r"^([-+=#]|\d+(?=[.)]))")  # would begin a list, a heading or a rule
_IN_ADDRESS = "/:?#@!$&+,=%~-._"  # beside letters and digits; everything else is percent-encoded


def document(sheet: Sheet) -> str:
    """A table, or one sentence where there are no rows; notes below."""
    if not sheet.cells:
        return f"{opening(sheet.empty)}\n"
    head = [_row(sheet.headers), _row(["---"] * len(sheet.headers))]
    rows = [_row([cell(c) for c in row]) for row in sheet.cells]
    return "\n".join([*head, *rows, *(f"\n{opening(note)}" for note in sheet.notes)]) + "\n"


def cell(lines: Cell) -> str:
    """A cell's lines as one line of Markdown."""
    return "<br>".join(map(_line, lines))


def escaped(text: str) -> str:
    """Text that shows as it is, within a line."""
    harmless = _SPECIAL.sub(r"\\\g<0>", plain(text))
    for character, entity in _HTML.items():
        harmless = harmless.replace(character, entity)
    return harmless


def opening(text: str) -> str:
    """Text that shows as it is even where it begins a line or an item of a list."""
    return _LEADING.sub(_escape_leading, escaped(text))


def linked(text: str, url: str | None) -> str:
    """Text that leads to `url` where that is an address of http or https, else the text alone."""
    address = _address(url)
    return f"[{escaped(text)}]({address})" if address else escaped(text)


def _address(url: str | None) -> str | None:
    if url is None or plain(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return quote(url, safe=_IN_ADDRESS) if parts.scheme in {"http", "https"} and parts.netloc else None


def _escape_leading(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _line(line: Line) -> str:
    text = linked(line.text, line.url)
    return f"**{text}**" if line.tone is Tone.STRONG else text


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
