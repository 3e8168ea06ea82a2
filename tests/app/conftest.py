"""The use cases on an open store, SQLite's and PostgreSQL's."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.app.composition import opened
from tracker.config import Fetching, Search, Settings, SourceKind, SourceSetting
from tracker.model import Domain, Work

NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)  # a Monday
NO_SEARCH = Search(templates=(), wikipedia="", captures="")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def news(tmp_path):
    """`news("a.txt", "March 3, 2025")`: an article in a folder that is watched."""
    folder = tmp_path / "news"
    folder.mkdir()

    def write(name, when="March 3, 2025", work="Gullholm season 3"):
        (folder / name).write_text(f"{work} premieres on {when}, the network says. Nobody knows more.")

    write.folder = folder
    return write


@pytest.fixture
def settings(database_url, tmp_path, news):
    return Settings(
        path=tmp_path / "config.toml",
        made=False,
        database=database_url,
        summaries=tmp_path / "summaries",
        fetch=Fetching(pause=dt.timedelta(), threads=4, allow_private_addresses=True),
        search=NO_SEARCH,
        works=(Work("Gullholm season 3", Domain.TV), Work("Lanternfish", Domain.FILM)),
        sources=(SourceSetting(SourceKind.FOLDER, str(news.folder), HOUR),),
    )


@pytest.fixture
def changed(settings):
    """`changed(works=...)`: the settings with something else in them."""
    return lambda **fields: replace(settings, **fields)


@pytest.fixture
def app(settings):
    with opened(settings, NOW) as app:
        yield app
