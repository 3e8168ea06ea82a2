"""What is looked for because of a title, and from where on."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from tracker.app import searching
from tracker.config import Search
from tracker.model import Kind, Work
from tracker.store import releases, sources, works
from tracker.store.engine import reading, writing

DAY = dt.timedelta(days=1)
SEARCH = Search(("https://news.example/?q={query}",), "https://wiki.example/api.php", months=24)
WORK = Work("Gullholm season 3", aliases=("Gullholm S3",))


def searched(app):
    with reading(app.engine) as connection:
        return [
            (one.source.kind, one.source.location) for one in sources.listing(connection) if one.source.work
        ]


@pytest.fixture
def wanted(changed):
    return changed(search=SEARCH)


def test_a_work_is_searched_for_by_all_its_names(app, wanted, now):
    with writing(app.engine) as connection:
        works.add(connection, WORK, now)
        works.remove(connection, "Lanternfish", now)
    searching.declare(app.engine, wanted, now)
    (_, news), (_, wiki) = searched(app)

    assert parse_qs(urlsplit(news).query)["q"] == ['("Gullholm season 3" OR "Gullholm S3")']
    assert parse_qs(urlsplit(wiki).query)["gsrsearch"] == ["Gullholm season 3"]


@pytest.mark.parametrize(
    ("days", "titles"), [(60, {"Gullholm season 3", "Lanternfish"}), (61, {"Lanternfish"})]
)
def test_a_work_that_is_out_for_long_is_not_searched_for(app, wanted, now, days, titles):
    searching.declare(app.engine, wanted, now)
    with writing(app.engine) as connection:
        work = works.find(connection, WORK.title)
        releases.record(connection, work, now.date() - days * DAY)
    searching.declare(app.engine, wanted, now)
    with reading(app.engine) as connection:
        found = {one.source.work for one in sources.listing(connection)} - {None}

    assert found == titles


@pytest.mark.parametrize(
    ("template", "address"),
    [
        (
            "https://archive.example/cdx?url={url}&from={start}",
            "https://archive.example/cdx?url=https%3A%2F%2Fq.example%2F%7Bstart%7D&from=20220506000000",
        ),
        (
            "https://archive.example/map/{url}",
            "https://archive.example/map/https%3A%2F%2Fq.example%2F%7Bstart%7D",
        ),
    ],
)
def test_an_archive_is_asked_for_the_copies_of_the_months_that_are_wanted(changed, now, template, address):
    settings = changed(search=Search(captures=template, months=24))
    (link,) = searching.captures_of(settings, ["https://q.example/{start}"], now)

    assert (link.url, link.kind, link.original) == (address, Kind.CAPTURES, "https://q.example/{start}")


@pytest.mark.parametrize(("months", "year"), [(0, 2024), (10**9, 1924)])
def test_the_past_ends_somewhere(changed, now, months, year):
    settings = changed(search=Search(captures="https://archive.example/{url}", months=months))

    assert searching.captures_of(settings, ["https://q.example/"], now)
    assert searching.since(settings, None, now).year == year


def test_no_archive_is_asked_where_none_is_named(changed, now):
    assert searching.captures_of(changed(search=Search(captures="")), ["https://q.example/"], now) == []


def test_the_default_list_of_copies_is_bounded_in_time_and_size():
    asked = parse_qs(urlsplit(Search().captures).query)

    assert (asked["from"], asked["collapse"], asked["showResumeKey"]) == (
        ["{start}"],
        ["timestamp:8"],
        ["true"],
    )
    assert int(asked["limit"][0]) <= 10_000
