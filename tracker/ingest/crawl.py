"""Fetches many pages at once, and yet is a good guest: one request at a time a host, pauses, robots.txt.

From errands to what they brought, as they come in; several threads fetch, the caller's takes what they bring. Keeps
nothing between runs: what a host asked for before is told by the caller, who also keeps what is brought.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Final, Generic, Protocol, Self, TypeAlias, TypeVar
from urllib.parse import urlsplit

from tracker.errors import FetchError, Moved
from tracker.ingest.address import web_address
from tracker.ingest.fetched import Fetched, NotModified
from tracker.ingest.robots import Robots, robots_of
from tracker.ingest.turns import Turns
from tracker.model import Validators

_MOST_HOPS: Final = 5  # redirects from host to host
_RULES: Final = 32  # parsed robots.txt that are held at a time; of the others the text
_AT_HAND: Final = 1_000  # hosts whose rules are held; a robots.txt may be half a megabyte
_RESTFUL: Final = 0.5  # seconds between two questions for more errands, where there were none
ROBOTS_HOLD: Final = dt.timedelta(days=1)  # RFC 9309, 2.4: kept no longer than that
_LONGEST_NAP: Final = 1.0  # seconds; meanwhile there may be more errands

_For = TypeVar("_For")
Answer: TypeAlias = Fetched | NotModified | FetchError


class Getting(Protocol):
    """What gets one page; see `fetch.Web`."""

    def get(self, url: str, now: dt.datetime, validators: Validators) -> Fetched | NotModified:
        """The page, or that it is as it was."""


@dataclass(frozen=True, slots=True)
class Errand(Generic[_For]):
    """A page to be fetched.

    Attributes:
        url: a web address in normal form.
        on_behalf_of: the caller's; comes back with the answer.
        validators: of the version that was had last.
        hops: how many hosts have sent it on.
        asks_robots: whether robots.txt is obeyed. It speaks to those who follow links (RFC 9309, 1); feeds and
            interfaces that somebody has named are there for programs.
    """

    url: str
    on_behalf_of: _For
    validators: Validators = Validators()
    asks_robots: bool = True
    hops: int = 0

    @property
    def host(self) -> str:
        """Who is asked: host and port."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class Brought(Generic[_For]):
    """What an errand came to."""

    errand: Errand[_For]
    answer: Answer


@dataclass(frozen=True, slots=True)
class RobotsRead:
    """The rules of a host were asked for.

    Attributes:
        text: to be kept; None where they could not be had.
    """

    host: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Left(Generic[_For]):
    """Errands that were not run, because their host is in trouble; they are to be run another time."""

    errands: tuple[Errand[_For], ...]


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host from before.

    Attributes:
        robots: its robots.txt, if it was read lately.
        is_resting: whether it is to be left alone.
    """

    robots: str | None = None
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a crawl behaves.

    Attributes:
        agent: its product token, for robots.txt.
        threads: how many hosts are asked at the same time.
        pause: seconds between two requests to a host, unless it asks for more.
    """

    agent: str = "tracker"
    threads: int = 16
    pause: float = 5.0


@dataclass(frozen=True, slots=True)
class _Later:
    """No answer: the host is to be left alone."""


@dataclass(slots=True)
class _Host:
    rules: str | None = None
    read_at: dt.datetime | None = None
    pause: float = 0.0
    trouble: FetchError | None = None  # why its rules cannot be had


@dataclass(frozen=True, slots=True)
class _Job(Generic[_For]):
    host: str
    errand: Errand[_For]
    url: str
    is_robots: bool = False
    hops: int = 0


_Outcome: TypeAlias = Answer | _Later | BaseException
Supply: TypeAlias = Callable[[], Collection[Errand[_For]] | None]
"""More errands, each once; none where there are none now; None to end at once. Asked for often."""
Known: TypeAlias = Callable[[str], HostState]
Result: TypeAlias = Brought[_For] | Left[_For] | RobotsRead


@dataclass(slots=True)
class Crawl(Generic[_For]):
    """One run.

    Args:
        web: gets one page.
        manner: see `Manner`.
        clock: gives the time, aware, in UTC.
        known: what is known of a host from before.
    """

    web: Getting
    manner: Manner
    clock: Callable[[], dt.datetime]
    known: Known = lambda _: HostState()
    _turns: Turns[Errand[_For]] = field(default_factory=Turns)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _jobs: "SimpleQueue[_Job[_For] | None]" = field(default_factory=SimpleQueue)
    _answers: "SimpleQueue[tuple[_Job[_For], _Outcome]]" = field(default_factory=SimpleQueue)
    _under_way: int = 0
    _asked_at: float = float("-inf")

    def run(self, supply: Supply[_For]) -> Generator[Result[_For], None, None]:
        """What the errands bring, in the order in which it comes in.

        The errands of a host that is in trouble are handed back after the first of them. Whoever stops listening ends
        the run; what is under way then is not waited for.
        """
        threads = [
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True)
            for number in range(self.manner.threads)
        ]
        for thread in threads:
            thread.start()
        try:
            while True:
                self._top_up(supply)
                self._give_turns()
                wait = self._patience()
                if not self._under_way and wait is None:
                    return
                with suppress(
                    Empty
                ):  # a host has paused for long enough, or it is time to ask for more errands
                    yield from self._conclude(*self._answers.get(timeout=wait))
        finally:
            for _ in threads:
                self._jobs.put(None)

    def _top_up(self, supply: Supply[_For]) -> None:
        """Ask for more errands before the threads run out of them; not again and again where there are none."""
        is_idle = not self._under_way and not len(self._turns)
        soon = time.monotonic() - self._asked_at < _RESTFUL
        if len(self._turns) >= 2 * self.manner.threads or (soon and not is_idle):
            return
        more = supply()
        if more is None:
            self._turns.clear()
        for errand in more or ():
            self._turns.add(errand.host, errand)
        self._asked_at = float("-inf") if more else time.monotonic()

    def _give_turns(self) -> None:
        """Hand out what may be fetched now, as long as there are idle threads."""
        while self._under_way < self.manner.threads and (turn := self._turns.take(time.monotonic())):
            self._hand_out(*turn)

    def _patience(self) -> float | None:
        """How long to wait for an answer: until the next host may be asked; None for as long as it takes."""
        if self._under_way >= self.manner.threads:
            return _LONGEST_NAP
        wait = self._turns.wait(time.monotonic())
        if wait is None:
            return _LONGEST_NAP if self._under_way else None
        return min(wait, _LONGEST_NAP)

    def _hand_out(self, host: str, errand: Errand[_For]) -> None:
        manners = self._host(host)
        job = _Job(host, errand, errand.url)
        self._under_way += 1
        if manners is None:
            self._answers.put((job, _Later()))
        elif not errand.asks_robots:
            self._jobs.put(job)
        elif manners.rules is None:
            self._jobs.put(replace(job, url=robots_of(errand.url), is_robots=True))
        elif _rules(manners.rules).allows(self.manner.agent, errand.url):
            self._jobs.put(job)
        else:
            self._answers.put((job, _refusal(errand.url, manners.trouble)))

    def _host(self, name: str) -> _Host | None:
        """What is known of a host; None where it is to be left alone."""
        known = self._hosts.get(name)
        if known is not None and known.read_at is not None and self.clock() - known.read_at > ROBOTS_HOLD:
            known.rules = known.read_at = None
        if known is None:
            before = self.known(name)
            if before.is_resting:
                return None
            if len(self._hosts) >= _AT_HAND:
                self._hosts.pop(next(iter(self._hosts)))  # whoever knew it before knows it by now
            known = self._hosts[name] = _Host(pause=self.manner.pause)
            if before.robots is not None:
                self._obey(known, Robots(before.robots))
        return known

    def _obey(self, manners: _Host, robots: Robots) -> None:
        manners.rules, manners.read_at = robots.text, self.clock()
        manners.pause = max(self.manner.pause, robots.delay(self.manner.agent) or 0.0)

    def _conclude(self, job: _Job[_For], answer: _Outcome) -> Iterator[Result[_For]]:
        self._under_way -= 1
        if isinstance(answer, BaseException) and not isinstance(answer, FetchError):
            raise answer  # a mistake of ours, in a thread
        if isinstance(answer, _Later):
            self._rest(job.host)
            yield Left((job.errand,))
        elif job.is_robots and isinstance(answer, Moved) and job.hops < _MOST_HOPS:
            self._under_way += 1  # its rules are where it sends us (RFC 9309, 2.3.1.2)
            self._jobs.put(replace(job, url=answer.location, hops=job.hops + 1))
        elif job.is_robots:
            yield self._read_rules(job, answer)
            self._turns.add(job.host, job.errand, first=True)
            self._rest(job.host)
        elif isinstance(answer, Moved) and (onward := _onward(job.errand, answer)) is not None:
            self._rest(job.host)
            self._turns.add(onward.host, onward)
        else:
            left = self._turns.drop(job.host) if isinstance(answer, FetchError) and answer.host_fails else ()
            self._rest(job.host)
            yield Brought(job.errand, answer)
            if left:
                yield Left(tuple(left))

    def _rest(self, host: str) -> None:
        """It has answered; from now on its pause runs."""
        known = self._hosts.get(host)
        self._turns.done(host, time.monotonic(), known.pause if known else self.manner.pause)

    def _read_rules(self, job: _Job[_For], answer: Answer) -> RobotsRead:
        robots = Robots.answered(answer)
        manners = self._hosts.setdefault(job.host, _Host())
        self._obey(manners, robots)
        manners.trouble = answer if isinstance(answer, FetchError) and not robots.is_known else None
        return RobotsRead(job.host, robots.text if robots.is_known else None)

    def _work(self) -> None:
        """Fetch until told to stop; runs in threads of its own."""
        while (job := self._jobs.get()) is not None:
            with _Handed(self._answers, job) as handed:
                validators = Validators() if job.is_robots else job.errand.validators
                handed.answer = self.web.get(job.url, self.clock(), validators)


@dataclass(slots=True)
class _Handed(Generic[_For]):
    """Hands over what comes of a job, an error too: it is told, or raised, where the answers are taken."""

    answers: "SimpleQueue[tuple[_Job[_For], _Outcome]]"
    job: _Job[_For]
    answer: Answer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        self.answers.put((self.job, error or self.answer or AssertionError("no answer")))
        return True


@lru_cache(_RULES)
def _rules(text: str) -> Robots:
    return Robots(text)


def _onward(errand: Errand[_For], moved: Moved) -> Errand[_For] | None:
    """The errand at the host that has the page; None after too many hosts, or where that is no web address."""
    location = web_address(moved.location)
    if location is None or errand.hops >= _MOST_HOPS:
        return None
    return replace(errand, url=location, hops=errand.hops + 1)


def _refusal(url: str, trouble: FetchError | None) -> FetchError:
    """Why a page is not asked for: its host does not want it, or cannot say whether it does."""
    if trouble is None:
        return FetchError(url, "the site asks programs not to read it (robots.txt).")
    if trouble.status is None:
        return FetchError(url, trouble.reason, host_fails=True)
    reason = f"the site cannot say whether programs may read it: asked for its robots.txt, {trouble.reason}"
    return FetchError(url, reason, status=trouble.status, wait=trouble.wait, host_fails=True)
