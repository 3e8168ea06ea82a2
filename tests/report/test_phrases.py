"""Time phrases shown where they stand."""

import datetime as dt
import io

import pytest

from tracker.extract import dropped_phrases, find_phrases
from tracker.extract.rules import GRAMMAR
from tracker.report.phrases import _LACKS, write_phrases

ANCHOR = dt.date(2024, 6, 12)
TEXT = "Season 2 comes late 2024, not three\x1b[31m years ago.\nNothing here.\nBlade Runner 2049 is old; maybe next year.\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(
    stream: io.StringIO, text: str = TEXT, anchor: dt.date | None = ANCHOR, *, why: bool = False
) -> str:
    found, dropped = find_phrases(text, anchor), dropped_phrases(text, anchor)
    write_phrases(text, found, dropped, stream, anchor=anchor, why=why)
    return stream.getvalue()


def test_a_pipe_gets_brackets_and_the_meaning_below() -> None:
    assert shown(io.StringIO()) == (
        "Season 2 comes [late 2024], not three [31m years ago.\n"
        "  late 2024: 2024-09/2024-12 (late 2024: 2024-09-01 to 2024-12-31)\n"
        "Blade Runner 2049 is old; maybe [next year].\n"
        "  next year: 2025 (2025: 2025-01-01 to 2025-12-31, anchor implied)\n"
    )


def test_why_shows_the_rules_and_what_was_dropped() -> None:
    told = shown(io.StringIO(), why=True)

    assert "← part of a unit" in told
    assert "Blade Runner {2049} is old" in told
    assert "2049: none: a name or number that looks like one" in told


def test_a_terminal_gets_colours_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;32mlate 2024\x1b[0m" in shown(Terminal())

    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(Terminal())


@pytest.mark.parametrize(("text", "anchor", "why"), [
    ("It comes next year.", None, "it hangs on a day that is not known (give --anchor)"),
    ("It comes on February 30, 2025.", None, "there are no such days within reach"),
    ("It comes in ten to five days.", ANCHOR, "there are no such days within reach"),
    ("It comes in Q2 of fiscal 2025.", ANCHOR, "the text does not tell when that fiscal year begins or ends"),
    ("It comes a year later.", ANCHOR, "it hangs on something said before, and nothing was"),
])  # fmt: skip
def test_what_has_no_window_is_told_why(text: str, anchor: dt.date | None, why: str) -> None:
    assert f"no window: {why}\n" in shown(io.StringIO(), text, anchor)


def test_what_is_told_of_a_rule_is_told_of_one_that_there_is() -> None:
    assert frozenset().union(*_LACKS.values()) <= {rule.name for rule in GRAMMAR.rules}


def test_a_text_without_phrases_is_told_so() -> None:
    assert shown(io.StringIO(), "It comes.") == "no time phrase found\n"
