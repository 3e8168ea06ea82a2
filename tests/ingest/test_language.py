import pytest

from tracker.ingest.language import code_in, language_of

ENGLISH = (
    "Nobody knows when the keeper will be back on the island, and nobody has asked him. The lamp burns all the same,"
    " which some call a wonder and others a waste of oil; the harbour master keeps both letters in a drawer."
)
FRENCH = (
    "Personne ne sait quand le gardien reviendra sur l'île, et personne ne le lui a demandé. La lampe brûle quand même,"
    " ce que les uns appellent un miracle et les autres un gaspillage, et le capitaine garde toutes les lettres."
)


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-GB", "en"), ("pt_BR", "pt"), (" DE ", "de"), ("fil", None), ("", None), (None, None)],
)
def test_a_code_is_read_in_what_is_declared(stated: str | None, code: str | None) -> None:
    assert code_in(stated) == code


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", ENGLISH),
        ("fr", FRENCH),
        ("ja", "灯台守がいつ島に戻るのか、誰も知らないし、誰も尋ねていない。" * 8),
        ("ko", "등대지기가 언제 섬으로 돌아올지 아무도 모르고 아무도 묻지 않았다. " * 8),
        (None, "Nobody knows."),
        (None, "0123 4567 " * 40),
    ],
)
def test_a_longer_text_shows_its_language(lang: str | None, text: str) -> None:
    assert language_of(text) == lang
