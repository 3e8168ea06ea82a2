"""The README shows what the program prints: every console block is run, in order, and compared."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    shutil.copy(ROOT / "config.toml", path)
    shell("tracker run --once", path)
    return path


def shell(command: str, folder: Path) -> str:
    """What a shell prints for a command, `tracker` being this checkout."""
    tracker = f"{shlex.quote(sys.executable)} -m tracker"
    command = re.sub(r"(?:^|(?<=\| ))tracker\b", tracker, command)
    ran = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.mark.parametrize("block", BLOCKS)
def test_the_readme_shows_real_output(block: str, folder: Path) -> None:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]

    assert block == "".join(f"$ {command}\n{shell(command, folder)}" for command in commands)
