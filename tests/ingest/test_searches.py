import datetime as dt

import pytest

from tracker.ingest.searches import (
    filled_in,
    months_back,
    query_for,
    reaches_back,
    search_for,
    unwrapped,
    wiki_search_for,
)

UTC = dt.UTC


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Severance", "%22Severance%22"),
        ("Severance season 3", "%22Severance%22%20%22season%203%22"),
        ("Severance S3", "%22Severance%22%20%22season%203%22"),
        ("Dune: Part Two", "%22Dune%22%20%22Part%20Two%22"),
        (
            "Stranger Things Season 5, Volume 2",
            "%22Stranger%20Things%22%20%22Season%205%22%20%22Volume%202%22",
        ),
        ("The Fourth Season Hotel", "%22The%20Fourth%20Season%20Hotel%22"),
        ("Season 2", "%22Season%202%22"),
        ('The "Bear" & Æ', "%22The%20Bear%20%26%20%C3%86%22"),
    ],
)
def test_a_title_is_searched_for_by_its_parts(title: str, query: str) -> None:
    assert search_for("https://q.example/?q={query}", title) == f"https://q.example/?q={query}"


@pytest.mark.parametrize(
    ("aliases", "query"),
    [
        ((), '"Severance" "season 3"'),
        (("severance season 3", '"Severance" season 3'), '"Severance" "season 3"'),
        (("Severance S3",), '("Severance season 3" OR "Severance S3")'),
        (("The Break", 'Se"v'), '("Severance season 3" OR "Se v" OR "The Break")'),
        (('Se"v', "The Break", "the break"), '("Severance season 3" OR "Se v" OR "the break")'),
        (("x" * 300, "Sev", " "), '("Severance season 3" OR "Sev")'),
    ],
)
def test_a_work_is_searched_for_by_all_its_names(aliases: tuple[str, ...], query: str) -> None:
    assert query_for("Severance season 3", aliases) == query
    assert query_for("Severance season 3", aliases[::-1]) == query


def test_a_search_asks_for_the_other_names_too() -> None:
    made = search_for("https://q.example/?q={query}&t={title}", "Dune", ["Dune 1"])

    assert made == "https://q.example/?q=%28%22Dune%22%20OR%20%22Dune%201%22%29&t=Dune"


def test_a_wiki_is_asked_which_article_fits_best_and_where_it_lies() -> None:
    assert wiki_search_for("https://w.example/api.php", "Dune & Æ") == (
        "https://w.example/api.php?action=query&generator=search&gsrsearch=Dune+%26+%C3%86&gsrlimit=1"
        "&redirects=1&prop=info&inprop=url&format=json&formatversion=2"
    )


def test_places_of_others_are_left() -> None:
    day = dt.date(2024, 1, 31)

    assert (
        filled_in("https://q.example/{url}?a={start}", day, day) == "https://q.example/{url}?a=20240131000000"
    )


def test_all_places_are_filled() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))

    search = search_for("https://q.example/{title}?a={start}&b={end}", "A/B {end}")
    made = filled_in(search, dt.date(2024, 1, 31), dt.datetime(2024, 2, 29, 1, 30, tzinfo=zone))

    assert search == "https://q.example/A%2FB%20%7Bend%7D?a={start}&b={end}"
    assert made == "https://q.example/A%2FB%20%7Bend%7D?a=20240131000000&b=20240228233000"
    assert (reaches_back(search), reaches_back(made)) == (True, False)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            "https://q.example/{name}",
            r"^\{name\} is no placeholder of a search; there are \{title\}, \{query\}",
        ),
        ("https://q.example/{title.__class__}", "is no placeholder"),
        ("{title}", "makes no address"),
        ("file:///{title}", "makes no address"),
    ],
)
def test_a_template_that_cannot_be_filled_is_told(template: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        search_for(template, "Severance")


def test_months_go_back_without_gap_or_overlap() -> None:
    windows = months_back(dt.date(2024, 3, 31), 3)

    assert windows == [
        (dt.date(2024, 2, 29), dt.date(2024, 3, 31)),
        (dt.date(2024, 1, 31), dt.date(2024, 2, 29)),
        (dt.date(2023, 12, 31), dt.date(2024, 1, 31)),
    ]


@pytest.mark.parametrize(("months", "count"), [(0, 0), (-1, 0), (10**9, 24)])
def test_months_stop_at_the_beginning_of_time(months: int, count: int) -> None:
    assert len(months_back(dt.date(3, 5, 6), months)) == count


@pytest.mark.parametrize(
    ("url", "real"),
    [
        (
            "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=https%3a%2f%2fQuay.example%2fa%3fb%3d1&c=2",
            "https://quay.example/a?b=1",
        ),
        ("https://www.google.com/url?rct=j&sa=t&url=https://quay.example/a&ct=ga", "https://quay.example/a"),
        ("https://www.bing.com/news/apiclick.aspx?url=javascript:alert(1)", None),
        ("https://www.bing.com/news/apiclick.aspx", None),
        ("https://evil.example/news/apiclick.aspx?url=https://quay.example/a", None),
        ("https://www.google.com/search?url=https://quay.example/a", None),
    ],
)
def test_a_redirect_that_carries_its_end_is_unwrapped(url: str, real: str | None) -> None:
    assert unwrapped(url) == (real or url)
