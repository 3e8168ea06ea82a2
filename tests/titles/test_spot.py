"""Which works a text speaks of. Each case: the text, and the titles found in it, the most named first."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Domain, Work
from tracker.titles import Titles, key

WORKS = [
    Work("Severance season 2"),
    Work("Severance season 3"),
    Work("The Mandalorian season 3"),
    Work("All of Us Are Dead season 2"),
    Work("Wednesday season 2"),
    Work("You season 5"),
    Work("1923 season 2"),
    Work("Dark"),
    Work("Homeland season 4", aliases=("Homeland",)),
    Work("F9", Domain.FILM, ("Fast & Furious 9",)),
    Work("Diablo III", Domain.GAME),
    Work("Grand Theft Auto VI", Domain.GAME, ("GTA 6",)),
    Work("StarCraft II: Wings of Liberty", Domain.GAME),
    Work("StarCraft II: Heart of the Swarm", Domain.GAME),
    Work("Hollow Knight: Silksong", Domain.GAME, ("Silksong",)),
    Work("Spider-Man", Domain.GAME),
    Work("Spider-Man: Beyond the Spider-Verse", Domain.FILM),
    Work("The Batman Part II", Domain.FILM),
    Work("The Equalizer 3", Domain.FILM),
    Work("Rivian R1T", Domain.HARDWARE),
    Work("Metallica tenth studio album", Domain.MUSIC),
    Work("Straße der Träume"),
    Work("進撃の巨人"),
    Work('"Quoted" 🔥'),
    Work("🔥🔥"),
]
TITLES = Titles(WORKS)

FOUND = {
    # an instalment next to the name
    "Severance's second season premieres in January.": ["Severance season 2"],
    "They say the third season of Severance is written.": ["Severance season 3"],
    "Severance S02E01 review": ["Severance season 2"],
    "loki and severance s2 when?": ["Severance season 2"],
    "All of Us Are Dead-2 is on its way": ["All of Us Are Dead season 2"],
    "Diablo iii": ["Diablo III"],
    "GTA VI slips again": ["Grand Theft Auto VI"],
    "The Batman: Part Two moves to October": ["The Batman Part II"],
    "STRASSE DER TRÄUME kommt": ["Straße der Träume"],
    # elsewhere in the text
    "Inside The Mandalorian\n\nThe third season comes in March.": ["The Mandalorian season 3"],
    "Severance: how seasons 2 and 3 compare": ["Severance season 2", "Severance season 3"],
    "The Equalizer 2 is here. Whether we get a third one?": ["The Equalizer 3"],
    "The Equalizer 2 is here. A sequel?": ["The Equalizer 3"],
    "The Mandalorian season 2 is over. The next season is being shot.": ["The Mandalorian season 3"],
    "About the new Metallica album": ["Metallica tenth studio album"],
    "r/metallica_band: when do we get the album?": ["Metallica tenth studio album"],
    "Severance, season 2. Or so.": ["Severance season 2"],
    "Severance season 2 or its third or fourth year": ["Severance season 2"],
    "The Mandalorian season 2 is over. The next and final and major new thing is being shot.": [],
    "The Mandalorian: a third and final and last and major one?": [],
    "The Mandalorian: a third and likely last one?": [],
    "The Mandalorian season 2 is over. The next, and likely last, is being shot.": [],
    # another instalment
    "Severance season 4 is far away": [],
    "Severance season 1 is over. The next season is being shot.": ["Severance season 2"],
    "GTA V was a success": [],
    "Silksong 2 is a joke": [],
    "Homeland returns in the fall": ["Homeland season 4"],
    "Homeland season 5 returns in the fall": [],
    # the longest name wins
    "Spider-Man: Beyond the Spider‑Verse slips": ["Spider-Man: Beyond the Spider-Verse"],
    "Beyond the Spider-Verse slips": ["Spider-Man: Beyond the Spider-Verse"],
    "Spider-Man is out, Spiderman too": ["Spider-Man"],
    # shorter forms of the name
    "StarCraft II is done": ["StarCraft II: Wings of Liberty", "StarCraft II: Heart of the Swarm"],
    "StarCraft 2 – Wings of Liberty is done": ["StarCraft II: Wings of Liberty"],
    "It shipped the R1T in September": ["Rivian R1T"],
    "About 『進撃の巨人』": ["進撃の巨人"],
    # misspelt, in a heading
    "All of Us Dead Season 2: Release Date": ["All of Us Are Dead season 2"],
    "Mandolorian Season 3\n\nWhen?": ["The Mandalorian season 3"],
    "Spider-Man: Across the Spider-Verse is out": ["Spider-Man"],
    # one common word
    "Apple says more on Wednesday.": [],
    "Wednesday is the day. Season 2 of cricket starts.": [],
    "Wednesday season 2 comes.": ["Wednesday season 2"],
    '"Wednesday" will be back with a second season.': ["Wednesday season 2"],
    "You need to know this about season 5": [],
    "What You Need to Know": [],
    "In 1923 the second season began": [],
    "1923 Season 2 lands": ["1923 season 2"],
    "The dark night was dark.": [],
    "Dark is the night in the dark, and dark is good.": [],
    "He saw the Dark Knight there.": [],
    "They have renewed Dark again.": ["Dark"],
    "F9 is delayed to May": ["F9"],
    "Press f9 to go on.": [],
    "They stopped work on Severance: its second season waits. https://a.example/severance-stops": [
        "Severance season 2"
    ],
    "More at https://a.example/hollow-knight-silksong": [],
    "They say that all of us are dead in the second season of it.": [],
    # a number that is none
    "Diablo, 3 years later": [],
    "Diablo 3 years later": [],
    "A new album for Metallica?\n\n66 points": ["Metallica tenth studio album"],
    "": [],
    "🔥🔥": [],
    "゛": [],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_the_works_that_a_text_speaks_of(text, found):
    assert [work.title for work in TITLES.works_in(text)] == found


def test_the_most_named_comes_first_and_a_headline_counts_for_several():
    text = "Silksong at last\n\nNobody talks of the day.\n\nThey have renewed Dark. We liked Dark, and they like Dark too."

    assert [work.title for work in TITLES.works_in(text)] == ["Hollow Knight: Silksong", "Dark"]


def test_a_mention_covers_the_name_and_the_instalment_beside_it():
    text = "“Severance’s” fans: Severance’s second season, and Severance – Season 2 again"

    spans = [text[m.begin : m.end] for m in TITLES.mentions(text)]

    assert spans == ["Severance", "Severance’s second season", "Severance – Season 2"]


def test_a_mention_of_another_instalment_is_none_of_the_work():
    text = "Severance season 1 was long ago.\nSeverance season 2 is near."

    assert [text[m.begin : m.end] for m in TITLES.mentions(text)] == ["Severance season 2"]


NOISE = st.text(max_size=20) | st.sampled_from(
    ["ß", "ﬁﬁ", "İ", "e\u0301", "\n", ". ", "season", "2", "'s", "“", "the"]
)
NAMES = st.sampled_from([w.title for w in WORKS] + [w.title.upper() for w in WORKS])


@given(st.lists(NOISE | NAMES, max_size=12).map(" ".join))
def test_a_mention_slices_to_words_of_its_work(text):
    for mention in TITLES.mentions(text):
        written = key(text[mention.begin : mention.end]).split()
        names = " ".join(key(name) for name in (mention.work.title, *mention.work.aliases))
        assert written[0] in names.replace("-", " ")
        assert mention.work in TITLES.works_in(text)


@given(st.text())
def test_any_text_can_be_read(text):
    assert len(TITLES.works_in(text)) <= len(TITLES.mentions(text))


@pytest.mark.parametrize(
    "piece",
    [
        "Severance season 2 ",
        "Severance\n",
        "Dark ",
        "season 2 ",
        "a.",
        "''",
        "a'",
        "All of Us Dead\n",
        "next final ",
        "\n \n",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        begin = time.process_time()
        TITLES.works_in(text)
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(100_000) < 60 * seconds(5_000) + 0.1  # a quadratic one takes 400 times as long


def test_no_work_is_found_where_none_is_tracked():
    assert Titles([]).works_in("Severance season 2") == ()
