"""Chooses among too many versions of a page: so many, evenly in time. Pure.

Of a list that comes in parts each part is given its share, by the time that it covers.
"""

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the past of a page.

    Attributes:
        since: nothing older.
        at_most: so many versions of it in all.
    """

    since: dt.date
    at_most: int

    def share(self, first: dt.datetime, last: dt.datetime, now: dt.datetime) -> int:
        """How many of a part are wanted that covers the time from `first` to `last`."""
        days = max((now.date() - self.since).days, 1)
        return min(self.at_most, math.ceil(self.at_most * ((last - first).days + 1) / days))


def chosen(
    things: Sequence[_Thing],
    moment: Callable[[_Thing], dt.datetime],
    wanted: Wanted,
    now: dt.datetime,
    *,
    is_part: bool,
) -> list[_Thing]:
    """Those that are wanted.

    Args:
        things: in the order of time.
        moment: of one, aware.
        wanted: see `Wanted`.
        now: aware.
        is_part: whether they are a part of a longer list.
    """
    recent = things[bisect_left(things, wanted.since, key=lambda one: moment(one).date()) :]
    if not recent:
        return []
    most = wanted.share(moment(recent[0]), moment(recent[-1]), now) if is_part else wanted.at_most
    return thinned(recent, moment, most)


def thinned(things: Sequence[_Thing], moment: Callable[[_Thing], dt.datetime], at_most: int) -> list[_Thing]:
    """So many, as even in time as they allow; the first and the last are kept.

    Args:
        things: in the order of time.
        moment: of one.
        at_most: how many; of one, it is the last.
    """
    if len(things) <= at_most:
        return list(things)
    if at_most <= 1:
        return list(things[-1:] if at_most == 1 else ())
    stamps = [moment(one).timestamp() for one in things]
    step = (stamps[-1] - stamps[0]) / (at_most - 1)
    kept = [0]
    for number in range(1, at_most - 1):
        last = len(stamps) - (at_most - number)  # leaves one for each that is still to be chosen
        kept.append(_nearest(stamps, stamps[0] + number * step, kept[-1] + 1, last))
    return [things[k] for k in [*kept, len(things) - 1]]


def _nearest(stamps: Sequence[float], wanted: float, first: int, last: int) -> int:
    """The place, from `first` to `last`, of the moment that is nearest to the wanted one."""
    after = min(max(bisect_left(stamps, wanted), first), last)
    before = max(after - 1, first)
    return before if wanted - stamps[before] <= stamps[after] - wanted else after
