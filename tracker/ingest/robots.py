"""What a host lets whom fetch, and how fast: robots.txt (RFC 9309). Pure: it fetches nothing.

From the text, or from what the request for it came to, to answers about addresses.
"""

import re
from typing import Self
from urllib.parse import urljoin

from tracker.errors import FetchError
from tracker.ingest.address import web_address
from tracker.ingest.fetched import Fetched, NotModified

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5; what is beyond is not read
LONGEST_DELAY = 60.0  # seconds
MOST_SITEMAPS = 50
_MOST_RULES = 10_000  # each counted once for each agent of its group; some MB, as Protego keeps them
_AGENT = re.compile(r"(user-agent|useragent|user agent) *:|user\W*agent", re.IGNORECASE | re.ASCII)
_OF_THE_SITE = re.compile(r"site\W?map|host|$", re.IGNORECASE)  # belongs to no group and ends none
_NOTHING_ALLOWED = "User-agent: *\nDisallow: /\n"


def robots_of(url: str) -> str:
    """Where the rules for an address stand (RFC 9309, 2.3): at its own scheme, host and port.

    Args:
        url: a web address in normal form.
    """
    return urljoin(url, "/robots.txt")


class Robots:
    """A host's rules.

    Args:
        text: as `read` leaves it; all that has to be stored.
        is_known: whether the host said so; if not, nothing is allowed until it is asked again.
    """

    def __init__(self, text: str, *, is_known: bool = True) -> None:
        from protego import Protego

        self.text = text
        self.is_known = is_known
        self._rules = Protego.parse(text if _is_bearable(text) else _NOTHING_ALLOWED)

    @classmethod
    def read(cls, body: bytes | str) -> Self:
        """The rules in a robots.txt, as far as they are read: its first 500 KiB, in whole lines."""
        raw = body.encode("utf-8", "replace") if isinstance(body, str) else body
        if len(raw) > MAX_BYTES:
            raw = raw[: max(raw.rfind(end, 0, MAX_BYTES) for end in (b"\n", b"\r")) + 1]
        return cls(raw.decode("utf-8-sig", "replace").replace("\0", ""))  # PostgreSQL keeps no NUL

    @classmethod
    def answered(cls, answer: Fetched | NotModified | FetchError) -> Self:
        """What the request for robots.txt came to (RFC 9309, 2.3.1).

        Rules if there are any. Without them everything is allowed where the host says that it has none (4xx, or endless
        redirects), and nothing for now where it cannot tell: 429, 5xx, no answer, one that cannot be read.
        """
        if isinstance(answer, Fetched):
            return cls.read(answer.body)
        status = answer.status or 0 if isinstance(answer, FetchError) else 0
        if 300 <= status < 500 and status != 429:
            return cls("")
        return cls(_NOTHING_ALLOWED, is_known=False)

    def allows(self, agent: str, url: str) -> bool:
        """Whether an agent may fetch an address of this host.

        Args:
            agent: its product token (RFC 9309, 2.2.1), or a User-Agent header that holds it.
            url: a web address in normal form.
        """
        return self._rules.can_fetch(url, agent)

    def delay(self, agent: str) -> float | None:
        """For how many seconds an agent has to wait from one request to the next; None where nothing is said.

        By Crawl-delay and Request-rate, which no RFC knows and many hosts write; a minute at most.
        """
        asked = [] if (delay := self._rules.crawl_delay(agent)) is None else [min(delay, LONGEST_DELAY)]
        if rate := self._rules.request_rate(agent):  # whole numbers of any length
            asked.append(min(rate.seconds, int(LONGEST_DELAY) * rate.requests) / rate.requests)
        return max(asked, default=None)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names (sitemaps.org), each once, in its order; the first 50."""
        addresses = dict.fromkeys(address for url in self._rules.sitemaps if (address := web_address(url)))
        return tuple(addresses)[:MOST_SITEMAPS]


def _is_bearable(text: str) -> bool:
    """Whether this can be parsed in bounds: Protego copies the rules of a group for each agent that it names.

    Where Protego may take a line one way or another, the way that makes for more rules is believed.
    """
    agents = rules = 0
    is_open = False  # whether a further agent joins the group before
    for line in (line.partition("#")[0].strip() for line in text.splitlines()):
        if agent := _AGENT.match(line):
            agents = agents + 1 if is_open or agent[1] is None else 1
            is_open = True
        elif not _OF_THE_SITE.match(line):
            rules += agents
            is_open = is_open and ":" not in line
    return rules <= _MOST_RULES
