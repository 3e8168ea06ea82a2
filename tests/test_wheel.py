"""What users get: what is in the wheel, that it works in an empty folder without its sources, and what is not in the sdist."""

import os
import re
import shutil
import subprocess
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
UV = shutil.which("uv")
# All that may be in it; a folder of migrations or of samples soon holds a stray database or a draft.
EXPECTED = (
    r"tracker/(\w+/)*\w+\.py",
    r"tracker/py\.typed",
    r"tracker/samples/\d\d-[\w-]+\.md",
    r"tracker/_config\.toml",
    r"tracker/_alembic/(env\.py|script\.py\.mako|versions/\d{4}_\w+\.py)",
    r"tracker-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)",
)

pytestmark = pytest.mark.skipif(UV is None, reason="building the wheel takes uv, which runs these tests")


def uv(*arguments):
    # what it needs was needed to install the project, and is still in its cache
    for flags in (["--offline"], []):
        done = subprocess.run(
            [UV, *map(str, arguments), "--quiet", *flags], cwd=PROJECT, capture_output=True, check=False
        )
        if done.returncode == 0:
            return
    pytest.fail(done.stderr.decode())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--out-dir", folder)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel):
    """The program, installed from the wheel; its dependencies are those of this environment."""
    env = wheel.parent / "env"
    uv("venv", env)
    uv("pip", "install", "--python", env, "--no-deps", wheel)
    (site,) = env.glob("[Ll]ib/**/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return env / ("Scripts" if os.name == "nt" else "bin") / "tracker"


def test_it_holds_what_the_program_needs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    sources = {str(path.relative_to(PROJECT)) for path in PROJECT.glob("tracker/**/*.py")}
    migrations = {f"tracker/_alembic/versions/{path.name}" for path in PROJECT.glob("alembic/versions/*.py")}

    assert [name for name in names if not any(re.fullmatch(form, name) for form in EXPECTED)] == []
    assert sources | migrations | {
        "tracker/_config.toml",
        "tracker/_alembic/env.py",
        "tracker/py.typed",
    } <= set(names)
    assert sum(name.startswith("tracker/samples/") for name in names) > 12


def test_the_source_distribution_holds_the_tests_without_their_articles(tmp_path):
    uv("build", "--sdist", "--out-dir", tmp_path)
    (file,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = archive.getnames()

    assert any(name.endswith("/tests/test_accuracy.py") for name in names)
    assert [name for name in names if "/tests/corpus" in name] == []


def test_it_works_in_an_empty_folder(program, environment, tmp_path):
    here, home = tmp_path / "here", Path(environment["HOME"])
    here.mkdir()

    def ran(*arguments):
        done = subprocess.run(
            [program, *arguments], cwd=here, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done

    first = ran("run", "--once")
    history = ran("history", "Severance season 2")

    (config,) = home.rglob("config.toml")
    assert config.read_text() == (PROJECT / "config.toml").read_text()
    assert f"made {config}" in first.stderr
    assert "new predictions" in first.stderr
    assert history.stderr == ""
    assert re.search(r"^\d{4}-\d\d-\d\d .*\d{4}-\d\d-\d\d \(", history.stdout, re.MULTILINE)
    assert list(here.iterdir()) == []
    assert {path.suffix for path in home.rglob("*") if path.is_file() and path != config} == {".md", ".db"}
