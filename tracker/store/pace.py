"""How long to wait until something is looked at again: shorter where it changes, longer where it rests or fails. Pure.

The interval adapts as in Nutch's AdaptiveFetchSchedule (https://nutch.apache.org): multiplied by less than one where
something had changed, by more than one where nothing had, within bounds. The factors are ours.
"""

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import Final

from tracker.model import Validators

SHRINK: Final = 0.5  # a page that has changed once may well be in motion
GROW: Final = 1.5
LONGEST_WAIT: Final = dt.timedelta(weeks=1)  # between two tries of what fails
LONGEST_REST: Final = (
    1.25 * LONGEST_WAIT
)  # with its jitter; a longer one was written by a clock that was ahead
SHORTEST_WAIT: Final = dt.timedelta(minutes=1)
TRIES: Final = 12
"""So many failures in a row, and it is set aside: five weeks for what is checked every hour, eight for every six hours."""
_JITTER: Final = (
    0.25  # waits are up to a quarter longer, so that what failed together is not tried again together
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which limits intervals adapt, and where they begin."""

    start: dt.timedelta = dt.timedelta(hours=6)
    shortest: dt.timedelta = dt.timedelta(hours=1)
    longest: dt.timedelta = dt.timedelta(days=30)

    def adapted(self, interval: dt.timedelta, *, changed: bool) -> dt.timedelta:
        """The interval after one more look that did or did not find something new."""
        factor = SHRINK if changed else GROW
        return min(max(interval * factor, self.shortest), self.longest)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found.

    Attributes:
        changed: whether there was anything new.
        validators: what the server calls the version that it sent.
        read_for: which works were followed when it was read: what leads to them may be passed over for others.
    """

    changed: bool = True
    validators: Validators = Validators()
    read_for: str | None = None


def had(seen: Seen, interval: dt.timedelta, now: dt.datetime) -> dict[str, object]:
    """The columns that say that something was had, whether or not there was anything new; see `tables`."""
    return {
        "interval_seconds": int(interval.total_seconds()),
        "last_check_at": now,
        "last_success_at": now,
        "failures": 0,
        "etag": seen.validators.etag,
        "last_modified": seen.validators.last_modified,
        "read_for": seen.read_for,
    }


def backoff(base: dt.timedelta, failures: int, name: str) -> dt.timedelta:
    """How long to wait after a failure: doubled with each one in a row, up to a week or `base` if that is longer.

    Args:
        base: the wait after the first failure.
        failures: in a row, this one included; from 1.
        name: what failed. The jitter is drawn from it, so that the same history always gives the same schedule.
    """
    first = max(base, SHORTEST_WAIT)
    doublings: int = 2 ** min(failures - 1, 20)
    wait = min(first * doublings, max(first, LONGEST_WAIT))
    drawn: float = zlib.crc32(f"{name} {failures}".encode("utf-8", "replace")) / 2**32
    return wait * (1 + _JITTER * drawn)
