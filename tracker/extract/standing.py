"""Whether a window of the work is reported as given up: "was due in March", "moves from X to Y", "rather than X". Pure."""

from __future__ import annotations

from typing import Final

from tracker.extract.cues import RELEASES
from tracker.extract.judging import Judgement
from tracker.extract.names import Who

_GIVEN_UP: Final = frozenset((
    "moved from it", "just before: given up", "before: given up", "same breath: given up", "just before: instead", "before: instead"
))  # fmt: skip


def is_withdrawn(judgement: Judgement) -> bool:
    """Whether a window that is no prediction is one that its clause gives up, of a release that is not another work's."""
    governor, who = judgement.seen.governor, judgement.seen.who
    if judgement.accepted or judgement.refused is not None or who is Who.OTHER:
        return False
    return (
        governor is not None
        and governor.event in RELEASES
        and not _GIVEN_UP.isdisjoint(judgement.seen.features)
    )
