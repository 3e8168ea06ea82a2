"""The program run in a folder of its own: `tracker("ingest", "a.txt")` gives exit code, output and messages."""

import json
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

CONFIG = """
database = "sqlite:///tracker.db"
summaries = "summaries"

[fetch]
pause = "0s"
allow_private_addresses = true

[search]
templates = []
wikipedia = ""
captures = ""

[[works]]
title = "Gullholm season 3"
aliases = ["Gullholm S3"]

[[works]]
title = "Lanternfish"
domain = "film"
"""


@dataclass(frozen=True)
class Ran:
    """What became of a call of the program."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class _Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _stream(content: bytes = b"", *, terminal: bool = False) -> TextIOWrapper:
    return (_Terminal if terminal else TextIOWrapper)(BytesIO(content), encoding="utf-8")


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.fixture
def bare_folder(tmp_path, monkeypatch):
    """The current folder: its config.toml follows two works, a database is not there yet."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    here = tmp_path / "here"
    here.mkdir()
    (here / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def folder(bare_folder, sqlite_files):
    """The same with a new database, which it is quicker to copy than to make."""
    sqlite_files.make(bare_folder, migrated=True)
    return bare_folder


@pytest.fixture
def run(monkeypatch):
    """`run(["works"], terminal=True)`: the program in this process, in the current folder."""
    from tracker.cli import main

    def run(arguments, stdin=b"", *, terminal=False):
        out, err = _stream(terminal=terminal), _stream(terminal=terminal)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["tracker", *map(str, arguments)])
            for name, stream in {"stdin": _stream(stdin), "stdout": out, "stderr": err}.items():
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ended:
                main()
        return Ran(ended.value.code, _written(out), _written(err))

    return run


@pytest.fixture
def tracker(run, folder):
    """`tracker("works", "--format", "json")`: the program in `folder`, without a terminal."""
    return lambda *arguments, stdin=b"": run(arguments, stdin)


def sentence(when="March 3, 2025", work="Gullholm season 3"):
    return f"{work} premieres on {when}, the network says. Nobody knows more than that."


def text(*said):
    return f"Published on May 6, 2024\n\n{sentence(*said)}\n"


@pytest.fixture
def article(folder):
    """`article("a.txt", "March 3, 2025")`: a file that predicts that day."""

    def write(name="a.txt", *said):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(*said))
        return path

    write.text, write.sentence = text, sentence
    return write


@pytest.fixture
def record():
    """`record(1, "March 3, 2025", outlet="Quay")`: a line of an archive that predicts that day."""

    def line(number=1, *said, **fields):
        known = {"id": number, "url": f"https://quay.example/{number}", "outlet": "Quay"}
        return json.dumps(known | {"published": "2024-05-06", "text": text(*said)} | fields) + "\n"

    return line


@pytest.fixture
def loaded_by(environment):
    """`loaded_by("works")`: the modules that a call has imported."""

    def loaded(*arguments):
        code = (
            "import sys\nfrom tracker.cli import main\ntry: main()\n"
            "except SystemExit: print(*sys.modules, sep='\\n', file=sys.stderr)"
        )
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return set(done.stderr.splitlines())

    return loaded
