"""What hosts ask for, as far as it is known: their robots.txt, and to be left alone. Kept in the store, at hand in a round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection

from tracker.errors import SourceError
from tracker.ingest.crawl import ROBOTS_HOLD, HostState
from tracker.store import hosts
from tracker.store.hosts import Host
from tracker.store.pace import LONGEST_REST

_DEAD: Final = 12
"""So many failures in a row, over two months or so, and a host is taken for gone, with its pages."""
_AT_HAND: Final = 1_000  # hosts; a robots.txt may be half a megabyte


@dataclass(slots=True)
class Courtesy:
    """The hosts of a round; each is looked up once."""

    _known: dict[str, Host] = field(default_factory=dict)

    def learn(self, connection: Connection, names: Iterable[str]) -> None:
        """Look up those that are not known yet."""
        wanted = set(names)
        if len(self._known) > _AT_HAND:  # what is forgotten is in the store
            self._known = {name: host for name, host in self._known.items() if name in wanted}
        if unknown := wanted - set(self._known):
            self._known |= hosts.find(connection, unknown)

    def state(self, name: str, now: dt.datetime) -> HostState:
        """What a crawl has to know of a host."""
        host = self._known.get(name, Host(name))
        resting = host.not_before is not None and now < host.not_before < now + LONGEST_REST
        fresh = host.robots_at is not None and dt.timedelta() <= now - host.robots_at <= ROBOTS_HOLD
        return HostState(host.robots if fresh else None, is_resting=resting)

    def read_robots(self, connection: Connection, name: str, text: str | None, now: dt.datetime) -> None:
        """Keep its rules; None where it cannot say."""
        hosts.read_robots(connection, name, text, now)
        self._known[name] = replace(self._known.get(name, Host(name)), robots=text, robots_at=now)

    def answered(self, connection: Connection, name: str) -> None:
        """It is well: it has answered, whatever it said."""
        known = self._known.get(name, Host(name))
        if known.failures or known.not_before is not None:
            hosts.answered(connection, name)
            self._known[name] = replace(known, failures=0, not_before=None)

    def rests(self, connection: Connection, name: str, error: SourceError, now: dt.datetime) -> dt.datetime:
        """It is in trouble or asks for patience.

        Returns:
            Until when it is left alone.
        """
        known = self._known.get(name, Host(name))
        wait = getattr(error, "wait", None)
        until = hosts.rests(connection, known, now, None if wait is None else dt.timedelta(seconds=wait))
        self._known[name] = replace(known, failures=known.failures + 1, not_before=until)
        return until

    def is_dead(self, name: str) -> bool:
        """Whether it has been in trouble for so long that it is given up."""
        return self._known.get(name, Host(name)).failures >= _DEAD
