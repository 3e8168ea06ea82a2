"""A sheet as CSV (RFC 4180) for spreadsheets: texts keep their words, but none is a formula."""

from __future__ import annotations

import csv
from io import StringIO

from tracker.report.rows import Scalar, Sheet

# A spreadsheet computes a cell that begins so; with an apostrophe in front it is text (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def document(sheet: Sheet) -> str:
    """A header and a line a row; no text at all where there are no rows."""
    if not sheet.flat:
        return ""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(sheet.flat[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in sheet.flat)
    return out.getvalue().encode("utf-8", "replace").decode("utf-8")  # a stray surrogate cannot be written


def _harmless(value: Scalar) -> Scalar:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
