"""Which file the settings are read from: the one asked for, the current folder's, or the platform's usual one.

The last is made from the packaged template where there is none. Does not read what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.errors import ConfigError

NAME: Final = "config.toml"
_OURS: Final = re.compile(r"^\s*(?:\[\[\s*(?:works|sources)\s*\]\]|summaries\s*=)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A file of settings.

    Attributes:
        home: the folder that relative paths in it start at.
        made: whether it was made just now.
    """

    file: Path
    home: Path
    made: bool = False


def find(path: Path | None, environ: Mapping[str, str], cwd: Path) -> Place:
    """The file to read: `path`, else TRACKER_CONFIG, else ./config.toml if it is tracker's, else the platform's.

    Many programs read a config.toml. The current folder's is taken for ours if it has `[[works]]`, `[[sources]]` or
    `summaries`.

    Raises:
        ConfigError: where the file asked for is missing, or the platform's cannot be made.
    """
    asked = path or (Path(environ["TRACKER_CONFIG"]) if environ.get("TRACKER_CONFIG") else None)
    if asked is not None:
        file = cwd / asked.expanduser()
        if not file.is_file():
            whose = "--config" if path else "TRACKER_CONFIG"
            raise ConfigError([f"{whose}: there is no file {file}."])
        return Place(file, file.resolve().parent)
    here = cwd / NAME
    if _is_ours(here):
        return Place(here, cwd)
    return _usual()


def template() -> str:
    """The documented default config.toml: packaged, or the one at the top of the checkout."""
    packaged = Path(__file__).parent.parent / "_config.toml"
    checkout = Path(__file__).parents[2] / NAME
    return (packaged if packaged.is_file() else checkout).read_text("utf-8")


def _is_ours(file: Path) -> bool:
    try:
        return _OURS.search(file.read_text("utf-8", errors="replace")) is not None
    except OSError:
        return False


def _usual() -> Place:
    """The platform's file, made if need be; what it writes goes to the platform's folder for data."""
    import platformdirs

    file = platformdirs.user_config_path("tracker", appauthor=False) / NAME
    home = platformdirs.user_data_path("tracker", appauthor=False)
    if file.is_file():
        return Place(file, home)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template(), "utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(
            [f"{file}: cannot be made ({reason}); choose another file with --config."]
        ) from error
    return Place(file, home, made=True)
