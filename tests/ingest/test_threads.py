from lxml.html import document_fromstring

from tracker.ingest.threads import alone, first_post, make_tables_plain, said_in

LONG = "The keeper is back on the island. " * 20


def test_the_first_post_of_a_thread_is_found_and_the_answers_are_dropped() -> None:
    page = document_fromstring(
        "<div id='p12'>one<i id='x'>!</i></div><div id='p13'>two</div><div id='p140'>three</div><p>end</p>"
    )
    post = first_post(page)

    assert post.text_content() == "one!"
    assert page.text_content() == "one!end"
    assert alone(post).xpath("/html/body/div/@id") == ["p12"]


def test_the_posters_card_is_no_part_of_what_is_said() -> None:
    page = document_fromstring(
        "<div id='p12'><h4>ada</h4><dl><dd>Jan 3, 2012</dd></dl><div class='message-body'>one</div></div><div id='p13'>two</div>"
    )

    assert said_in(first_post(page)).text_content() == "one"
    assert said_in(document_fromstring("<div><p>one</p></div>")).text_content() == "one"


def test_a_page_of_one_post_or_of_a_live_blogs_is_no_thread() -> None:
    for markup in (
        "<article id='post-1'>one</article><div id='p2'>two</div>",
        "<div id='post-1' class='live-post'>one</div><div id='post-2' class='live-post'>two</div>",
        "<div id='post_1'>one<div id='post_2'>within</div></div>",
    ):
        page = document_fromstring(markup)

        assert first_post(page) is None
        assert page.text_content() == document_fromstring(markup).text_content()


def test_a_table_that_lays_out_the_page_becomes_blocks_without_its_columns() -> None:
    page = document_fromstring(
        f"<table><tr><td>News<br>Links</td><td>{LONG}</td></tr><tr><td>The end</td></tr></table>"
    )
    make_tables_plain(page)

    assert page.xpath("//table | //tr | //td") == []
    assert " ".join(page.text_content().split()) == f"{LONG}The end"


def test_a_table_of_data_stays_one() -> None:
    page = document_fromstring("<table><tr><td>Season 1</td><td>October 4, 2019</td></tr></table>")
    make_tables_plain(page)

    assert len(page.xpath("//td")) == 2
