"""Fetches many pages at once, and yet is a good guest: one request at a time a host, pauses, robots.txt.

From errands to what they brought, as they come in; several threads fetch, the caller's takes what they bring. Keeps
nothing between runs: what a host asked for before is told by the caller, who also keeps what is brought.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final, Generic, Protocol, Self, TypeAlias, TypeVar
from urllib.parse import urlsplit

from tracker.errors import FetchError
from tracker.ingest.fetched import Fetched, NotModified
from tracker.ingest.robots import Robots, robots_of
from tracker.ingest.turns import Turns
from tracker.model import Validators

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
        asks_robots: whether robots.txt is obeyed. It speaks to those who follow links (RFC 9309, 1); feeds and
            interfaces that somebody has named are there for programs.
    """

    url: str
    on_behalf_of: _For
    validators: Validators = Validators()
    asks_robots: bool = True

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


@dataclass(slots=True)
class _Host:
    robots: Robots | None = None
    pause: float = 0.0
    trouble: FetchError | None = None  # why its rules cannot be had


@dataclass(frozen=True, slots=True)
class _Job(Generic[_For]):
    host: str
    errand: Errand[_For]
    url: str
    is_robots: bool = False


Supply: TypeAlias = Callable[[], Collection[Errand[_For]] | None]
"""More errands, each once; none where there are none now; None to end at once."""
Known: TypeAlias = Callable[[str], str | None]
"""The robots.txt of a host, if it was read lately."""


@dataclass(slots=True)
class Crawl(Generic[_For]):
    """One run.

    Args:
        web: gets one page.
        manner: see `Manner`.
        clock: gives the time, aware, in UTC.
        known_robots: see `Known`.
    """

    web: Getting
    manner: Manner
    clock: Callable[[], dt.datetime]
    known_robots: Known = lambda _: None
    _turns: Turns[Errand[_For]] = field(default_factory=Turns)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _jobs: "SimpleQueue[_Job[_For] | None]" = field(default_factory=SimpleQueue)
    _answers: "SimpleQueue[tuple[_Job[_For], Answer | BaseException]]" = field(default_factory=SimpleQueue)
    _under_way: int = 0

    def run(self, supply: Supply[_For]) -> Generator[Brought[_For] | RobotsRead, None, None]:
        """What the errands bring, in the order in which it comes in.

        The errands of a host that is in trouble are dropped after the first of them: they are to be tried another day.
        Whoever stops listening ends the run; what is under way then is not waited for.
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
        """Ask for more errands before the threads run out of them."""
        if len(self._turns) < 2 * self.manner.threads:
            more = supply()
            if more is None:
                self._turns.clear()
            for errand in more or ():
                self._turns.add(errand.host, errand)

    def _give_turns(self) -> None:
        """Hand out what may be fetched now, as long as there are idle threads."""
        while self._under_way < self.manner.threads and (turn := self._turns.take(time.monotonic())):
            self._hand_out(*turn)

    def _patience(self) -> float | None:
        """How long to wait for an answer: until the next host may be asked; None for as long as it takes."""
        if self._under_way >= self.manner.threads:
            return None
        wait = self._turns.wait(time.monotonic())
        return None if wait is None else min(wait, _LONGEST_NAP)

    def _hand_out(self, host: str, errand: Errand[_For]) -> None:
        manners = self._hosts.setdefault(host, _Host(pause=self.manner.pause))
        if manners.robots is None and (text := self.known_robots(host)) is not None:
            self._obey(manners, Robots(text))
        self._under_way += 1
        if errand.asks_robots and manners.robots is None:
            self._jobs.put(_Job(host, errand, robots_of(errand.url), is_robots=True))
        elif (
            errand.asks_robots and manners.robots and not manners.robots.allows(self.manner.agent, errand.url)
        ):
            refused = _refusal(errand.url, manners.trouble)
            self._answers.put((_Job(host, errand, errand.url), refused))
        else:
            self._jobs.put(_Job(host, errand, errand.url))

    def _obey(self, manners: _Host, robots: Robots) -> None:
        manners.robots = robots
        manners.pause = max(self.manner.pause, robots.delay(self.manner.agent) or 0.0)

    def _conclude(
        self, job: _Job[_For], answer: Answer | BaseException
    ) -> Iterator[Brought[_For] | RobotsRead]:
        self._under_way -= 1
        manners = self._hosts[job.host]
        if isinstance(answer, BaseException) and not isinstance(answer, FetchError):
            raise answer  # a mistake of ours, in a thread
        if job.is_robots:
            robots = Robots.answered(answer)
            self._obey(manners, robots)
            manners.trouble = answer if isinstance(answer, FetchError) and not robots.is_known else None
            self._turns.add(job.host, job.errand, first=True)
            self._turns.done(job.host, time.monotonic(), manners.pause)
            yield RobotsRead(job.host, robots.text if robots.is_known else None)
            return
        if isinstance(answer, FetchError) and answer.host_fails:
            self._turns.drop(job.host)
        self._turns.done(job.host, time.monotonic(), manners.pause)
        yield Brought(job.errand, answer)

    def _work(self) -> None:
        """Fetch until told to stop; runs in threads of its own."""
        while (job := self._jobs.get()) is not None:
            with _Handed(self._answers, job) as handed:
                validators = Validators() if job.is_robots else job.errand.validators
                handed.answer = self.web.get(job.url, self.clock(), validators)


@dataclass(slots=True)
class _Handed(Generic[_For]):
    """Hands over what comes of a job, an error too: it is told, or raised, where the answers are taken."""

    answers: "SimpleQueue[tuple[_Job[_For], Answer | BaseException]]"
    job: _Job[_For]
    answer: Answer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        self.answers.put((self.job, error or self.answer or AssertionError("no answer")))
        return True


def _refusal(url: str, trouble: FetchError | None) -> FetchError:
    """Why a page is not asked for: its host does not want it, or cannot say whether it does."""
    if trouble is None:
        return FetchError(url, "the site asks programs not to read it (robots.txt).")
    if trouble.status is None:
        return FetchError(url, trouble.reason, host_fails=True)
    reason = f"the site cannot say whether programs may read it: asked for its robots.txt, {trouble.reason}"
    return FetchError(url, reason, status=trouble.status, wait=trouble.wait, host_fails=True)
