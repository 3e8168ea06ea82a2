"""How long work is shown: a bar on a terminal, a line a minute anywhere else; always on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tracker.ingest.pipeline import Ingested

_PAUSE = 60.0  # seconds between two lines where there is no terminal


class Progress:
    """Counts what is done and says so now and then."""

    def __init__(self, show: Callable[[str], object]) -> None:
        self._show = show
        self._outcomes: Counter[str] = Counter()
        self._predictions = 0

    def advance(self, done: Ingested) -> None:
        """One more article is done."""
        self._outcomes[done.outcome] += 1
        self._predictions += done.predictions
        self._show(self.told())

    @property
    def failed(self) -> bool:
        """Whether any article failed."""
        return self._outcomes["failed"] > 0

    def told(self) -> str:
        """What is done so far, as a sentence."""
        articles = sum(self._outcomes.values())
        outcomes = ", ".join(f"{n} {outcome}" for outcome, n in self._outcomes.items())
        return (
            f"{articles} article{'' if articles == 1 else 's'} ({outcomes or 'none'}), "
            f"{self._predictions} new prediction{'' if self._predictions == 1 else 's'}"
        )


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show progress while the block runs."""
    if not sys.stderr.isatty():
        yield Progress(_now_and_then())
        return
    from rich.console import Console

    with Console(stderr=True).status(label) as status:
        yield Progress(status.update)


def _now_and_then() -> Callable[[str], object]:
    last = time.monotonic()

    def show(text: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _PAUSE:
            last = time.monotonic()
            click.echo(f"tracker: {text}", err=True)

    return show
