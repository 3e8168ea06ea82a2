"""What the rest of an article says of a window, once everything in it has been looked at: agreement, conflict, repetition. Pure.

Each window is weighed twice: at first sight by what stands around it, then with what the first sight found elsewhere. An article
seldom predicts two days that exclude each other, and what it predicts it mostly says more than once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracker.windows import Window

LIKELY: Final = 0.6
"""From here on a window is taken for likely at first sight."""

_UNLIKELY, _PERHAPS = 0.3, 0.4
_SIGHTS: Final = ("hardly", "unlikely", "perhaps", "likely", "surely")


class Sight(NamedTuple):
    """A window at first sight.

    Attributes:
        likely: the probability that it is a prediction.
        expected: False for one that is ruled out, which excludes no other.
    """

    window: Window
    likely: float
    expected: bool = True


def second_look(sights: Sequence[Sight]) -> list[tuple[str, ...]]:
    """Names of what is to be seen of each window beside the others.

    Args:
        sights: the windows of an article that were not refused.
    """
    said: dict[Window, list[float]] = {}
    for window, sight, _ in sights:
        said.setdefault(window, []).append(sight)
    expected = {window for window, _, expected in sights if expected}
    likeliest = sorted(((max(said[window]), window) for window in expected), key=_rank)
    seen = {window: _seen(window, likeliest) for window in said}
    return [(*_alone(sight, said[window], seen[window][1]), *seen[window][0]) for window, sight, _ in sights]


def _rank(one: tuple[float, Window]) -> tuple[float, str]:
    return -one[0], f"{one[1].start}/{one[1].end}"


def _seen(window: Window, likeliest: Sequence[tuple[float, Window]]) -> tuple[tuple[str, ...], float]:
    """What a window is to the likely ones of the article, and how likely the likeliest other is."""
    surest = next((p for p, other in likeliest if other != window), 0.0)
    names: dict[str, None] = {}
    for p, other in likeliest:
        if p <= LIKELY:
            break
        if other == window:
            continue
        if other.covers(window):
            names["inside a likely window"] = None
        if window.covers(other):
            names["around a likely window"] = None
        if other.intersection(window) is None:
            names["against a likely window"] = None
    return tuple(names), surest


def _alone(sight: float, said: Sequence[float], surest: float) -> Iterator[str]:
    """What one place makes of its window: how likely at first sight, here, elsewhere and beside the likeliest other."""
    yield f"at first sight: {_SIGHTS[min(int(sight * len(_SIGHTS)), len(_SIGHTS) - 1)]}"
    if len(said) > 1:
        again = max(said) if sight < max(said) else sorted(said)[-2]
        if again > LIKELY:
            yield "said elsewhere, and likely"
        elif again < _UNLIKELY:
            yield "said elsewhere, and unlikely"
    if surest < _UNLIKELY:
        yield "nothing else is likely"
    if sight >= surest:
        yield "the likeliest"
    elif surest > LIKELY and sight < _PERHAPS:
        yield "another is likelier"
