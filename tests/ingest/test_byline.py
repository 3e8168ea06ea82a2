import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.byline import Bylines, byline_day, byline_days, byline_names

HEADLINE = "Gullholm season 3 release date: everything we know\n\n"
BODY = "\n\nThe keeper is back, and so is the storm.\n"
THE_DAY = dt.date(2022, 1, 31)


@pytest.mark.parametrize(
    "line",
    [
        "Published 01/31/2022, 8:00 AM EST",
        "Published on January 31st, 2022 at 10:15 am",
        "Posted on January 31, 2022 by Ada K.",
        "Posted by Ada Karlsson on 31 Jan 2022 | 12 comments",
        "First published on Mon 31 Jan 2022 07.00 GMT",
        "This article was published on 31 January 2022.",
        "**Published:** 2022-01-31 08:00",
        "Last updated: 31st January 2022 13:42 IST",
        "By Ada K. | Jan. 31, 2022",
        "By ADA KARLSSON  JAN 31, 2022",
        "by Ada K. and Bo L. \u2014 January 31, 2022, 2:05pm PT",
        "January 31, 2022 by Ada Leave a comment",
        "Monday, 31 January 2022",
        "2022-01-31T08:00Z",
        "Staff Reporter | Jan 31, 2022 09:14 AM EDT",
        "Jan 31, 2022 \u00b7 News \u00b7 3 min read",
        "Lighthouse Weekly, 31 January 2022",
        "Date: January 31, 2022",
        "Ada K.\nPublished\n31 January 2022",
        "Published on January 31, 2022.",
    ],
)
def test_a_byline_tells_the_day(line: str) -> None:
    assert byline_day(HEADLINE + line + BODY) == THE_DAY


@pytest.mark.parametrize(
    "line",
    [
        "Published by Northlight, the game launches on March 3, 2022",
        "Release date: March 3, 2022",
        "Release date\nMarch 3, 2022",
        "Publisher: Quay House\nPublished: March 3, 2022\nPages: 300",
        "Updated on March 3, 2022, the roadmap now says autumn.",
        "It was published on March 3, 2022.",
        "By March 3, 2022, we should know more",
        "By then, on March 3, 2022, the cast will have met",
        "Directed by Bo Lind - March 3, 2022",
        "Gullholm season 3 | March 3, 2022",
        "In theaters: March 3, 2022",
        "March 3, 2022 (Sweden)",
        "Next update: March 3, 2022",
        "Storm, March 3, 2022\nTide, April 1, 2022\nReef, July 8, 2022",
        "Photo: Quay House | March 3, 2022",
        "#25 on: March 3, 2022, 09:14:02 pm  ada_k (Member)",
        "Published March 2022",
        "Published January 31, 2022 | " + "the keeper's own words on all that is to come " * 5,
    ],
)
def test_a_day_of_the_work_is_no_byline(line: str) -> None:
    assert byline_day(HEADLINE + line + BODY) is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("es", "31 enero, 2022 · Redacción · 4 comentarios"),
        ("pt", "Por Redação | 31/01/2022 às 11h47"),
        ("fr", "Publié le 31 janvier 2022 à 09h14"),
        ("it", "31 gennaio 2022"),
        ("de", "31. Januar 2022, 18:00 Uhr"),
        ("ko", "입력 2022.01.31 15:09 | 수정 2022.02.02 15:11"),
        ("ja", "2022年1月31日(月) 14:20"),
        ("ja", "2022年1月31日 12時30分"),
        ("ko", "2022년 1월 31일 오후 2:20"),
        ("zh", "发布时间：2022年1月31日"),
        ("nl", "Gepubliceerd op 31 januari 2022"),
        ("id", "Diterbitkan: 31 Januari 2022"),
    ],
)
def test_a_byline_in_another_language_tells_the_day(lang: str, line: str) -> None:
    assert byline_day(HEADLINE + line + BODY, lang=lang) == THE_DAY


def test_a_headline_that_speaks_of_release_dates_does_not_hide_the_byline() -> None:
    assert byline_day("Gullholm release date\n\nJanuary 31, 2022" + BODY) == THE_DAY


def test_published_stands_over_updated() -> None:
    assert byline_day(HEADLINE + "Updated: Feb 3, 2022\nPublished: Jan 31, 2022" + BODY) == THE_DAY
    assert byline_day(HEADLINE + "31 January 2022, 13:24 | Updated: 3 February 2022" + BODY) == THE_DAY


def test_a_label_counts_below_the_article_too_unless_several_disagree() -> None:
    story = HEADLINE + "The keeper is back.\n" * 30

    assert byline_day(story + "Published on Jan 31, 2022") == THE_DAY
    assert byline_day(story + "Posted on Jan 31, 2022 by Bo\n\nPosted on May 2, 2022 by Cy") is None


def test_a_bare_date_below_the_top_is_no_byline() -> None:
    assert byline_day(HEADLINE + "The keeper is back.\n" * 30 + "January 31, 2022") is None


def test_the_time_zone_and_other_dates_tell_that_the_day_comes_first() -> None:
    june = dt.date(2022, 6, 5)

    assert byline_day(HEADLINE + "05/06/2022 14:52 BST" + BODY) == june
    assert byline_day(HEADLINE + "Published 05/06/2022" + BODY + "It began on 25/12/2021.") == june
    assert byline_day(HEADLINE + "Published 05/06/2022" + BODY) == dt.date(2022, 5, 6)


def test_a_day_after_the_latest_is_not_believed() -> None:
    text = HEADLINE + "Published January 31, 2022" + BODY

    assert byline_day(text, latest=THE_DAY) == THE_DAY
    assert byline_day(text, latest=dt.date(2022, 1, 30)) is None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Published Jan 31, 2022 | Updated Feb 3, 2022", Bylines(THE_DAY, dt.date(2022, 2, 3), at_top=True)),
        (
            "31 January 2022, 13:24 | Updated: 3 February 2022",
            Bylines(THE_DAY, dt.date(2022, 2, 3), at_top=True),
        ),
        ("By Ada K. | Jan 31, 2022", Bylines(THE_DAY, None, at_top=True)),
        ("Last updated: Jan 31, 2022", Bylines(None, THE_DAY, at_top=False)),
        ("Updated on January 31, 2022, the roadmap now says autumn.", Bylines()),
        ("Updated Jan 31, 2099", Bylines()),
    ],
)
def test_publication_and_update_are_told_apart(lines: str, told: Bylines) -> None:
    assert byline_days(HEADLINE + lines + BODY, latest=dt.date(2024, 5, 7)) == told


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Published January 31, 2022, updated February 3, 2022"),
        ("en", "Published on 31 January 2022. Updated on 3 February 2022."),
        ("en", "By Ann Lee, published January 31, 2022 10:30 AM, last updated February 3, 2022"),
        ("en", "Jan 31, 2022 (updated Feb 3, 2022)"),
        ("fr", "Publié le 31 janvier 2022 à 10h30, mis à jour le 3 février 2022"),
        ("fr", "Publié le 31/01/2022 à 10:30, mis à jour le 03/02/2022"),
        ("fr", "Mis à jour le 3 février 2022. Publié le 31 janvier 2022"),
        ("de", "Veröffentlicht am 31. Januar 2022, aktualisiert am 3. Februar 2022"),
        ("es", "Publicado el 31 de enero de 2022. Actualizado el 3 de febrero de 2022"),
        ("it", "Pubblicato il 31 gennaio 2022, aggiornato l\u20193 febbraio 2022"),
        ("pt", "Publicado em 31 de janeiro de 2022 às 10h. Atualizado em 3 de fevereiro de 2022"),
        ("pl", "Opublikowano: 31 stycznia 2022, aktualizacja: 3 lutego 2022"),
        ("ja", "公開日：2022年1月31日 更新日：2022年2月3日"),
        ("ko", "입력 2022.01.31 10:30 수정 2022.02.03 09:00"),
    ],
)
def test_publication_and_update_in_one_line_are_both_read(lang: str, line: str) -> None:
    assert byline_days(HEADLINE + line + BODY, lang=lang) == Bylines(
        THE_DAY, dt.date(2022, 2, 3), at_top=True
    )


def test_a_label_far_below_tells_the_day_of_an_update_unless_several_disagree() -> None:
    story = HEADLINE + "The keeper is back.\n" * 30

    assert byline_days(story + "Last updated: Jan 31, 2022") == Bylines(None, THE_DAY)
    assert byline_days(story + "Edited Jan 31, 2022\n\nEdited May 2, 2022") == Bylines()


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Zuletzt aktualisiert: 31. Januar 2022"),
        ("fr", "Dernière mise à jour : 31 janvier 2022"),
        ("es", "Última actualización: 31 enero 2022"),
        ("it", "Ultimo aggiornamento: 31 gennaio 2022"),
        ("ja", "最終更新日: 2022年1月31日"),
    ],
)
def test_an_update_in_another_language_is_told(lang: str, line: str) -> None:
    assert byline_days(HEADLINE + line + BODY, lang=lang).updated == THE_DAY


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Karlsson", ("Ada Karlsson",)),
        ("By ADA KARLSSON  JAN 31, 2022", ("ADA KARLSSON",)),
        ("by Ada K. and Bo Lind \u2014 January 31, 2022", ("Ada K.", "Bo Lind")),
        ("Words by Ada Karlsson, Bo Lind & Cy O'Dell", ("Ada Karlsson", "Bo Lind", "Cy O'Dell")),
        ("Posted on January 31, 2022 by Ada van Dam", ("Ada van Dam",)),
        ("Von Änne Öl | 31.01.2022", ("Änne Öl",)),
        ("By Ada Karlsson Published January 31, 2022", ("Ada Karlsson",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("文/山田太郎", ("山田太郎",)),
        ("取材・文：山田太郎", ("山田太郎",)),
        ("2022-01-31 08:15 来源：游戏日报 作者：李明", ("李明",)),
        ("submitted 8 months ago by lumon_dude", ("lumon_dude",)),
        ("Автор: неизвестен", ()),
        ("Posted on January 31, 2022 by the editors", ()),
        ("Directed by Bo Lind", ()),
        ("By then, on March 3, 2022, the cast will have met", ()),
        ("By March 2026 we should know more", ()),
        ("By Ada Karlsson's reckoning it will take years", ()),
    ],
)
def test_a_byline_tells_who_wrote_it(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(HEADLINE + line + BODY) == names


def test_a_name_below_the_top_is_no_author() -> None:
    assert byline_names(HEADLINE + "The keeper is back.\n" * 30 + "By Ada Karlsson") == ()


@pytest.mark.parametrize(
    "piece", ["published 1/1/2022, ", "by A published 1/1/2022 ", "Author: A, ", "1/1/2022 at 12 h "]
)
def test_a_line_of_bylines_without_end_is_read_at_once(piece: str) -> None:
    line = (piece * 20)[:199] + "x"

    assert byline_days(HEADLINE + f"{line}\n" * 500) is not None  # nested repetitions would take days


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    byline_day(text)
    byline_days(text)
    byline_names(text)


@given(
    st.lists(
        st.sampled_from(
            ["Published ", "by ", "Ada ", "on ", "31/01/2022", "Jan 31, 2022", " | ", ",", "\n", "8:00", "."]
        )
    )
)
def test_any_pieces_of_bylines_are_read_without_an_error(pieces: list[str]) -> None:
    assert byline_day("".join(pieces)) in {None, THE_DAY}
