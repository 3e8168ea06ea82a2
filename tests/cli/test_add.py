"""`tracker add`, `tracker works`, `tracker remove`."""

import pytest


def titles(tracker):
    return [row["title"] for row in tracker("works", "--format", "jsonl").rows]


def test_a_work_is_added_with_its_names_and_domain(tracker):
    added = tracker("add", "Skerry", "--alias", "Skerry: The Game", "--alias", "SKR", "--domain", "game")

    assert (added.code, added.out, added.err) == (0, "", "tracker: now following Skerry\n")
    (work,) = (row for row in tracker("works", "--format", "jsonl").rows if row["title"] == "Skerry")
    assert (work["domain"], work["aliases"]) == ("game", ["Skerry: The Game", "SKR"])


def test_adding_again_merges_the_names(tracker):
    tracker("add", "Skerry", "--alias", "SKR")
    again = tracker("add", "skerry", "--alias", "The Skerry")

    assert again.err == "tracker: already followed: skerry\n"
    assert tracker("works", "--format", "jsonl").rows[-1]["aliases"] == ["SKR", "The Skerry"]
    assert titles(tracker).count("Skerry") == 1


@pytest.mark.parametrize(
    "title",
    ['"Ich & du" — “S2” 🎬', "It's <b>bold</b> | *; DROP TABLE work;--", "帰ってきた灯台 第2期", "%s{}\\n"],
)
def test_a_title_may_hold_quotes_emoji_and_anything(tracker, title):
    added = tracker("add", title)

    assert (added.code, titles(tracker)[-1]) == (0, title)
    for form in ("table", "markdown", "csv", "json"):
        assert tracker("works", "--format", form).code == 0
    assert tracker("history", title).out == "nothing predicted yet\n"
    assert tracker("remove", title).err == f"tracker: no longer following {title}\n"


def test_what_no_terminal_and_no_database_takes_is_left_out_of_a_title(tracker):
    assert tracker("add", "Sker\udcff\x1b[31mry \t 2").code == 0
    assert titles(tracker)[-1] == "Sker [31mry 2"


def test_what_is_stored_is_read_for_a_work_that_is_added(tracker, article, folder):
    late = "Skerry season 2"
    (folder / "a.txt").write_text(article.text() + article.sentence("May 5, 2025", late))
    tracker("ingest", "a.txt")
    tracker("add", late)

    assert "May 5, 2025" in [row["quote"] for row in tracker("predictions", late, "--format", "jsonl").rows]


def test_a_work_that_is_removed_is_gone_until_it_is_added_again(tracker, article):
    article()
    tracker("ingest", "a.txt")
    removed = tracker("remove", "Gullholm S3")

    assert (removed.out, removed.err) == ("", "tracker: no longer following Gullholm season 3\n")
    assert titles(tracker) == ["Lanternfish"]
    assert tracker("history", "Gullholm season 3").code == 2

    tracker("add", "Gullholm season 3")
    assert tracker("works", "--format", "jsonl").rows[0]["predictions"] == 1
