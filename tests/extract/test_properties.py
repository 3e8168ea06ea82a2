"""What holds of time phrases whatever the text and the anchor."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tracker.extract import find_phrases
from tracker.model import Domain

anchors = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)).filter(lambda d: d.day <= 28)
BY_DATE = [
    *("next year", "later this year", "by the end of the year", "early next year", "late this year", "H2", "this time next year"),
    *("in nine months", "in two to three years", "at least a year away", "within six months", "next spring", "this summer"),
    *("October 2", "mid-May", "before Christmas", "not before July", "November or January", "the first week of June"),
    *("in ten days", "in three weeks", "within weeks", "in two to three weeks", "next month", "mid-month", "in half a year"),
    *("in a month and a half", "over the coming months", "next quarter", "late February", "the last week of February"),
    *("in the fall", "late summer", "before the summer is over", "fall or winter", "this winter", "next winter", "early winter"),
    *("in the winter", "late winter", "not until winter", "winter or spring"),
]  # fmt: skip
BY_WEEKDAY = ["this weekend", "next week", "early next week", "on Friday", "next Tuesday", "the third Friday of October"]  # fmt: skip
A_YEAR = {**dict.fromkeys(BY_DATE, (365, 366)), **dict.fromkeys(BY_WEEKDAY, (364, 371))}  # in days
SAID = [
    *("14 March 2024", "March 14, 2024", "Q3 2024", "late 2023 or early 2024", "spring 2025", "H1 2025", "mid-to-late 2024"),
    *("the first half of 2025", "between May and July 2024", "holiday 2024", "the end of 2025", "2024-03-14", "early May 2024"),
]  # fmt: skip
filler = st.sampled_from(["", "They say it. ", "In all,\n", "(", "– ", "Season 2: ", "it is out ", "“"])
words_of_time = st.lists(
    st.sampled_from(
        "in the of by may March 2024 '24 early late or to - 3 first week next year months Q3 until not , . \n".split(
            " "
        )
    )
).map(" ".join)


@given(st.one_of(st.text(max_size=300), words_of_time), st.none() | anchors, st.sampled_from(Domain))
def test_any_text_is_read_and_each_phrase_is_a_slice_of_it(
    text: str, anchor: dt.date | None, domain: Domain
) -> None:
    end = 0
    for phrase in find_phrases(text, anchor, domain):
        assert end <= phrase.begin < phrase.end
        assert text[phrase.begin : phrase.end] == phrase.text
        end = phrase.end


@given(st.sampled_from([*A_YEAR]), anchors)
def test_an_anchor_a_year_on_moves_relative_windows_by_a_year(said: str, anchor: dt.date) -> None:
    (before,) = find_phrases(f"It is out {said}.", anchor)
    (after,) = find_phrases(f"It is out {said}.", anchor.replace(year=anchor.year + 1))

    assert before.windows
    for one, other in zip(before.windows, after.windows, strict=True):
        assert (one.start is None, one.end is None) == (other.start is None, other.end is None)
        sides = [(one.start, other.start), (one.end, other.end)]
        assert all((later - day).days in A_YEAR[said] for day, later in sides if day and later)


@given(st.sampled_from(SAID), filler, filler, anchors, anchors)
def test_a_phrase_whose_year_is_said_means_the_same_wherever_it_stands(
    said: str, before: str, other: str, anchor: dt.date, another: dt.date
) -> None:
    (phrase,) = find_phrases(f"It is out {said}.", anchor)

    for text, at in ((f"{before}{said}. So.", anchor), (f"{other}{said} maybe", another)):
        assert phrase.windows == tuple(w for found in find_phrases(text, at) for w in found.windows)
    assert phrase.windows
