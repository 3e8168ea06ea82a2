import datetime as dt
import gzip
import socket
import threading
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tracker.errors import FetchError
from tracker.ingest.fetch import Limits, Web


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Web("tracker/1.0 (+https://quay.example/bot)", Limits(connect=5, read=5, size=100_000)) as web:
        yield web


def refusal(web: Web, url: str, now: dt.datetime) -> str:
    with pytest.raises(FetchError) as caught:
        web.get(url, now)
    assert caught.value.source == url
    return caught.value.reason


def test_a_page_is_got_from_where_it_is_in_the_end(
    web: Web, httpserver: HTTPServer, now: dt.datetime
) -> None:
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new"})
    httpserver.expect_request(
        "/new", headers={"User-Agent": "tracker/1.0 (+https://quay.example/bot)"}
    ).respond_with_data(
        gzip.compress(b"the keeper"),
        content_type="text/html; charset=utf-8",
        headers={"Content-Encoding": "gzip"},
    )

    page = web.get(httpserver.url_for("/old#part"), now)

    assert page.body == b"the keeper"
    assert page.key == page.url == httpserver.url_for("/new")
    assert (page.source, page.shelf) == (httpserver.url_for("/old#part"), "localhost")
    assert (page.content_type, page.fetched_at) == ("text/html; charset=utf-8", now)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 Not Found"), (503, "503 Service Unavailable"), (799, "799")]
)
def test_an_answer_that_is_an_error_is_told(
    web: Web, httpserver: HTTPServer, now: dt.datetime, status: int, words: str
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=status)

    assert refusal(web, httpserver.url_for("/a"), now) == f"the server answered {words}."


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://quay.example/", "quay.example", "http://[::1", "http://"]
)
def test_only_web_addresses_are_fetched(web: Web, now: dt.datetime, url: str) -> None:
    assert refusal(web, url, now) == "this is no address of a page; only http:// and https:// are read."


def test_redirects_end(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    httpserver.expect_request("/round").respond_with_data(status=302, headers={"Location": "/round"})
    httpserver.expect_request("/out").respond_with_data(
        status=302, headers={"Location": "file:///etc/passwd"}
    )

    assert refusal(web, httpserver.url_for("/round"), now) == "it redirects more than 5 times."
    assert (
        refusal(web, httpserver.url_for("/out"), now)
        == "it redirects to an address that is neither http nor https."
    )


def test_an_endless_body_is_given_up_at_the_limit(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 10_000

    httpserver.expect_request("/a").respond_with_handler(lambda _: Response(endless()))

    assert refusal(web, httpserver.url_for("/a"), now) == "larger than 0.1 MB; nothing of it was read."


def test_a_bomb_is_measured_unpacked(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    bomb = gzip.compress(bytes(10_000_000))
    httpserver.expect_request("/a").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})

    assert "larger than" in refusal(web, httpserver.url_for("/a"), now)


def test_what_is_not_packed_as_it_says_is_told(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    httpserver.expect_request("/a").respond_with_data(b"the keeper", headers={"Content-Encoding": "gzip"})

    assert refusal(web, httpserver.url_for("/a"), now) == "the server sent what cannot be decompressed."


def test_a_silent_server_is_given_up(httpserver: HTTPServer, now: dt.datetime) -> None:
    released = threading.Event()

    def silent(_: Request) -> Response:
        released.wait()
        return Response()

    httpserver.expect_request("/a").respond_with_handler(silent)
    with Web(limits=Limits(read=0.05)) as web:
        reason = refusal(web, httpserver.url_for("/a"), now)
    released.set()

    assert reason == "the server does not answer in time; try again later."


def test_a_body_that_takes_too_long_is_given_up(httpserver: HTTPServer, now: dt.datetime) -> None:
    httpserver.expect_request("/a").respond_with_data("the keeper")

    with Web(limits=Limits(total=0)) as web:
        assert (
            refusal(web, httpserver.url_for("/a"), now) == "not complete after 0 s; nothing of it was read."
        )


def test_an_unreachable_server_is_told(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    url = httpserver.url_for("/a")
    httpserver.stop()

    assert refusal(web, url, now).startswith("no connection to the server (")
    httpserver.start()


def test_a_body_that_breaks_off_is_told(web: Web, now: dt.datetime) -> None:
    def break_off(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nthe keeper")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=break_off, args=[listener])
        server.start()
        reason = refusal(web, f"http://127.0.0.1:{listener.getsockname()[1]}/", now)
        server.join()

    assert reason.startswith("the transfer failed (")


def test_a_host_that_cannot_be_is_told(web: Web, now: dt.datetime) -> None:
    assert refusal(web, "http://a..b/", now).startswith("this is no address of a page (")
