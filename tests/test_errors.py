"""What errors say to the user."""

from tracker.errors import ConfigError, SourceError, UnknownTitle


def test_a_source_is_shown_as_text_whatever_its_name_holds():
    error = SourceError("caf\udce9\x1b[31m/a\n.txt", "it says \x07.")

    assert str(error) == "caf\\udce9\\x1b[31m/a\\n.txt: it says \\x07."
    assert SourceError("帰/é “a”.txt", "it is empty.").source == "帰/é “a”.txt"


def test_all_problems_of_a_configuration_are_told():
    assert str(ConfigError(["a:1: one.", "a:2: two."])) == "a:1: one.\na:2: two."


def test_near_titles_are_offered():
    assert "did you mean 'Silo' or 'Silo 2'?" in str(UnknownTitle("Sillo", ["Silo", "Silo 2"]))
    assert "`tracker works`" in str(UnknownTitle("Sillo"))
