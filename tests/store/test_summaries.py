"""Which weekly summaries were written."""

from tracker.store import summaries
from tracker.store.summaries import Summary


def test_a_summary_is_found_by_its_week(session, given):
    summaries.wrote(session, "2026-W02", "b.md", given.now)
    summaries.wrote(session, "2025-W52", "a.md", given.later(days=1))

    assert summaries.find(session, "2026-W02") == Summary("2026-W02", given.now, "b.md")
    assert summaries.find(session, "2026-W03") is None


def test_writing_a_week_again_replaces_its_entry(session, given):
    summaries.wrote(session, "2026-W02", "b.md", given.now)
    summaries.wrote(session, "2026-W02", "c.md", given.later(days=1))

    assert summaries.find(session, "2026-W02") == Summary("2026-W02", given.later(days=1), "c.md")
