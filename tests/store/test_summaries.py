"""Which weekly summaries were written."""

from tracker.store import summaries
from tracker.store.summaries import Summary


def test_the_last_summary_is_that_of_the_latest_week(session, given):
    assert summaries.last(session) is None

    summaries.wrote(session, "2026-W02", "b.md", given.now)
    summaries.wrote(session, "2025-W52", "a.md", given.later(days=1))
    assert summaries.last(session) == Summary("2026-W02", given.now, "b.md")


def test_writing_a_week_again_replaces_its_entry(session, given):
    summaries.wrote(session, "2026-W02", "b.md", given.now)
    summaries.wrote(session, "2026-W02", "c.md", given.later(days=1))

    assert summaries.last(session) == Summary("2026-W02", given.later(days=1), "c.md")
