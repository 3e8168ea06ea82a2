"""What is on the web comes in: a real server on the loopback, real stores, and a clock that is an argument."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tracker.app import gathering
from tracker.app.backfilling import queue_past
from tracker.app.composition import App, opened
from tracker.config import Search, Settings, SourceKind, SourceSetting
from tracker.ingest.pipeline import Ingested
from tracker.model import Kind, Link, Work
from tracker.store import articles, pages, predictions, sources
from tracker.store.alone import only_fetcher
from tracker.store.engine import reading, writing
from tracker.store.sources import Watched

DAY = dt.timedelta(days=1)
WORK = Work("Gullholm season 3")
PAGE = """<!doctype html><html lang="en"><head><title>Gullholm season 3: {number}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Gullholm season 3: {number}",
"datePublished":"{day}"}}</script></head><body><article><h1>Gullholm season 3: {number}</h1>
<p>Nobody at the studio has said much about the lighthouse drama of late, but its writers are back at their desks.</p>
<p>Two people who work on it expect Gullholm season 3 {when}, if the storm scenes of episode {number} can be shot.</p>
<p>{more}</p></article></body></html>"""


class Site:
    """A site of a few pages that may change, with a feed that names them; counts what it is asked for."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.asked: Counter[str] = Counter()
        self.pages: dict[str, Response | str] = {}
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/feed.xml").respond_with_handler(self.feed)
        server.expect_request("/").respond_with_handler(self._page)
        for number in range(9):
            server.expect_request(f"/{number}").respond_with_handler(self._page)

    def url(self, path: str) -> str:
        return self.server.url_for(path)

    def write(
        self, number: int, when: str = "in late 2026", day: str = "2024-05-01", more: str = "Bye."
    ) -> str:
        """A page that the feed names."""
        self.pages[f"/{number}"] = PAGE.format(number=number, when=when, day=day, more=more)
        return self.url(f"/{number}")

    def feed(self, request: Request) -> Response:
        self.asked[request.path] += 1
        items = "".join(f"<item><title>N</title><link>{self.url(path)}</link></item>" for path in self.pages)
        return Response(
            f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>", mimetype="text/xml"
        )

    def _page(self, request: Request) -> Response:
        self.asked[request.path] += 1
        page = self.pages[request.path]
        return page if isinstance(page, Response) else Response(page, mimetype="text/html")


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


@pytest.fixture
def watching(settings: Settings, site: Site) -> Settings:
    """The settings with the feed of the site as their only source."""
    return replace(settings, sources=(SourceSetting(SourceKind.FEED, site.url("/feed.xml"), None),))


def overseer(tell, nap=lambda _: None):
    """Nobody waits for real."""
    return gathering.Overseer(tell, nap=nap)


Round = Callable[..., list[Ingested]]


@pytest.fixture
def round_(watching: Settings) -> Round:
    """`round_(at)`: all that is due at that time is fetched; what became of each article."""

    def run(at: dt.datetime, wanted: Settings | None = None, **options: object) -> list[Ingested]:
        told: list[Ingested] = []
        with opened(wanted or watching, at) as app:
            gathering.gather(app, lambda: at, overseer(lambda one: told.append(one) is None), **options)
        return [one for one in told if one.outcome != "listed"]

    return run


def quotes(app: App) -> list[tuple[str, dt.date]]:
    with reading(app.engine) as connection:
        return [(s.quote, s.said_on) for s in predictions.statements(connection, WORK)]


def stored(settings: Settings, at: dt.datetime) -> list[tuple[str, dt.date]]:
    with opened(settings, at) as app:
        return quotes(app)


def health(settings: Settings, at: dt.datetime) -> Watched:
    with opened(settings, at) as app, reading(app.engine) as connection:
        (watched,) = sources.listing(connection)
    return watched


def due_pages(settings: Settings, at: dt.datetime) -> list[str]:
    with opened(settings, at) as app, reading(app.engine) as connection:
        return [page.link.url for page in pages.due(connection, at, 99, 99)]


def test_a_feed_leads_to_articles_and_nothing_is_fetched_twice(site, round_, watching, now):
    site.write(1)
    site.write(2, "in spring 2027", "2024-05-02")
    first, second = round_(now), round_(now)

    assert [one.outcome for one in first] == ["new", "new"]
    assert second == []
    assert sorted(stored(watching, now)) == [
        ("late 2026", dt.date(2024, 5, 1)),
        ("spring 2027", dt.date(2024, 5, 2)),
    ]
    assert site.asked == {"/feed.xml": 1, "/1": 1, "/2": 1}


def test_a_page_that_changes_says_its_new_thing_on_the_day_it_was_seen(site, round_, watching, now):
    site.write(1)
    round_(now)
    site.write(1, "in spring 2027")
    later = round_(now + 2 * DAY)

    assert [one.outcome for one in later] == ["changed"]
    assert stored(watching, now + 2 * DAY) == [
        ("late 2026", dt.date(2024, 5, 1)),
        ("spring 2027", now.date() + 2 * DAY),
    ]


def test_a_page_that_says_nothing_new_under_a_new_date_is_unchanged(site, round_, watching, now):
    site.write(1, more="Last updated: May 2, 2024")
    round_(now)
    site.write(1, day="2024-05-07", more="Last updated: May 7, 2024")

    assert [one.outcome for one in round_(now + 2 * DAY)] == ["unchanged"]
    assert [day for _, day in stored(watching, now + 2 * DAY)] == [dt.date(2024, 5, 2)]


def test_pages_that_change_are_looked_at_more_often_than_those_that_rest(site, round_, watching, now):
    for number in (1, 2):
        site.write(number)
    for day in range(14):
        site.write(1, f"in 20{30 + day}")
        round_(now + day * DAY)

    assert site.asked["/1"] == 14
    assert site.asked["/2"] < 10


def test_the_server_is_asked_for_changes_only(site, round_, watching, now):
    seen = []

    def versioned(request: Request) -> Response:
        seen.append(request.headers.get("If-None-Match"))
        if seen[-1] == '"v1"':
            return Response(status=304)
        return Response(site.pages["/1"], mimetype="text/html", headers={"ETag": '"v1"'})

    site.server.expect_request("/8").respond_with_handler(versioned)
    site.write(1)
    only = replace(watching, sources=(SourceSetting(SourceKind.URL, site.url("/8"), DAY),))
    site.server.clear()
    site.server.expect_request("/robots.txt").respond_with_data("", status=404)
    site.server.expect_request("/8").respond_with_handler(versioned)
    told = [len(round_(now + day * DAY, only)) for day in range(3)]

    assert seen == [None, '"v1"', '"v1"']
    assert told == [1, 0, 0]
    assert health(only, now + 3 * DAY).last_success_at == now + 2 * DAY


def test_a_server_that_asks_for_patience_gets_it_and_its_pages_wait(site, round_, watching, now):
    site.write(1)
    site.write(2)
    for path in ("/1", "/2"):
        site.pages[path] = Response("no", status=429, headers={"Retry-After": "7200"})
    told = round_(now)
    early = round_(now + dt.timedelta(minutes=119))
    site.write(1)
    site.write(2)
    late = round_(now + dt.timedelta(minutes=121))

    assert [one.error for one in told] == [f"{site.url('/1')}: the server answered 429 Too Many Requests."]
    assert early == []
    assert [one.outcome for one in late] == ["new", "new"]


def test_an_error_that_passes_costs_nothing_but_time(site, round_, watching, now):
    site.write(1)
    site.pages["/1"] = Response("oops", status=500)
    told = round_(now)
    site.write(1)

    assert [one.outcome for one in told] == ["failed"]
    assert [one.outcome for one in round_(now + DAY)] == ["new"]
    assert due_pages(watching, now + DAY) == []


def test_a_page_that_is_gone_is_not_asked_for_again(site, round_, watching, now):
    site.write(1)
    site.pages["/1"] = Response("gone", status=410)
    round_(now)
    for day in (1, 9):
        round_(now + day * DAY)

    assert site.asked["/1"] == 1


def test_a_page_that_fails_for_long_is_given_up(site, round_, watching, now):
    site.write(1)
    site.pages["/1"] = Response("no", status=403)
    for day in (0, 1, 2, 4, 8, 16, 32, 64):
        round_(now + day * DAY)

    assert site.asked["/1"] == 6


def test_a_site_that_wants_no_programs_is_left_alone(site, round_, watching, now):
    site.write(1)
    site.server.clear()
    site.server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /\n")
    site.server.expect_request("/feed.xml").respond_with_handler(site.feed)
    (told,) = round_(now)

    assert told.error == f"{site.url('/1')}: the site asks programs not to read it (robots.txt)."
    assert site.asked == {"/feed.xml": 1}


def test_a_source_that_fails_for_long_is_set_aside_with_a_notice(site, round_, watching, now):
    site.server.expect_request("/nowhere").respond_with_data("", status=404)
    gone = replace(watching, sources=(SourceSetting(SourceKind.FEED, site.url("/nowhere"), None),))
    at, told = now, []
    for _ in range(14):
        told += round_(at, gone)
        at = health(gone, at).next_check_at or at
    watched = health(gone, at)

    assert len(told) == 12
    assert told[-1].error.endswith("It is set aside now; `tracker watch` tries it again.")
    assert (watched.is_set_aside, watched.failures) == (True, 12)
    assert "404 Not Found" in watched.last_error


def test_a_feed_that_is_a_bomb_is_refused_in_words(site, round_, watching, now):
    site.server.clear()
    bomb = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>"
    site.server.expect_request("/feed.xml").respond_with_data(bomb, content_type="application/rss+xml")
    (told,) = round_(now)

    assert told.outcome == "failed"
    assert "entities" in told.error


def test_a_feed_of_ten_thousand_entries_is_queued_whole_and_read_bit_by_bit(site, round_, watching, now):
    site.server.clear()
    items = "".join(f"<item><link>{site.url('/p/')}{n}</link></item>" for n in range(10_000))
    site.server.expect_request("/robots.txt").respond_with_data("", status=404)
    site.server.expect_request("/feed.xml").respond_with_data(
        f"<rss version='2.0'><channel>{items}</channel></rss>", content_type="text/xml"
    )
    site.server.expect_request(uri=re.compile(r"/p/\d+")).respond_with_data(
        PAGE.format(number=1, when="in 2026", day="2024-05-01", more=""), content_type="text/html"
    )
    done = []
    with opened(watching, now) as app:
        gathering.gather(
            app,
            lambda: now,
            overseer(lambda one: one.is_list or done.append(one) is not None or len(done) < 30),
        )
        with reading(app.engine) as connection:
            waiting = pages.waiting(connection, now)

    assert len(done) == 30
    assert waiting == 10_000 - 30


def test_what_is_interrupted_goes_on_where_it_was(site, round_, watching, now):
    for number in range(6):
        site.write(number)
    done = []
    with opened(watching, now) as app:
        few = overseer(lambda one: one.is_list or done.append(one) is not None or len(done) < 2)
        stopped = gathering.gather(app, lambda: now, few)
    rest = round_(now)

    assert stopped.stopped
    assert Counter(one.source for one in done + rest) == dict.fromkeys(map(site.url, site.pages), 1)


def test_nothing_is_begun_after_the_end_of_the_time_given(site, round_, watching, now):
    site.write(1)

    assert round_(now, until=now) == []
    assert site.asked == {}


def test_a_new_work_is_looked_for_and_so_is_its_past(site, round_, watching, now):
    """One title, and no source at all: the searches, the months before, the wiki's and the archive's copies."""
    asked = []

    def search(request: Request) -> Response:
        asked.append(request.args.to_dict())
        known = {"/1": "20240501", "/2": "20240301"}
        found = [
            {"url": site.url(path), "title": "Gullholm", "seendate": f"{day}T120000Z", "language": "English"}
            for path, day in known.items()
            if asked[-1]["start"][:8] <= day < asked[-1]["end"][:8]
        ]
        return Response(json.dumps({"articles": found}), mimetype="application/json")

    site.write(1)
    site.write(2, "in spring 2027", "2024-03-01")
    site.server.expect_request("/search").respond_with_handler(search)
    templates = (site.url("/search") + "?q={query}&start={start}&end={end}",)
    wanted = replace(watching, sources=(), works=(WORK,), search=Search(templates, "", "", "", months=3))
    told = round_(now, wanted)

    assert [one.outcome for one in told] == ["new", "new"]
    assert {one["q"] for one in asked} == {'"Gullholm" "season 3"'}
    assert len(asked) == 4
    assert stored(wanted, now) == [("spring 2027", dt.date(2024, 3, 1)), ("late 2026", dt.date(2024, 5, 1))]
    assert [w.source.work for w in [health(wanted, now)]] == [WORK.title]


def test_an_encyclopedia_tells_what_it_said_when(site, round_, watching, now):
    versions = {11: ("2024-01-05", "in late 2026"), 12: ("2024-03-05", "in spring 2027")}

    def api(request: Request) -> Response:
        if request.args["action"] == "parse":
            _, when = versions[int(request.args["oldid"])]
            page = PAGE.format(number=1, when=when, day="", more="")
            text = page[page.index("<p>") : page.index("</article>")]
            return Response(json.dumps({"parse": {"title": "Gullholm season 3", "text": text}}))
        if request.args.get("list") == "search":
            return Response('{"query":{"search":[{"title":"Gullholm season 3"}]}}')
        rows = [
            {"revid": n, "timestamp": f"{day}T10:00:00Z", "sha1": str(n)} for n, (day, _) in versions.items()
        ]
        where = site.url("/wiki/Gullholm_season_3")
        found = [{"title": "Gullholm season 3", "fullurl": where, "revisions": rows}]
        return Response(json.dumps({"query": {"pages": found}}))

    site.server.expect_request("/w/api.php").respond_with_handler(api)
    search = Search((), site.url("/w/api.php"), "", "", months=12)
    told = round_(now, replace(watching, sources=(), works=(WORK,), search=search))

    assert [one.outcome for one in told] == ["new", "changed"]
    assert stored(replace(watching, sources=(), search=search), now) == [
        ("late 2026", dt.date(2024, 1, 5)),
        ("spring 2027", dt.date(2024, 3, 5)),
    ]


def test_an_archive_fills_in_what_a_watched_page_once_said(site, round_, watching, now):
    """The page is known today; its copies come later and are older: what it says is dated anew."""
    url = site.write(1, "in spring 2027", "2023-01-01")
    copies = {
        "20230110000000": "in 2024",
        "20230601000000": "in late 2026",
        "20240101000000": "in spring 2027",
    }
    rows = [["timestamp", "original", "statuscode", "mimetype", "digest"]]
    rows += [[stamp, url, "200", "text/html", stamp] for stamp in copies]
    site.server.expect_request("/cdx").respond_with_json(rows)
    for stamp, when in copies.items():
        page = PAGE.format(number=1, when=when, day="2023-01-01", more="Bye.")
        site.server.expect_request(f"/web/{stamp}/{url}").respond_with_data(page, content_type="text/html")
    search = Search(
        (), "", site.url("/cdx") + "?url={url}", site.url("/web/") + "{timestamp}/{url}", months=24
    )
    wanted = replace(watching, sources=(SourceSetting(SourceKind.URL, url, None),), search=search)
    told = round_(now, wanted)

    assert [one.outcome for one in told] == ["new", "changed", "changed", "unchanged"]
    assert stored(wanted, now) == [
        ("2024", dt.date(2023, 1, 1)),
        ("late 2026", dt.date(2023, 6, 1)),
        ("spring 2027", dt.date(2024, 1, 1)),
    ]


def test_a_sitemap_is_followed_where_it_names_a_work(site, round_, watching, now):
    site.server.clear()
    names = ("gullholm-season-3-date", "lanternfish-trailer", "weather", "about")
    urls = "".join(f"<url><loc>{site.url('/n/' + name)}</loc></url>" for name in names)
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
    site.server.expect_request("/sitemap.xml").respond_with_data(sitemap, content_type="application/xml")
    site.server.expect_request("/robots.txt").respond_with_data("", status=404)
    page = PAGE.format(number=1, when="in 2026", day="2024-05-01", more="")
    for name in names:
        site.server.expect_request(f"/n/{name}").respond_with_data(page, content_type="text/html")
    wanted = replace(watching, sources=(SourceSetting(SourceKind.SITEMAP, site.url("/sitemap.xml"), None),))

    assert sorted(one.source for one in round_(now, wanted)) == [
        site.url("/n/gullholm-season-3-date"),
        site.url("/n/lanternfish-trailer"),
    ]


def test_a_site_leads_to_its_feeds(site, round_, watching, now):
    site.write(1)
    site.pages["/"] = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head></html>"
    )
    wanted = replace(watching, sources=(SourceSetting(SourceKind.SITE, site.url("/"), None),))
    told = round_(now, wanted)

    assert sum(one.outcome == "new" for one in told) == 1
    assert site.asked["/feed.xml"] == 1


def test_a_copy_of_an_article_counts_once(site, round_, watching, now):
    """One story at two hosts: kept twice, said once."""
    site.write(1)
    other = f"http://127.0.0.1:{site.server.port}/1"
    with opened(watching, now) as app:
        with writing(app.engine) as connection:
            pages.add(connection, [Link(other, Kind.PAGE)], None, now)
        gathering.gather(app, lambda: now, overseer(lambda _: True))
        assert len(quotes(app)) == 1
        with reading(app.engine) as connection:
            assert len(list(articles.all_documents(connection))) == 2
            assert len(predictions.provenance(connection, WORK)) == 2


def test_one_process_at_a_time_fetches(site, round_, watching, now):
    site.write(1)
    with opened(watching, now) as app, only_fetcher(app.engine) as mine:
        assert mine
        with opened(watching, now) as other:
            assert gathering.gather(other, lambda: now, overseer(lambda _: True)).is_elsewhere
    assert site.asked == {}
    assert [one.outcome for one in round_(now)] == ["new"]


def test_a_day_without_a_network_gives_nothing_up(site, round_, watching, now):
    site.write(1)
    gone = "http://127.0.0.1:9/page"  # the port of a service that is nowhere run
    with opened(watching, now) as app, writing(app.engine) as connection:
        pages.add(connection, [Link(gone), Link(gone + "2")], None, now)
    told = [one for hour in range(0, 48, 2) for one in round_(now + hour * dt.timedelta(hours=1))]

    assert sum(one.source.startswith(gone) for one in told) < 12
    with opened(watching, now) as app, reading(app.engine) as connection:
        assert pages.waiting(connection, now + 30 * DAY) == 3


def test_a_host_that_wants_a_moment_gets_it(site, watching, now):
    site.write(1)
    busy, naps = [Response("no", status=429, headers={"Retry-After": "30"})], []
    good = site.pages["/1"]

    def moody(_: Request) -> Response:
        return busy.pop() if busy else Response(good, mimetype="text/html")

    site.pages = {"/1": good}
    site.server.clear()
    site.server.expect_request("/robots.txt").respond_with_data("", status=404)
    site.server.expect_request("/feed.xml").respond_with_handler(site.feed)
    site.server.expect_request("/1").respond_with_handler(moody)
    told, clock = [], lambda: now + dt.timedelta(seconds=sum(naps))
    with opened(watching, now) as app:
        gathering.gather(app, clock, overseer(lambda one: told.append(one) is None, nap=naps.append))

    assert [one.outcome for one in told] == ["listed", "failed", "new"]
    assert naps == [30.0]


def test_lists_that_lead_to_lists_for_ever_end(site, round_, watching, now):
    asked = []

    def index(request: Request) -> Response:
        asked.append(request.path)
        body = f"<sitemapindex><sitemap><loc>{site.url(request.path)}x</loc></sitemap></sitemapindex>"
        return Response(body, mimetype="application/xml")

    site.server.expect_request(re.compile(r"/s/x*")).respond_with_handler(index)
    wanted = replace(watching, sources=(SourceSetting(SourceKind.SITEMAP, site.url("/s/"), None),))
    round_(now, wanted)

    assert len(asked) == 6


def test_a_sitemap_is_read_again_for_a_new_work_though_it_is_as_it_was(site, round_, watching, now):
    page = site.write(1).replace("/1", "/skerry-season-2")
    sitemap = f"<urlset><url><loc>{page}</loc></url></urlset>"

    def versioned(request: Request) -> Response:
        if request.headers.get("If-None-Match"):
            return Response(status=304)
        return Response(sitemap, mimetype="application/xml", headers={"ETag": '"v1"'})

    site.server.expect_request("/sitemap.xml").respond_with_handler(versioned)
    site.server.expect_request("/skerry-season-2").respond_with_data(
        site.pages["/1"], content_type="text/html"
    )
    wanted = replace(watching, sources=(SourceSetting(SourceKind.SITEMAP, site.url("/sitemap.xml"), DAY),))
    first, second = round_(now, wanted), round_(now + DAY, wanted)
    more = replace(wanted, works=(*wanted.works, Work("Skerry season 2")))

    assert (first, second) == ([], [])
    assert [one.outcome for one in round_(now + 2 * DAY, more)] == ["new"]


def test_a_feed_that_says_what_no_database_takes_stops_nothing(site, round_, watching, now):
    site.write(1)
    items = [
        {"url": site.url("/1"), "language": "e\x00n", "title": "a\x00b"},
        {"url": site.url("/") + "x" * 3_900},
        {"url": site.url("/1") + "\x00"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "S", "items": items}
    site.server.expect_request("/odd.json").respond_with_json(feed)
    wanted = replace(watching, sources=(SourceSetting(SourceKind.FEED, site.url("/odd.json"), None),))

    assert [one.outcome for one in round_(now, wanted)] == ["new"]


def test_a_copy_is_dated_by_the_address_that_it_was_had_from(site, round_, watching, now):
    url = site.write(1, day="")
    site.server.expect_request("/cdx").respond_with_json(
        [
            ["timestamp", "original", "statuscode", "mimetype", "digest"],
            ["20240401000000", url, "200", "text/html", "A"],
        ]
    )
    there = f"/web/20240105000000/{url}"
    site.server.expect_request(f"/web/20240401000000/{url}").respond_with_data(
        "", status=302, headers={"Location": site.url(there)}
    )
    site.server.expect_request(there).respond_with_data(site.pages["/1"], content_type="text/html")
    search = Search(
        (), "", site.url("/cdx") + "?url={url}", site.url("/web/") + "{timestamp}/{url}", months=24
    )
    with opened(replace(watching, sources=(), search=search), now) as app:
        queue_past(app, url, now)
        gathering.gather(app, lambda: now, overseer(lambda _: True))
        assert quotes(app) == [("late 2026", dt.date(2024, 1, 5))]
