"""Settings: what a file and the environment come to, and every mistake at once."""

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest

from tracker.config import Fetching, Schedule, Search, SourceKind, SourceSetting, Weekday, load
from tracker.config.place import template
from tracker.config.shape import LISTS, TABLES, VARIABLES
from tracker.errors import ConfigError
from tracker.model import Domain, Work

FULL = """
database = "sqlite:///here/t.db?timeout=3"
summaries = "out"
contact = "me@example.org"

[schedule]
tick = "45s"
check_every = "2d"
soonest = "2h"
latest = "10d"
summary_on = "Friday"

[fetch]
timeout = "1m"
max_bytes = 1_000
pause = "0s"
threads = 3
allow_private_addresses = true

[search]
templates = ["https://search.example/?q={query}"]
wikipedia = ""
captures = "https://archive.example/{url}"
capture = "https://archive.example/{timestamp}/{url}"
months = 3

[[works]]
title = "Severance season 2"
domain = "tv"
aliases = ["Severance 2"]
search = false

[[sources]]
kind = "folder"
location = "articles"
outlet = "mine.example"

[[sources]]
kind = "file"
location = "articles/one.txt"
every = "1w"

[[sources]]
kind = "url"
location = "https://example.org/a"

[[sources]]
kind = "samples"
"""

MISTAKEN = '''
databse = "x"
summaries = 5
works = "none"

[fetch]
timeout = "soon"
max_bytes = 0

[[sources]]
kind = "folder"
location = "nowhere"

[[sources]]
kind = "file"

[[sources]]
kind = "url"
location = "ftp://example.org"

[[sources]]
kind = "samples"
location = """
kind = 3
"""
every = "99999w"

[[sources]]
knid = "samples"

[[sources]]
kind = "samples"
outlet = ["x"]
'''


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("One.")
    return tmp_path


def read(folder, text, **environ):
    file = folder / "config.toml"
    file.write_text(text)
    return load(file, environ, folder)


def problems(folder, text, **environ):
    with pytest.raises(ConfigError) as error:
        read(folder, text, **environ)
    return list(error.value.problems)


def test_every_key_is_read(folder):
    settings = read(folder, FULL)

    assert settings.path == folder / "config.toml"
    assert settings.database == f"sqlite:///{folder}/here/t.db?timeout=3"
    assert settings.summaries == folder / "out"
    assert settings.contact == "me@example.org"
    days, hours = dt.timedelta(days=1), dt.timedelta(hours=1)
    assert settings.schedule == Schedule(
        dt.timedelta(seconds=45), 2 * days, 2 * hours, 10 * days, Weekday.FRIDAY
    )
    assert settings.schedule.summary_on.iso == 5
    assert settings.fetch == Fetching(
        dt.timedelta(minutes=1), 1000, dt.timedelta(), 3, allow_private_addresses=True
    )
    assert settings.search == Search(
        ("https://search.example/?q={query}",),
        "",
        "https://archive.example/{url}",
        "https://archive.example/{timestamp}/{url}",
        3,
    )
    assert settings.works == (Work("Severance season 2", Domain.TV, ("Severance 2",), search=False),)
    assert settings.sources == (
        SourceSetting(SourceKind.FOLDER, str(folder / "articles"), dt.timedelta(days=2), "mine.example"),
        SourceSetting(SourceKind.FILE, str(folder / "articles" / "one.txt"), dt.timedelta(weeks=1)),
        SourceSetting(SourceKind.URL, "https://example.org/a", None),
        SourceSetting(SourceKind.SAMPLES, "samples", dt.timedelta(days=2)),
    )


def test_an_empty_file_has_all_defaults(folder):
    settings = read(folder, "")

    assert settings.database == f"sqlite:///{folder}/data/tracker.db"
    assert settings.summaries == folder / "data/summaries"
    assert (settings.schedule, settings.fetch, settings.search) == (Schedule(), Fetching(), Search())
    assert (settings.works, settings.sources) == ((), ())


def test_the_default_file_works_and_spells_out_the_defaults(folder):
    settings = read(folder, template())
    empty = read(folder, "")

    assert [work.title for work in settings.works] == [
        "Severance season 2",
        "Hollow Knight: Silksong",
        "The Batman Part II",
    ]
    assert [source.kind for source in settings.sources] == [SourceKind.SAMPLES]
    assert dataclasses.replace(settings, works=(), sources=()) == empty


@pytest.mark.parametrize("table", [*TABLES, *LISTS])
def test_the_default_file_explains_every_key(table):
    text = template()
    part = text[text.index("[[works]]\ntitle") - 900 :] if table in LISTS else text
    for key in (TABLES | LISTS)[table]:
        before = re.search(rf"(?:^# [^\n]*\n)+{key} = ", text, re.MULTILINE)
        beside = re.search(rf"^{key} = .*# \w", text, re.MULTILINE)
        entry = re.search(rf"^#   {key}  +\w", part, re.MULTILINE)
        assert before or beside or entry, f"{key} of [{table}] is not explained in config.toml"


@pytest.mark.parametrize(("table", "kind"), [("schedule", Schedule), ("fetch", Fetching), ("search", Search)])
def test_every_setting_has_its_key(table, kind):
    assert [field.name for field in dataclasses.fields(kind)] == list(TABLES[table])


def test_every_mistake_is_told_at_once_with_its_line(folder):
    assert problems(folder, MISTAKEN) == [
        'config.toml:2: there is no key "databse"; did you mean "database"?',
        'config.toml:3: "summaries" must be text in quotes, not 5.',
        'config.toml:4: "works" is a list of tables, each written [[works]].',
        'config.toml:7: "timeout" must be a duration such as "30m", "6h" or "2d", at most "520w", not \'soon\'.',
        'config.toml:8: "max_bytes" must be a whole number above 0, not 0.',
        f"config.toml:12: there is no folder {folder}/nowhere.",
        'config.toml:14: a file needs a "location": its path.',
        "config.toml:19: this needs a \"location\" that starts with https:// or http://, not 'ftp://example.org'.",
        "config.toml:23: the samples come with tracker and have no location.",
        'config.toml:26: "every" must be a duration such as "30m", "6h" or "2d", at most "520w", not \'99999w\'.',
        'config.toml:28: [[sources]] needs a "kind".',
        'config.toml:29: there is no key "knid" in [[sources]]; did you mean "kind"?',
        "config.toml:31: this samples source is there already.",
        "config.toml:33: \"outlet\" must be text in quotes, not ['x'].",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('database = "mysql://me:secret@host/x"', "config.toml:1: this is no database that tracker knows"),
        ('database = "sqlite://"', "config.toml:1: a database in memory would be forgotten"),
        ('database = "sqlite:///:memory:"', "config.toml:1: a database in memory would be forgotten"),
        ('database = "sqlite:///articles"', "config.toml:1: {folder}/articles is a folder"),
        ('summaries = "articles/one.txt"', "config.toml:1: {folder}/articles/one.txt is a file"),
        ("fetch = 3", 'config.toml:1: "fetch" is a table, written [fetch].'),
        (
            "[fetch]\nwibble = 3",
            'config.toml:2: there is no key "wibble" in [fetch]: there are timeout, max_bytes, pause,',
        ),
        ("fetch.max_bytes = true", 'config.toml:1: "max_bytes" must be a whole number above 0, not True.'),
        ("works = [3]", 'config.toml:1: "works" is a table, written [[works]].'),
        ("[[works]]\ndomain = 'tv'", 'config.toml:1: [[works]] needs a "title".'),
        ("[[works]]\ntitle = ' '", "config.toml:2: a title cannot be empty."),
        ("[[works]]\ntitle = 'A'\naliases = ['']", "config.toml:3: a title cannot be empty."),
        (
            "[[works]]\ntitle = 'A'\naliases = [3]",
            'config.toml:3: "aliases" must be a list of texts in quotes, not [3].',
        ),
        (
            "[[works]]\ntitle = 'A'\ndomain = 'radio'",
            'config.toml:3: "domain" must be one of tv, film, game,',
        ),
        (
            "[[works]]\ntitle = 'Silo S2'\n[[works]]\ntitle = 'silo season two'",
            'config.toml:4: "silo season two" is there already',
        ),
        ("[[sources]]\nkind = 'folder'", 'config.toml:1: a folder needs a "location"'),
        (
            "[[sources]]\nkind = 'file'\nlocation = 'articles'",
            "config.toml:3: there is no file {folder}/articles.",
        ),
        ("[[sources]]\nkind = 'url'\nlocation = 'http://[x'", 'config.toml:3: this needs a "location"'),
        ("[fetch]\npause = '-1s'", 'config.toml:2: "pause" must be a duration'),
        (
            "[search]\ntemplates = ['https://x.example/{q}']",
            "config.toml:2: {{q}} is no placeholder of a search; there are {{title}}, {{query}}",
        ),
        (
            "[search]\nwikipedia = 'wiki'",
            "config.toml:2: an address starts with https:// or http://, not 'wiki'",
        ),
        ("[[sources]]\nkind = 'search'", "config.toml:1: searches are made of the works' titles"),
        ("contact = ", "config.toml:1: this is no TOML"),
        ("a = 1\ncontact = '''", "config.toml:2: this is no TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder, text, problem):
    (found,) = problems(folder, text)

    assert found.startswith(problem.format(folder=folder))
    assert "secret" not in found


def test_a_file_that_is_no_text_is_named(folder):
    (folder / "config.toml").write_bytes(b"contact = '\xff'")

    with pytest.raises(ConfigError, match=r"^config\.toml: this is not UTF-8 text\.$"):
        load(folder / "config.toml", {}, folder)


def test_variables_go_before_the_file_and_start_paths_at_the_current_folder(folder):
    here = folder / "here"
    here.mkdir()
    (folder / "config.toml").write_text('summaries = 5\ncontact = "file"\n[fetch]\nmax_bytes = "x"\n')
    environ = {
        "TRACKER_CONFIG": "../config.toml",
        "TRACKER_DATABASE_URL": "sqlite:///t.db",
        "TRACKER_SUMMARIES": "out",
        "TRACKER_CONTACT": "",
        "TRACKER_FETCH_MAX_BYTES": "7",
        "TRACKER_SCHEDULE_SUMMARY_ON": "sunday",
        "TRACKER_SEARCH_TEMPLATES": "https://a.example/{query} https://b.example/{query}",
        "TRACKER_ALLOW_PRIVATE_ADDRESSES": "1",
        "TRACKER_DEBUG": "of another program",
    }

    settings = load(None, environ, here)

    assert settings.database == f"sqlite:///{here}/t.db"
    assert settings.summaries == here / "out"
    assert settings.contact == "file"
    assert (settings.fetch.max_bytes, settings.fetch.allow_private_addresses) == (7, True)
    assert settings.search.templates == ("https://a.example/{query}", "https://b.example/{query}")
    assert settings.schedule.summary_on is Weekday.SUNDAY


def test_a_postgresql_url_is_left_as_it_is(folder):
    url = "postgresql+psycopg://me:pass@host/name?sslmode=require"
    assert read(folder, "", TRACKER_DATABASE_URL=url).database == url


def test_a_wrong_variable_is_named(folder):
    found = problems(
        folder, "", TRACKER_FETCH_TIMEOUT="soon", TRACKER_DATABASE="x", TRACKER_SUMMARIES="articles/one.txt"
    )

    assert found == [
        "TRACKER_DATABASE: there is no such variable; did you mean TRACKER_DATABASE_URL?",
        'TRACKER_FETCH_TIMEOUT: must be a duration such as "30m", "6h" or "2d", at most "520w", not \'soon\'.',
        f"TRACKER_SUMMARIES: {folder}/articles/one.txt is a file; name a folder.",
    ]


def test_each_key_outside_lists_has_a_variable():
    own = {"TRACKER_DATABASE_URL", "TRACKER_ALLOW_PRIVATE_ADDRESSES"}
    by_rule = {
        f"TRACKER_{table}_{key}".replace("__", "_").upper() for table in TABLES for key in TABLES[table]
    }

    assert own < set(VARIABLES)
    assert set(VARIABLES) - own < by_rule
    assert len(VARIABLES) == sum(map(len, TABLES.values()))


def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    def refuse(*_args, **_named):
        raise PermissionError(13, "Permission denied")

    (folder / "config.toml").touch()
    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(ConfigError, match=r"^config\.toml: cannot be read \(Permission denied\)\.$"):
        load(folder / "config.toml", {}, folder)
