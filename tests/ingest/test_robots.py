from collections.abc import Callable

import pytest

from tracker.errors import FetchError
from tracker.ingest.fetched import Fetched
from tracker.ingest.robots import Robots, robots_of

AGENT = "tracker/1.0 (+https://quay.example/bot)"

RULES = b"""\xef\xbb\xbf# who may
User-agent: *
Disallow: /drafts/
Allow: /drafts/*.html$
Crawl-delay: 2.5
Sitemap: https://quay.example/sitemap.xml

User-agent: Tracker
User-agent: other
Disallow: /private
Request-rate: 1/10s
Sitemap: /relative.xml
Sitemap: https://quay.example/sitemap.xml
Sitemap: HTTPS://quay.example/news.xml
"""


@pytest.mark.parametrize(
    ("url", "robots"),
    [
        ("https://quay.example/a/b?c=d", "https://quay.example/robots.txt"),
        ("http://quay.example:8080/", "http://quay.example:8080/robots.txt"),
        ("https://[2606:4700::1111]/a//b", "https://[2606:4700::1111]/robots.txt"),
    ],
)
def test_rules_stand_at_the_root_of_each_host(url: str, robots: str) -> None:
    assert robots_of(url) == robots


def test_rules_are_those_for_the_agent_or_for_all() -> None:
    robots = Robots.read(RULES)

    assert not robots.allows("anybody", "https://quay.example/drafts/a")
    assert robots.allows("anybody", "https://quay.example/drafts/a.html")
    assert robots.allows(AGENT, "https://quay.example/drafts/a")
    assert not robots.allows(AGENT, "https://quay.example/private?x")
    assert robots.sitemaps == ("https://quay.example/sitemap.xml", "https://quay.example/news.xml")


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Disallow: /a", None),
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 0", 0),
        ("Crawl-delay: 86400", 60),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: -1", None),
        ("Request-rate: 2/10s 0900-1700", 5),
        ("Request-rate: 1/1d", 60),
        (f"Request-rate: 1/{'9' * 4_000}", 60),
        (f"Request-rate: {'9' * 4_000}/1", 0),
        ("Request-rate: 1/10\nCrawl-delay: 2", 10),
    ],
)
def test_a_host_says_how_fast(lines: str, delay: float | None) -> None:
    assert Robots.read(f"User-agent: *\n{lines}\n").delay(AGENT) == delay


def test_rules_can_be_stored_and_read_again() -> None:
    robots = Robots.read(b"User-agent: *\nDis\0allow: /caf\xe9\n")

    assert robots.text == "User-agent: *\nDisallow: /caf\ufffd\n"
    assert Robots.read(RULES).text.startswith("# who may")
    assert Robots(robots.text).text == Robots.read(robots.text).text == robots.text


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_of_a_long_text_whole_lines_are_read(end: str) -> None:
    begin = f"User-agent: *{end}Disallow: /drafts{end}"
    filler = "#" * (500 * 1024 - len(begin) - 10)

    robots = Robots.read(f"{begin}{filler}{end}Allow: /drafts/a{end}")

    assert robots.text == f"{begin}{filler}{end}"
    assert not robots.allows(AGENT, "https://quay.example/drafts/a")
    assert Robots.read(b"x" * 600_000).text == ""


def test_sitemaps_are_bounded() -> None:
    text = "".join(f"Sitemap: https://quay.example/{number}.xml\n" for number in range(60))

    assert Robots.read(text).sitemaps[::49] == ("https://quay.example/0.xml", "https://quay.example/49.xml")
    assert len(Robots.read(text).sitemaps) == 50


def test_rules_that_multiply_are_not_parsed_and_allow_nothing() -> None:
    agents = "".join(f"User-agent: a{number}\n" for number in range(500))
    rules = "".join(f"Disallow: /{number}\n" for number in range(500))

    assert not Robots.read(agents + rules).allows(AGENT, "https://quay.example/a")
    assert Robots.read(agents + "Disallow: /\n" + "User-agent: *\n" + rules).allows(
        AGENT, "https://quay.example/a"
    )


@pytest.mark.parametrize(
    ("status", "allowed", "known"),
    [
        (404, True, True),
        (403, True, True),
        (301, True, True),  # more redirects than are followed
        (429, False, False),
        (500, False, False),
        (599, False, False),
        (200, False, False),  # an answer, but not to be read
        (None, False, False),
    ],
)
def test_what_it_means_that_there_are_no_rules(status: int | None, *, allowed: bool, known: bool) -> None:
    robots = Robots.answered(FetchError("https://quay.example/robots.txt", "gone.", status=status))

    assert robots.allows(AGENT, "https://quay.example/a") is allowed
    assert robots.is_known is known


def test_an_answer_holds_rules(got: Callable[..., Fetched]) -> None:
    robots = Robots.answered(got(RULES, "text/plain"))

    assert robots.is_known
    assert not robots.allows(AGENT, "https://quay.example/private")
