import contextlib
import datetime as dt
import gzip
import select
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tracker.errors import FetchError, Moved
from tracker.ingest.fetch import Limits, Web
from tracker.ingest.fetched import NotModified
from tracker.ingest.network import Address, Guarded
from tracker.model import Validators

Handle = Callable[[socket.socket], None]
Served = Callable[[Handle], str]

LIMITS = Limits(connect=5, read=5, size=100_000)
DAY = "Mon, 06 May 2024 10:00:00 GMT"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web("tracker/1.0 (+https://quay.example/bot)", LIMITS, allow_private=True) as web:
        yield web


@pytest.fixture
def served() -> Iterator[Served]:
    """`served(handle)`: the address of a server that gives each of its connections to `handle`, in a thread."""
    with contextlib.ExitStack() as servers:

        def serve(handle: Handle) -> str:
            class Handler(socketserver.BaseRequestHandler):
                def handle(self) -> None:
                    with contextlib.suppress(OSError):  # we hang up
                        handle(self.request)

            server = servers.enter_context(Server(("127.0.0.1", 0), Handler))
            thread = threading.Thread(target=server.serve_forever, args=[0.01])
            thread.start()
            servers.callback(thread.join)
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_address[1]}/"

        yield serve


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True  # those who wait for us to hang up are not waited for


def answers(*heads: bytes) -> Handle:
    """Answers each request on a connection with the next of these, then waits for us to hang up."""

    def handle(connection: socket.socket) -> None:
        for head in heads:
            connection.recv(10_000)
            connection.sendall(head)
        connection.recv(1)

    return handle


def moved(location: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {location}\r\n\r\n".encode()


def failure(web: Web, url: str, now: dt.datetime) -> FetchError:
    with pytest.raises(FetchError) as caught:
        web.get(url, now)
    assert caught.value.source == url
    return caught.value


def refusal(web: Web, url: str, now: dt.datetime) -> str:
    return failure(web, url, now).reason


def test_a_page_is_got_from_where_it_is_in_the_end(
    web: Web, httpserver: HTTPServer, now: dt.datetime
) -> None:
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new"})
    httpserver.expect_request(
        "/new",
        headers={
            "User-Agent": "tracker/1.0 (+https://quay.example/bot)",
            "Accept": "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
            "Accept-Encoding": "gzip",
        },
    ).respond_with_data(
        gzip.compress(b"the keeper"),
        content_type="text/html; charset=utf-8",
        headers={"Content-Encoding": "gzip", "ETag": '"a"', "Last-Modified": DAY},
    )

    page = web.page(httpserver.url_for("/old#part"), now)

    assert page.body == b"the keeper"
    assert page.key == page.url == httpserver.url_for("/new")
    assert (page.source, page.shelf) == (httpserver.url_for("/old#part"), "localhost")
    assert (page.content_type, page.fetched_at) == ("text/html; charset=utf-8", now)
    assert page.validators == Validators('"a"', DAY)


def test_a_page_that_has_not_changed_is_not_sent_again(
    web: Web, httpserver: HTTPServer, now: dt.datetime
) -> None:
    url = httpserver.url_for("/a")
    asked = {"If-None-Match": '"a"', "If-Modified-Since": DAY}
    httpserver.expect_ordered_request("/a", headers=asked).respond_with_data(status=304)
    httpserver.expect_ordered_request("/a", headers=asked).respond_with_data("new")
    httpserver.expect_ordered_request("/a").respond_with_data(status=304)

    assert web.get(url, now, Validators('"a"', DAY)) == NotModified(url)
    changed = web.get(url, now, Validators('"a"', DAY))
    assert not isinstance(changed, NotModified)
    assert changed.body == b"new"
    assert refusal(web, url, now) == "the server answered 304 Not Modified."


@pytest.mark.parametrize(
    ("status", "words", "host_fails"),
    [
        (404, "404 Not Found", False),
        (403, "403 Forbidden", False),
        (429, "429 Too Many Requests", True),
        (500, "500 Internal Server Error", False),
        (799, "799", False),
    ],
)
def test_an_answer_that_is_an_error_is_told(
    web: Web, httpserver: HTTPServer, now: dt.datetime, status: int, words: str, *, host_fails: bool
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=status)

    error = failure(web, httpserver.url_for("/a"), now)

    assert error.reason == f"the server answered {words}."
    assert (error.status, error.host_fails, error.wait) == (status, host_fails, None)


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [(429, "120", 120), (503, "Mon, 06 May 2024 12:02:00 GMT", 120), (503, "soon", None), (404, "120", None)],
)
def test_a_server_may_ask_for_patience(
    web: Web, httpserver: HTTPServer, now: dt.datetime, status: int, retry_after: str, wait: float | None
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=status, headers={"Retry-After": retry_after})

    assert failure(web, httpserver.url_for("/a"), now).wait == wait


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://quay.example/", "quay.example", "http://[::1", "http://"]
)
def test_only_web_addresses_are_fetched(web: Web, now: dt.datetime, url: str) -> None:
    assert refusal(web, url, now) == "this is no address of a page; only http:// and https:// are read."


def test_a_host_that_cannot_be_is_told(web: Web, now: dt.datetime) -> None:
    assert refusal(web, "http://a..b/", now).startswith("this is no address of a page, or leads to none (")


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/a", "it redirects more than 5 times."),
        ("file:///etc/passwd", "it redirects to an address that is neither http nor https."),
        ("ws://localhost/", "it redirects to an address that is neither http nor https."),
        (":A://[", "this is no address of a page, or leads to none (Invalid IPv6 URL)."),
        ("http://a..b/", "it has moved to http://a..b/."),
    ],
)
def test_redirects_end(web: Web, served: Served, now: dt.datetime, location: str, words: str) -> None:
    error = failure(web, served(answers(*6 * [moved(location)])), now)

    assert error.reason.startswith(words)
    assert not error.host_fails


def test_another_host_is_not_gone_to_unasked(web: Web, served: Served, now: dt.datetime) -> None:
    url = served(answers(moved("http://localhost:1/")))  # at 127.0.0.1

    with pytest.raises(Moved) as caught:
        web.get(url, now)

    assert caught.value.location == "http://localhost:1/"
    assert not caught.value.host_fails


def test_a_single_page_is_followed_wherever_it_leads(web: Web, served: Served, now: dt.datetime) -> None:
    there = served(answers(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nthe keeper"))
    gone = served(answers(moved("http://localhost:1/")))

    assert web.page(served(answers(moved(there))), now).body == b"the keeper"
    with pytest.raises(
        FetchError, match="it redirects to http://localhost:1/: no connection to the server"
    ) as caught:
        web.page(gone, now)
    assert (caught.value.source, caught.value.host_fails) == (gone, False)


def endless(_: Request) -> Response:
    return Response(repeat(b"x" * 10_000))


@pytest.mark.parametrize("status", [200, 302, 404])
def test_no_body_is_read_to_an_end_that_it_has_not(
    web: Web, httpserver: HTTPServer, now: dt.datetime, status: int
) -> None:
    def answer(request: Request) -> Response:
        response = endless(request)
        response.status_code = status
        response.headers["Location"] = "/b"
        return response

    httpserver.expect_request("/a").respond_with_handler(answer)
    httpserver.expect_request("/b").respond_with_handler(endless)

    words = (
        "the server answered 404 Not Found."
        if status == 404
        else "larger than 0.1 MB; nothing of it was read."
    )
    assert refusal(web, httpserver.url_for("/a"), now) == words


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"Content-Length: 100000000", "larger than 0.1 MB; nothing of it was read."),
        (b"Content-Type: Image/PNG", "this is Image/PNG, nothing that can be read."),
        (b"Content-Type: application/pdf", "this is application/pdf, nothing that can be read."),
        (b"Content-Encoding: br", "it is packed in a way that was not asked for (br)."),
        (b"Content-Encoding: gzip, gzip", "it is packed in a way that was not asked for (gzip, gzip)."),
    ],
)
def test_what_will_not_be_read_is_not_waited_for(
    web: Web, served: Served, now: dt.datetime, head: bytes, words: str
) -> None:
    assert refusal(web, served(answers(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n")), now) == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nthe keeper",
            "the transfer failed (peer closed connection",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabc", "the transfer failed ("),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "the transfer failed ("),
        (b"", "the transfer failed (Server disconnected"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc",
            "the server sent what cannot be decompressed.",
        ),
    ],
)
def test_what_breaks_off_or_is_no_page_is_told(
    web: Web, served: Served, now: dt.datetime, answer: bytes, words: str
) -> None:
    def handle(connection: socket.socket) -> None:
        connection.recv(10_000)
        connection.sendall(answer)

    assert refusal(web, served(handle), now).startswith(words)


@pytest.mark.parametrize("coded", [1, 2])
def test_a_bomb_costs_no_more_memory_than_a_page(served: Served, now: dt.datetime, coded: int) -> None:
    size = 1_000_000
    bomb = gzip.compress(bytes(20_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n" % b", ".join([b"gzip"] * coded)
    url = served(answers(head + bomb))

    with Web(limits=Limits(size=size), allow_private=True) as web:
        web.page(served(answers(b"HTTP/1.1 204 No Content\r\n\r\n")), now)  # loads and opens what is needed
        tracemalloc.start()
        reason = refusal(web, url, now)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert reason.startswith(("larger than 1 MB", "it is packed"))
    assert peak < size + 1_000_000


def dribble(head: bytes) -> Handle:
    """Sends a beginning, and then a byte at a time for as long as anybody listens."""

    def handle(connection: socket.socket) -> None:
        connection.recv(10_000)
        connection.sendall(head)
        while not select.select([connection], [], [], 0.005)[0]:
            connection.sendall(b"x")

    return handle


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nA: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_dribbles_is_given_up(served: Served, now: dt.datetime, head: bytes) -> None:
    with Web(limits=Limits(total=0.05), allow_private=True) as web:
        error = failure(web, served(dribble(head)), now)

    assert error.reason == "not complete after 0.05 s; nothing of it was read."
    assert error.host_fails


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_silent_server_is_given_up(served: Served, now: dt.datetime, scheme: str) -> None:
    url = served(answers(b"")).replace("http:", f"{scheme}:")
    with Web(limits=Limits(connect=0.05, read=0.05), allow_private=True) as web:
        error = failure(web, url, now)

    assert error.reason == "the server does not answer in time; try again later."
    assert error.host_fails


def test_an_unreachable_server_is_told(web: Web, now: dt.datetime) -> None:
    error = failure(web, "http://127.0.0.1:1/", now)

    assert error.reason == "no connection to the server ([Errno 111] Connection refused)."
    assert (error.status, error.host_fails) == (None, True)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://localhost:1/"]
)
def test_private_addresses_are_not_asked(now: dt.datetime, url: str) -> None:
    with Web() as web:
        assert refusal(web, url, now) == (
            "its address 127.0.0.1 is private (this computer, RFC 1122); "
            "set TRACKER_ALLOW_PRIVATE_ADDRESSES=1 if you mean it."
        )


def forbidden(address: Address) -> str | None:
    return "forbidden" if str(address) == "127.0.0.2" else None


def test_redirects_to_private_addresses_are_not_followed(httpserver: HTTPServer, now: dt.datetime) -> None:
    inside = f"http://127.0.0.2:{httpserver.port}/inside"
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": inside})

    with Web(network=Guarded(forbidden)) as web, pytest.raises(FetchError) as caught:
        web.page(httpserver.url_for("/a"), now)

    assert caught.value.reason.startswith(
        f"it redirects to {inside}: its address 127.0.0.2 is private (forbidden);"
    )
    assert [request.path for request, _ in httpserver.log] == ["/a"]


def test_a_name_that_turns_private_is_not_believed_again(httpserver: HTTPServer, now: dt.datetime) -> None:
    found = [["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]]
    httpserver.expect_request("/a").respond_with_data("the keeper")
    url = f"http://quay.example:{httpserver.port}/a"

    with Web(network=Guarded(forbidden, lambda _: found.pop(0))) as web:
        page = web.page(url, now)
        assert len(found) == 2  # it was looked up once
        reason = refusal(web, url, now)

    assert page.body == b"the keeper"
    assert reason.startswith("its address 127.0.0.2 is private (forbidden);")
    assert len(httpserver.log) == 1


def test_no_cookies_are_kept(web: Web, httpserver: HTTPServer, now: dt.datetime) -> None:
    httpserver.expect_request("/a").respond_with_data(
        status=302, headers={"Location": "/b", "Set-Cookie": "who=you; Path=/"}
    )
    httpserver.expect_request("/b").respond_with_data("b", headers={"Set-Cookie": "who=you; Path=/"})

    web.get(httpserver.url_for("/a"), now)
    web.get(httpserver.url_for("/b"), now)

    assert [request.headers.get("Cookie") for request, _ in httpserver.log] == [None, None, None]


def test_the_environment_names_no_proxy(
    web: Web, httpserver: HTTPServer, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    httpserver.expect_request("/a").respond_with_data("the keeper")

    assert web.page(httpserver.url_for("/a"), now).body == b"the keeper"


def test_a_connection_is_used_again_whatever_is_answered(web: Web, served: Served, now: dt.datetime) -> None:
    connections = []
    handle = answers(
        b"HTTP/1.1 302 Found\r\nContent-Length: 5\r\nLocation: /b\r\n\r\nmoved",
        b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngone\r\n0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nthe keeper",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nthe keeper",
    )

    def count(connection: socket.socket) -> None:
        connections.append(connection)
        handle(connection)

    url = served(count)
    assert refusal(web, url, now) == "the server answered 404 Not Found."
    assert web.get(url, now, Validators('"a"')) == NotModified(url)
    assert web.page(url, now).body == web.page(url, now).body == b"the keeper"
    assert len(connections) == 1


def test_many_threads_share_connections(web: Web, served: Served, now: dt.datetime) -> None:
    connections = []

    def echo(connection: socket.socket) -> None:
        connections.append(connection)
        while request := connection.recv(10_000):
            body = request.split()[1]
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    url = served(echo)
    with ThreadPoolExecutor(16) as threads:
        pages = list(threads.map(lambda number: web.page(f"{url}{number}", now), range(200)))
    web.close()

    assert [page.body for page in pages] == [b"/%d" % number for number in range(200)]
    assert len(connections) <= 16


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_is_of_the_name_and_trusted_by_the_environment(
    served: Served, now: dt.datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-days",
        "2",
    ]
    of = ["-subj", "/CN=quay.example", "-addext", "subjectAltName=DNS:quay.example"]
    subprocess.run([*made, *of, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def encrypted(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as stream:
            answers(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nthe keeper")(stream)

    url = served(encrypted).replace("http://127.0.0.1", "https://quay.example")

    def get(url: str) -> bytes | str:
        with Web(network=Guarded(forbidden, lambda _: ["127.0.0.1"])) as web:
            return web.page(url, now).body

    with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
        get(url)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert get(url) == b"the keeper"
    with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
        get(url.replace("quay", "other"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(FetchError, match="the certificates to trust cannot be read"):
        get(url)
