"""The time phrases of a text, shown where they stand: in colours on a terminal, in brackets anywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from tracker.extract import Dropped, Phrase
from tracker.report.rows import days
from tracker.windows import Window, to_edtf, words

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {True: "bold green", False: "strike dim"}


def write_phrases(
    text: str, phrases: Sequence[Phrase], dropped: Sequence[Dropped], stream: TextIO, *, why: bool = False
) -> None:
    """Show each line that holds a time phrase, the phrase marked, and below it the windows it means.

    Args:
        dropped: what looked like a phrase and is none; shown with `why` alone.
        why: whether to show the rules that read each phrase, and what was dropped, and why.
    """
    from rich.console import Console
    from rich.text import Text

    found: list[Phrase | Dropped] = sorted((*phrases, *(dropped if why else ())), key=lambda f: f.begin)
    if not found:
        stream.write("no time phrase found\n")
        return
    colours = stream.isatty() and not os.environ.get("NO_COLOR")
    console = Console(
        file=stream, color_system="auto" if colours else None, markup=False, highlight=False, soft_wrap=True
    )
    for line, here in _by_line(text, found):
        console.print(_marked(line, here, text, Text, colours=colours))
        for one in here:
            console.print(
                Text("  " + _meaning(one, why=why), style="dim" if isinstance(one, Dropped) else "")
            )


def _by_line(
    text: str, found: Sequence[Phrase | Dropped]
) -> Iterator[tuple[tuple[int, int], list[Phrase | Dropped]]]:
    """The lines with something in them, as offsets."""
    lines: dict[tuple[int, int], list[Phrase | Dropped]] = {}
    for one in found:
        end = text.find("\n", one.end)
        lines.setdefault((text.rfind("\n", 0, one.begin) + 1, end if end >= 0 else len(text)), []).append(one)
    yield from lines.items()


def _marked(
    line: tuple[int, int], here: Sequence[Phrase | Dropped], text: str, make: type[Text], *, colours: bool
) -> Text:
    marked, at = make(), line[0]
    for one in here:
        marked.append(_printable(text[at : one.begin]))
        is_phrase = isinstance(one, Phrase)
        brackets = ("", "") if colours else ("[", "]") if is_phrase else ("{", "}")
        marked.append(
            f"{brackets[0]}{_printable(one.text)}{brackets[1]}", style=_STYLES[is_phrase] if colours else ""
        )
        at = one.end
    marked.append(_printable(text[at : line[1]]))
    return marked


def _printable(text: str) -> str:
    """The text without what would move the cursor or change its colours; as long as before."""
    return "".join(c if c.isprintable() else " " for c in text)


def _meaning(one: Phrase | Dropped, *, why: bool) -> str:
    if isinstance(one, Dropped):
        return f"{_printable(one.text)}: none: {one.reason}"
    windows = (
        "; ".join(map(_said, one.windows)) or "no window: it hangs on a day that is not known (give --anchor)"
    )
    rules = f"  ← {' > '.join(one.trail) or 'a word of the lexicon'}" if why else ""
    return f"{_printable(one.text)}: {windows}{rules}"


def _said(window: Window) -> str:
    implied = "" if window.implied == "nothing" else f", {window.implied} implied"
    return f"{to_edtf(window)} ({words(window)}: {days(window)}{implied})"
