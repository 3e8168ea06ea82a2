"""How good each outlet, and each credited source, has been; and how much what it says next weighs therefore. Pure.

What is counted is works, not statements (`judged` takes the mean of a work's), each figure drawn towards the
mean of all outlets (`shrinkage`). Works that are not out yet, though a window has passed, count by what is
known: else records would only know the works that were quick. An outlet whose CRPS is s days above that of
the pool of all the others at the same moments weighs

    trust = clip(exp(−(s − s̄) / typical), 1/2, 2)

where s is shrunk, s̄ is the mean over all works of all outlets, so that an outlet of which nothing is known
weighs as much as one that is as good as most, and `typical` is the mean CRPS of all, over the same works.
That of a statement hangs on nothing that was not known on the day it was said: on works that were out by
then, and on what had been said about these before they were.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, groupby
from math import exp, log
from operator import attrgetter
from typing import Final

from tracker.consensus.judged import Case, credited, credited_cases, outlet_cases
from tracker.consensus.shrinkage import FEWEST_WORKS, Figure, Sums, prior
from tracker.consensus.statement import Statement

LEAST_TRUST: Final = 0.5
MOST_TRUST: Final = 2.0

Said = Mapping[str, Sequence[Statement]]
"""By work, all that was said about it, in any order."""
Released = Mapping[str, dt.date]
"""By work, the day on which it came out; those that are not out are missing."""


class Speaker(StrEnum):
    """Whose record it is."""

    OUTLET = "outlet"
    CREDITED = "credited"  # by outlets, with what they pass on


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How good an outlet or a credited source has been.

    Attributes:
        works: on how many it was heard.
        out: how many of these are out and had been predicted by it.
        pending: how many are not out though a window that it gave has passed.
        late: days behind the middle of its windows, of works that are out: positive where it said too early.
        crps: of what it said; of pending works by what is known. None where there is nothing to judge.
        pool: mean CRPS of the pool of all others at the same moments; None where there never was one.
        skill: its CRPS minus the pool's: below 0 where it was better.
        trust: what it says today weighs so much; 1 is usual. None for credited sources: it is outlets that
            are heard.
    """

    name: str
    kind: Speaker
    works: int
    out: int
    pending: int
    late: Figure | None
    crps: Figure | None
    pool: float | None
    skill: Figure | None
    trust: float | None

    @property
    def ranked(self) -> bool:
        """Whether enough is known to compare it with others of its kind."""
        return self.out >= FEWEST_WORKS and self.skill is not None and self.skill.low is not None


def track_records(said: Said, released: Released, today: dt.date) -> tuple[TrackRecord, ...]:
    """The record of every outlet, then of every credited source, as known at the end of a day.

    Of each kind first those that can be compared, the best shrunk skill first; then the others, by name.
    """
    known = {work: [s for s in said[work] if s.said_on <= today] for work in sorted(said)}
    out = {work: day for work, day in released.items() if day <= today}
    outlets = [case for work in known for case in outlet_cases(known[work], out.get(work), today)]
    sources = [case for work in known for case in credited_cases(known[work], out.get(work), today)]
    heard = Counter(outlet for work in known for outlet in {s.outlet for s in known[work]})
    named = Counter(key for work in known for key in credited(known[work]))
    names = credited(chain.from_iterable(known.values()))
    ledger = _Ledger()
    ledger.add(case for case in outlets if case.out)
    trusts = ledger.trusts()
    of_outlets = _records(Speaker.OUTLET, heard, outlets)
    of_sources = _records(Speaker.CREDITED, named, sources)
    return (
        *sorted((replace(one, trust=trusts.get(one.name, 1.0)) for one in of_outlets), key=_place),
        *sorted((replace(one, name=names[one.name]) for one in of_sources), key=_place),
    )


class Scales:
    """What each outlet's words weighed on each day, by the works that were out by then.

    What was said about a work that is out is scored once; the outlets are compared once for each day on which
    one came out.

    Args:
        out: each work that is out, in the order of these days: the day, and what was said about it. Asked for
            one after the other.
    """

    def __init__(self, out: Iterable[tuple[dt.date, Sequence[Statement]]]) -> None:
        self._days: list[dt.date] = []
        self._trusts: list[dict[str, float]] = []
        ledger = _Ledger()
        for day, together in groupby(out, key=lambda one: one[0]):
            for _, said in together:
                ledger.add(outlet_cases(said, day, day))
            self._days.append(day)
            self._trusts.append(ledger.trusts())

    def weigh(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """The same statements, in the order given, each with the trust that its outlet's record gave it on the day it was said."""
        return tuple(map(self._weighed, statements))

    def _weighed(self, statement: Statement) -> Statement:
        place = bisect_right(self._days, statement.said_on) - 1
        trust = self._trusts[place].get(statement.outlet, 1.0) if place >= 0 else 1.0
        return statement if statement.trust == trust else replace(statement, trust=trust)


class _Ledger:
    """What is known of all outlets from works that are out; it only grows."""

    def __init__(self) -> None:
        self._skill: dict[str, Sums] = {}
        self._crps = Sums.of(())

    def add(self, cases: Iterable[Case]) -> None:
        """Some more cases; the order matters to the last bits only."""
        for case in cases:
            if case.skill is not None:
                skill = Sums.of([case.skill])
                self._skill[case.speaker] = self._skill.get(case.speaker, Sums.of(())) + skill
                self._crps += Sums.of([case.crps])

    def trusts(self) -> dict[str, float]:
        """What each outlet of which something is known weighs."""
        known = prior(self._skill.values())
        if known is None:
            return {}
        typical = self._crps.mean
        return {
            outlet: _trust((known.shrunk(own) - known.overall) / typical)
            for outlet, own in self._skill.items()
        }


def _trust(worse: float) -> float:
    # bounded before it is raised: exp(1000) is no number
    return exp(-min(max(worse, -log(MOST_TRUST)), -log(LEAST_TRUST)))


def _records(kind: Speaker, heard: Mapping[str, int], cases: Sequence[Case]) -> list[TrackRecord]:
    by_speaker: dict[str, list[Case]] = {speaker: [] for speaker in heard}
    for case in cases:
        by_speaker[case.speaker].append(case)
    late, crps, skill = (
        _figures({speaker: _known(map(of, own)) for speaker, own in by_speaker.items()})
        for of in map(attrgetter, ("late", "crps", "skill"))
    )
    return [
        TrackRecord(
            name=speaker,
            kind=kind,
            works=heard[speaker],
            out=sum(case.out for case in own),
            pending=sum(not case.out for case in own),
            late=late.get(speaker),
            crps=crps.get(speaker),
            pool=_mean(_known(case.pool for case in own)),
            skill=skill.get(speaker),
            trust=None,
        )
        for speaker, own in by_speaker.items()
    ]


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _figures(values: Mapping[str, Sequence[float]]) -> dict[str, Figure]:
    """One a speaker that has any."""
    sums = {speaker: Sums.of(own) for speaker, own in values.items() if own}
    known = prior(sums.values())
    return {speaker: known.figure(own) for speaker, own in sums.items()} if known else {}


def _mean(values: Sequence[float]) -> float | None:
    return Sums.of(values).mean if values else None


def _place(record: TrackRecord) -> tuple[bool, float, str, str]:
    skill = record.skill.shrunk if record.ranked and record.skill else 0.0
    return not record.ranked, skill, record.name.casefold(), record.name
