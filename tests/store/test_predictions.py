"""What was said: recorded once, with its provenance, as it counts at each time."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import event

from tracker.consensus import Statement, consensus_at
from tracker.errors import UnknownTitle
from tracker.model import Domain, Polarity, Reading, Stance, Standing, Work
from tracker.store import copies, predictions, works
from tracker.store.family import Signature
from tracker.windows import Grain, Implied, Window

SILO = Work("Silo season 3")
WINDOWS = [
    Window(dt.date(1, 1, 1), dt.date(9999, 12, 31), Grain.SPAN),
    Window(dt.date(2024, 1, 1), None, Grain.YEAR, Implied.ANCHOR),
    Window(None, dt.date(2024, 2, 29), Grain.DAY),
]
SAME = Signature("test", (1, 2), (1, 2))
FALL = Window(dt.date(2022, 9, 1), dt.date(2022, 11, 30))


@pytest.fixture
def repeat(session, given):
    """`repeat("a.example", 3)`: that outlet says on March 3, 2022 what they all say, or what is given; a day later each."""

    def repeated(outlet, day, *found, **fields):
        document = given.document(f"{given.text} {day}", f"2022-03-{day:02}", outlet=outlet, key=outlet)
        document = replace(document, url=f"https://{outlet}/", **fields)
        at = given.later(days=day)
        kept, _ = given.ingest(session, document, given.reading(*found), at=at)
        copies.note(session, kept.article_id, SAME, at)

    return repeated


@pytest.mark.parametrize("window", WINDOWS)
def test_a_prediction_comes_back_with_everything_that_is_known_of_it(session, given, window):
    bare = given.prediction(
        quote="“Severance”",
        window=window,
        stance=Stance.SPECULATIVE,
        polarity=Polarity.RULES_OUT,
        credit=None,
        headline=False,
        anchor=None,
        trail=(),
    )
    whole = given.prediction(confidence=0.83, scope="PC — “early access” 🎬")
    given.ingest(session, None, Reading(given.work, (whole, bare), window))

    full, sparse = predictions.provenance(session, given.work)
    assert (full.prediction, sparse.prediction) == (whole, bare)
    # windows are equal when they hold the same days: their making is compared apart
    assert repr(sparse.prediction.window) == repr(window)
    assert full == predictions.Provenance(
        id=full.id,
        prediction=whole,
        work=given.work.title,
        article=full.article,
        article_title="Soon?",
        outlet="Example",
        url="https://example.org/a",
        revision=1,
        conclusion=window,
        extractor="1",
        said_on=dt.date(2022, 3, 3),
        learned_at=given.now,
    )


def test_an_article_without_a_conclusion_has_none(session, given):
    given.ingest(session, None, replace(given.reading(), headline=None))

    assert predictions.provenance(session, given.work)[0].conclusion is None


@pytest.mark.parametrize(("read", "counted"), [(0.83, 0.83), (None, 1.0)])
def test_a_statement_is_what_the_consensus_needs_of_it(session, given, read, counted):
    film = replace(SILO, domain=Domain.FILM)
    works.add(session, film, given.now)
    given.ingest(session, None, given.reading(given.prediction(confidence=read), work=film))

    (statement,) = predictions.statements(session, film)
    assert statement == Statement(
        id=statement.id,
        outlet="Example",
        article=statement.article,
        said_on=dt.date(2022, 3, 3),
        window=given.window,
        stance=Stance.REPORTED,
        polarity=Polarity.EXPECTS,
        headline=True,
        quote="summer",
        url="https://example.org/a",
        learned_at=given.now,
        domain=Domain.FILM,
        credit="insiders",
        confidence=counted,
        trust=1.0,
    )
    assert (statement.window.grain, statement.window.implied) == (Grain.SEASON, Implied.YEAR)


def test_recording_twice_changes_nothing(session, given):
    first = given.ingest(session)[1], predictions.provenance(session, given.work)
    again = given.ingest(session, at=given.later(days=1))[1], predictions.provenance(session, given.work)

    assert (first[0], again[0]) == (1, 0)
    assert again[1] == first[1]


def test_a_reading_without_predictions_is_recorded_too(session, given):
    given.ingest(session)
    nothing = Reading(given.work, (), None)
    _, added = given.ingest(session, None, nothing, extractor="2", at=given.later(days=1))

    assert added == 0
    assert predictions.statements(session, given.work) == ()


def test_the_newest_reading_of_a_text_counts_and_a_look_back_sees_the_older(session, given):
    given.ingest(session)
    second = given.reading(given.prediction(quote="this summer"))
    given.ingest(session, None, second, extractor="2", at=given.later(days=1))

    def quotes(learned_by: dt.datetime | None) -> list[str]:
        return [s.quote for s in predictions.statements(session, given.work, learned_by)]

    assert quotes(None) == quotes(given.later(days=1)) == ["this summer"]
    assert quotes(given.later(hours=23)) == quotes(given.now) == ["summer"]
    assert quotes(given.later(seconds=-1)) == []
    assert [p.prediction.quote for p in predictions.provenance(session, given.work)] == ["this summer"]


def test_of_two_readings_at_one_moment_the_later_one_counts(session, given):
    given.ingest(session)
    given.ingest(session, None, given.reading(given.prediction(quote="this summer")), extractor="2")

    assert [s.quote for s in predictions.statements(session, given.work)] == ["this summer"]


@pytest.mark.parametrize(
    ("days", "said_on"),
    [
        (["2022-03-03", "2022-05-05"], ["2022-03-03", "2022-05-05"]),
        (["2022-03-03", "2022-03-03"], ["2022-03-03", "2026-11-22"]),
        (["2022-03-03", "2022-01-01", "2022-05-05"], ["2022-03-03", "2026-11-22", "2026-11-23"]),
        ([None, "2022-03-03"], ["2026-11-21", "2026-11-22"]),
        (["2026-12-24", None], ["2026-11-21", "2026-11-22"]),
    ],
)
def test_a_changed_page_says_its_new_thing_on_its_new_day_or_when_we_saw_it(session, given, days, said_on):
    for number, day in enumerate(days):
        text = f"{given.text} {number}"
        found = given.prediction(text)
        given.ingest(session, given.document(text, day), given.reading(found), at=given.later(days=number))

    assert [str(s.said_on) for s in predictions.statements(session, given.work)] == said_on


def test_an_older_text_read_late_keeps_its_day(session, given):
    older, _ = given.ingest(session)
    text = f"{given.text} Or in May."
    given.ingest(session, given.document(text), given.reading(given.prediction(text)), at=given.later(days=1))
    predictions.record(session, older.revision_id, [given.reading()], "2", given.later(days=2))

    first, second = predictions.statements(session, given.work)
    assert (first.said_on, first.learned_at) == (dt.date(2022, 3, 3), given.later(days=2))
    assert second.said_on == dt.date(2026, 11, 22)


def test_a_quote_that_the_text_does_not_have_is_refused(session, given):
    shifted = replace(given.prediction(), begin=0, end=6)

    with pytest.raises(ValueError, match=r"'summer' is quoted, but the text has '“Sever' there"):
        given.ingest(session, None, given.reading(shifted))


def test_a_work_never_followed_is_refused(session, given):
    with pytest.raises(UnknownTitle, match="Silo"):
        given.ingest(session, None, given.reading(work=SILO))


def test_an_article_may_speak_of_several_works(session, given):
    works.add(session, SILO, given.now)
    _, added = given.ingest(session, None, given.reading(), given.reading(work=SILO))

    assert added == 2
    assert [len(predictions.statements(session, work)) for work in (given.work, SILO)] == [1, 1]


def test_a_week_holds_what_was_said_in_it_about_followed_works(session, given):
    works.add(session, SILO, given.now)
    for day in ("2022-03-06", "2022-03-07", "2022-03-13", "2022-03-14"):
        given.ingest(session, given.document(day=day, key=day), given.reading(work=SILO), given.reading())

    def said(first: int, last: int) -> list[tuple[str, int]]:
        rows = predictions.since(session, dt.date(2022, 3, first), dt.date(2022, 3, last))
        return [(row.work, row.said_on.day) for row in rows]

    severance = [("Severance season 2", 7), ("Severance season 2", 13)]
    assert said(7, 13) == [*severance, ("Silo season 3", 7), ("Silo season 3", 13)]
    works.remove(session, SILO.title, given.now)
    assert said(7, 13) == severance


def test_what_an_article_gives_up_is_kept_but_does_not_count(session, given):
    withdrawn = given.prediction(quote="this summer", standing=Standing.WITHDRAWN)
    _, added = given.ingest(session, None, replace(given.reading(), withdrawn=(withdrawn,)))

    assert added == 1
    assert [s.quote for s in predictions.statements(session, given.work)] == ["summer"]
    assert [p.prediction.quote for p in predictions.provenance(session, given.work)] == ["summer"]
    assert [p.work for p in predictions.since(session, dt.date.min, dt.date.max)] == [given.work.title]
    everything = predictions.provenance(session, given.work, withdrawn=True)
    assert [p.prediction for p in everything] == [given.prediction(), withdrawn]
    assert predictions.others(session) == []


def test_what_is_said_of_others_is_kept_apart(session, given):
    other = given.prediction(quote="this summer", subject=SILO.title)
    given_up = replace(other, standing=Standing.WITHDRAWN)
    own = given.prediction(quote="return")
    _, added = given.ingest(session, None, replace(given.reading(), others=(other, given_up, own)))

    assert added == 1
    ((subject, statement),) = predictions.others(session)
    assert (subject, statement.quote, statement.window) == (SILO.title, "this summer", given.window)
    works.add(session, SILO, given.now)
    assert predictions.statements(session, SILO) == ()
    for withdrawn in (False, True):
        about = predictions.provenance(session, given.work, withdrawn=withdrawn)
        assert [p.prediction.quote for p in about] == ["summer"]
    assert len(predictions.since(session, dt.date.min, dt.date.max)) == 1


def test_others_are_those_of_the_extractor_that_read_the_text_last(session, given):
    other = given.prediction(subject="Andor season 3")
    works.add(session, SILO, given.now)
    given.ingest(session, None, replace(given.reading(), others=(other,)))
    given.ingest(session, None, given.reading(work=SILO), at=given.later(days=1))
    assert len(predictions.others(session)) == 1

    works.remove(session, given.work.title, given.later(days=2))
    given.ingest(session, None, given.reading(work=SILO), extractor="2", at=given.later(days=2))
    assert predictions.others(session) == []


def test_the_same_article_counts_once_however_many_have_it(session, given, repeat):
    repeat("b.example", 4)
    alone = predictions.statements(session, given.work)
    repeat("c.example", 5)
    repeat("d.example", 6)

    assert predictions.statements(session, given.work) == alone
    pooled = consensus_at(alone, dt.date(2022, 3, 31))
    assert pooled == consensus_at(predictions.statements(session, given.work), dt.date(2022, 3, 31))
    assert pooled.voices == 1

    repeat("a.example", 3)  # found last, said first
    (statement,) = predictions.statements(session, given.work)
    assert (statement.outlet, statement.window) == ("a.example", given.window)
    everywhere = predictions.provenance(session, given.work)
    assert [(row.outlet, row.copy_of, row.copy_of_url) for row in everywhere] == [
        ("a.example", None, None),
        *((f"{letter}.example", "a.example", "https://a.example/") for letter in "bcd"),
    ]
    assert [row.outlet for row in predictions.since(session, dt.date.min, dt.date.max)] == ["a.example"]


def test_what_a_copy_says_beyond_its_origin_is_its_own(session, given, repeat):
    again, own = given.prediction(), given.prediction(quote="return", window=FALL)
    denied = given.prediction(polarity=Polarity.RULES_OUT)
    open_ended = given.prediction(quote="hope", window=Window(given.window.start, None))
    repeat("a.example", 3)
    repeat("b.example", 4, again, own, denied, open_ended)

    said = predictions.statements(session, given.work)
    assert [(s.outlet, s.window, s.polarity) for s in said] == [
        ("a.example", given.window, Polarity.EXPECTS),
        ("b.example", FALL, Polarity.EXPECTS),
        ("b.example", given.window, Polarity.RULES_OUT),
        ("b.example", Window(given.window.start, None), Polarity.EXPECTS),
    ]
    assert [row.outlet for row in predictions.since(session, dt.date(2022, 3, 4), dt.date.max)] == [
        "b.example"
    ] * 3


def test_the_same_words_are_no_new_statement_though_they_now_mean_another_time(session, given, repeat):
    repeat("a.example", 3)
    repeat(
        "b.example",
        4,
        given.prediction(window=FALL),
        given.prediction(window=FALL, sentence="Rather in summer."),
    )

    assert [(s.outlet, s.window) for s in predictions.statements(session, given.work)] == [
        ("a.example", given.window),
        ("b.example", FALL),
    ]


@pytest.mark.parametrize(("day", "counted"), [(4, ["a", "b", "a"]), (6, ["a", "a"])])
def test_a_copy_that_knows_more_before_its_origin_does_is_heard(session, given, repeat, day, counted):
    """Outlet a says something new on March 5."""
    new = given.prediction(quote="return", window=FALL)
    repeat("a.example", 3)
    repeat("b.example", day, new)
    repeat("a.example", 5, new)

    assert [s.outlet[0] for s in predictions.statements(session, given.work)] == counted


def test_what_says_it_is_a_copy_is_one_though_it_is_dated_before(session, given, repeat):
    repeat("a.example", 3, origin="b.example")
    repeat("b.example", 4)

    assert [s.outlet for s in predictions.statements(session, given.work)] == ["b.example"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_first_text_of_an_origin_is_the_one_that_was_seen_first(session, given, order):
    """Outlet a says "summer", later "return"; b, its copy, says "return" before that."""
    new = given.prediction(quote="return", window=FALL)
    said = [("a", 0, given.prediction(), "Summer."), ("a", 100, new, "Fall."), ("b", 50, new, "Fall, too.")]
    for outlet, day, found, more in said[::order]:
        document = given.document(f"{given.text} {more}", None, outlet=outlet, key=outlet)
        kept, _ = given.ingest(session, document, given.reading(found), at=given.later(days=day))
        copies.note(session, kept.article_id, SAME, given.now)

    told = [(s.outlet, s.quote) for s in predictions.statements(session, given.work)]
    assert told == [("a", "summer"), ("b", "return"), ("a", "return")]


def test_a_look_back_counts_a_copy_whose_origin_was_not_known(session, given, repeat):
    repeat("a.example", 4)
    repeat("b.example", 3, origin="a.example")

    for day, outlets in ((3, ["b.example"]), (4, ["a.example"])):
        said = predictions.statements(session, given.work, given.later(days=day))
        assert [s.outlet for s in said] == outlets


@pytest.mark.parametrize("kind", ["withdrawn", "others"])
def test_what_does_not_count_is_quoted_from_the_text_too(session, given, kind):
    shifted = replace(given.prediction(), begin=0, subject="Andor season 3")
    with pytest.raises(ValueError, match="is quoted, but the text has"):
        given.ingest(session, None, replace(given.reading(), **{kind: (shifted,)}))


def test_two_thousand_predictions_are_one_query(session, given):
    text = " ".join(f"summer{number:04}" for number in range(2000))
    found = [given.prediction(text, f"summer{number:04}", sentence="…") for number in range(2000)]
    given.ingest(session, given.document(text), given.reading(*found))
    queries: list[str] = []
    event.listen(session, "before_cursor_execute", lambda *seen: queries.append(seen[2]))

    assert len(predictions.statements(session, given.work)) == 2000
    assert len(predictions.provenance(session, given.work)) == 2000
    assert len(queries) == 2
