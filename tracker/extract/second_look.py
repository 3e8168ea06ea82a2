"""What the rest of an article says of a window, once everything in it has been looked at: agreement, conflict, repetition. Pure.

Each window is weighed twice: at first sight by what stands around it, then with what the first sight found elsewhere. An article
seldom predicts two days that exclude each other, and what it predicts it mostly says more than once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.windows import Window

_LIKELY, _UNLIKELY, _PERHAPS = 0.6, 0.3, 0.4
_SIGHTS: Final = ("hardly", "unlikely", "perhaps", "likely", "surely")


def second_look(sights: Sequence[tuple[Window, float]]) -> list[tuple[str, ...]]:
    """Names of what is to be seen of each window beside the others.

    Args:
        sights: the windows of an article that were not refused, each with its probability at first sight.
    """
    likeliest: dict[Window, float] = {}
    for window, sight in sights:
        likeliest[window] = max(sight, likeliest.get(window, 0.0))
    return [
        tuple(
            _names(
                window, sight, _elsewhere(number, sights), {w: p for w, p in likeliest.items() if w != window}
            )
        )
        for number, (window, sight) in enumerate(sights)
    ]


def _elsewhere(number: int, sights: Sequence[tuple[Window, float]]) -> float | None:
    """How likely the same window is where it is said again; None where it is not."""
    window = sights[number][0]
    return max((p for i, (w, p) in enumerate(sights) if i != number and w == window), default=None)


def _names(window: Window, sight: float, again: float | None, others: dict[Window, float]) -> Iterator[str]:
    yield f"at first sight: {_SIGHTS[min(int(sight * len(_SIGHTS)), len(_SIGHTS) - 1)]}"
    if again is not None and again > _LIKELY:
        yield "said elsewhere, and likely"
    if again is not None and again < _UNLIKELY:
        yield "said elsewhere, and unlikely"
    likely = [other for other, p in others.items() if p > _LIKELY]
    if any(other.covers(window) for other in likely):
        yield "inside a likely window"
    if any(window.covers(other) for other in likely):
        yield "around a likely window"
    if any(other.intersection(window) is None for other in likely):
        yield "against a likely window"
        if sight < _PERHAPS:
            yield "against a likelier window"
    surest = max(others.values(), default=0.0)
    if surest < _UNLIKELY:
        yield "nothing else is likely"
    if sight >= surest:
        yield "the likeliest"
