"""Many hosts at once, one thing at a time of each, and what its robots.txt asks for."""

import datetime as dt
import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import pytest

from tracker.errors import FetchError, Moved
from tracker.ingest.crawl import Brought, Crawl, Errand, HostState, Left, Manner, Result, RobotsRead
from tracker.ingest.fetched import Fetched, NotModified
from tracker.model import Validators

NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
QUICK = Manner(pause=0, threads=4)
GONE = FetchError("robots", "the server answered 404 Not Found.", status=404)

Answers = dict[str, str | FetchError | NotModified]


class Web:
    """Answers from a table; an address that is not in it answers with itself."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.validators: dict[str, Validators] = {}
        self.most_at_once: Counter[str] = Counter()
        self._busy: defaultdict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def get(self, url: str, now: dt.datetime, validators: Validators) -> Fetched | NotModified:
        host = url.split("/")[2]
        with self._lock:
            self.asked.append(url)
            self.validators[url] = validators
            self._busy[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._busy[host])
        try:
            answer = self.answers.get(url, GONE if url.endswith("/robots.txt") else url)
            if isinstance(answer, FetchError):
                raise answer
            if isinstance(answer, NotModified):
                return answer
            return Fetched(source=url, key=url, body=answer.encode(), fetched_at=now, shelf=host, url=url)
        finally:
            with self._lock:
                self._busy[host] -= 1


def crawl(
    web: Web,
    errands: Iterable[Errand[str]],
    manner: Manner = QUICK,
    robots: dict[str, str] | None = None,
    resting: Collection[str] = (),
) -> list[Result[str]]:
    """All that some errands bring."""
    waiting = [list(errands)]
    rules = robots or {}
    run = Crawl[str](web, manner, lambda: NOW, lambda host: HostState(rules.get(host), host in resting))
    return list(run.run(lambda: waiting.pop() if waiting else []))


def errand(path: str, **fields: object) -> Errand[str]:
    return Errand(f"https://{path}", path, **fields)  # type: ignore[arg-type]


def brought(results: list[Result[str]]) -> dict[str, str]:
    """What each errand came to: the page, or the reason why not."""
    return {
        one.errand.on_behalf_of: one.answer.reason
        if isinstance(one.answer, FetchError)
        else type(one.answer).__name__
        for one in results
        if isinstance(one, Brought)
    }


def test_every_errand_is_run_once_and_no_host_is_asked_twice_at_a_time() -> None:
    web = Web({})
    paths = [f"{host}.example/{n}" for n in range(20) for host in "abcdef"]
    results = crawl(web, map(errand, paths))

    assert brought(results) == dict.fromkeys(paths, "Fetched")
    assert Counter(web.asked) == Counter(
        [f"https://{path}" for path in paths] + [f"https://{host}.example/robots.txt" for host in "abcdef"]
    )
    assert set(web.most_at_once.values()) == {1}


def test_robots_txt_is_asked_for_first_and_obeyed() -> None:
    web = Web({"https://a.example/robots.txt": "User-agent: *\nDisallow: /private\n"})
    results = crawl(web, [errand("a.example/private/1"), errand("a.example/2")])

    assert brought(results) == {
        "a.example/private/1": "the site asks programs not to read it (robots.txt).",
        "a.example/2": "Fetched",
    }
    assert web.asked == ["https://a.example/robots.txt", "https://a.example/2"]
    assert results[0] == RobotsRead("a.example", "User-agent: *\nDisallow: /private\n")


def test_rules_that_are_known_are_not_asked_for_again() -> None:
    web = Web({})
    results = crawl(web, [errand("a.example/1")], robots={"a.example": "User-agent: tracker\nDisallow: /1\n"})

    assert brought(results) == {"a.example/1": "the site asks programs not to read it (robots.txt)."}
    assert web.asked == []


def test_a_host_whose_rules_cannot_be_had_is_left_alone() -> None:
    trouble = FetchError("robots", "the server answered 500.", status=500, host_fails=True)
    web = Web({"https://a.example/robots.txt": trouble})
    results = crawl(web, [errand("a.example/1"), errand("a.example/2")])

    assert results[0] == RobotsRead("a.example", None)
    assert brought(results) == {
        "a.example/1": "the site cannot say whether programs may read it: asked for its robots.txt, the server answered 500."
    }
    assert web.asked == ["https://a.example/robots.txt"]


def test_feeds_and_interfaces_are_not_what_robots_txt_speaks_of() -> None:
    web = Web({})
    crawl(web, [errand("a.example/feed", asks_robots=False)])

    assert web.asked == ["https://a.example/feed"]


def test_what_waits_for_a_host_in_trouble_is_left_for_another_day() -> None:
    busy = FetchError("b", "the server answered 429 Too Many Requests.", status=429, host_fails=True)
    web = Web({"https://b.example/1": busy})
    results = crawl(web, [errand("b.example/1"), errand("b.example/2"), errand("a.example/1")])

    assert brought(results) == {
        "b.example/1": "the server answered 429 Too Many Requests.",
        "a.example/1": "Fetched",
    }
    assert [one.errands for one in results if isinstance(one, Left)] == [(errand("b.example/2"),)]


def test_a_host_that_rests_is_not_asked_at_all() -> None:
    web = Web({"https://a.example/1": Moved("a", "https://b.example/2")})
    results = crawl(web, [errand("b.example/1"), errand("a.example/1")], resting=["b.example"])

    assert brought(results) == {}
    assert sorted(one.errands[0].url for one in results if isinstance(one, Left)) == [
        "https://b.example/1",
        "https://b.example/2",
    ]
    assert not any("b.example" in url for url in web.asked)


def test_another_host_is_asked_for_its_rules_before_it_is_gone_to() -> None:
    web = Web(
        {
            "https://a.example/1": Moved("a", "https://b.example/private"),
            "https://a.example/2": Moved("a", "https://b.example/2"),
            "https://a.example/3": Moved("a", "ftp://b.example/3"),
            "https://b.example/robots.txt": "User-agent: *\nDisallow: /private\n",
        }
    )
    results = crawl(web, [errand(f"a.example/{n}") for n in (1, 2, 3)])

    assert brought(results) == {
        "a.example/1": "the site asks programs not to read it (robots.txt).",
        "a.example/2": "Fetched",
        "a.example/3": "it has moved to ftp://b.example/3.",
    }


def test_hosts_that_send_one_to_each_other_are_left() -> None:
    answers: Answers = {
        "https://a.example/1": Moved("a", "https://b.example/1"),
        "https://b.example/1": Moved("b", "https://a.example/1"),
        "https://c.example/robots.txt": Moved("c", "https://d.example/robots.txt"),
        "https://d.example/robots.txt": "User-agent: *\nDisallow: /\n",
    }
    web = Web(answers)
    results = crawl(web, [errand("a.example/1"), errand("c.example/1")])

    assert brought(results) == {
        "a.example/1": "it has moved to https://a.example/1.",
        "c.example/1": "the site asks programs not to read it (robots.txt).",
    }
    assert web.asked.count("https://a.example/1") == 3


def test_a_page_that_fails_alone_stops_no_other() -> None:
    web = Web({"https://a.example/1": FetchError("a", "the server answered 404 Not Found.", status=404)})
    results = crawl(web, [errand("a.example/1"), errand("a.example/2")])

    assert list(brought(results).values()) == ["the server answered 404 Not Found.", "Fetched"]


def test_a_host_gets_the_pause_that_it_asks_for() -> None:
    web = Web({"https://a.example/robots.txt": "User-agent: *\nCrawl-delay: 60\n"})
    batches = [[errand("a.example/1")], [errand("b.example/1", asks_robots=False)]]

    def supply() -> list[Errand[str]] | None:
        return batches.pop(0) if batches else None

    results = list(Crawl[str](web, QUICK, lambda: NOW).run(supply))

    assert "https://a.example/robots.txt" in web.asked
    assert "https://a.example/1" not in web.asked
    assert "a.example/1" not in brought(results)


def test_validators_are_sent_along_but_not_for_the_rules() -> None:
    version = Validators('"v1"', "yesterday")
    web = Web({"https://a.example/1": NotModified("https://a.example/1")})
    results = crawl(web, [errand("a.example/1", validators=version)])

    assert brought(results) == {"a.example/1": "NotModified"}
    assert web.validators == {
        "https://a.example/robots.txt": Validators(),
        "https://a.example/1": version,
    }


def test_what_comes_later_is_fetched_too() -> None:
    web = Web({})
    batches = [[errand("a.example/1")], [], [errand("a.example/2")], []]
    results = list(Crawl[str](web, QUICK, lambda: NOW).run(lambda: batches.pop(0) if batches else []))

    assert list(brought(results)) == ["a.example/1", "a.example/2"]


def test_a_mistake_of_ours_in_a_thread_is_not_hidden() -> None:
    web = Web({})
    web.answers = None  # type: ignore[assignment]

    with pytest.raises(AttributeError):
        crawl(web, [errand("a.example/1")])


def test_whoever_stops_listening_ends_it() -> None:
    web = Web({})
    run = Crawl[str](web, QUICK, lambda: NOW).run(lambda: [errand(f"a.example/{n}") for n in range(9)])
    next(run)
    run.close()

    assert len(web.asked) < 9
