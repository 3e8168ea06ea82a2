"""Addresses of pages: which are any, in which form they are kept, which host they belong to. Pure."""

import re
from urllib.parse import urlsplit, urlunsplit

_NEVER = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")  # in an address
_DEFAULT_PORTS = {"http": 80, "https": 443}


def web_address(url: str | None) -> str | None:
    """An http or https address with its parts in normal form and without fragment; None for anything else."""
    stripped = (url or "").strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError:
        return None
    if _NEVER.search(stripped) or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None where it is no web address."""
    address = web_address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None
