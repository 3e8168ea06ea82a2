"""What is loaded by which command: nothing heavy before it is needed."""

import pytest

HEAVY = {
    *("sqlalchemy", "alembic", "httpx", "trafilatura", "lxml", "htmldate", "resiliparse", "dateparser"),
    *(
        "dateutil",
        "holidays",
        "rich",
        "apscheduler",
        "msgspec",
        "platformdirs",
        "tracker.app",
        "tracker.config",
    ),
}


@pytest.mark.parametrize("arguments", [["--help"], ["history", "--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(loaded_by, arguments):
    assert loaded_by(*arguments) & HEAVY == set()


@pytest.mark.parametrize("command", ["extract", "windows"])
def test_a_filter_knows_no_store_and_no_web(loaded_by, folder, command):
    loaded = loaded_by(command, "-", "--format", "jsonl")

    assert not loaded & {"sqlalchemy", "alembic", "httpx", "trafilatura", "lxml", "rich", "tracker.config"}


@pytest.mark.parametrize("arguments", [["history", "Gullholm season 3"], ["works"]])
def test_a_look_into_the_store_reads_no_articles(loaded_by, folder, tracker, arguments):
    tracker("works")
    loaded = loaded_by(*arguments)

    assert not loaded & {
        "alembic",
        "httpx",
        "trafilatura",
        "lxml",
        "dateparser",
        "apscheduler",
        "sqlalchemy.orm",
    }
    assert not loaded & {"tracker.extract", "tracker.ingest.article", "tracker.daemon"}
