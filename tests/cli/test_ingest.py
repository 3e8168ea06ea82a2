"""`tracker ingest`: every kind of WHAT, and what becomes of it."""

import pytest

PAGE = (
    "<!doctype html><html><head><title>Gullholm</title>"
    '<meta property="article:published_time" content="2024-05-06T08:00:00Z"></head><body><article><h1>Gullholm</h1>'
    "<p>{}</p><p>There was nothing else to be learned at the harbour, however long one stood there.</p></article></body></html>"
)


def quotes(tracker, *columns):
    rows = tracker("predictions", "Gullholm season 3", "--format", "jsonl").rows
    return [tuple(row[column] for column in columns) or row["quote"] for row in rows]


@pytest.fixture
def world(article, folder, record):
    article("a.txt", "March 1, 2025")
    article("news/b.md", "March 2, 2025")
    (folder / "news" / "deep").mkdir()
    (folder / "news" / "deep" / "c.html").write_text(PAGE.format(article.sentence("March 3, 2025")))
    (folder / "old.jsonl").write_text(record(4, "March 4, 2025") + record(5, "March 5, 2025"))


@pytest.mark.parametrize(
    ("whats", "found"),
    [
        (["a.txt"], [1]),
        (["news"], [2, 3]),
        (["news/"], [2, 3]),
        (["**/*.md"], [2]),
        (["old.jsonl"], [4, 5]),
        (["*.jsonl", "a.txt"], [4, 5, 1]),
        (["a.txt", "news/b.md", "a.txt"], [1, 2]),
    ],
)
def test_files_folders_globs_and_archives_are_read(tracker, world, whats, found):
    ran = tracker("ingest", *whats)

    assert (ran.code, ran.out) == (0, "")
    assert sorted(quotes(tracker)) == sorted(f"March {day}, 2025" for day in found)


def test_standard_input_is_one_article(tracker, article):
    for _ in range(2):
        assert tracker("ingest", "-", stdin=article.text().encode()).code == 0
    assert tracker("ingest", "-", stdin=PAGE.format(article.sentence("May 5, 2025")).encode()).code == 0

    assert quotes(tracker) == ["March 3, 2025", "May 5, 2025"]


def test_a_feed_is_read_to_its_articles_and_said_to_be_one(tracker, article, httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /3\n")
    links = "".join(f"<item><link>{httpserver.url_for(f'/{n}')}</link></item>" for n in (1, 2, 3))
    httpserver.expect_request("/feed").respond_with_data(
        f"<rss version='2.0'><channel>{links}</channel></rss>", content_type="application/rss+xml"
    )
    for number in (1, 2):
        httpserver.expect_request(f"/{number}").respond_with_data(
            PAGE.format(article.sentence(f"March {number}, 2025")), content_type="text/html"
        )
    ran = tracker("ingest", httpserver.url_for("/feed"))
    told = ran.err.splitlines()

    assert ran.code == 1
    assert told[0] == f"tracker: {httpserver.url_for('/feed')}: a feed that leads to 3 addresses."
    assert f"{httpserver.url_for('/3')}: the site asks programs not to read it (robots.txt)." in ran.err
    assert told[-1] == "tracker: 3 articles (2 new, 1 failed), 2 new predictions"
    assert quotes(tracker) == ["March 1, 2025", "March 2, 2025"]


def test_a_page_is_got_from_its_address(tracker, article, httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/news").respond_with_data(
        PAGE.format(article.sentence()).replace("<head>", '<head><meta name="author" content="Ida Quay">'),
        content_type="text/html; charset=utf-8",
    )
    url = httpserver.url_for("/news")

    ran = tracker("ingest", url)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "tracker: headline     Gullholm",
        "tracker: outlet       localhost",
        "tracker: author       Ida Quay",
        "tracker: published    2024-05-06, from the page's meta fields",
        "tracker: language     en",
        "tracker: speaks of    Gullholm season 3",
        "tracker: predictions  1, 1 of them new",
        "tracker: 1 article (1 new), 1 new prediction",
    ]
    assert quotes(tracker, "url", "quote", "anchor", "anchor_basis") == [
        (url, "March 3, 2025", "2024-05-06", "meta")
    ]


def test_a_copy_is_said_to_be_one(tracker, folder, article):
    words = " ".join(f"The {number} ships lay at the pier." for number in range(40))
    for name in ("Quay", "Buoy"):
        (folder / f"{name}.txt").write_text(f"{article.text()}\n{words}\n")
    first = tracker("ingest", "Quay.txt", "--outlet", "Quay")
    second = tracker("ingest", "Buoy.txt", "--outlet", "Buoy", "--published", "2024-06-01")

    assert "copy of" not in first.err
    assert "tracker: published    2024-06-01, given with the article\n" in second.err
    assert "tracker: copy of      Quay\n" in second.err


def test_what_the_user_says_of_an_article_stands(tracker, article):
    article("a.txt", "early 2025", "It")  # its byline says May 2024
    told = ("--title", "gullholm s3", "--published", "2024-02-03", "--outlet", "The Quay")

    assert tracker("ingest", "a.txt", *told).code == 0
    assert quotes(tracker, "outlet", "anchor", "anchor_basis", "said_on") == [
        ("The Quay", "2024-02-03", "record", "2024-02-03")
    ]


def test_an_anchor_that_nobody_gave_is_said_to_be_assumed(tracker, folder):
    (folder / "a.txt").write_text("Gullholm season 3 premieres next month, the network says.")
    tracker("ingest", "a.txt")

    assert quotes(tracker, "anchor_assumed") == [(True,)]
    assert "ASSUMED" in tracker("predictions", "Gullholm season 3").out


def test_a_bad_line_of_an_archive_is_named_and_the_rest_go_on(tracker, folder, record):
    lines = [record(1, "March 1, 2025"), "{broken\n", "\n", '{"id": 2}\n', record(3, "March 3, 2025")]
    (folder / "old.jsonl").write_text("".join(lines))
    ran = tracker("ingest", "old.jsonl")

    assert (ran.code, ran.out) == (1, "")
    assert [line.partition(": ")[2].partition(": ")[0] for line in ran.err.splitlines()] == [
        "old.jsonl:2",
        "old.jsonl:4",
        "4 articles (2 new, 2 failed), 2 new predictions",
    ]
    assert quotes(tracker) == ["March 1, 2025", "March 3, 2025"]


def test_reading_the_same_thing_twice_changes_nothing(tracker, world):
    first = tracker("ingest", "a.txt", "news", "old.jsonl")
    before = quotes(tracker, "id", "learned_at")
    second = tracker("ingest", "a.txt", "news", "old.jsonl")

    assert first.err == "tracker: 5 articles (5 new), 5 new predictions\n"
    assert second.err == "tracker: 5 articles (5 unchanged), 0 new predictions\n"
    assert quotes(tracker, "id", "learned_at") == before


def test_an_article_that_changed_is_read_again(tracker, article):
    article()
    tracker("ingest", "a.txt")
    article("a.txt", "April 4, 2025")

    changed, same = tracker("ingest", "a.txt"), tracker("ingest", "a.txt")
    assert changed.err.splitlines()[-2:] == [
        "tracker: predictions  2, 1 of them new",
        "tracker: 1 article (1 changed), 1 new prediction",
    ]
    assert "tracker: predictions  2, 0 of them new" in same.err
    assert quotes(tracker, "revision", "quote") == [(1, "March 3, 2025"), (2, "April 4, 2025")]


def test_articles_about_nothing_that_is_followed_are_named_then_counted(tracker, folder, record):
    (folder / "old.jsonl").write_text("".join(record(n, "May 5, 2025", "Another thing") for n in range(30)))
    ran = tracker("ingest", "old.jsonl")

    assert ran.code == 0
    assert ran.err.count("it speaks of no tracked work") == 10
    assert ran.err.splitlines()[-2:] == [
        "tracker: more articles speak of no tracked work; from here on they are only counted.",
        "tracker: 30 articles (30 ignored), 0 new predictions",
    ]


def test_a_work_that_is_added_meanwhile_is_not_missed(tracker, folder, article, record, monkeypatch):
    from tracker.ingest import pipeline

    late = "Skerry season 2"
    text = f"{article.sentence()}\n\n{article.sentence('May 5, 2025', late)}"
    (folder / "old.jsonl").write_text(record(1, text=text))
    ingest = pipeline.ingest

    def interrupted(engine, *rest):
        done = ingest(engine, *rest)
        if late not in tracker("works").out:
            tracker("add", late)
        return done

    monkeypatch.setattr("tracker.app.intake.ingest", interrupted)
    tracker("ingest", "old.jsonl")

    assert "May 5, 2025" in [row["quote"] for row in tracker("predictions", late, "--format", "jsonl").rows]
