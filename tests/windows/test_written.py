"""Windows as text: EDTF and words, there and back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract import find_phrases
from tracker.windows import Window, from_edtf, to_edtf, words

D = dt.date
WRITTEN = [
    (Window(D(2024, 3, 14), D(2024, 3, 14)), "2024-03-14", "14 March 2024"),
    (Window(D(2024, 10, 1), D(2024, 10, 31)), "2024-10", "October 2024"),
    (Window(D(2024, 7, 1), D(2024, 9, 30)), "2024-35", "Q3 2024"),
    (Window(D(2025, 3, 1), D(2025, 5, 31)), "2025-21", "spring 2025"),
    (Window(D(2025, 1, 1), D(2025, 6, 30)), "2025-40", "H1 2025"),
    (Window(D(2025, 1, 1), D(2025, 12, 31)), "2025", "2025"),
    (Window(D(2024, 9, 1), D(2024, 12, 31)), "2024-09/2024-12", "late 2024"),
    (Window(D(2023, 9, 1), D(2024, 4, 30)), "2023-09/2024-04", "between September 2023 and April 2024"),
    (Window(D(2024, 12, 1), D(2025, 2, 28)), "2024-12/2025-02", "between December 2024 and February 2025"),
    (
        Window(D(2024, 6, 13), D(2024, 12, 24)),
        "2024-06-13/2024-12-24",
        "between 13 June 2024 and 24 December 2024",
    ),
    (Window(D(2025, 1, 1), None), "2025-01-01/..", "not before 2025"),
    (Window(None, D(2024, 5, 31)), "../2024-05-31", "by 31 May 2024"),
]
days = st.dates(D(1950, 1, 1), D(2150, 12, 31))
closed = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))
units = st.sampled_from([w for w, _, _ in WRITTEN if not w.is_open])
windows = st.one_of(closed, units, days.map(lambda d: Window(d, None)), days.map(lambda d: Window(None, d)))


@pytest.mark.parametrize(("window", "edtf", "text"), WRITTEN)
def test_a_window_is_written_as(window: Window, edtf: str, text: str) -> None:
    assert (edtf, text) == (to_edtf(window), words(window))


@pytest.mark.parametrize(("text", "window"), [
    ("2024-24", Window(D(2024, 12, 1), D(2025, 2, 28))),
    ("../2024-05", Window(None, D(2024, 5, 31))),
    ("2024/..", Window(D(2024, 1, 1), None)),
    ("2024-33/2024-34", Window(D(2024, 1, 1), D(2024, 6, 30))),
])  # fmt: skip
def test_other_edtf_is_read(text: str, window: Window) -> None:
    assert window == from_edtf(text)


@pytest.mark.parametrize(
    "text", ["", "late 2024", "2024-13", "2024-02-30", "2025/2024", "0001", "2024-99", "."]
)
def test_what_is_no_edtf_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is no window: write it like"):
        from_edtf(text)


@given(windows)
def test_edtf_is_read_back(window: Window) -> None:
    assert window == from_edtf(to_edtf(window))


@given(windows)
def test_words_are_read_back_by_the_grammar(window: Window) -> None:
    said = words(window)

    (phrase,) = find_phrases(f"It comes out {said}.", None)

    assert (window,) == phrase.windows, said
