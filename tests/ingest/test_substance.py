"""A page that says nothing new says the same, whatever its date."""

import pytest

from tracker.ingest.substance import substance

TEXT = (
    "Gullholm season 3: what we know\n{}\nThe third season is due on March 3, 2025, the network says.\n{}\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Published May 5, 2024", "Published June 7, 2024"),
        ("By Ada Lind | Updated: 05/06/2024 at 8:00 AM", "By Ada Lind | Updated: 06/07/2024 at 9:30 PM"),
        ("Last updated on 5 May 2024", "Last updated on 7 June 2024"),
        ("May 5, 2024", "June 7, 2024"),
        ("5 min read", "6 min read"),
        ("3 hours ago", "2 days ago"),
        ("12 comments", "1,204 comments"),
    ],
)
def test_a_new_date_is_nothing_new(before: str, after: str) -> None:
    assert substance(TEXT.format(before, "")) == substance(TEXT.format(after, "")) != TEXT


@pytest.mark.parametrize(
    "line",
    [
        "It is now expected in late 2025, one of its writers says.",
        "Release date: March 4, 2025",
        "Ten episodes, each 45 minutes long.",
    ],
)
def test_whatever_is_said_is_something_new(line: str) -> None:
    assert substance(TEXT.format("May 5, 2024", line)) != substance(TEXT.format("May 5, 2024", ""))


def test_a_text_of_nothing_else_is_itself() -> None:
    assert substance("May 5, 2024") == "May 5, 2024"
    assert substance("") == ""


@pytest.mark.parametrize("line", ["June 5, 2026", "By Shore TV, June 5, 2026", "Date: June 5, 2026"])
def test_what_was_read_as_a_prediction_is_no_byline(line: str) -> None:
    text = TEXT.format(line, "")
    begin = text.index("June")

    assert line in substance(text, said=[range(begin, begin + 12)])
    assert line not in substance(text, said=[range(begin - 20)])


@pytest.mark.parametrize("heading", ["Release date", "When is it out?", "Out on the following day:"])
def test_a_day_under_a_heading_is_no_byline(heading: str) -> None:
    assert "June 5, 2026" in substance(TEXT.format(f"{heading}\nJune 5, 2026", ""))


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [("June 5, 2026", False), ("By Ada Lind, June 5, 2026", False), ("Updated: June 5, 2026", True)],
)
def test_far_below_a_byline_is_labelled(line: str, is_byline: bool) -> None:  # noqa: FBT001
    text = TEXT.format("", "Ten lines of prose.\n" * 10 + line)

    assert (line not in substance(text)) == is_byline
