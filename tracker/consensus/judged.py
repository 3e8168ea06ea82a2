"""What was said about one work, judged by when it came out: from `Statement`s to `Case`s, one a speaker. Pure.

Who spoke is an outlet, or whoever is credited: then all that is credited to it, by whichever outlets, is one
voice. Each voice is scored at the end of the day from which it stands, by its own distribution alone, and
beside it the pool of all the others at that same moment. All weigh the same here: records that hung on
weights that hang on records would have no beginning.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import fsum

from tracker.consensus.pool import Chances, Grid, pooled, tally
from tracker.consensus.score import crps
from tracker.consensus.statement import Statement
from tracker.consensus.voice import Denial, Voice, denials, voices


@dataclass(frozen=True, slots=True)
class Case:
    """What a speaker had said about one work: means over what it said one after the other, in days.

    What it merely repeats (`Voice`) counts once.

    Attributes:
        speaker: an outlet, or who is credited.
        out: whether the work is out; else only what has passed is judged, by censored scores.
        late: the true day minus the middle of the window, the days that lay ahead when it was said: positive
            where it said too early. None where the work is not out, or no window had an end.
        crps: of its own distribution.
        pool: of the pool of all others at the same moment; None where nobody else had spoken.
        skill: its CRPS minus the pool's, at the moments at which there was one: below 0 where it was better.
            None likewise.
    """

    speaker: str
    out: bool
    late: float | None
    crps: float
    pool: float | None
    skill: float | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """The same for one voice."""

    late: float | None
    crps: float
    pool: float | None


def outlet_cases(statements: Iterable[Statement], out: dt.date | None, today: dt.date) -> Iterator[Case]:
    """A case for each outlet that had predicted a work.

    Args:
        statements: all of one work, in any order; what was said on its day, or later, is not judged.
        out: the day on which it came out; None where it is not out at the end of `today`.
        today: how far is known; nothing hangs on it where the work is out.
    """
    known = _known(statements, out or today)
    yield from _cases(known, {s.outlet for s in known}, out, today)


def credited_cases(statements: Iterable[Statement], out: dt.date | None, today: dt.date) -> Iterator[Case]:
    """The same for each `credited` source, by its key."""
    known = _known(statements, out or today)
    for key in sorted(credited(known)):
        label = f"credit: {key}"  # an outlet may be credited by others under its own name
        relabelled = [
            replace(s, outlet=label) if s.credit and s.credit.casefold() == key else s for s in known
        ]
        for case in _cases(relabelled, {label}, out, today):
            yield replace(case, speaker=key)


def credited(statements: Iterable[Statement]) -> dict[str, str]:
    """Who is credited: a key that is the same however it is written, and how it was written first."""
    named: dict[str, str] = {}
    for s in sorted(statements, key=lambda s: (s.said_on, s.id)):
        if s.credit:
            named.setdefault(s.credit.casefold(), s.credit)
    return named


def _known(statements: Iterable[Statement], end: dt.date) -> list[Statement]:
    return [s if s.trust == 1 else replace(s, trust=1.0) for s in statements if s.said_on < end]


def _cases(
    known: Sequence[Statement], speakers: Collection[str], out: dt.date | None, today: dt.date
) -> Iterator[Case]:
    judged: dict[str, list[_Judged]] = defaultdict(list)
    for voice, alone, others in _moments(known, speakers):
        if out is None and max(part.last for part in voice.parts) > today.toordinal():
            continue  # its days are still to come
        pool = crps(others, out, today) if others else None
        judged[voice.outlet].append(_Judged(_late(voice, out), crps(alone, out, today), pool))
    for speaker in sorted(judged):
        yield _case(speaker, judged[speaker], out=out is not None)


def _case(speaker: str, judged: Sequence[_Judged], *, out: bool) -> Case:
    late = [one.late for one in judged if one.late is not None]
    beside = [(one.crps, one.pool) for one in judged if one.pool is not None]
    return Case(
        speaker=speaker,
        out=out,
        late=_mean(late) if late else None,
        crps=_mean([one.crps for one in judged]),
        pool=_mean([pool for _, pool in beside]) if beside else None,
        skill=_mean([own - pool for own, pool in beside]) if beside else None,
    )


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _moments(
    known: Sequence[Statement], speakers: Collection[str]
) -> Iterator[tuple[Voice, Chances, Chances | None]]:
    """Each voice of some speakers, oldest first: alone, and what the others say together at the end of its day."""
    every = sorted(chain.from_iterable(voices(known).values()), key=lambda voice: (voice.since, voice.outlet))
    if not every:
        return
    grid = Grid(every[0].since, every[-1].since)
    hold = _Hold(known)
    standing: dict[str, Voice] = {}
    for day, voiced in groupby(every, key=lambda voice: voice.since):
        spoke = {voice.outlet: voice for voice in voiced}
        grid.forget(standing[outlet] for outlet in spoke if outlet in standing)
        standing |= spoke
        for outlet, voice in spoke.items():
            if outlet in speakers:
                others = [standing[other] for other in sorted(standing) if other != outlet]
                together = _pooled(grid, others, hold.on(day, outlet), day) if others else None
                yield voice, _pooled(grid, [voice], (), day), together


def _pooled(grid: Grid, heard: Sequence[Voice], ruled_out: Sequence[Denial], day: int) -> Chances:
    """What some voices, at least one, say together at the end of a day."""
    return replace(pooled(tally(grid, heard, day), grid, grid.left(ruled_out)), at=day)


class _Hold:
    """What is ruled out on a day, had one outlet never spoken: neither by it, nor expected again by it."""

    def __init__(self, known: Sequence[Statement]) -> None:
        self._known = known
        self._any = bool(denials(known))
        self._without: dict[str, list[Denial]] = {}

    def on(self, day: int, outlet: str) -> list[Denial]:
        """Without that outlet."""
        if not self._any:
            return []
        if outlet not in self._without:
            self._without[outlet] = denials([s for s in self._known if s.outlet != outlet])
        return [d for d in self._without[outlet] if d.since <= day and (d.until is None or day < d.until)]


def _late(voice: Voice, out: dt.date | None) -> float | None:
    """Days behind the middle of its windows, by their shares; where one has no end, nothing is said of its middle."""
    closed = [part for part in voice.parts if part.statement.window.end is not None]
    if out is None or not closed:
        return None
    behind = fsum(part.share * (out.toordinal() - (part.first + part.last) / 2) for part in closed)
    return behind / fsum(part.share for part in closed)
