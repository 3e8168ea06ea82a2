"""What the consensus of a day rests on: each standing prediction with its weight, what has passed, what is ruled out. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.consensus.history import standing
from tracker.consensus.pool import Consensus, by_root, votes
from tracker.consensus.statement import Statement


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement that the consensus rests on.

    Attributes:
        share: of the consensus, 0 to 1, as far as its days are still ahead and not ruled out; all shares sum
            to 1.
        passed: whether its window has gone by without a release.
        copies: how many other outlets pass on the same word; they share one vote.
    """

    statement: Statement
    share: float
    passed: bool
    copies: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A consensus, and what it rests on.

    Attributes:
        heard: the largest share first.
        ruled_out: statements that rule out days still ahead, oldest first.
    """

    consensus: Consensus
    heard: tuple[Heard, ...]
    ruled_out: tuple[Statement, ...]


def forecast_at(statements: Sequence[Statement], at: dt.date) -> Forecast | None:
    """What had been said by the end of a day, and what it rests on; None where no window had been stated."""
    stretch = standing(statements, at)
    if stretch is None or stretch.pool is None or stretch.grid is None:
        return None
    pool, grid, day = stretch.pool, stretch.grid, at.toordinal()
    left = grid.left(stretch.ruled_out)
    cast, roots = votes(stretch.heard, pool.epoch), by_root(stretch.heard)
    shares = [
        (
            cast[voice] * part.share * grid.mass_ahead(part.chances(voice.since, grid.days), left, day),
            part.statement,
            part.last <= day,
            len(roots[voice.root]) - 1,
        )
        for voice in stretch.heard
        for part in voice.parts
    ]
    total = sum(share for share, *_ in shares)
    heard = [Heard(s, share / total, passed, copies) for share, s, passed, copies in shares]
    heard.sort(key=lambda one: (-one.share, one.statement.said_on, one.statement.id))
    return Forecast(pool.on(at), tuple(heard), tuple(d.statement for d in stretch.ruled_out if d.last > day))
