"""The engine takes another language as a table: Spanish words, the same rules."""

import datetime as dt

import pytest

from tracker.extract.language import Language, turn
from tracker.extract.phrases import LANGUAGES, find_phrases
from tracker.extract.scan import lexicon
from tracker.windows.bounds import Side
from tracker.windows.calendar import Feast, Part, Season
from tracker.windows.expression import Year
from tracker.windows.relative import Measure

SAID_ON = dt.date(2024, 6, 12)
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
TABLE: dict[str, dict[str, object]] = {
    "year": {str(y): Year(y) for y in range(1990, 2050)},
    "number": {str(n): n for n in range(100)},
    "month": {name: n for n, name in enumerate(MONTHS, 1)},
    "season": {
        "primavera": Season.SPRING,
        "verano": Season.SUMMER,
        "otoño": Season.FALL,
        "invierno": Season.WINTER,
    },
    "feast": {"navidad": Feast.CHRISTMAS},
    "part": {
        "principios": Part.START,
        "comienzos": Part.START,
        "mediados": Part.MID,
        "finales": Part.END,
        "fin": Part.END,
    },
    "ordinal": {"primer": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercer": 3, "cuarto": 4},
    "quarter_word": {"trimestre": None},
    "half_word": {"semestre": None, "mitad": None},
    "year_word": {"año": None},
    "rel_year": {
        "el año que viene": Year(shift=1),
        "año que viene": Year(shift=1),
        "este año": Year(),
        "próximo año": Year(shift=1),
    },
    "measure": {"mes": Measure.MONTH, "semana": Measure.WEEK},
    "measures": {"meses": Measure.MONTH, "semanas": Measure.WEEK, "años": Measure.YEAR},
    "count": {"dos": 2, "tres": 3, "un par de": 2},
    "the": {"el": None, "la": None, "los": None},
    "of": {"de": None, "del": None},
    "in": {"en": None, "a": None, "dentro de": None},
    "or": {"o": None},
    "and": {"y": None},
    "between": {"entre": None},
    "from": {"desde": None},
    "to": {"hasta": None},
    "not_before": {"no antes de": Side.NOT_BEFORE, "como pronto en": Side.NOT_BEFORE},
    "before": {"antes de": Side.BEFORE},
    "after": {"después de": Side.AFTER},
}
SPANISH = Language(
    lexicon(TABLE, lambda _piece: None, triggers=["year", "month", "season", "feast", "rel_year", "year_word", "quarter_word",
                                                  "half_word", "measure", "measures"], proper=()),
    (turn("negado: no antes de", (Side.BEFORE,), r"\bno\b", Side.NOT_BEFORE),),
)  # fmt: skip
WINDOWS = {
    "2025-08-14/2025-08-14": ["el 14 de agosto de 2025"],
    "2024-10-01/2024-10-31": ["en octubre de 2024", "en octubre"],
    "2024-07-01/2024-09-30": ["en el tercer trimestre de 2024"],
    "2025-01-01/2025-06-30": ["en la primera mitad de 2025", "en el primer semestre del año que viene"],
    "2024-10-01/2024-12-31": ["a finales de 2024", "a finales de este año"],
    "2025-03-01/2025-05-31": ["en primavera de 2025", "en la primavera del próximo año"],
    "2024-10-01/2025-03-31": [
        "a finales de 2024 o principios de 2025",
        "entre finales de 2024 y principios de 2025",
    ],
    "2025-05-01/2025-07-31": ["entre mayo y julio de 2025"],
    "2024-08-27/2024-09-27": ["dentro de tres meses"],
    "2025-01-01/..": ["no antes de 2025"],
    "2024-06-13/2024-12-24": ["antes de navidad"],
}


@pytest.fixture(autouse=True)
def _spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "es", SPANISH)


@pytest.mark.parametrize(("window", "phrase"), [(w, p) for w, phrases in WINDOWS.items() for p in phrases])
def test_spanish_phrase_means_its_window(window: str, phrase: str) -> None:
    found = find_phrases(f"La segunda temporada llega {phrase}.", SAID_ON, lang="es")

    assert [window] == [f"{w.start or '..'}/{w.end or '..'}" for p in found for w in p.windows], found


def test_a_language_turns_bounds_in_its_own_way() -> None:
    (phrase,) = find_phrases("No llegará antes de 2025.", SAID_ON, lang="es")

    assert dt.date(2025, 1, 1) == phrase.windows[0].start
    assert phrase.windows[0].end is None


@pytest.mark.parametrize(("lang", "text", "day"), [
    ("de", "Die Serie startet am 14. August 2025 im Handel.", "2025-08-14"),
    ("fr", "Sortie le 3 septembre 2025 en France.", "2025-09-03"),
    ("it", "In uscita il 7 novembre 2025.", "2025-11-07"),
    ("pt", "Estreia em 2 de outubro de 2025.", "2025-10-02"),
    ("ja", "2025年8月14日に発売。", "2025-08-14"),
    ("ko", "2025년 8월 14일 공개된다.", "2025-08-14"),
    ("id", "Tayang 14 Agustus 2025.", "2025-08-14"),
])  # fmt: skip
def test_a_language_without_a_table_has_its_exact_days(lang: str, text: str, day: str) -> None:
    (phrase,) = find_phrases(text, SAID_ON, lang=lang)

    assert phrase.text in text
    assert (day, day) == (str(phrase.windows[0].start), str(phrase.windows[0].end))


def test_a_language_nobody_knows_says_nothing() -> None:
    assert find_phrases("14 blah 2025", SAID_ON, lang="xx") == []
