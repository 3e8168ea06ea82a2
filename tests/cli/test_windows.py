"""`tracker windows`: only the time phrases, for programs and for people."""

import json

import pytest


@pytest.fixture
def answers(tracker):
    def asked(*records):
        lines = "".join(
            record if isinstance(record, str) else json.dumps(record) + "\n" for record in records
        )
        return tracker("windows", "-", "--format", "jsonl", stdin=lines.encode())

    return asked


def test_a_text_is_answered_with_its_spans(answers):
    text = "It is out in March 2025. The film follows on May 5, 2026."
    ran = answers({"id": 1, "text": text, "anchor": "2024-01-01"})

    assert (ran.code, ran.err) == (0, "")
    (answer,) = ran.rows
    assert answer == {
        "id": 1,
        "spans": [
            {"begin": 13, "end": 23, "text": "March 2025", "start": "2025-03-01", "end_date": "2025-03-31"},
            {"begin": 45, "end": 56, "text": "May 5, 2026", "start": "2026-05-05", "end_date": "2026-05-05"},
        ],
    }
    assert all(text[s["begin"] : s["end"]] == s["text"] for s in answer["spans"])


@pytest.mark.parametrize(
    "record", [{"text": ""}, {"text": "\x00 \ufffd"}, {"text": "nothing", "anchor": None}]
)
def test_a_text_without_any_has_no_spans(answers, record):
    assert answers({"id": "x"} | record).rows == [{"id": "x", "spans": []}]


def test_a_bad_line_is_named_and_the_rest_go_on(answers):
    good = {"id": 1, "text": "May 5, 2026"}
    ran = answers(
        good, "nonsense\n", {"id": 2}, good | {"anchor": "9999-12-31"}, good | {"anchor": "today"}, good
    )

    assert (ran.code, len(ran.rows)) == (1, 2)
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == [
        f"standard input:{n}" for n in (2, 3, 4, 5)
    ]


def test_a_text_is_shown_with_its_windows_and_why(tracker):
    text = "It returns late next year, not three years ago."
    ran = tracker("windows", "-", "--anchor", "2026-11-21", "--why", stdin=text.encode())

    assert (ran.code, ran.err) == (0, "")
    assert "It returns [late next year], not {three years ago}." in ran.out
    assert "2027-09/2027-12" in ran.out
    assert "three years ago: none: ago" in ran.out


def test_an_assumed_anchor_is_said(tracker):
    ran = tracker("windows", "-", stdin=b"It returns next year.")

    assert ran.code == 0
    assert "Say so with --anchor." in ran.err


def test_a_missing_file_is_a_failure_and_jsonl_needs_standard_input(tracker):
    assert tracker("windows", "nowhere.txt").code == 1
    assert tracker("windows", "a.txt", "--format", "jsonl").code == 2


def test_people_see_the_phrases_where_they_stand(tracker, run):
    text = b"It is out in March 2025.\nNobody knows more.\nThe film follows next month.\n"
    shown = tracker("windows", "-", "--anchor", "2024-01-01", stdin=text)
    coloured = run(["windows", "-", "--anchor", "2024-01-01"], text, terminal=True).out

    assert (shown.code, shown.err) == (0, "")
    assert "It is out in [March 2025].\n" in shown.out
    assert "2025-03-01 to 2025-03-31" in shown.out
    assert "[next month]" in shown.out
    assert "Nobody" not in shown.out
    assert "\x1b[" in coloured


def test_why_shows_the_rules(tracker):
    asked = ("windows", "-", "--anchor", "2024-01-01")

    assert "←" in tracker(*asked, "--why", stdin=b"It is out in March 2025.").out
    assert "←" not in tracker(*asked, stdin=b"It is out in March 2025.").out


def test_a_day_that_is_assumed_is_said_to_be(tracker):
    ran = tracker("windows", "-", stdin=b"It is out next month.")

    assert ran.code == 0
    assert ran.err.startswith("tracker: nothing says when it was written; counted from ")


def test_what_cannot_be_read_is_told_and_the_rest_go_on(tracker, article, folder):
    article("news/b.txt")
    (folder / "news" / "a.txt").write_bytes(b"")
    ran = tracker("windows", "news")

    assert (ran.code, ran.err) == (1, "tracker: news/a.txt: it is empty.\n")
    assert "[March 3, 2025]" in ran.out
