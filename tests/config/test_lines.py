"""Where keys stand in a TOML text."""

from tracker.config.lines import line_of, lines


def test_a_place_without_a_line_of_its_own_has_the_one_around_it():
    found = lines("a = 1\n[t]\nx.y = 2\n[[l]]\n[[l]]\nk = 3\n")

    assert found == {("a",): 1, ("t",): 2, ("t", "x", "y"): 3, ("l", 0): 4, ("l", 1): 5, ("l", 1, "k"): 6}
    assert line_of(("l", 1, "z"), found) == 5
    assert line_of(("z",), found) is None
