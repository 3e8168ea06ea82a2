"""One GET of one address, within limits. The only module that knows httpx.

From an address to `Fetched` or `NotModified`, or a `FetchError` with the reason in words. It asks nobody whether it may
(robots), keeps no state between requests but its connections, and does not read what it got.
"""

import contextlib
import datetime as dt
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Self, overload
from urllib.parse import urlsplit

from tracker.errors import FetchError, Moved
from tracker.ingest.address import host_of, web_address
from tracker.ingest.answer import (
    conditions,
    is_packed,
    is_readable,
    seconds_to_wait,
    unpacked,
    validators_of,
)
from tracker.ingest.fetched import MAX_BYTES, Fetched, NotModified
from tracker.model import Validators

if TYPE_CHECKING:
    import httpx

    from tracker.ingest.network import Guarded

_ACCEPT = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
_CONNECTIONS = 64
_KEEP_ALIVE = 30.0  # seconds
_LITTLE = 65_536  # bytes: more is not read only to keep a connection
_UNKNOWN = Validators()
_PATIENCE = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)  # answers that may say how long to wait


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds, bytes before and after decompression, redirects."""

    connect: float = 10.0
    read: float = 20.0  # without a byte
    total: float = 60.0  # with all redirects
    size: int = MAX_BYTES
    redirects: int = 5


@dataclass(slots=True)
class _Way:
    """How far a request has come, for what is told when it fails.

    Attributes:
        source: the address as it was given.
        start: the same in normal form.
        at: what is asked now, after redirects.
        status: what the last server to be asked answered.
    """

    source: str
    start: str
    at: str
    status: int | None = None

    def failure(self, reason: str, *, host_fails: bool = False, wait: float | None = None) -> FetchError:
        """The error to raise. Another host that a redirect led to does not speak for the first one."""
        is_own = host_of(self.at) == host_of(self.start)
        return FetchError(
            self.source, reason, status=self.status, wait=wait, host_fails=host_fails and is_own
        )


class Web:
    """Gets pages over connections that are kept and shared; any number of threads may use one.

    Args:
        user_agent: the project's name, its version, a contact.
        limits: see `Limits`.
        allow_private: whether hosts at private addresses (this computer, its network) are asked too.
        network: what connects, in place of the one that `allow_private` describes.
    """

    def __init__(
        self,
        user_agent: str = "tracker",
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        network: "Guarded | None" = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits or Limits()
        self._allow_private = allow_private
        self._network = network
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def page(self, url: str, now: dt.datetime) -> Fetched:
        """The page at an address, on whichever host it is in the end.

        Raises:
            FetchError: see `get`.
        """
        at = url
        for _ in range(self._limits.redirects + 1):
            try:
                return self.get(at, now)
            except Moved as error:
                at = error.location
            except FetchError as error:
                where = "" if at == url else f"it redirects to {at}: "
                raise FetchError(url, where + error.reason, status=error.status) from error
        raise FetchError(url, f"it redirects more than {self._limits.redirects} times.")

    @overload
    def get(self, url: str, now: dt.datetime) -> Fetched: ...
    @overload
    def get(self, url: str, now: dt.datetime, validators: Validators) -> Fetched | NotModified: ...
    def get(self, url: str, now: dt.datetime, validators: Validators = _UNKNOWN) -> Fetched | NotModified:
        """The page at an address.

        Args:
            url: a web address.
            now: aware, UTC.
            validators: of the version that is had already; `NotModified` if it is still the same (RFC 9110, 15.4.5).

        Raises:
            Moved: it redirects to another host: that one's robots.txt and pace are not known here.
            FetchError: it is no web address, its host is private or cannot be reached, answers with an error or with what
                cannot be read, is too slow or sends too much.
        """
        from tracker.ingest.network import within

        address = web_address(url)
        if address is None:
            raise FetchError(url, "this is no address of a page; only http:// and https:// are read.")
        way = _Way(url, address, address)
        headers = conditions(validators)
        client = self._opened(url)
        with within(self._limits.total), self._in_words(way), self._answer(client, way, headers) as response:
            if headers and way.status == HTTPStatus.NOT_MODIFIED:
                _use_up(response)
                return NotModified(url)
            if not response.is_success:
                _use_up(response)
                raise _refusal(way, response.headers.get("retry-after"), now)
            return _fetched(way, response, self._body(way, response), now)

    @contextlib.contextmanager
    def _answer(
        self, client: "httpx.Client", way: _Way, headers: dict[str, str]
    ) -> Iterator["httpx.Response"]:
        """The answer at the end of all redirects, its body not read yet.

        httpx says where a redirect leads; it is followed here because httpx would read the body of each, however large.
        """
        request = client.build_request("GET", way.at, headers=headers)
        for _ in range(self._limits.redirects + 1):
            with contextlib.closing(client.send(request, stream=True)) as response:
                way.status = response.status_code
                if response.next_request is None:
                    yield response
                    return
                _use_up(response)
            request = response.next_request
            if request.url.scheme not in ("http", "https"):
                raise way.failure("it redirects to an address that is neither http nor https.")
            if urlsplit(str(request.url)).netloc != urlsplit(way.at).netloc:
                raise Moved(way.source, str(request.url))
            way.at = str(request.url)
            way.status = None
        way.status = response.status_code
        raise way.failure(f"it redirects more than {self._limits.redirects} times.")

    def _body(self, way: _Way, response: "httpx.Response") -> bytes:
        """What is sent, unpacked; given up, or not begun, as soon as it is known to be too much or no text."""
        content_type = response.headers.get("content-type")
        if not is_readable(content_type):
            raise way.failure(f"this is {content_type[:100]}, nothing that can be read.")
        coding = response.headers.get("content-encoding")
        packed = is_packed(coding)
        if packed is None:
            raise way.failure(f"it is packed in a way that was not asked for ({coding[:100]}).")
        too_large = way.failure(f"larger than {self._limits.size / 1e6:g} MB; nothing of it was read.")
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > self._limits.size:
            raise too_large
        body = bytearray()
        pieces = response.iter_raw()
        for piece in unpacked(pieces) if packed else pieces:
            body += piece
            if max(len(body), response.num_bytes_downloaded) > self._limits.size:
                raise too_large
        return bytes(body)

    def _opened(self, source: str) -> "httpx.Client":
        with self._lock:
            try:
                self._client = self._client or self._made()
            except OSError as error:
                raise FetchError(source, f"the certificates to trust cannot be read ({error}).") from error
            return self._client

    def _made(self) -> "httpx.Client":
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx

        return httpx.Client(
            transport=self._transport(),
            trust_env=False,  # no .netrc, and no proxy: it would resolve names where we cannot look
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # takes none
            # no brotli, no zstd: they are not unpacked with bounds here
            headers={
                "user-agent": self._user_agent,
                "accept": _ACCEPT,
                "accept-encoding": "gzip",
            },
        )

    def _transport(self) -> "httpx.HTTPTransport":
        import httpcore
        import httpx

        from tracker.ingest.network import Guarded, nothing_private

        # with the user's own certificates: SSL_CERT_FILE, SSL_CERT_DIR
        context = httpx.create_ssl_context(trust_env=True)
        transport = httpx.HTTPTransport(verify=context)
        transport._pool = httpcore.ConnectionPool(  # noqa: SLF001 - httpx has no argument for what connects
            ssl_context=context,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=self._network or (Guarded(nothing_private) if self._allow_private else Guarded()),
        )
        return transport

    @contextlib.contextmanager
    def _in_words(self, way: _Way) -> Iterator[None]:
        """Turn what goes wrong below into a `FetchError`, its cause kept."""
        import httpx

        from tracker.ingest.network import Refused, overdue

        try:
            yield
        except Refused as error:
            raise way.failure(_private(error), host_fails=True) from error
        except (httpx.InvalidURL, ValueError) as error:  # the latter by urllib and by the resolver
            raise way.failure(f"this is no address of a page, or leads to none ({error}).") from error
        except httpx.TimeoutException as error:
            late = f"not complete after {self._limits.total:g} s; nothing of it was read."
            words = late if overdue() else "the server does not answer in time; try again later."
            raise way.failure(words, host_fails=True) from error
        except httpx.ConnectError as error:
            raise way.failure(f"no connection to the server ({error}).", host_fails=True) from error
        except zlib.error as error:
            raise way.failure("the server sent what cannot be decompressed.") from error
        except httpx.HTTPError as error:
            words = f"the transfer failed ({str(error) or type(error).__name__})."
            raise way.failure(words, host_fails=isinstance(error, httpx.NetworkError)) from error


def _use_up(response: "httpx.Response") -> None:
    """Read the little that an answer without a page holds, so that its connection can be used again."""
    import httpx

    with contextlib.suppress(httpx.HTTPError):
        for _ in response.iter_raw():
            if response.num_bytes_downloaded > _LITTLE:
                return


def _fetched(way: _Way, response: "httpx.Response", body: bytes, now: dt.datetime) -> Fetched:
    final = web_address(str(response.url)) or way.start
    return Fetched(
        source=way.source,
        key=final,
        body=body,
        fetched_at=now,
        shelf=host_of(final) or final,
        content_type=response.headers.get("content-type"),
        url=final,
        validators=validators_of(response.headers),
    )


def _refusal(way: _Way, retry_after: str | None, now: dt.datetime) -> FetchError:
    """What an answer means that is an error."""
    code = way.status or 0
    try:
        words = f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        words = str(code)
    return way.failure(
        f"the server answered {words}.",
        wait=seconds_to_wait(retry_after, now) if code in _PATIENCE else None,
        host_fails=code in _PATIENCE,  # any other error may be one page's
    )


def _private(error: Exception) -> str:
    return f"its address {error}; set TRACKER_ALLOW_PRIVATE_ADDRESSES=1 if you mean it."
