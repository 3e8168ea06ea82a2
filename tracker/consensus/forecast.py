"""What the consensus of a day rests on: each standing prediction with its weight, what has passed, what is ruled out. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.consensus.history import standing
from tracker.consensus.pool import Consensus, by_root, weight
from tracker.consensus.statement import Statement


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement that the consensus rests on.

    Attributes:
        share: of the consensus, 0 to 1, as far as its days are still ahead; all shares sum to 1.
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
        ruled_out: statements that rule days out, oldest first.
    """

    consensus: Consensus
    heard: tuple[Heard, ...]
    ruled_out: tuple[Statement, ...]


def forecast_at(statements: Sequence[Statement], at: dt.date) -> Forecast | None:
    """What had been said by the end of a day, and what it rests on; None where no window had been stated."""
    stretch = standing(statements, at)
    if stretch is None or stretch.pool is None:
        return None
    pool, day = stretch.pool, at.toordinal()
    shares: list[tuple[float, Statement, bool, int]] = []
    for voices in by_root(stretch.heard).values():
        weights = [weight(voice, pool.epoch) for voice in voices]
        for voice, own in zip(voices, weights, strict=True):
            vote = max(weights) * own / sum(weights)
            for part in voice.parts:
                ahead = 1 - part.chance(voice.since, day)
                shares.append((vote * part.share * ahead, part.statement, part.last <= day, len(voices) - 1))
    total = sum(share for share, *_ in shares)
    heard = [Heard(s, share / total, passed, copies) for share, s, passed, copies in shares]
    heard.sort(key=lambda one: (-one.share, one.statement.said_on, one.statement.id))
    return Forecast(pool.on(at), tuple(heard), tuple(d.statement for d in stretch.ruled_out))
