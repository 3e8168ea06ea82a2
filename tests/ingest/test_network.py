import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address

import httpcore
import pytest

from tracker.ingest.network import Address, Guarded, Refused, nothing_private, overdue, private, within


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def forbids(*addresses: str) -> Callable[[Address], str | None]:
    return lambda address: "forbidden" if str(address) in addresses else None


def peer(guarded: Guarded, listener: socket.socket, host: str = "quay.example") -> str:
    """The address that it connects to."""
    stream = guarded.connect_tcp(host, listener.getsockname()[1], 5)
    address: str = stream.get_extra_info("server_addr")[0]
    stream.close()
    return address


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.1", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254"),
        *("168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1"),
        *("192.0.2.1", "192.88.99.1", "198.19.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001:0:1::1", "2001:db8::1", "2002:7f00:1::1"),
        *("3fff::1", "5f00::1", "fd00:ec2::254", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "4000::1"),
    ],
)
def test_no_page_is_sought_where_none_can_be(address: str) -> None:
    assert private(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.0",
            "172.32.0.1",
            "192.169.0.1",
            "223.255.255.255",
        ),
        *("2606:4700:4700::1111", "2a00:1450:4001::1", "2400:cb00::1", "2001:4860:4860::8888"),
    ],
)
def test_pages_are_public(address: str) -> None:
    assert private(ip_address(address)) is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost", "::1", "::ffff:7f00:1"],
)
def test_a_private_host_is_refused_however_it_is_spelt(host: str) -> None:
    with pytest.raises(Refused, match=r"is private \((this computer|this network|IPv4-mapped), RFC"):
        Guarded().connect_tcp(host, 80, 5)


def test_of_many_addresses_only_public_ones_are_tried_in_their_order(listener: socket.socket) -> None:
    nobody = "127.0.0.3"  # there is nobody at this one, and the next is tried
    guarded = Guarded(forbids("127.0.0.2"), lambda _: ["127.0.0.2", nobody, "127.0.0.1", "127.0.0.4"])

    assert peer(guarded, listener) == "127.0.0.1"


def test_what_was_looked_at_is_what_is_connected_to(listener: socket.socket) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])  # public at first, private when asked again
    guarded = Guarded(forbids("127.0.0.2"), lambda _: next(answers))

    assert peer(guarded, listener) == "127.0.0.1"
    with pytest.raises(Refused, match=r"127\.0\.0\.2 is private \(forbidden\)"):
        peer(guarded, listener)


def test_who_means_it_connects_anywhere(listener: socket.socket) -> None:
    assert peer(Guarded(nothing_private), listener, "2130706433") == "127.0.0.1"


def test_a_host_without_addresses_takes_no_connection() -> None:
    def unknown(_: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    for resolve, words in ((unknown, "not known"), (lambda _: [], "no address")):
        with pytest.raises(httpcore.ConnectError, match=words):
            Guarded(resolve=resolve).connect_tcp("quay.example", 80, 5)


def test_a_name_server_that_does_not_answer_is_left_behind() -> None:
    released = threading.Event()

    def slow(_: str) -> list[str]:
        released.wait()
        return ["127.0.0.1"]

    with pytest.raises(httpcore.ConnectTimeout):
        Guarded(resolve=slow).connect_tcp("quay.example", 80, 0.05)
    released.set()


def test_there_are_no_connections_but_over_the_network() -> None:
    with pytest.raises(NotImplementedError):
        Guarded(nothing_private).connect_unix_socket("/run/docker.sock")


def test_nothing_is_done_after_the_deadline(listener: socket.socket) -> None:
    guarded = Guarded(nothing_private, lambda _: ["127.0.0.1"])
    port = listener.getsockname()[1]
    stream = guarded.connect_tcp("quay.example", port, 5)

    with within(0):
        assert overdue()
        for late in (
            lambda: guarded.connect_tcp("quay.example", port, 5),
            lambda: stream.write(b"x", 5),
            lambda: stream.read(1, None),
        ):
            with pytest.raises(httpcore.TimeoutException):
                late()
    assert not overdue()
    stream.write(b"x", 5)
    with within(0), pytest.raises(httpcore.TimeoutException):
        stream.start_tls(ssl.create_default_context(), "quay.example", 5)
    assert stream.get_extra_info("socket").fileno() == -1  # closed: nobody else would


def test_a_deadline_is_that_of_its_own_thread() -> None:
    seen: list[bool] = []
    with within(0):
        thread = threading.Thread(target=lambda: seen.append(overdue()))
        thread.start()
        thread.join()

    assert seen == [False]
