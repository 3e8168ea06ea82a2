"""A sheet in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TextIO

from tracker.report import as_csv, as_json, as_markdown, as_text
from tracker.report.rows import Sheet


class Format(StrEnum):
    """How rows are shown."""

    TABLE = "table"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


_WRITERS: Mapping[Format, Callable[[Sheet, TextIO], object]] = {
    Format.TABLE: as_text.write,
    Format.MARKDOWN: lambda sheet, stream: stream.write(as_markdown.document(sheet)),
    Format.CSV: lambda sheet, stream: stream.write(as_csv.document(sheet)),
    Format.JSON: lambda sheet, stream: stream.write(as_json.document(sheet)),
    Format.JSONL: lambda sheet, stream: stream.writelines(as_json.lines(sheet.records)),
}


def show(sheet: Sheet, form: Format, stream: TextIO) -> None:
    """Write a sheet to a text stream; only a table looks at whether that is a terminal."""
    _WRITERS[form](sheet, stream)
