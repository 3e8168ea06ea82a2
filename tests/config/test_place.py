"""Which file the settings are read from."""

import dataclasses
import os
from pathlib import Path

import pytest

from tracker.config import load
from tracker.config.place import template
from tracker.errors import ConfigError


@pytest.fixture
def usual(tmp_path, monkeypatch):
    """The platform's places, below a folder of their own."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    return home


def test_the_current_folder_s_file_is_read_if_it_is_ours(tmp_path, usual):
    file = tmp_path / "config.toml"

    file.write_text("summaries = 'out'\n")
    assert load(None, {}, tmp_path).path == file

    file.write_text("baseURL = 'https://example.org'\n")
    assert load(None, {}, tmp_path).path.is_relative_to(usual)


def test_without_a_file_one_is_made_in_the_usual_place(tmp_path, usual):
    first = load(None, {}, tmp_path)
    again = load(None, {}, tmp_path)

    assert first.path.is_relative_to(usual)
    assert first.path.read_text("utf-8") == template()
    assert Path(first.database.removeprefix("sqlite:///")).is_relative_to(usual)
    assert first.made
    assert again == dataclasses.replace(first, made=False)


def test_a_usual_place_that_cannot_be_made_is_told(tmp_path, usual):
    usual.write_text("a file where the home should be")

    with pytest.raises(ConfigError, match=r"cannot be made \(.*\); choose another file with --config\."):
        load(None, {}, tmp_path)


@pytest.mark.parametrize(
    ("path", "environ", "whose"),
    [(Path("gone.toml"), {}, "--config"), (None, {"TRACKER_CONFIG": "gone.toml"}, "TRACKER_CONFIG")],
)
def test_a_file_asked_for_has_to_be_there(tmp_path, path, environ, whose):
    with pytest.raises(ConfigError, match=rf"^{whose}: there is no file {tmp_path}/gone\.toml\.$"):
        load(path, environ, tmp_path)
