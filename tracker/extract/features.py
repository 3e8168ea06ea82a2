"""What is to be seen at a phrase, as names that `weights` weighs: which event it dates, and whose. Pure.

Nothing is decided here; a name is written so that it can be shown as a reason. The clause's words stand in `wording`,
the window and the page in `setting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.case import Case
from tracker.extract.cues import RELEASES
from tracker.extract.event import Governor, governor
from tracker.extract.names import OTHER, OWN, Who
from tracker.extract.setting import setting
from tracker.extract.subject import subject
from tracker.extract.wording import wording

_NEAR, _FAR = 4, 9  # words between a phrase and the word that governs it


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out about a case.

    Attributes:
        governor: the event that it dates; None where none is named.
        who: whose date it is, where that is known; `how` it is.
        features: names of all that is to be seen.
    """

    governor: Governor | None
    who: Who | None
    how: str
    features: tuple[str, ...]


def see(case: Case) -> Seen:
    """Look at a case from all sides."""
    found = governor(case.parsed, case.first, case.end)
    who, how = subject(case.article, case.number, case.first, case.end)
    names = [*_event(found), *wording(case), *_subject(case, who, how), *setting(case)]
    return Seen(found, who, how, tuple(dict.fromkeys(names)))


def _event(found: Governor | None) -> Iterator[str]:
    if found is None:
        yield "dates nothing that is named"
        return
    kind = "release" if found.event in RELEASES else "something else"
    yield f"dates {found.event}"
    yield f"{kind}: {found.tense}"
    yield f"{found.event}: {found.tense}" if kind == "release" else "dates something else"
    yield f"{kind}, {'near' if found.distance <= _NEAR else 'mid' if found.distance <= _FAR else 'far'}"
    if not found.within:
        yield "governed from outside the clause"
        yield f"{kind}, outside the clause"


def _subject(case: Case, who: Who | None, how: str) -> Iterator[str]:
    whom, headline = str(who or "unknown"), str(case.article.headline_names or "nobody")
    yield f"subject: {whom}"
    yield f"subject: {whom}, {how}"
    named = case.article.named(case.number)
    sure = {r.who for r in named if r.sure}
    for one in (OWN, OTHER):
        if one in sure:
            yield f"sentence names: {one}"
    if [r.who for r in named].count(OTHER) >= 3:
        yield "sentence names several others"
    before = [r for r in named if r.end <= case.first and r.who in (OWN, OTHER)]
    if before and not before[-1].sure:
        yield "perhaps another named before"
        if case.parsed.before(before[-1].end, case.first) <= _NEAR:
            yield "perhaps another named just before"
    if before and before[0].first <= 1:
        yield f"sentence opens with {before[0].who if before[0].sure else 'perhaps another'}"
    if before and before[-1].end >= case.first - 1:
        yield f"beside the name of {before[-1].who if before[-1].sure else 'perhaps another'}"
    yield f"headline names: {headline}"
    if case.number and not who:
        yield f"subject unknown, headline names: {headline}"
