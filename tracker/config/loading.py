"""From a file and the environment to `Settings`, or to the list of all that is wrong with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.config.lines import lines
from tracker.config.meaning import settings
from tracker.config.place import find
from tracker.config.settings import Settings
from tracker.config.shape import Problems, shape
from tracker.errors import ConfigError


def load(path: Path | None, environ: Mapping[str, str], cwd: Path) -> Settings:
    """Read the settings.

    Args:
        path: the file asked for on the command line; None to look for one, see `place.find`.
        environ: the environment; `TRACKER_<KEY>` and `TRACKER_<SECTION>_<KEY>` override the file, empty ones do not.
        cwd: the current folder, absolute, where paths in variables and on the command line start.

    Raises:
        ConfigError: with a sentence for each wrong key, type, value and path.
    """
    place = find(path, environ, cwd)
    shown = str(place.file.relative_to(cwd) if place.file.is_relative_to(cwd) else place.file)
    text = _text(place.file, shown)
    raw = _parse(text, shown)
    problems = Problems(shown, lines(text))
    found = settings(shape(raw, environ, problems), place, cwd, problems)
    if problems.found:
        raise ConfigError(problems.sentences())
    return found


def _text(file: Path, shown: str) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError([f"{shown}: this is not UTF-8 text."]) from error
    except OSError as error:
        raise ConfigError([f"{shown}: cannot be read ({error.strerror})."]) from error


def _parse(text: str, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        line = at[1] if at else len(text.splitlines())
        raise ConfigError([f"{shown}:{line}: this is no TOML: {error}."]) from error
