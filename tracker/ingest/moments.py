"""Reads a moment as HTTP and mail write it: "Tue, 15 Nov 1994 08:12:31 GMT". Pure."""

import datetime as dt
from email.utils import parsedate_to_datetime

_LONGEST = 100  # characters; the parser takes any


def moment_of(written: str) -> dt.datetime | None:
    """The moment (RFC 9110, 5.6.7; RFC 5322, 3.3), naive where it gives no zone; None where it is none."""
    try:
        return parsedate_to_datetime(written[:_LONGEST])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
