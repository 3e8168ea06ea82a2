"""The time phrases of a text, shown where they stand: in colours on a terminal, in brackets anywhere else."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from tracker.extract import Dropped, Phrase
from tracker.report.rows import days
from tracker.windows import Window, to_edtf, words

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {True: "bold green", False: "strike dim"}
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LACKS = {  # what is missing where one of these rules read what has no window
    "the text does not tell when that fiscal year begins or ends": frozenset((
        "fiscal quarter", "ordinal fiscal quarter", "quarter of a fiscal year", "fiscal year of a number", "this fiscal year")),
    "it hangs on something said before, and nothing was": frozenset((
        "that year", "that month or day", "nth of that month", "so many units later", "so many units after that")),
}  # fmt: skip


def write_phrases(
    text: str,
    phrases: Sequence[Phrase],
    dropped: Sequence[Dropped],
    stream: TextIO,
    *,
    anchor: dt.date | None,
    why: bool = False,
) -> None:
    """Show each line that holds a time phrase, the phrase marked, and below it the windows it means.

    Args:
        dropped: what looked like a phrase and is none; shown with `why` alone.
        anchor: the day that the phrases were read for; None where unknown.
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
                Text("  " + _meaning(one, anchor, why=why), style="dim" if isinstance(one, Dropped) else "")
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


def _meaning(one: Phrase | Dropped, anchor: dt.date | None, *, why: bool) -> str:
    if isinstance(one, Dropped):
        return f"{_printable(one.text)}: none: {one.reason}"
    windows = "; ".join(map(_said, one.windows)) or f"no window: {_lacking(one, anchor)}"
    rules = f"  ← {' > '.join(one.trail) or 'a word of the lexicon'}" if why else ""
    return f"{_printable(one.text)}: {windows}{rules}"


def _lacking(phrase: Phrase, anchor: dt.date | None) -> str:
    """Why a phrase has no window."""
    lacks = next((lack for lack, rules in _LACKS.items() if not rules.isdisjoint(phrase.trail)), None)
    if lacks:
        return lacks
    if anchor is None and not _YEAR.search(phrase.text):  # whose year is said hangs on no anchor
        return "it hangs on a day that is not known (give --anchor)"
    return "there are no such days within reach"


def _said(window: Window) -> str:
    implied = "" if window.implied == "nothing" else f", {window.implied} implied"
    return f"{to_edtf(window)} ({words(window)}: {days(window)}{implied})"
