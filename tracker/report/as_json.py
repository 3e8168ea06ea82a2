"""Records as JSON: one document, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tracker.report.rows import Record, Sheet


def document(sheet: Sheet) -> str:
    """A list of objects, the same ones as `lines` gives, indented."""
    return _dumped(list(sheet.records), indent=2) + "\n"


def lines(records: Iterable[Record]) -> Iterator[str]:
    """One object a line, as they come: nothing is held back."""
    for record in records:
        yield _dumped(record) + "\n"


def _dumped(value: object, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "backslashreplace").decode(
        "utf-8"
    )  # a stray surrogate becomes JSON's own escape
