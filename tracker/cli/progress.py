"""How long work is shown: a bar on a terminal, a line a minute anywhere else; always on standard error."""

from __future__ import annotations

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

_PAUSE = 60.0  # seconds between two lines where there is no terminal
_NAMED = 10  # articles about no tracked work that are named; an archive may hold thousands

_Item = TypeVar("_Item")


class _Display(Protocol):
    """Where progress is shown."""

    def show(self, text: str) -> None:
        """How far it is by now."""

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        """The items, with a display of how many are done."""

    def remain(self, done: int, waiting: int) -> None:
        """So many are done, so many wait."""


class Progress:
    """Counts what is done and says so now and then; what failed it says at once."""

    def __init__(self, display: _Display) -> None:
        self._display = display
        self._outcomes: Counter[str] = Counter()
        self._predictions = 0

    def advance(self, done: Ingested) -> bool:
        """One more article is done; always True: go on."""
        self._outcomes[done.outcome] += 1
        self._predictions += done.predictions
        if done.error:
            self._tell(done.error, self._outcomes["ignored"] if done.outcome == "ignored" else 0)
        self._display.show(self.told())
        return True

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        """The items one by one, the display showing how many are done."""
        return self._display.over(items)

    def remain(self, waiting: int) -> None:
        """So many more are to be done, as far as is known."""
        self._display.remain(self._outcomes.total(), waiting)

    @property
    def failed(self) -> bool:
        """Whether any article failed."""
        return self._outcomes["failed"] > 0

    def told(self) -> str:
        """What is done so far, as a sentence."""
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in self._outcomes.items() if n)
        articles = counted(self._outcomes.total(), "article")
        return f"{articles} ({outcomes or 'none'}), {counted(self._predictions, 'new prediction')}"

    def _tell(self, error: str, ignored: int) -> None:
        if ignored <= _NAMED:
            tell(error)
        elif ignored == _NAMED + 1:
            tell("more articles speak of no tracked work; from here on they are only counted.")


def counted(number: int, thing: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


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

    def remain(self, done: int, waiting: int) -> None:
        """A line is written when it is time for one; it tells what is done."""


class _Bar:
    """A bar; it only moves to and fro as long as nobody knows how much there is to do."""

    def __init__(self, bars: rich.progress.Progress, label: str) -> None:
        self._bars = bars
        self._task = bars.add_task(label, total=None)

    def show(self, text: str) -> None:
        self._bars.update(self._task, description=text)

    def remain(self, done: int, waiting: int) -> None:
        self._bars.update(self._task, completed=done, total=done + waiting)

    def over(self, items: list[_Item]) -> Iterable[_Item]:
        return self._bars.track(items, task_id=self._task)
