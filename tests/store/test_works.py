"""Which works are followed, and how they are found."""

import pytest

from tracker.errors import UnknownTitle
from tracker.model import Domain, Work
from tracker.store import articles, works

BATMAN = Work("The Batman: Part II", Domain.FILM)


def test_added_works_come_back_as_they_were(session, given):
    assert works.add(session, BATMAN, given.now)

    assert works.tracked(session) == (given.work, BATMAN)


def test_quotes_and_emoji_in_titles_are_kept(session, given):
    odd = Work("""It's "Fine" 🎬 -- %s; DROP TABLE work""", Domain.FILM, ("👻",))
    works.add(session, odd, given.now)

    assert works.find(session, odd.title) == odd


def test_adding_again_merges_aliases(session, given):
    assert not works.add(session, Work("severance  SEASON 2", aliases=("Severance S2", "Sev 2")), given.now)

    (work,) = works.tracked(session)
    assert (work.title, work.aliases) == ("Severance season 2", ("Severance S2", "Sev 2"))


def test_a_removed_work_comes_back_when_added(session, given):
    works.remove(session, "severance s2", given.now)
    assert works.tracked(session) == ()

    assert works.add(session, given.work, given.now)
    assert works.tracked(session) == (given.work,)


def test_a_declared_work_stays_removed(session, given):
    works.remove(session, given.work.title, given.now)

    assert works.declare(session, [given.work, BATMAN, BATMAN], given.now) == 1
    assert works.declare(session, [given.work, BATMAN], given.now) == 0
    assert works.tracked(session) == (BATMAN,)


def test_a_declared_alias_is_added(session, given):
    assert works.declare(session, [Work(given.work.title, aliases=("Sev 2",))], given.now) == 0

    assert works.find(session, "sev 2").aliases == ("Severance S2", "Sev 2")


def test_works_are_declared_when_declaring_them_would_change_nothing(session, given):
    more = Work(given.work.title, aliases=("Sev 2",))
    for wanted in ([given.work, BATMAN], [more]):
        assert not works.are_declared(session, wanted)
        works.declare(session, wanted, given.now)
        assert works.are_declared(session, wanted)

    works.remove(session, BATMAN.title, given.now)
    assert works.are_declared(session, [BATMAN, more])


WAYS = ["Severance season 2", "severance S2", "Severance, Season Two", "Severence season 2"]


@pytest.mark.parametrize("title", WAYS)
def test_works_are_found_however_they_are_written(session, given, title):
    assert works.find(session, title) == given.work


def test_an_unknown_title_names_those_near_it(session, given):
    works.add(session, BATMAN, given.now)

    with pytest.raises(UnknownTitle, match="Batman"):
        works.find(session, "The Batman: Part 3")


def test_an_ambiguous_alias_names_both(session, given):
    works.add(session, Work("Foundation season 4", aliases=("the show",)), given.now)
    works.add(session, Work("Silo season 3", aliases=("the show",)), given.now)

    with pytest.raises(UnknownTitle) as caught:
        works.find(session, "The Show")
    assert caught.value.near == ("Foundation season 4", "Silo season 3")


def test_a_new_work_or_name_has_everything_read_again(session, given):
    kept, _ = given.ingest(session)
    for change in (
        lambda: works.add(session, BATMAN, given.now),
        lambda: works.add(session, Work(BATMAN.title, aliases=("Battinson 2",)), given.now),
        lambda: works.declare(session, [Work("Silo season 3")], given.now),
        lambda: works.declare(session, [Work("Silo season 3", aliases=("Silo S3",))], given.now),
        lambda: works.remove(session, BATMAN.title, given.now) and works.add(session, BATMAN, given.now),
    ):
        articles.mark_read(session, kept.revision_id, "1", given.now)
        assert articles.unread(session, "1", 9) == []
        change()
        assert [number for number, _ in articles.unread(session, "1", 9)] == [kept.revision_id]


def test_an_unchanged_declaration_has_nothing_read_again(session, given):
    kept, _ = given.ingest(session)
    articles.mark_read(session, kept.revision_id, "1", given.now)
    works.add(session, given.work, given.now)
    works.declare(session, [given.work], given.now)

    assert articles.unread(session, "1", 9) == []
