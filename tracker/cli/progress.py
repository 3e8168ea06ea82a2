"""How long work is shown: a bar on a terminal, a line a minute anywhere else; always on standard error."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from tracker.cli.options import tell

if TYPE_CHECKING:
    import rich.progress

    from tracker.ingest.pipeline import Ingested
    from tracker.store.waiting import Waiting

ELSEWHERE = "another tracker is fetching from the web just now; what is due, it fetches too."
_PAUSE = 60.0  # seconds between two lines where there is no terminal
_NAMED = 10  # articles about no tracked work that are named; an archive may hold thousands

_Item = TypeVar("_Item")


class _Display(Protocol):
    """Where progress is shown."""

    def show(self, text: str) -> None:
        """How far it is by now."""

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        """The items, with a display of how many are done."""

    def remain(self, done: int, waiting: int, text: str) -> None:
        """So many are done, so many wait; `text` is how far it is by now."""


class Progress:
    """Counts what is done and says so now and then; what failed it says at once."""

    def __init__(self, display: _Display) -> None:
        self._display = display
        self._outcomes: Counter[str] = Counter()
        self._lists: Counter[str] = Counter()
        self._found = 0
        self._predictions = 0

    def advance(self, done: Ingested) -> bool:
        """One more article or list is done; always True: go on."""
        (self._lists if done.is_list else self._outcomes)[done.outcome] += 1
        self._predictions += done.predictions
        self._found += done.found
        if done.error:
            self._tell(done.error, self._outcomes["ignored"] if done.outcome == "ignored" else 0)
        self._display.show(self.told())
        return True

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        """The items one by one, the display showing how many are done."""
        return self._display.over(items)

    def remain(self, waiting: int) -> None:
        """So many more are to be done, as far as is known."""
        done = self._outcomes.total() + self._lists.total()
        self._display.remain(done, waiting, self.told())

    @property
    def failed(self) -> bool:
        """Whether any article or list failed."""
        return self._outcomes["failed"] + self._lists["failed"] > 0

    @property
    def is_any(self) -> bool:
        """Whether anything is done."""
        return self._outcomes.total() + self._lists.total() > 0

    def told(self) -> str:
        """What is done so far, as a sentence."""
        told = [self._lists_told()] if self._lists else []
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in self._outcomes.items() if n)
        if not self._lists:
            outcomes = outcomes or "none"
        told.append(counted(self._outcomes.total(), "article") + (f" ({outcomes})" if outcomes else ""))
        return ", ".join([*told, counted(self._predictions, "new prediction")])

    def _lists_told(self) -> str:
        failed = f", {self._lists['failed']} failed" if self._lists["failed"] else ""
        return f"{counted(self._lists.total(), 'list')} ({counted(self._found, 'new address', 'es')}{failed})"

    def _tell(self, error: str, ignored: int) -> None:
        if ignored <= _NAMED:
            tell(error)
        elif ignored == _NAMED + 1:
            tell("more articles speak of no tracked work; from here on they are only counted.")


def counted(number: int, thing: str, plural: str = "s") -> str:
    """`1 source`, `2 sources`."""
    return f"{number} {thing}{'' if number == 1 else plural}"


def tell_waiting(waiting: Waiting, now: dt.datetime) -> None:
    """Say what had to be left for later, if anything had."""
    things = [(waiting.sources, "source"), (waiting.pages, "page")]
    told = " and ".join(counted(number, thing) for number, thing in things if number)
    if told and waiting.until is not None:
        waits = "waits" if waiting.sources + waiting.pages == 1 else "wait"
        tell(f"{told} {waits} until {clock(waiting.until, now)}; `tracker run` goes on.")


def clock(moment: dt.datetime, now: dt.datetime) -> str:
    """A moment to the minute, in UTC as everywhere: today's without the day."""
    moment, now = moment.astimezone(dt.UTC), now.astimezone(dt.UTC)
    minute = f"{moment:%H:%M}Z"
    return minute if moment.date() == now.date() else f"{moment:%Y-%m-%d} {minute}"


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show progress while the block runs."""
    if not sys.stderr.isatty():
        yield Progress(_Lines())
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Progress(_Bar(bars, label))


class _Lines:
    """A line now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, text: str) -> None:
        if time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            tell(text)

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        return items

    def remain(self, done: int, waiting: int, text: str) -> None:  # noqa: ARG002 - one form for all
        waits = f"{counted(waiting, 'address', 'es')} wait{'s' if waiting == 1 else ''}"
        self.show(f"{text}; {waits}")


class _Bar:
    """A bar; it only moves to and fro as long as nobody knows how much there is to do."""

    def __init__(self, bars: rich.progress.Progress, label: str) -> None:
        self._bars = bars
        self._task = bars.add_task(label, total=None)

    def show(self, text: str) -> None:
        self._bars.update(self._task, description=text)

    def remain(self, done: int, waiting: int, text: str) -> None:
        self._bars.update(self._task, completed=done, total=done + waiting, description=text)

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        return self._bars.track(items, task_id=self._task)
