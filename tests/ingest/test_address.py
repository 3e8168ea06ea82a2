import pytest

from tracker.ingest.address import host_of, web_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://WWW.Quay.Example:80#top", "http://www.quay.example/"),
        ("https://quay.example:8443/a?b=c#d", "https://quay.example:8443/a?b=c"),
        ("http://[::1]:99/a", "http://[::1]:99/a"),
    ],
)
def test_an_address_has_one_form(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url", ["", None, "quay.example/a", "ftp://quay.example/", "http://[::1", "http://a:b/", "https://"]
)
def test_anything_else_is_no_web_address(url: str | None) -> None:
    assert web_address(url) is None
    assert host_of(url) is None


def test_a_host_is_known_without_its_www() -> None:
    assert host_of("https://www.Quay.example/a") == "quay.example"
