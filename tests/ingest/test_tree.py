import pytest

from tracker.ingest.tree import tree_of


@pytest.mark.parametrize("html", ["<html><body><p>one</p></body></html>", "<!doctype html><div><p>one</div>"])
def test_a_page_whole_or_broken_becomes_a_tree(html: str) -> None:
    assert [p.text for p in tree_of(html).iter("p")] == ["one"]


@pytest.mark.parametrize("html", ["", " \n"])
def test_nothing_is_no_page(html: str) -> None:
    assert tree_of(html) is None
