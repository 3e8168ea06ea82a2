"""The program as a whole: its help, its exit codes, what its output does when nobody takes it."""

import importlib
import os
import pkgutil
import runpy
import sys
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest

import tracker.cli
from tracker.cli import main
from tracker.cli.main import tracker as program

FULL = Path("/dev/full")  # a disk without room
# Modules of cli/ that are no commands.
SHARED = {"main", "options", "progress", "records"}


def test_every_command_is_listed_and_says_what_it_does(run):
    names = {module.name for module in pkgutil.iter_modules(tracker.cli.__path__)} - SHARED
    told = run(["--help"]).out

    assert set(program.list_commands(None)) == names
    assert all(f"\n  {name}  " in told for name in names)


@pytest.mark.parametrize("name", program.list_commands(None))
def test_every_help_says_what_each_option_does_and_ends_with_an_example(name, run):
    told = run([name, "--help"])
    command = importlib.import_module(f"tracker.cli.{name}").command

    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-2:] == ["  Example:", f"    {command.epilog.splitlines()[-1].strip()}"]
    assert all(p.help for p in command.params if p.param_type_name == "option")
    assert run([name, "-h"]).out == told.out


def test_the_version_is_the_packages(run):
    assert run(["--version"]).out == f"tracker {version('tracker')}\n"


def test_it_is_also_a_module(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["tracker", "--version"])
    with pytest.raises(SystemExit):
        runpy.run_module("tracker", run_name="__main__")

    assert capsys.readouterr().out.startswith("tracker ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Usage: tracker"),
        (["histroy"], "No such command 'histroy'"),
        (["history"], "Missing argument 'TITLE'"),
        (["history", "Gullholm season 3", "--from", "soon"], "'soon' is no day; write it like 2026-11-21"),
        (
            ["history", "Gullholm season 3", "--from", "2026-01-02", "--to", "2026-01-01"],
            "2026-01-02 is after --to 2026-01-01",
        ),
        (["history", "Gullholm season 3", "--step", "year"], "'year' is not one of 'day', 'week', 'month'"),
        (["history", "Gulholm season 4"], "did you mean 'Gullholm season 3'?"),
        (["predictions", "Nothing"], "`tracker works` lists the titles"),
        (["remove", "Nothing"], "`tracker works` lists the titles"),
        (["resolve", "Nothing", "2024-03-03"], "`tracker works` lists the titles"),
        (["resolve", "Gulholm season 4", "--undo"], "did you mean 'Gullholm season 3'?"),
        (["resolve", "Lanternfish"], "Missing argument 'DAY', on which it came out; or --undo"),
        (["resolve", "Lanternfish", "2024-03-03", "--undo"], "leave DAY out"),
        (["resolve", "Lanternfish", "2024-02-30"], "'2024-02-30' is no day; write it like 2026-11-21"),
        (["resolve", "Lanternfish", "9999-12-31"], "9999-12-31 is still to come"),
        (["resolve", "Lanternfish", "1899-12-31"], "1899-12-31 is too long ago"),
        (["ingest", "a.txt", "--title", "Nothing"], "`tracker works` lists the titles"),
        (["add", " \t"], "needs a letter or a digit"),
        (["add", "x" * 201], "at most 200 characters, this one has 201"),
        (["add", "Lantern", "--alias", "?!"], "'?!' is no title"),
        (["add", "Lantern", "--domain", "opera"], "'opera' is not one of 'tv'"),
        (["summary", "--week", "2024-W60"], "'2024-W60' is no week: write it like 2026-W47"),
        (["summary", "--week", "9999-W52"], "'9999-W52' is no week"),
        (["windows", "a.txt", "--format", "jsonl"], "--format jsonl reads records from standard input"),
        (["--config", "none.toml", "works"], "--config: there is no file"),
    ],
)
def test_wrong_usage_is_explained_with_code_2(tracker, arguments, sentence):
    ran = tracker(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert sentence in " ".join(ran.err.split())


def test_wrong_settings_are_all_told_with_code_2(tracker, folder):
    (folder / "config.toml").write_text("summaries = 3\n[schedule]\ntick = 'soon'\n[[works]]\n")
    ran = tracker("works")

    assert (ran.code, ran.out) == (2, "")
    assert all(f"config.toml:{line}: " in ran.err for line in (1, 3, 4))


def test_another_configuration_may_be_named(run, bare_folder):
    other = bare_folder / "other" / "mine.toml"
    other.parent.mkdir()
    other.write_text("[[works]]\ntitle = 'Skerry'\n")

    assert [row["title"] for row in run(["--config", other, "works", "--format", "jsonl"]).rows] == ["Skerry"]
    assert (other.parent / "data" / "tracker.db").is_file()
    assert not (bare_folder / "tracker.db").exists()


def test_without_any_configuration_one_is_made_and_told_once(run, bare_folder, tmp_path):
    (bare_folder / "config.toml").unlink()
    first, second = run(["works"]), run(["works"])
    (made,) = (tmp_path / "home").rglob("config.toml")

    assert first.err == f"tracker: made {made}; it tracks the sample works until you change it.\n"
    assert (second.code, second.err, second.out) == (0, "", first.out)
    assert "Severance season 2" in first.out


def test_the_database_may_be_named_by_a_variable(run, bare_folder, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", "sqlite:///elsewhere.db")

    assert run(["works"]).code == 0
    assert (bare_folder / "elsewhere.db").is_file()
    assert not (bare_folder / "tracker.db").exists()


def test_a_folder_that_is_gone_is_told(tracker, folder):
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    assert tracker("works").err == "tracker: the current folder is gone; go to another one.\n"


def test_an_interrupt_ends_it_with_code_130(tracker, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.app.intake.locate", interrupt)

    assert tracker("ingest", "a.txt").code == 130


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (OSError(28, "No space left on device"), 1, "tracker: standard output: no space left on device.\n"),
    ],
)
def test_only_a_reader_may_end_the_output(folder, monkeypatch, error, code, told):
    class Output(StringIO):
        def flush(self):
            raise error

    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["tracker", "works"])
        patch.setattr(sys, "stdout", Output())
        patch.setattr(sys, "stderr", messages := StringIO())
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.close()  # what it was replaced by

    assert (ended.value.code, messages.getvalue()) == (code, told)


def test_a_reader_who_has_had_enough_is_no_failure(folder, start):
    read, write = os.pipe()
    os.close(read)
    ended = start("works", stdout=write)
    os.close(write)

    assert ended.communicate()[1] == b""
    assert ended.returncode == 0


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_a_failure(folder, start):
    with FULL.open("wb") as full:
        ended = start("works", stdout=full)

    assert ended.communicate()[1] == b"tracker: standard output: no space left on device.\n"
    assert ended.returncode == 1
