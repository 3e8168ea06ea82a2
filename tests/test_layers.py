"""The contract on imports is kept, and would be noticed if it were not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path):
    """The package and its contracts, to be spoilt."""
    shutil.copytree(PROJECT / "tracker", tmp_path / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def checked(folder):
    """The exit code and the words of the tool that knows the contracts."""
    code = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_contract_is_kept(copy):
    assert checked(copy)[0] == 0


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("store/works.py", "import tracker.app.views", "tracker.store.works -> tracker.app.views"),
        ("report/week.py", "import tracker.ingest.fetch", "tracker.report.week -> tracker.ingest.fetch"),
        ("evaluate/score.py", "import tracker.extract.reader", "tracker.evaluate.score -> tracker.extract"),
        ("extract/reader.py", "import logging", "tracker.extract.reader -> logging"),
        ("evaluate/gold.py", "import pathlib", "tracker.evaluate.gold -> pathlib"),
    ],
    ids=["upward", "sideways", "sideways in the core", "impure", "impure judge"],
)
def test_an_import_against_the_contract_is_found(copy, module, line, broken):
    path = copy / "tracker" / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    code, told = checked(copy)

    assert code == 1
    assert broken in told


def test_a_module_in_no_layer_is_found(copy):
    (copy / "tracker" / "stray.py").write_text('"""Belongs nowhere."""\n')

    assert checked(copy)[0] == 1
