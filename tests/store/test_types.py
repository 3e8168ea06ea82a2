"""Column types against both databases."""

import datetime as dt

import pytest
from sqlalchemy.exc import StatementError

from tracker.store import summaries

EAST = dt.timezone(dt.timedelta(hours=5, minutes=30))


def test_moments_come_back_in_utc(session):
    summaries.wrote(session, "2026-W01", "a.md", dt.datetime(2026, 1, 1, 0, 15, tzinfo=EAST))

    written_at = summaries.find(session, "2026-W01").written_at
    assert written_at == dt.datetime(2025, 12, 31, 18, 45, tzinfo=dt.UTC)
    assert written_at.tzinfo is dt.UTC


def test_a_naive_moment_is_refused(session):
    with pytest.raises(StatementError, match="needs its time zone"):
        summaries.wrote(session, "2026-W01", "a.md", dt.datetime(2026, 1, 1))  # noqa: DTZ001 (the point)
