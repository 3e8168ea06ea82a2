from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.misprints import with_misprints


def test_one_slip_of_the_fingers_means_the_same() -> None:
    known = with_misprints({"early": 1, "september": 9})

    assert [
        known[slip] for slip in ("early", "ealry", "erly", "earlly", "spetember", "septembar", "setpember")
    ] == [1] * 4 + [9] * 3


def test_what_is_another_word_stands_as_it_is() -> None:
    known = with_misprints({"spring": 1, "may": 5}, frozenset(["sprig"]))

    assert "sprig" not in known
    assert not {"my", "mya", "maay"} & set(known)


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_every_slip_keeps_the_first_letter_or_moves_it_by_one(word: str) -> None:
    assert all(word[0] in slip[:2] for slip in with_misprints({word: None}))
