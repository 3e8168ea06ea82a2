"""Which articles are copies of which. A text is a few letters here: two resemble each other in the places that are equal."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from threading import Barrier

import pytest
from sqlalchemy import event, func, select

from tracker.store import articles, copies, tables
from tracker.store.copies import Copy
from tracker.store.engine import reading, writing
from tracker.store.family import Signature


def signed(letters: str, method: str = "test") -> Signature:
    numbers = [ord(letter) for letter in letters]
    bands = tuple(place << 32 | number for place, number in enumerate(numbers))
    return Signature(method, tuple(numbers), bands)


@pytest.fixture
def say(session, given):
    """`say("a", 3, "AAAAAAAAAA")`: outlet a says that on March 3; what it is then known to be a copy of."""

    def said(outlet, day, letters, **fields):
        fields = {"key": f"{outlet}/{letters}", "outlet": outlet} | fields
        document = given.document(letters or "-", f"2022-03-{day:02}", **fields)
        kept = articles.keep(session, document, given.now)
        return copies.note(session, kept.article_id, signed(letters) if letters else None, given.now)

    return said


@pytest.fixture
def links(session):
    """Outlet and text of each copy, and of its origin: {"b/AB": "a/AA"}."""

    def listed():
        keys = dict(session.execute(select(tables.article.c.id, tables.article.c.key)).all())
        return {keys[copy.article_id]: keys[copy.origin_id] for copy in copies.listing(session)}

    return listed


@pytest.mark.parametrize(
    ("outlet", "letters", "resemblance"),
    [
        ("b", "AAAAAAAAAA", 1.0),
        ("b", "AAABBBBBBB", 0.3),
        ("b", "AABBBBBBBB", None),
        ("a", "AAAAAAAABB", 0.8),
        ("a", "AAAAAAABBB", None),
    ],
)
def test_a_copy_resembles_what_was_said_before(session, given, say, outlet, letters, resemblance):
    assert say("a", 3, "AAAAAAAAAA") is None
    copy = say(outlet, 4, letters, key="copy")

    assert copy == (resemblance and Copy(2, 1, resemblance, given.now))
    assert copies.listing(session) == ([copy] if copy else [])


@pytest.mark.parametrize("other", [None, signed("AAAAAAAAAA", "another way")])
def test_what_cannot_be_compared_is_no_copy(session, given, say, other):
    say("a", 3, "AAAAAAAAAA")
    kept = articles.keep(session, given.document(), given.now)

    assert copies.note(session, kept.article_id, other, given.now) is None


def test_a_family_has_the_same_origin_in_whichever_order_it_is_found(session, say, links):
    family = [("a", 3, "AAAAAAAAAA"), ("b", 4, "AAAAABBBBB"), ("c", 5, "CCCCCBBBBB"), ("a", 6, "AAAAADDDDD")]
    for found in permutations(family):
        with session.begin_nested() as savepoint:
            for article in found:
                say(*article)
            # c knows it through b only; a's second article is another one, though b and c have much of it
            assert links() == {"b/AAAAABBBBB": "a/AAAAAAAAAA", "c/CCCCCBBBBB": "a/AAAAAAAAAA"}
            savepoint.rollback()


def test_an_earlier_article_that_is_found_later_becomes_the_origin_of_all(session, given, say, links):
    say("b", 4, "AAAAAAAAAA")
    say("c", 4, "AAAAAAAAAA")
    say("d", 5, "AAAAAAABBB")
    assert links() == {"c/AAAAAAAAAA": "b/AAAAAAAAAA", "d/AAAAAAABBB": "b/AAAAAAAAAA"}

    assert say("a", 3, "AAAAACCCCC") is None
    assert set(links().values()) == {"a/AAAAACCCCC"}
    assert [(copy.article_id, copy.resemblance) for copy in copies.listing(session)] == [
        (1, 0.5),
        (2, 0.5),
        (3, 0.5),
    ]


def test_what_no_longer_resembles_its_origin_is_no_copy(session, given, say, links):
    say("a", 3, "AAAAAAAAAA")
    say("b", 4, "AAAAAAAAAA", key="b")
    say("c", 5, "AAAAAAAAAA", key="c")
    assert say("b", 6, "BBBBBBBBBB", key="b") is None
    assert links() == {"c": "a/AAAAAAAAAA"}

    assert say("b", 7, "AAAAACCCCC", key="b").resemblance == 0.5
    assert say("b", 8, "", key="b") is None  # too short to tell
    say("a", 9, "DDDDDDDDDD", key="a/AAAAAAAAAA")
    assert links() == {}


def test_a_new_origin_takes_over_where_the_first_one_says_something_else_now(say, links):
    for day, outlet in enumerate("abc", 3):
        say(outlet, day, "AAAAAAAAAA", key=outlet)
    say("a", 6, "DDDDDDDDDD", key="a")

    assert links() == {"c": "b"}


@pytest.mark.parametrize("first", ["origin", "copy"])
def test_what_says_that_it_is_a_copy_is_one_whatever_it_resembles(session, given, say, links, first):
    said = {
        "origin": lambda: say("a", 5, "AAAAAAAAAA", key="a"),
        "copy": lambda: say("b", 3, "BBBBBBBBBB", key="b", origin="a"),
    }
    said.pop(first)()
    (other,) = said.values()
    other()

    assert links() == {"b": "a"}
    assert copies.listing(session)[0].resemblance == 0.0


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"b": "a", "c": "b"}, {"b": "a", "c": "a"}),  # of a copy
        ({"a": "b", "b": "a", "c": "c"}, {}),  # in a circle, of itself
        ({"a": "away", "c": "away"}, {"c": "a"}),  # of what is not stored
        ({"a": "b"}, {"a": "b"}),  # though said first
    ],
)
def test_what_articles_say_that_they_are_copies_of(session, say, links, declared, expected):
    letters = dict(zip("abc", ("AAAAAAAAAA", "BBBBBBBBBB", ""), strict=True))
    for order in permutations("abc"):
        with session.begin_nested() as savepoint:
            for key in order:
                say(key, " abc".index(key), letters[key], key=key, origin=declared.get(key))
            assert links() == expected
            savepoint.rollback()


def test_what_resembles_a_copy_that_says_so_is_a_copy_of_the_same(say, links):
    say("b", 4, "AAAAAAAAAA", key="b", origin="a")
    say("c", 5, "AAAAAAAAAA", key="c")
    assert links() == {"c": "b"}
    say("a", 3, "", key="a")

    assert links() == {"b": "a", "c": "a"}


def test_saying_it_again_changes_nothing(session, given, say):
    say("a", 3, "AAAAAAAAAA")
    copy = say("b", 4, "AAAAAAAAAA")
    seen = []
    event.listen(session, "before_cursor_execute", lambda *call: seen.append(call[2].split()[0]))

    assert copies.note(session, copy.article_id, signed("AAAAAAAAAA"), given.later(days=1)) == copy
    assert {verb for verb in seen if verb in ("INSERT", "UPDATE", "DELETE")} == set()


def test_those_that_have_most_in_common_are_compared(say, monkeypatch):
    monkeypatch.setattr(copies, "_CANDIDATES", 2)
    for outlet in "bcde":
        say(outlet, 3, "AA" + outlet * 8)
    say("f", 3, "AAAAAAAAFF")

    assert say("g", 4, "AAAAAAAAAA").origin_id == 5


def test_two_copies_that_come_at_once_find_each_other(engine, given):
    def say(key, letters, start):
        start.wait()
        with writing(engine) as connection:
            kept = articles.keep(connection, given.document(key=key, outlet=key), given.now)
            copies.note(connection, kept.article_id, signed(letters), given.now)

    with ThreadPoolExecutor(2) as pool:
        for number, letter in enumerate("ABCDE", 1):
            start = Barrier(2)
            for said in [pool.submit(say, f"{outlet}{letter}", letter * 10, start) for outlet in "ab"]:
                said.result()
            with reading(engine) as connection:
                assert len(copies.listing(connection)) == number


def test_nothing_is_left_of_a_signature_that_was_replaced(session, say):
    say("a", 3, "AAAAAAAAAA", key="a")
    say("a", 4, "BBBBBBBBBB", key="a")

    tally = select(func.count(), func.min(tables.band.c.value))
    assert session.execute(tally).one() == (10, ord("B"))
    assert session.scalars(select(tables.signature.c.digest)).all() == [b"B\0\0\0" * 10]
