"""The examples in the help are run as they stand there."""

import json
import shlex
import subprocess

import pytest

from tracker.cli.main import tracker as program

SUBJECT = "Severance season 2"
ARTICLE = f"{SUBJECT} premieres on January 17, 2025, the network says. Nobody knows more than that.\n"
OPML = '<opml version="2.0"><body><outline type="rss" xmlUrl="https://quay.example/feed"/></body></opml>'
ANNOTATED = {"id": "a1", "file": "a1.txt", "title": SUBJECT, "predictions": []}
SILENT = ("add", "resolve", "remove", "ingest", "run", "watch", "unwatch", "backfill")  # nothing to print


@pytest.fixture
def prepared(folder, run, record):
    """A folder with everything that the examples speak of."""
    offline = '[search]\ntemplates = []\nwikipedia = ""\ncaptures = ""\n'
    (folder / "config.toml").write_text(f'{offline}[[works]]\ntitle = "{SUBJECT}"\n')
    (folder / "subscriptions.opml").write_text(OPML)
    for name in ("article.txt", "article.html", "articles/a.md", "saved/2024/b.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ARTICLE)
    (folder / "archive.jsonl").write_text(record(text=ARTICLE))
    (folder / "my-articles").mkdir()
    (folder / "my-articles" / "a1.txt").write_text(ARTICLE)
    (folder / "my-articles" / "gold.jsonl").write_text(json.dumps(ANNOTATED))
    assert run(["ingest", "archive.jsonl"]).code == 0
    assert run(["watch", "my-articles"]).code == 0


@pytest.fixture
def line(prepared, run):
    """`line("tracker works")`: a line of a shell; what is left of a pipe is run by a real one."""

    def shell(text):
        before, _, call = text.rpartition(" | ")
        feed = subprocess.run(["/bin/sh", "-c", before], capture_output=True, check=True)
        first, *arguments = shlex.split(call)
        assert first == "tracker"
        return run(arguments, feed.stdout)

    return shell


@pytest.mark.parametrize("name", program.list_commands(None))
def test_the_example_of_a_command_works(name, line):
    example = program.get_command(None, name).epilog.splitlines()[-1].strip()
    ran = line(example)

    assert f"tracker {name}" in example
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert ran.out or name in SILENT


def test_the_examples_of_the_programs_help_work(line):
    shown = [row.strip() for row in program.help.splitlines() if row.startswith("  tracker ")]
    ran = [line(row.split("   ")[0]) for row in shown]

    assert len(shown) == 4
    assert [r.code for r in ran] == [0] * 4
