import datetime as dt

import pytest

from tracker.errors import ParseError
from tracker.ingest.header import Header, split_header


def test_a_block_of_keys_is_taken_off_the_text() -> None:
    header, text = split_header(
        '---\ntitle: "Keeper: the return"\nurl: https://Quay.example/a#top\noutlet: Quay\n'
        "published: 2022-01-31 08:00\ntags:\n  - tv\nlang: sv\n---\n\nThe keeper is back.\n",
        "a.md",
    )

    assert header == Header(
        "https://quay.example/a", "Quay", dt.date(2022, 1, 31), "Keeper: the return", "sv"
    )
    assert text == "\nThe keeper is back.\n"


@pytest.mark.parametrize(
    "text", ["The keeper\n---\na: b\n---\n", "---\nNo keys, a mere rule.\n---\n", "---\na: b\n", "", "---"]
)
def test_a_text_without_a_block_stays_whole(text: str) -> None:
    assert split_header(text, "a.md") == (Header(), text)


def test_a_day_that_is_none_is_told() -> None:
    with pytest.raises(
        ParseError, match=r"a\.md: `published` \('soon'\) is no day; write it as 2022-01-31\."
    ):
        split_header("---\npublished: soon\n---\ntext", "a.md")
