"""What sentences claim with their dates: whose, of what event, by whom, and whether it still stands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract import read
from tracker.extract.judging import judged
from tracker.model import Anchor, AnchorBasis, Document, Domain, Polarity, Stance, Work

SAID_ON = dt.date(2024, 3, 12)
WORK = Work("Harbour Lights season 3", Domain.TV, ("HL3",))


def document(text, day=SAID_ON):
    return Document(key="k", text=text, outlet="o", anchor=Anchor(day, AnchorBasis.RECORD) if day else None)


def predictions(text, work=WORK, day=SAID_ON):
    return read(document(text, day), [work])[0].predictions


def quotes(text, work=WORK):
    return [p.quote for p in predictions(text, work)]


RELEASES = [
    "Harbour Lights season 3 premieres on ⟦September 12⟧.",
    "The third season of Harbour Lights will arrive in ⟦early 2025⟧, the network announced.",
    "Harbour Lights season 3 could land ⟦next spring⟧ if all goes well.",
    "Cameras roll in June, which should set the release of Harbour Lights season 3 for ⟦early 2025⟧.",
    "Harbour Lights season 3 has been pushed back to ⟦November⟧.",
    "According to an insider, Harbour Lights season 3 is coming ⟦this fall⟧.",
    "Expect Harbour Lights season 3 to return in ⟦the second half of 2024⟧.",
]


@pytest.mark.parametrize("text", RELEASES)
def test_a_date_of_the_release_is_a_prediction(text):
    plain = text.replace("⟦", "").replace("⟧", "")
    assert text[text.index("⟦") + 1 : text.index("⟧")] in quotes(plain)


OTHERS = {
    "production": "Filming of Harbour Lights season 3 begins in June 2024.",
    "a trailer": "A trailer for Harbour Lights season 3 will be shown in May.",
    "a convention": "The cast of Harbour Lights season 3 comes to Comic-Con in July.",
    "awards": "Harbour Lights hopes for the Emmys in September.",
    "a tour": "The band of Harbour Lights season 3 plays concerts in October.",
    "another season": "Harbour Lights season 2 arrives on disc in August 2024.",
    "another work": 'Meanwhile, "Quiet Shores" premieres on May 3.',
    "the article": "March 12, 2024 | By A. Writer",
    "a copyright": "© 2024 Some Site",
    "a link": "Also read: Quiet Shores arrives on April 4",
    "the past": "Harbour Lights season 3 was announced in January 2024.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_a_date_of_something_else_is_none(text):
    assert quotes(text) == []


GIVEN_UP = [
    "Harbour Lights season 3 has moved from May to ⟦September⟧.",
    "Originally due in April, Harbour Lights season 3 will now premiere in ⟦October 2024⟧.",
    "Harbour Lights season 3 will be out in ⟦November⟧ rather than July.",
]


@pytest.mark.parametrize("text", GIVEN_UP)
def test_a_window_that_was_given_up_is_not_predicted_but_the_new_one_is(text):
    plain = text.replace("⟦", "").replace("⟧", "")
    assert [quote.strip(" ,.") for quote in quotes(plain)] == [text[text.index("⟦") + 1 : text.index("⟧")]]


POLARITIES = {
    "Harbour Lights season 3 won't premiere in 2024.": Polarity.RULES_OUT,
    "Harbour Lights season 3 is not coming this year.": Polarity.RULES_OUT,
    "A 2024 release of Harbour Lights season 3 is unlikely.": Polarity.RULES_OUT,
    "Harbour Lights season 3 will arrive in 2024.": Polarity.EXPECTS,
    "The producer doesn't rule out that Harbour Lights season 3 will arrive in 2024.": Polarity.EXPECTS,
    "Harbour Lights season 3 won't arrive until 2025.": Polarity.EXPECTS,
    "Harbour Lights season 3 will not only arrive in 2024 but be worth it.": Polarity.EXPECTS,
}


@pytest.mark.parametrize(("text", "polarity"), POLARITIES.items())
def test_a_window_is_ruled_out_by_a_negation_that_holds_for_it(text, polarity):
    assert [p.polarity for p in predictions(text)] == [polarity]


STANCES = {
    "The network confirmed that Harbour Lights season 3 premieres on September 12.": Stance.OFFICIAL,
    "Harbour Lights season 3 arrives September 12.": Stance.OFFICIAL,
    "According to sources, Harbour Lights season 3 will reportedly arrive in September.": Stance.REPORTED,
    "An insider claims that Harbour Lights season 3 is coming in September.": Stance.REPORTED,
    "We think Harbour Lights season 3 could possibly arrive in September.": Stance.SPECULATIVE,
    "Our guess is that Harbour Lights season 3 will be back in early 2025.": Stance.SPECULATIVE,
}


@pytest.mark.parametrize(("text", "stance"), STANCES.items())
def test_the_stance_is_that_of_whoever_says_so(text, stance):
    assert [p.stance for p in predictions(text)] == [stance]


def test_who_says_something_else_is_not_credited():
    text = "Harbour Lights season 3 will come in spring 2026. Netflix told Deadline that filming went well."
    assert [p.credit for p in predictions(text)] == [None]


def test_the_credit_may_stand_in_the_sentence_before():
    text = "Ana Lima, the showrunner, told Screen Daily about it. Harbour Lights season 3 will arrive in early 2025."
    assert predictions(text)[0].credit is not None


def test_every_phrase_has_a_reason():
    text = "Filming of Harbour Lights season 3 begins in June 2024. Harbour Lights season 3 aired in 2020."
    verdicts = judged(document(text), WORK)
    assert [v.accepted for v in verdicts] == [False, False]
    assert all(v.reasons for v in verdicts)


def test_a_prediction_says_which_cues_spoke():
    (found,) = predictions("Harbour Lights season 3 premieres on September 12.")
    assert "release: present" in found.trail


def test_a_text_without_a_day_reads_what_it_says_in_full():
    text = "Season 2 of Harbour Lights aired on May 2, 2020. Harbour Lights season 3 will premiere in October 2021."
    assert [p.quote for p in predictions(text, day=None)] == ["October 2021"]


WORDS = st.sampled_from(
    'Harbour Lights season 3 will not premiere in 2025 "Quiet Shores" until June , . ( ) : — ? filming said Netflix'
    " originally from May to next year © Posted March 12, 2024 \n\n • 1. İstanbul ’ % \0".split(" ")
)


@given(st.lists(WORDS, max_size=60).map(" ".join), st.booleans())
def test_any_text_is_read_and_every_quote_is_a_slice_of_it(text, dated):
    for found in predictions(text, day=SAID_ON if dated else None):
        assert text[found.begin : found.end] == found.quote
        assert found.confidence is None or 0 <= found.confidence <= 1


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_reading_twice_says_the_same(text):
    assert predictions(text) == predictions(text)
