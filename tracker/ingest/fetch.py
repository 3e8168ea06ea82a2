"""One GET of one address, within limits. The only module that knows httpx.

From an address to `Fetched`, or a `FetchError` with the reason in words. It asks nobody whether it may (robots), keeps
no state between requests but its connections, and does not read what it got.
"""

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from tracker.errors import FetchError
from tracker.ingest.address import host_of, web_address
from tracker.ingest.fetched import MAX_BYTES, Fetched

if TYPE_CHECKING:
    import httpx

_ACCEPT = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds, bytes after decompression, redirects."""

    connect: float = 10.0
    read: float = 20.0  # without a byte
    total: float = 60.0
    size: int = MAX_BYTES
    redirects: int = 5


class Web:
    """Gets pages over connections that are kept and shared; any number of threads may use one.

    Args:
        user_agent: the project's name, its version, a contact.
        limits: see `Limits`.
    """

    def __init__(self, user_agent: str = "tracker", limits: Limits | None = None) -> None:
        self._user_agent = user_agent
        self._limits = limits or Limits()
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

    def get(self, url: str, now: dt.datetime) -> Fetched:
        """The page at an address.

        Raises:
            FetchError: it is no web address, cannot be reached, answers with an error, is too slow or too large.
        """
        address = web_address(url)
        if address is None:
            raise FetchError(url, "this is no address of a page; only http:// and https:// are read.")
        with _in_words(url, self._limits):
            return self._get(url, address, now)

    def _get(self, source: str, address: str, now: dt.datetime) -> Fetched:
        deadline = time.monotonic() + self._limits.total
        with self._opened().stream("GET", address) as response:
            if not response.is_success:
                raise FetchError(source, f"the server answered {_status(response.status_code)}.")
            body = self._body(source, response, deadline)
        final = web_address(str(response.url)) or address
        return Fetched(
            source=source,
            key=final,
            body=body,
            fetched_at=now,
            shelf=host_of(final) or final,
            content_type=response.headers.get("content-type"),
            url=final,
        )

    def _body(self, source: str, response: "httpx.Response", deadline: float) -> bytes:
        """What is sent, decompressed; given up as soon as it is too much or takes too long."""
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._limits.size:
                raise FetchError(
                    source, f"larger than {self._limits.size / 1e6:g} MB; nothing of it was read."
                )
            if time.monotonic() > deadline:
                raise FetchError(
                    source, f"not complete after {self._limits.total:g} s; nothing of it was read."
                )
        return bytes(body)

    def _opened(self) -> "httpx.Client":
        import httpx

        with self._lock:
            if self._client is None:
                self._client = httpx.Client(
                    follow_redirects=True,
                    max_redirects=self._limits.redirects,
                    timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
                    # no brotli, no zstd: a chunk of them unpacks to more than gzip's thousandfold
                    headers={
                        "user-agent": self._user_agent,
                        "accept": _ACCEPT,
                        "accept-encoding": "gzip, deflate",
                    },
                )
            return self._client


@contextlib.contextmanager
def _in_words(source: str, limits: Limits) -> Iterator[None]:
    """Turn what httpx raises into a `FetchError`, its cause kept."""
    import httpx

    try:
        yield
    except (httpx.InvalidURL, UnicodeError) as error:  # the latter for a host name that cannot be
        raise FetchError(source, f"this is no address of a page ({error}).") from error
    except httpx.UnsupportedProtocol as error:
        raise FetchError(source, "it redirects to an address that is neither http nor https.") from error
    except httpx.TooManyRedirects as error:
        raise FetchError(source, f"it redirects more than {limits.redirects} times.") from error
    except httpx.TimeoutException as error:
        raise FetchError(source, "the server does not answer in time; try again later.") from error
    except httpx.ConnectError as error:
        raise FetchError(source, f"no connection to the server ({error}).") from error
    except httpx.DecodingError as error:
        raise FetchError(source, "the server sent what cannot be decompressed.") from error
    except httpx.HTTPError as error:
        raise FetchError(source, f"the transfer failed ({str(error) or type(error).__name__}).") from error


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
