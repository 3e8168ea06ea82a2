"""Nothing that comes from an article is obeyed: not by a page, a spreadsheet, a terminal."""

import csv
import datetime as dt
import html
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.consensus import changes
from tracker.report import Format, changes_sheet
from tracker.report.as_markdown import escaped, linked, opening
from tracker.report.plain import plain

PAGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

nasty = st.text(alphabet=st.sampled_from("a1 \n\t\\`*_{}[]()<>#+-.!|~&=$:;/\"'é\x1b\u202e")) | st.text()


def as_page_shows(text):
    return html.escape(plain(text), quote=False).replace('"', "&quot;")


@given(nasty)
def test_markdown_shows_any_text_as_it_is(text):
    shown = as_page_shows(text)
    assert PAGE.render(f"- {opening(text)}\n") == f"<ul>\n<li>{shown}</li>\n</ul>\n"
    assert f"<td>{shown}</td>" in PAGE.render(f"| a |\n| --- |\n| {escaped(text)} |\n")


@given(nasty, nasty | nasty.map("https://a.example/{}".format))
def test_a_link_leads_to_the_web_or_is_none(text, url):
    (paragraph,) = [token for token in PAGE.parse(f"x {linked(text, url)}") if token.type == "inline"]
    links = [token.attrs["href"] for token in paragraph.children if token.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert {token.type for token in paragraph.children} <= {"text", "link_open", "link_close"}
    assert len(links) <= 1


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x_(y)?a=1&b=%20#c", "[t](https://a.example/x_%28y%29?a=1&b=%20#c)"),
        ("javascript:alert(1)", "t"),
        ("data:text/html,x", "t"),
        ("file:///etc/passwd", "t"),
        ("//a.example/x", "t"),
        ("https://", "t"),
        ("https://[broken", "t"),
        ("https://a.example/\nx", "t"),
        (None, "t"),
    ],
)
def test_only_http_addresses_become_links(url, link):
    assert linked("t", url) == link


@pytest.fixture
def sheet(hostile):
    return changes_sheet(changes([hostile], None, dt.date(2022, 6, 1)), [hostile])


def test_a_page_gets_no_markup_from_an_article(sheet, shown):
    text = shown(sheet, Format.MARKDOWN)
    assert len(text.splitlines()) == 3
    assert text.splitlines()[2].endswith(
        "| &lt;i&gt;\\|c\\*: “=1+1 \\| &lt;b&gt;fall&lt;/b&gt; \\`x\\` \\[y\\](javascript:z) \\[31m\\*” |"
    )


def test_a_terminal_gets_no_control_characters_from_an_article(sheet, shown):
    table = shown(sheet, Format.TABLE)
    assert "<i>|c*: “=1+1 | <b>fall</b> `x` [y](javascript:z) [31m*” javascript:alert(1)" in table
    assert not set(table) & {"\x1b", "\r", "\t"}


def test_programs_get_the_words_as_they_were(sheet, shown, hostile):
    (row,) = [json.loads(line) for line in shown(sheet, Format.JSONL).splitlines()]
    assert row["because"][0]["quote"] == hostile.quote
    (flat,) = csv.DictReader(io.StringIO(shown(sheet, Format.CSV), newline=""))
    assert hostile.quote in flat["because"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_gets_no_formula_from_an_article(text, hostile, shown):
    statement = replace(hostile, outlet=text)
    sheet = changes_sheet(changes([statement], None, dt.date(2022, 6, 1)), [statement])
    (flat,) = csv.DictReader(io.StringIO(shown(sheet, Format.CSV), newline=""))
    assert flat["because"].startswith(f"'{text}")


def test_a_stray_surrogate_breaks_no_format(hostile, shown):
    statement = replace(hostile, outlet="caf\udce9")
    sheet = changes_sheet(changes([statement], None, dt.date(2022, 6, 1)), [statement])
    for form in Format:
        shown(sheet, form).encode("utf-8")
