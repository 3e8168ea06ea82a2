"""`tracker backfill`: what a page once said, and what was once said of a work."""

import json
import re

import pytest

PAGE = (
    "<!doctype html><html lang='en'><head><title>Gullholm season 3</title></head><body><article><h1>Gullholm season 3</h1>"
    "<p>Nobody at the studio has said much of late, but its writers are back at their desks, friends of theirs say.</p>"
    "<p>Two people who work on it expect Gullholm season 3 {}, if the storm scenes can be shot in time.</p></article></body></html>"
)
COPIES = {"20250110000000": "in late 2026", "20250601000000": "in spring 2027"}


@pytest.fixture
def archive(folder, httpserver):
    """An archive with two copies of one page."""
    page = httpserver.url_for("/news")
    rows = [["timestamp", "original", "statuscode", "mimetype", "digest"]]
    rows += [[stamp, page, "200", "text/html", stamp] for stamp in COPIES]
    httpserver.expect_request("/cdx", query_string={"url": page}).respond_with_data(json.dumps(rows))
    for stamp, when in COPIES.items():
        httpserver.expect_request(f"/web/{stamp}/{page}").respond_with_data(
            PAGE.format(when), content_type="text/html"
        )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/news").respond_with_data(PAGE.format("in 2030"), content_type="text/html")
    config = folder / "config.toml"
    base = httpserver.url_for("/")
    config.write_text(
        config.read_text().replace(
            'captures = ""',
            f'captures = "{base}cdx?url={{url}}"\ncapture = "{base}web/{{timestamp}}/{{url}}"\nmonths = 240',
        )
    )
    return page


def said(tracker):
    rows = tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows
    return [(row["said_on"], row["quote"], row["anchor_basis"]) for row in rows]


def test_the_copies_of_a_page_are_read_each_as_of_its_day(tracker, archive):
    ran = tracker("backfill", archive)

    assert ran.code == 0
    assert ran.err == (
        "tracker: asking for 1 list of what there was\n"
        "tracker: 1 list (2 new addresses), 2 articles (1 new, 1 changed), 2 new predictions\n"
    )
    assert said(tracker) == [
        ("2025-01-10", "late 2026", "capture"),
        ("2025-06-01", "spring 2027", "capture"),
    ]
    again = tracker("backfill", archive)
    assert "tracker: 1 list (0 new addresses), 0 articles, 0 new predictions\n" in again.err


def test_what_a_host_in_trouble_left_for_later_is_told(tracker, archive, httpserver):
    httpserver.clear()
    httpserver.expect_request("/cdx").respond_with_data("", status=429, headers={"Retry-After": "3600"})
    first, second = tracker("backfill", archive), tracker("backfill", archive)

    assert (first.code, second.code) == (1, 0)
    told = [ran.err.splitlines()[-2:] for ran in (first, second)]
    assert told[0][0] == "tracker: 1 list (0 new addresses, 1 failed), 0 articles, 0 new predictions"
    assert told[1][0] == "tracker: 0 articles (none), 0 new predictions"
    for _, last in told:
        assert re.fullmatch(r"tracker: 1 page waits until .*\d\d:\d\dZ; `tracker run` goes on\.", last)


def test_a_title_leads_to_the_pages_that_have_spoken_of_it(tracker, archive):
    tracker("ingest", archive)
    ran = tracker("backfill", "Gullholm S3")

    assert ran.code == 0
    assert [quote for _, quote, _ in said(tracker)] == ["late 2026", "spring 2027", "2030"]


def test_nothing_that_is_known_by_that_name_is_told(tracker):
    ran = tracker("backfill", "Skerry")

    assert (ran.code, ran.out) == (2, "")
    assert "no tracked work is called 'Skerry'" in ran.err


def test_a_page_that_no_archive_has_is_no_trouble(tracker, archive, httpserver):
    httpserver.expect_request("/cdx").respond_with_data("[]")
    ran = tracker("backfill", httpserver.url_for("/other"))

    assert (ran.code, ran.err.splitlines()[-1]) == (
        0,
        "tracker: 1 list (0 new addresses), 0 articles, 0 new predictions",
    )
