"""Connections for `fetch`: to public addresses only, and for no longer than a request may take in all.

From a host's name to a stream of bytes. It stands below httpx, where every redirect and every new connection comes by
with what the name means at that moment. Knows nothing of HTTP.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, TypeAlias

import httpcore

Address: TypeAlias = IPv4Address | IPv6Address
Private: TypeAlias = Callable[[Address], str | None]
Resolve: TypeAlias = Callable[[str], list[str]]

# Networks without public pages: IANA's registries of special-purpose addresses (RFC 6890, RFC 8190), whatever carries an
# IPv4 address on to where the table cannot look, and what clouds tell about themselves at public addresses.
_SPECIAL = {
    ip_network(network): what
    for network, what in {
        "0.0.0.0/8": "this network, RFC 791",
        "10.0.0.0/8": "private use, RFC 1918",
        "100.64.0.0/10": "a carrier's own, RFC 6598",
        "127.0.0.0/8": "this computer, RFC 1122",
        "168.63.129.16/32": "Azure's host",
        "169.254.0.0/16": "link-local, RFC 3927",
        "172.16.0.0/12": "private use, RFC 1918",
        "192.0.0.0/24": "protocol assignments, RFC 6890",
        "192.0.2.0/24": "documentation, RFC 5737",
        "192.31.196.0/24": "AS112, RFC 7535",
        "192.52.193.0/24": "AMT, RFC 7450",
        "192.88.99.0/24": "6to4 relays, RFC 7526",
        "192.168.0.0/16": "private use, RFC 1918",
        "192.175.48.0/24": "AS112, RFC 7534",
        "198.18.0.0/15": "benchmarks, RFC 2544",
        "198.51.100.0/24": "documentation, RFC 5737",
        "203.0.113.0/24": "documentation, RFC 5737",
        "224.0.0.0/4": "multicast, RFC 5771",
        "240.0.0.0/4": "reserved, RFC 1112",
        "::1/128": "this computer, RFC 4291",
        "::/96": "IPv4-compatible, RFC 4291",
        "::ffff:0:0/96": "IPv4-mapped, RFC 4291",
        "::ffff:0:0:0/96": "IPv4-translated, RFC 7915",
        "64:ff9b::/96": "NAT64, RFC 6052",
        "64:ff9b:1::/48": "NAT64, RFC 8215",
        "100::/64": "discarded, RFC 6666",
        "100:0:0:1::/64": "a dummy, RFC 9780",
        "2001::/32": "Teredo, RFC 4380",
        "2001::/23": "protocol assignments, RFC 2928",
        "2001:db8::/32": "documentation, RFC 3849",
        "2002::/16": "6to4, RFC 3056",
        "2620:4f:8000::/48": "AS112, RFC 7534",
        "3fff::/20": "documentation, RFC 9637",
        "5f00::/16": "segment routing, RFC 9602",
        "fc00::/7": "private use, RFC 4193",
        "fe80::/10": "link-local, RFC 4291",
        "fec0::/10": "site-local, RFC 3879",
        "ff00::/8": "multicast, RFC 4291",
    }.items()
}

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class Refused(Exception):
    """A host has none but private addresses.

    Not one of httpcore's errors, so that it comes through httpx as it is.

    Args:
        address: the first of them.
        what: what it is, as `private` says.
    """

    def __init__(self, address: str, what: str) -> None:
        self.address = address
        self.what = what
        super().__init__(f"{address} is private ({what})")


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whatever this thread connects to, sends and reads in this block has to be done in so many seconds in all."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def overdue() -> bool:
    """Whether the time of the `within` that this thread is in has run out."""
    deadline = _deadline.get()
    return deadline is not None and time.monotonic() >= deadline


def private(address: Address) -> str | None:
    """What a private address is; None for a public one."""
    for network, what in _SPECIAL.items():
        if address in network:
            return what
    if not address.is_global or address.is_multicast or address.is_reserved:
        return "not global, RFC 6890"
    return None


def nothing_private(_: Address) -> None:
    """For those who mean it: no address counts as private."""


def addresses_of(host: str) -> list[str]:
    """The addresses of a host by the system's resolver, in its order; it also knows 0x7f.1 and 2130706433.

    Raises:
        OSError: it has none.
        UnicodeError: this can be no host's name.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Guarded(httpcore.NetworkBackend):
    """Connects to public addresses. A name is looked up once, and what was looked at is what is connected to.

    Args:
        is_private: what a private address is, None for one that may be connected to.
        resolve: the addresses of a host, best first; raises OSError or UnicodeError.
    """

    def __init__(self, is_private: Private = private, resolve: Resolve = addresses_of) -> None:
        self._is_private = is_private
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that takes one.

        Raises:
            Refused: all of them are private.
            httpcore.ConnectError: there are none, or none takes a connection.
            httpcore.TimeoutException: it takes too long.
            UnicodeError: this can be no host's name.
        """
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in self._public(host, timeout):
            try:
                return Timed(
                    self._plain.connect_tcp(address, port, _left(timeout), local_address, socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _public(self, host: str, timeout: float | None) -> list[str]:
        found = self._looked_up(host, _left(timeout))
        refused = {address: what for address in found if (what := self._is_private(ip_address(address)))}
        if refused and len(refused) == len(found):
            raise Refused(*next(iter(refused.items())))
        return [address for address in found if address not in refused]

    def _looked_up(self, host: str, seconds: float | None) -> list[str]:
        """The host's addresses. The resolver cannot be interrupted: a slow one is left behind with its thread."""
        answer: Future[list[str]] = Future()

        def look() -> None:
            try:
                answer.set_result(self._resolve(host))
            except (OSError, UnicodeError) as error:
                answer.set_exception(error)

        threading.Thread(target=look, daemon=True).start()
        try:
            return answer.result(seconds)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the host's address is not found in time") from error
        except OSError as error:
            raise httpcore.ConnectError(error.strerror or str(error)) from error


class Timed(httpcore.NetworkStream):
    """A stream on which everything ends by the deadline of `within`, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most so many bytes of it."""
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream, encrypted."""
        try:
            return Timed(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))
        except httpcore.TimeoutException:  # httpcore forgets a stream that it did not get
            self.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the socket."""
        return self._stream.get_extra_info(info)


def _left(seconds: float | None) -> float | None:
    """So many seconds, or less if less is left.

    Raises:
        httpcore.TimeoutException: nothing is left.
    """
    deadline = _deadline.get()
    if deadline is None:
        return seconds
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.TimeoutException("no time is left")
    return left if seconds is None else min(seconds, left)
