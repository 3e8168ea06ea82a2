import datetime as dt
from collections.abc import Callable

import pytest

from tracker.ingest.fetched import Fetched
from tracker.ingest.listing import (
    Listing,
    address,
    day_of,
    gather,
    in_their_words,
    one_line,
    past,
    with_parameters,
)
from tracker.model import Link

Got = Callable[..., Fetched]


def test_each_address_is_listed_once_and_what_has_none_is_counted() -> None:
    a, b = Link("https://q.example/a", title="first"), Link("https://q.example/b")

    listing = gather([a, None, b, Link(a.url, title="again")], title="Quay")

    assert listing == Listing((a, b), "Quay", left_out=1)


def test_what_is_beyond_the_bound_is_counted() -> None:
    links = [Link(f"https://q.example/{k}") for k in range(5)]

    assert gather(iter(links), at_most=3, left_out=1) == Listing(tuple(links[:3]), left_out=3)


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        (" /a?x=1#top ", "https://q.example/a?x=1"),
        ("b", "https://q.example/news/b"),
        ("//Other.example:443/", "https://other.example/"),
        ("HTTP://other.example", "http://other.example/"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("urn:isbn:1", None),
        ("", None),
        (None, None),
        ("http://[broken", None),
        ("/" + "x" * 4_000, None),
    ],
)
def test_an_address_is_made_whole_or_refused(written: str | None, whole: str | None) -> None:
    assert address(written, "https://q.example/news/feed") == whole


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (" Keeper\n\tis &amp; <b>back</b> ", "Keeper is & back"),
        ("1 < 2 &lt;3", "1 < 2 <3"),
        ("a\x00b\u2028c", "a b c"),
        ("x" * 900, "x" * 500),
        (" <br> ", None),
        (None, None),
    ],
)
def test_a_title_is_one_line_of_text(written: str | None, line: str | None) -> None:
    assert one_line(written) == line


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-05T23:30:00-05:00", dt.date(2024, 5, 5)),
        ("Sun, 05 May 2024 23:30:00 -0500", dt.date(2024, 5, 5)),
        ("2024-05-07", dt.date(2024, 5, 7)),  # now is the 6th: somewhere it is the 7th
        ("2024-05-08", None),
        ("1989-12-31", None),
        ("soon", None),
        ("2024", None),
        (None, None),
    ],
)
def test_a_day_is_the_writers_own_if_it_can_be(written: str | None, day: dt.date | None, got: Got) -> None:
    assert day_of(written, got(b"")) == day


@pytest.mark.parametrize("year", [1, 1970, 2025, 9999])
def test_a_copy_is_not_of_any_year(year: int, got: Got) -> None:
    zone = dt.timezone(dt.timedelta(hours=14))

    assert past(dt.datetime(year, 1, 1, tzinfo=zone), got(b"")) is None


def test_a_servers_words_are_quoted_on_one_line_and_cut(got: Got) -> None:
    error = in_their_words(got(b""), "<p>Too\n many</p> " + "x" * 999)

    assert str(error).startswith('a.txt: the server answers "Too many xxx')
    assert str(error).endswith(' …"')
    assert len(str(error)) < 220


def test_parameters_of_an_address_are_set() -> None:
    url = "https://q.example/api?a=1&b=&key=old"

    assert with_parameters(url, {"key": "new &"}) == "https://q.example/api?a=1&b=&key=new+%26"
    assert with_parameters(None, {"key": "new"}) is None
