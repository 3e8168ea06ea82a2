"""In which line of a TOML text a key stands: tomllib does not say. Knows nothing of what the keys mean."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*([\w.\"' -]+?)\s*=")
_FENCE: Final = re.compile(r'"""|\'\'\'')

Where = tuple[str | int, ...]  # ("works", 0, "title")


def lines(text: str) -> dict[Where, int]:
    """The line, from 1, of each table and key; those within one value are left out.

    Args:
        text: valid TOML.
    """
    found: dict[Where, int] = {}
    entries: Counter[str] = Counter()
    table: Where = ()
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if not fenced and (header := _HEADER.match(line)):
            table = _path(header[2])
            if header[1] == "[[":
                table = (*table, entries[header[2]])
                entries[header[2]] += 1
            found.setdefault(table, number)
        elif not fenced and (key := _KEY.match(line)):
            found.setdefault((*table, *_path(key[1])), number)
        fenced ^= len(_FENCE.findall(line)) % 2 == 1
    return found


def line_of(place: Where, found: dict[Where, int]) -> int | None:
    """The line of a place, or of the nearest one around it; None where none is known."""
    while place and place not in found:
        place = place[:-1]
    return found.get(place)


def _path(dotted: str) -> Where:
    return tuple(part.strip(" \"'") for part in dotted.split("."))
