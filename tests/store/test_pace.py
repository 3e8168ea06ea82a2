"""Intervals keep within their bounds, waits grow and never shrink."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tracker.store.pace import LONGEST_WAIT, Bounds, backoff

SPANS = st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=300))


@given(SPANS, st.booleans())
def test_an_interval_keeps_within_its_bounds_and_goes_the_right_way(interval, changed):
    bounds = Bounds()
    adapted = bounds.adapted(interval, changed=changed)

    assert bounds.shortest <= adapted <= bounds.longest
    if bounds.shortest <= interval <= bounds.longest:
        assert adapted <= interval if changed else adapted >= interval


@given(SPANS, st.integers(1, 10_000), st.text())
def test_a_wait_is_never_shorter_than_asked_nor_endless(base, failures, name):
    wait = backoff(base, failures, name)

    assert base <= wait <= max(base, LONGEST_WAIT) * 1.25
    assert wait == backoff(base, failures, name)


def test_what_fails_together_is_not_tried_again_together():
    waits = {backoff(dt.timedelta(hours=1), 1, f"https://quay.example/{n}") for n in range(50)}

    assert len(waits) == 50
