"""What a terminal gets, and what a pipe gets."""

import io

import pytest

from tracker.report.as_text import write
from tracker.report.rows import Line, Sheet, Tone, line

LONG = "a very long quote, " * 30


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")


@pytest.fixture
def sheet():
    row = (line("2022-01-05"), line("+58 d", Tone.LATER), (Line(LONG, url="https://a.example/1"),))
    return Sheet(("day", "shift", "because"), (row,), (), (), empty="nothing", notes=("in the end: 2022",))


def written(sheet, stream):
    write(sheet, stream)
    return stream.getvalue()


def test_a_terminal_gets_its_width_and_colours_and_loses_no_word(sheet):
    text = written(sheet, Terminal())
    assert "\x1b[31m+58 d\x1b[0m" in text
    assert "…" not in text
    assert text.count("very") == 30


def test_a_terminal_is_never_overrun(sheet, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert max(map(len, written(sheet, Terminal()).splitlines())) == 60
    monkeypatch.setenv("COLUMNS", "20")
    narrow = written(sheet, Terminal()).splitlines()
    assert max(map(len, narrow)) <= 20


def test_no_color_means_no_escapes_at_all(sheet, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in written(sheet, Terminal())


@pytest.mark.parametrize("wish", ["FORCE_COLOR", "TTY_COMPATIBLE"])
def test_a_pipe_gets_one_unfolded_line_a_row_without_colours(sheet, monkeypatch, wish):
    monkeypatch.setenv(wish, "1")
    text = written(sheet, io.StringIO())
    assert text.splitlines()[2:] == [
        f"2022-01-05   +58 d   {LONG.strip()} https://a.example/1",
        "",
        "in the end: 2022",
    ]
    assert text.isprintable() or "\x1b" not in text


def test_cards_name_each_field_that_holds_something():
    row = (line("“soon”", Tone.STRONG), line("2022"), (), line("[bold]x[/]"))
    cards = Sheet(("words", "window", "credit", "sentence"), (row,), (), (), empty="", as_cards=True)
    assert written(cards, io.StringIO()) == "“soon”\n  window    2022\n  sentence  [bold]x[/]\n\n"
