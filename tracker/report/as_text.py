"""A sheet for a terminal, or as plain text for a pipe: there, no colours and nothing is cut or folded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Literal, TextIO

from tracker.report.plain import plain
from tracker.report.rows import Cell, Line, Sheet, Tone

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.FAINT: "dim",
    Tone.LATER: "red",
    Tone.EARLIER: "green",
    Tone.TROUBLE: "yellow",
}
_UNFOLDED = 100_000  # columns of a pipe: wider than any row
_SHORT = 40  # a column as narrow as this is not folded …
_ROOM = 16  # … as long as this much is left for the others


def write(sheet: Sheet, stream: TextIO) -> None:
    """Show a sheet: in the terminal's width and colours (none where NO_COLOR is set), or plain for a pipe."""
    if stream.isatty():
        _print(sheet, _console(stream, None if os.environ.get("NO_COLOR") else "auto"))
        return
    unfolded = StringIO()
    _print(sheet, _console(unfolded, None, _UNFOLDED))
    stream.writelines(f"{row.rstrip()}\n" for row in unfolded.getvalue().splitlines())


def _console(stream: TextIO, colours: Literal["auto"] | None, width: int | None = None) -> Console:
    from rich.console import Console

    return Console(file=stream, color_system=colours, width=width, markup=False, emoji=False, highlight=False)


def _print(sheet: Sheet, console: Console) -> None:
    for block in _blocks(sheet, console.width):
        console.print(block)


def _blocks(sheet: Sheet, width: int) -> Iterator[RenderableType]:
    if not sheet.cells:
        yield plain(sheet.empty)
    elif sheet.as_cards:
        for row in sheet.cells:
            yield from _card(sheet.headers, row)
    else:
        yield _table(sheet, width)
    if sheet.notes:
        yield ""
        yield from map(plain, sheet.notes)


def _table(sheet: Sheet, width: int) -> Table:
    from rich import box
    from rich.table import Table

    rows = [[_text(cell) for cell in row] for row in sheet.cells]
    of_several_lines = sum(any(len(cell) > 1 for cell in row) for row in sheet.cells)
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, leading=int(2 * of_several_lines >= len(rows))
    )
    for column, whole in enumerate(_kept_whole(sheet.headers, rows, width)):
        table.add_column(sheet.headers[column], no_wrap=whole, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _kept_whole(headers: tuple[str, ...], rows: list[list[Text]], width: int) -> list[bool]:
    """Which columns are not folded: the short ones, unless that would squeeze the others."""
    widths = [
        max(len(header), *(len(text) for row in rows for text in row[column].plain.splitlines() or [""]))
        for column, header in enumerate(headers)
    ]
    short = [w <= _SHORT for w in widths]
    taken = sum(w + 3 for w, kept in zip(widths, short, strict=True) if kept)
    return short if taken + _ROOM <= width or (all(short) and taken <= width) else [False] * len(widths)


def _card(headers: tuple[str, ...], row: tuple[Cell, ...]) -> Iterator[RenderableType]:
    """The first cell as a heading, then each cell that holds something after its header; then a blank line."""
    from rich.table import Table

    fields = Table.grid(padding=(0, 2))
    fields.add_column(no_wrap=True, style="dim")
    fields.add_column(overflow="fold")
    for header, cell in zip(headers[1:], row[1:], strict=True):
        if cell:
            fields.add_row(f"  {header}", _text(cell))
    yield _text(row[0])
    yield fields
    yield ""


def _text(cell: Cell) -> Text:
    from rich.text import Text

    return Text("\n").join(Text(_shown(line), style=_STYLES[line.tone]) for line in cell)


def _shown(line: Line) -> str:
    text, url = plain(line.text), plain(line.url or "")
    return text if url in {"", text} else f"{text} {url}"
