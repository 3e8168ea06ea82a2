"""`tracker watch`, `unwatch` and `sources`: what the user adds, what it turns out to be, OPML in and out."""

import sqlite3
from contextlib import closing

import pytest

FEED = "<rss version='2.0'><channel><title>Quay</title><item><link>{}</link></item></channel></rss>"
PAGE = "<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body>Hello, quay.</body></html>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc></url></urlset>"


@pytest.fixture
def site(httpserver):
    url = httpserver.url_for("/news")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data(FEED.format(url), content_type="application/rss+xml")
    httpserver.expect_request("/sitemap.xml").respond_with_data(
        SITEMAP.format(url), content_type="application/xml"
    )
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")
    return httpserver


def watched(tracker):
    rows = tracker("sources", "--format", "jsonl").rows
    return [(row["kind"], row["location"].rpartition("/")[2], row["origin"]) for row in rows]


@pytest.mark.parametrize(("path", "kind"), [("/feed", "feed"), ("/sitemap.xml", "sitemap"), ("/", "url")])
def test_what_an_address_is_is_found_out(tracker, site, path, kind):
    url = site.url_for(path)
    first, second = tracker("watch", url), tracker("watch", url)

    assert (first.code, first.err) == (0, f"tracker: now watching: {kind} {url}\n")
    assert second.err == f"tracker: already watched: {kind} {url}\n"
    assert watched(tracker) == [(kind, path[1:], "user")]


def test_what_an_address_is_can_be_said(tracker, site):
    ran = tracker("watch", site.url_for("/"), "--kind", "site", "--every", "2d", "--outlet", "Quay News")
    (row,) = tracker("sources", "--format", "jsonl").rows

    assert ran.code == 0
    assert (row["kind"], row["interval_seconds"], row["outlet"]) == ("site", 172_800, "Quay News")


def set_aside(folder):
    """As after a long time in vain."""
    with closing(sqlite3.connect(folder / "tracker.db")) as database:
        database.execute("UPDATE source SET next_check_at = NULL, failures = 12")
        database.commit()


def due(tracker):
    return [row["failures"] == 0 for row in tracker("sources", "--format", "jsonl").rows if row["next_check"]]


@pytest.mark.parametrize("kind", ["feed", "site", "url"])
def test_what_was_set_aside_is_tried_again_without_being_fetched(tracker, folder, kind):
    dead = "http://127.0.0.1:9/feed"
    tracker("watch", dead, "--kind", kind)
    set_aside(folder)
    assert due(tracker) == []
    ran = tracker("watch", dead)

    assert (ran.code, ran.err) == (0, f"tracker: tried again: {kind} {dead}\n")
    assert due(tracker) == [True]
    assert watched(tracker) == [(kind, "feed", "user")]


@pytest.mark.parametrize("name", ["address", "title", "work"])
def test_a_search_that_was_set_aside_is_tried_again_and_stays_one(tracker, folder, name):
    config = folder / "config.toml"
    template = "http://127.0.0.1:9/?q={query}&from={start}"
    config.write_text(config.read_text().replace("templates = []", f'templates = ["{template}"]'))
    row = tracker("sources", "--format", "jsonl").rows[0]
    set_aside(folder)
    known = {"address": row["location"], "title": row["title"], "work": row["work"]}
    ran = tracker("watch", known[name])

    assert (ran.code, ran.err) == (0, "tracker: tried again: search Gullholm season 3 (127.0.0.1)\n")
    assert due(tracker) == [True]
    assert {row["origin"] for row in tracker("sources", "--format", "jsonl").rows} == {"title"}
    assert tracker("watch", known[name], "--every", "1h").err == (
        "tracker: already watched: search Gullholm season 3 (127.0.0.1); how often is found out as it changes\n"
    )


def test_what_is_wanted_otherwise_of_a_known_source_is_taken_over(tracker, site):
    url = site.url_for("/feed")
    tracker("watch", url)
    ran = tracker("watch", url, "--every", "5m", "--outlet", "The Quay")
    (row,) = tracker("sources", "--format", "jsonl").rows

    assert ran.err == f"tracker: already watched: feed {url}, now every 5m, now by The Quay\n"
    assert (row["interval_seconds"], row["outlet"]) == (300, "The Quay")
    tracker("watch", url)
    assert tracker("sources", "--format", "jsonl").rows == [row]


def test_what_stands_in_the_configuration_is_changed_there(tracker, folder):
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'samples'\n")
    before = tracker("sources", "--format", "jsonl").rows
    ran = tracker("watch", "samples", "--every", "5m")

    assert ran.err == (
        "tracker: already watched: samples samples; how often, and whose it is, stands in config.toml\n"
    )
    assert tracker("sources", "--format", "jsonl").rows == before


def test_what_only_counts_readers_makes_no_second_source(tracker, folder, site):
    url = site.url_for("/feed")
    tracked = f"{url}?utm_source=newsletter"
    assert tracker("watch", tracked).err == f"tracker: now watching: feed {url}\n"
    assert tracker("watch", url, tracked).err == f"tracker: already watched: feed {url}\n" * 2

    outline = f"<outline type='rss' text='Quay' xmlUrl='{tracked}'/>"
    (folder / "all.opml").write_text(f"<opml version='2.0'><body>{outline}</body></opml>")
    assert tracker("watch", "all.opml").err == f"tracker: already watched: feed {url}\n"
    assert tracker("unwatch", tracked).code == 0
    assert watched(tracker) == []


def test_nobodys_folder_is_no_folder(tracker):
    ran = tracker("watch", "~nobody-goes-by-this-name/news")

    assert (ran.code, "there is no such file or folder" in ran.err) == (1, True)


def test_files_and_folders_are_watched(tracker, folder, article):
    article("news/a.txt")
    assert tracker("watch", "news", "news/a.txt").code == 0

    assert watched(tracker) == [("folder", "news", "user"), ("file", "a.txt", "user")]
    assert tracker("unwatch", "news").err == f"tracker: no longer watched: folder {folder}/news\n"
    assert watched(tracker) == [("file", "a.txt", "user")]


def test_sources_go_out_as_opml_and_come_in_again(tracker, folder, site):
    for path in ("/feed", "/sitemap.xml", "/"):
        tracker("watch", site.url_for(path))
    before = watched(tracker)
    written = tracker("sources", "--opml").out
    (folder / "all.opml").write_text(written)
    for path in ("/feed", "/sitemap.xml", "/"):
        tracker("unwatch", site.url_for(path))
    assert watched(tracker) == []

    assert tracker("watch", "all.opml").code == 0
    assert sorted(watched(tracker)) == sorted(before)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ("watch", "nowhere"),
            1,
            "nowhere: this is no address (https://…), and there is no such file or folder.",
        ),
        (("watch", "http://127.0.0.1:9/"), 1, "no connection to the server"),
        (("watch", "bad.opml"), 1, "bad.opml: "),
        (("watch", "a", "--every", "soon"), 2, "a duration such as"),
        (
            ("unwatch", "https://quay.example/"),
            2,
            "https://quay.example/ is not watched: `tracker sources` lists",
        ),
        (("unwatch", "samples"), 2, "samples stands in config.toml: take it out there."),
    ],
)
def test_what_cannot_be_watched_is_told(tracker, folder, arguments, code, words):
    (folder / "bad.opml").write_text("<opml><body>")
    with (folder / "config.toml").open("a") as config:
        config.write("\n[[sources]]\nkind = 'samples'\n")
    ran = tracker(*arguments)

    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_private_addresses_are_not_read_unless_that_is_allowed(tracker, folder, site, monkeypatch):
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("allow_private_addresses = true", ""))
    refused = tracker("watch", site.url_for("/feed"))
    monkeypatch.setenv("TRACKER_ALLOW_PRIVATE_ADDRESSES", "1")

    assert refused.code == 1
    assert "is private" in refused.err
    assert "TRACKER_ALLOW_PRIVATE_ADDRESSES=1" in refused.err
    assert tracker("watch", site.url_for("/feed")).code == 0


def test_a_title_is_searched_for_unless_that_is_not_wanted(tracker, folder):
    config = folder / "config.toml"
    config.write_text(
        config.read_text().replace("templates = []", 'templates = ["http://127.0.0.1:9/?q={query}"]')
    )
    tracker("add", "Skerry season 2")
    tracker("add", "Tern", "--no-search")
    rows = tracker("sources", "--format", "jsonl").rows

    assert {row["work"] for row in rows} == {"Gullholm season 3", "Lanternfish", "Skerry season 2"}
    assert {row["location"] for row in rows if row["work"] == "Skerry season 2"} == {
        "http://127.0.0.1:9/?q=%22Skerry%22%20%22season%202%22"
    }
    tracker("remove", "Skerry season 2")
    assert "Skerry season 2" not in {row["work"] for row in tracker("sources", "--format", "jsonl").rows}
    assert tracker("unwatch", rows[0]["location"]).code == 2
