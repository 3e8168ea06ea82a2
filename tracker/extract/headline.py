"""What an article says in the end: one window out of its predictions.

Where windows conflict, official goes over reported over the writer's guess, and the later statement over the earlier; a
narrower window refines the wider one that holds it, whoever says it; windows that hold together intersect; alternatives of
equal rank are joined to their hull.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tracker.model import Polarity, Prediction, Stance
from tracker.windows import Window

_DAY = dt.timedelta(days=1)
_RANK = {Stance.OFFICIAL: 2, Stance.REPORTED: 1, Stance.SPECULATIVE: 0}


def headline(predictions: Sequence[Prediction]) -> tuple[Window | None, frozenset[int]]:
    """The article's window, and the places in `predictions` of those that make it; None where it only rules out."""
    expected = [(i, p) for i, p in enumerate(predictions) if p.polarity is Polarity.EXPECTS]
    if not expected:
        return None, frozenset()
    first, window, rank = expected[0][0], expected[0][1].window, _RANK[expected[0][1].stance]
    makers = {first}
    for i, p in expected[1:]:
        both = window.intersection(p.window)
        if p.window == window:
            makers.add(i)
            rank = max(rank, _RANK[p.stance])
        elif both is None:
            if _RANK[p.stance] > rank:
                window, rank, makers = p.window, _RANK[p.stance], {i}
            elif _RANK[p.stance] == rank and rank == 0:
                window, makers = window.hull(p.window), makers | {i}
        elif both in (window, p.window) or window.is_open or _is_bound(p):
            makers = makers | {i} if both != p.window else {i}
            window, rank = both, max(rank, _RANK[p.stance])
        elif _RANK[p.stance] > rank:
            window, rank, makers = p.window, _RANK[p.stance], {i}
    return window, frozenset(makers)


def _is_bound(prediction: Prediction) -> bool:
    """Whether a window has one end only: open, or running from the article's own day ("by June")."""
    window, anchor = prediction.window, prediction.anchor
    return window.is_open or (anchor is not None and window.start == anchor.day + _DAY)
