"""Whose turn it is to be asked: one thing at a time of a host, and a pause after each. Pure; the time is an argument.

Times are seconds on any clock that does not go back. A host that has asked for a longer pause gets it.
"""

import heapq
from collections import deque
from itertools import count
from typing import Generic, TypeVar

_Item = TypeVar("_Item")


class Turns(Generic[_Item]):
    """Things that wait, in the order in which they came, each for its host."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[_Item]] = {}
        self._ready: list[tuple[float, int, str]] = []  # a heap: from when, in which order, which host
        self._rests_until: dict[str, float] = {}
        self._busy: set[str] = set()
        self._numbers = count()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, host: str, item: _Item, *, first: bool = False) -> None:
        """One more thing that waits; `first` before all others of its host."""
        waiting = self._waiting.setdefault(host, deque())
        if not waiting and host not in self._busy:
            self._line_up(host)
        (waiting.appendleft if first else waiting.append)(item)

    def take(self, now: float) -> tuple[str, _Item] | None:
        """The next thing whose host may be asked now, which is busy with it until `done`; None where there is none."""
        while self._ready and self._ready[0][0] <= now:
            _, _, host = heapq.heappop(self._ready)
            if waiting := self._waiting.get(host):
                self._busy.add(host)
                return host, waiting.popleft()
        return None

    def done(self, host: str, now: float, pause: float) -> None:
        """A host has answered; it is asked again after a pause."""
        self._busy.discard(host)
        self._rests_until[host] = now + pause
        if self._waiting.get(host):
            self._line_up(host)

    def drop(self, host: str) -> list[_Item]:
        """What waits for a host that is to be left alone; it waits no longer."""
        return list(self._waiting.pop(host, ()))

    def clear(self) -> None:
        """Nothing waits any longer."""
        self._waiting.clear()

    def wait(self, now: float) -> float | None:
        """How long until the next host may be asked; None where none waits that is not busy."""
        while self._ready and not self._waiting.get(self._ready[0][2]):
            heapq.heappop(self._ready)
        return max(0.0, self._ready[0][0] - now) if self._ready else None

    def _line_up(self, host: str) -> None:
        heapq.heappush(self._ready, (self._rests_until.get(host, 0.0), next(self._numbers), host))
