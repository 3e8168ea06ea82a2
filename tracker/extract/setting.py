"""What the window and the page say of a phrase: how far ahead it lies, whether it is said again, where it stands. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from tracker.extract.case import Case
from tracker.windows import Grain, Implied, Window

HEAD: Final = 8
"""Lines in which a byline stands."""

_COMMENTING = 14  # days in which readers comment
_AHEAD: Final = (
    (8, "within a week"),
    (46, "within weeks"),
    (200, "within half a year"),
    (400, "within a year"),
    (800, "within two years"),
)  # days
_YEAR: Final = Implied.YEAR  # a member of an enum is looked up ten times as slowly as a global
_ANCHOR: Final = Implied.ANCHOR
_OF_GRAIN: Final = {grain: f"grain: {grain}" for grain in Grain}
_YEAR_LEFT_OUT: Final = {grain: f"year left out: {grain}" for grain in Grain}
_COUNTED: Final = {grain: f"counted from the article's day: {grain}" for grain in Grain}
_DAY: Final = dt.timedelta(days=1)
_A_WHILE: Final = 10  # days
_LONG: Final = 270  # days
_SOON_OVER: Final = 62  # days


def setting(case: Case) -> list[str]:
    """Names of all that stands around its sentence."""
    written = case.article.written
    distance = _distance(case.window, written) if written is not None else ()
    return [*_window(case), *_repeated(case), *distance, *_line(case), *_heading(case)]


def _window(case: Case) -> Iterator[str]:
    window = case.window
    yield _OF_GRAIN[window.grain]
    if window.implied is _YEAR:
        yield _YEAR_LEFT_OUT[window.grain]
    elif window.implied is _ANCHOR:
        yield _COUNTED[window.grain]
    if window.is_open:
        yield "open window"
    if case.phrase.trail:
        yield f"phrase: {case.phrase.trail[-1]}"
    if "moved from" in case.phrase.trail:
        yield "moved from it"
    if not case.article.dated:
        yield "undated"


def _repeated(case: Case) -> Iterator[str]:
    """Whether the article says the same window elsewhere."""
    windows = case.article.windows
    if windows[case.window] > 1:
        yield "said more than once"
    top = case.article.headline_windows
    if case.number and case.window in top:
        yield "said in the headline"
    elif case.number and any(w.covers(case.window) for w in top):
        yield "narrows the headline's window"
    elif case.number and top:
        yield "headline says another window"
    moved = case.article.moved_to
    if moved is not None:
        earlier = case.window.end is not None and case.window.end < moved
        yield "lies before where it was moved" if earlier else "something was moved"


def _distance(window: Window, written: dt.date) -> Iterator[str]:
    start = window.start or written
    if window.start == window.end == written:
        yield "the day it was written"
        return
    if start == written + _DAY and window.end and (window.end - start).days > _A_WHILE:
        yield "from now on"  # "by the end of the year", "later this year", "within weeks"
        return
    if start <= written:
        yield "under way when it was written"
        if window.end and (window.end - written).days < _SOON_OVER and window.grain is not Grain.YEAR:
            yield "nearly over when it was written"
        return
    ahead = (start - written).days
    yield next((name for days, name in _AHEAD if ahead < days), "far ahead")
    if window.implied is _YEAR and ahead > _LONG:
        yield "year left out, and long ahead"


def _line(case: Case) -> Iterator[str]:
    line = case.line
    yield "headline" if line.number == 0 else "top" if line.number < 5 else "body"
    if line.byline and (line.number < HEAD or is_near(case)):
        yield "byline"
    if line.number >= case.article.page.comments_from:
        yield "comments"
    if line.heading and line.number > 0:
        yield "heading"
    if line.item:
        yield "item of a list"
    if line.links:
        yield "link line"
    if line.copyright:
        yield "copyright line"
    if line.labelled and case.number == case.article.sentences.at(line.begin):
        yield "labelled"


def _heading(case: Case) -> Iterator[str]:
    above = case.article.page.heading_above(case.line)
    if above is None:
        yield "under no heading"
    elif above.asks_for_release:
        yield "heading asks for the release"
    elif above.asks_for_else:
        yield "heading asks for something else"


def is_near(case: Case) -> bool:
    """Whether a window is the article's day, or one of the next, when readers comment."""
    written, start = case.article.written, case.window.start
    return written is None or (start is not None and abs((start - written).days) <= _COMMENTING)
