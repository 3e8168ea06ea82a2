"""Everything on the web that is due is fetched, read and kept: sources lead to pages, pages to articles.

From what the store says is due to what was said, as it comes in. Fetching is done by threads (`crawl`); reading and
keeping by the caller's, one article at a time, each with its place in the queue in one transaction: whatever ends us,
nothing is lost, kept twice or fetched again without need.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from tracker.app.composition import App, bounds_of, manner_of
from tracker.app.courtesy import Courtesy
from tracker.app.intake import Tell
from tracker.app.searching import address_of, past_of, since
from tracker.config import ON_THE_WEB, SourceKind
from tracker.errors import FetchError, SourceError
from tracker.ingest.crawl import Crawl, Errand, HostState, Left, Result, RobotsRead
from tracker.ingest.fetched import Fetched, NotModified
from tracker.ingest.leads import Bearings, leads
from tracker.ingest.listing import Listing
from tracker.ingest.mediawiki import as_page
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, Read, keep, read_found
from tracker.model import Kind, Link, Validators, Work
from tracker.store import pages, sources, works
from tracker.store.alone import only_fetcher
from tracker.store.engine import reading, writing
from tracker.store.pace import Seen
from tracker.store.pages import Page
from tracker.store.sources import Watched
from tracker.titles import Titles

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OBEYS_ROBOTS: Final = frozenset({Kind.PAGE, Kind.SITE})  # the others are made for programs
_AT_ONCE: Final = 200  # pages taken from the queue at a time
_PER_HOST: Final = 20  # of these, of one host
_DEEPEST: Final = 5  # lists that lead to lists
_GONE: Final = (404, 410, 451)
_STAMP: Final = re.compile(r"/(\d{14})(?:id_|if_)?/")  # of a copy, in its address at an archive
_SHORT: Final = dt.timedelta(minutes=2)  # a rest that is waited for

Target: TypeAlias = Page | Watched
Clock: TypeAlias = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Overseer:
    """Who is told, and asked, while it works.

    Attributes:
        tell: told of each article and list; answers whether to go on.
        remain: told now and then how many pages wait.
        goes_on: asked now and then whether to go on.
        nap: waits for so many seconds.
    """

    tell: Tell
    remain: Callable[[int], object] = lambda _: None
    goes_on: Callable[[], bool] = lambda: True
    nap: Callable[[float], object] = time.sleep


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was done.

    Attributes:
        checked: the sources that were fetched.
        stopped: whether somebody asked for an end before all was done.
        is_elsewhere: whether nothing was done because another process is at it.
    """

    checked: tuple[Watched, ...] = ()
    stopped: bool = False
    is_elsewhere: bool = False


def gather(app: App, clock: Clock, overseer: Overseer, *, until: dt.datetime | None = None) -> Gathered:
    """Fetch all that is due, and all that it leads to, and keep what is said there.

    Args:
        app: the use cases on the open store.
        clock: gives the time, aware, in UTC.
        overseer: see `Overseer`.
        until: nothing more is begun after that; what is left stays due. Without it, hosts that want to rest for a moment
            are waited for.
    """
    if not _is_due(app, clock()):
        return Gathered()
    with only_fetcher(app.engine) as mine:
        if not mine:
            return Gathered(is_elsewhere=True)
        desk = _Desk(app, clock, overseer, until)
        while True:
            crawl: Crawl[Target] = Crawl(app.web, manner_of(app.settings), clock, desk.state)
            with closing(crawl.run(desk.supply)) as run:
                stopped = any(not overseer.tell(done) for brought in run for done in desk.take(brought))
            if stopped or not overseer.goes_on():
                return Gathered(tuple(desk.checked), stopped=True)
            before = clock()
            if (rest := desk.rest()) is None:
                return Gathered(tuple(desk.checked))
            overseer.nap(rest)
            if clock() <= before:  # a clock that stands still would make us wait for ever
                return Gathered(tuple(desk.checked))


def _is_due(app: App, now: dt.datetime) -> bool:
    """Whether there is anything to fetch."""
    with reading(app.engine) as connection:
        return bool(_sources(connection, now)) or pages.waiting(connection, now) > 0


def _sources(connection: Connection, now: dt.datetime) -> list[Watched]:
    return [w for w in sources.due(connection, now) if w.source.kind in ON_THE_WEB]


@dataclass(slots=True)
class _Desk:
    """Hands out errands and takes what they bring, in one thread."""

    app: App
    clock: Clock
    overseer: Overseer
    until: dt.datetime | None
    checked: list[Watched] = field(default_factory=list)
    _courtesy: Courtesy = field(default_factory=Courtesy)
    _under_way: set[tuple[type, int]] = field(default_factory=set)
    _titles: Titles = field(default_factory=lambda: Titles(()))
    _read_for: str = ""

    def state(self, host: str) -> HostState:
        """What is known of a host."""
        with reading(self.app.engine) as connection:
            self._courtesy.learn(connection, [host])
        return self._courtesy.state(host, self.clock())

    def supply(self) -> Collection[Errand[Target]] | None:
        """What is due and not yet handed out; None when it is time to end."""
        now = self.clock()
        if not self.overseer.goes_on() or (self.until is not None and now >= self.until):
            return None
        with reading(self.app.engine) as connection:
            self._follow(works.tracked(connection))
            some = pages.due(connection, now, _AT_ONCE + len(self._under_way), _PER_HOST)
            found: list[Target] = [*_sources(connection, now), *some]
            errands = [self._errand(one, now) for one in found if _key(one) not in self._under_way]
            self._courtesy.learn(connection, (errand.host for errand in errands))
            if errands:
                self.overseer.remain(pages.waiting(connection, now))
        fit = [errand for errand in errands if not self._courtesy.state(errand.host, now).is_resting]
        self._under_way |= {_key(errand.on_behalf_of) for errand in fit}
        return fit

    def rest(self) -> float | None:
        """For how many seconds hosts want to rest that have more for us; None if that is not worth waiting for."""
        now = self.clock()
        with reading(self.app.engine) as connection:
            until = pages.rest(connection, now)
        if self.until is not None or until is None or until - now > _SHORT:
            return None
        return max(until - now, self.app.settings.fetch.pause).total_seconds()

    def take(self, brought: Result[Target]) -> Iterator[Ingested]:
        """Keep what an errand brought."""
        now = self.clock()
        if isinstance(brought, RobotsRead):
            with writing(self.app.engine) as connection:
                self._courtesy.read_robots(connection, brought.host, brought.text, now)
            return
        if isinstance(brought, Left):
            self._under_way -= {_key(errand.on_behalf_of) for errand in brought.errands}
            return
        target, answer = brought.errand.on_behalf_of, brought.answer
        self._under_way.discard(_key(target))
        if isinstance(target, Watched):
            self.checked.append(target)
        try:
            if isinstance(answer, FetchError):
                raise answer
            if isinstance(answer, NotModified):
                seen = Seen(changed=False, validators=brought.errand.validators, read_for=self._read_for)
                self._store(target, brought.errand.host, seen, now)
            else:
                yield from self._read(target, brought.errand.host, answer, now)
        except SourceError as error:
            yield self._failed(target, brought.errand.host, error, now)

    def _follow(self, followed: tuple[Work, ...]) -> None:
        """Read for these works from now on."""
        names = "\n".join(name for work in followed for name in (work.title, *work.aliases))
        read_for = hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()
        if read_for != self._read_for:
            self._titles, self._read_for = Titles(followed), read_for

    def _errand(self, target: Target, now: dt.datetime) -> Errand[Target]:
        link = _link(target)
        # a sitemap leads elsewhere for other works; a search asks for another time each time
        is_same = link.kind is not Kind.SITEMAP or target.read_for == self._read_for
        url = address_of(target, now) if isinstance(target, Watched) else link.url
        validators = target.validators if is_same and url == link.url else Validators()
        return Errand(url, target, validators, link.kind in _OBEYS_ROBOTS and link.original is None)

    def _read(self, target: Target, host: str, got: Fetched, now: dt.datetime) -> Iterator[Ingested]:
        """An article, or a list of links to articles."""
        link = _link(target)
        if link.kind is Kind.PAGE:
            instructions = _instructions(target)
            one = read_found(_as_listed(got, link), self._titles, instructions)
            yield self._keep(target, host, one, instructions, now)
        else:
            yield self._keep_links(target, host, got, leads(got, link, self._bearings(target, now)), now)

    def _bearings(self, target: Target, now: dt.datetime) -> Bearings:
        settings = self.app.settings
        oldest = since(settings, target, now)
        return Bearings(self._titles, settings.search.capture, oldest, 2 * settings.search.months)

    def _keep(
        self, target: Target, host: str, one: Read, instructions: Instructions, now: dt.datetime
    ) -> Ingested:
        with writing(self.app.engine) as connection:
            done = keep(connection, one, now, instructions)
            found = past_of(self.app.settings, target, now)
            pages.add(connection, found, instructions.source_id, now, bounds_of(self.app.settings))
            changed = done.outcome is not Outcome.UNCHANGED
            seen = Seen(changed, one.found.validators, self._read_for)
            self._seen(connection, target, seen, now, again=bool(one.works))
            self._courtesy.answered(connection, host)
        return done

    def _keep_links(
        self, target: Target, host: str, got: Fetched, listing: Listing, now: dt.datetime
    ) -> Ingested:
        outlet = target.source.outlet if isinstance(target, Watched) else target.link.outlet
        source_id = target.id if isinstance(target, Watched) else target.source_id
        depth = _link(target).depth + 1
        found = [
            replace(link, outlet=outlet, depth=depth)
            for link in (*listing.links, *past_of(self.app.settings, target, now))
            if link.kind is Kind.PAGE or depth <= _DEEPEST
        ]
        trouble = f"{listing.left_out} of its entries could not be used." if listing.left_out else None
        with writing(self.app.engine) as connection:
            added = pages.add(connection, found, source_id, now, bounds_of(self.app.settings))
            seen = Seen(added > 0, got.validators, self._read_for)
            self._seen(connection, target, seen, now, again=True, trouble=trouble)
            self._courtesy.answered(connection, host)
        return Ingested(got.source, Outcome.LISTED, is_list=True, found=added)

    def _store(self, target: Target, host: str, seen: Seen, now: dt.datetime) -> None:
        with writing(self.app.engine) as connection:
            self._seen(connection, target, seen, now, again=True)
            self._courtesy.answered(connection, host)

    def _seen(
        self,
        connection: Connection,
        target: Target,
        seen: Seen,
        now: dt.datetime,
        *,
        again: bool,
        trouble: str | None = None,
    ) -> None:
        bounds = bounds_of(self.app.settings)
        if isinstance(target, Watched):
            sources.succeeded(connection, target.id, now, trouble, seen=seen, bounds=bounds)
        else:
            pages.fetched(
                connection, target.id, now, seen, bounds if again and not target.link.once else None
            )

    def _failed(self, target: Target, host: str, error: SourceError, now: dt.datetime) -> Ingested:
        """Told, and tried again later; a host in trouble is left alone."""
        set_aside = False
        with writing(self.app.engine) as connection:
            until = None
            if isinstance(error, FetchError) and error.host_fails:
                until = self._courtesy.rests(connection, host, error, now)
            else:
                self._courtesy.answered(connection, host)
            if isinstance(target, Watched):
                fail = partial(sources.failed, connection, target.id, error.reason, now, for_ever=False)
                set_aside = fail(not_before=until)
            else:
                status = error.status if isinstance(error, FetchError) else None
                is_gone = status in _GONE or self._courtesy.is_dead(host)
                pages.failed(connection, target, error.reason, now, for_good=is_gone, not_before=until)
        told = f"{error} It is set aside now; `tracker watch` tries it again." if set_aside else str(error)
        is_list = _link(target).kind is not Kind.PAGE
        return Ingested(error.source, Outcome.FAILED, error=told, is_list=is_list)


def _key(target: Target) -> tuple[type, int]:
    return type(target), target.id


def _instructions(target: Target) -> Instructions:
    if isinstance(target, Watched):
        return Instructions(outlet=target.source.outlet, source_id=target.id)
    return Instructions(outlet=target.link.outlet, source_id=target.source_id)


def _as_listed(got: Fetched, link: Link) -> Fetched:
    """What was got, with what led there; a copy in an archive is what it is a copy of, as it was then."""
    known = replace(as_page(got), listed=link.published, title=link.title, lang=link.lang)
    if link.original is None or link.captured_at is None:
        return known
    # an archive that has no copy of that moment leads to another one
    at = (_stamped(got.url) if got.url != link.url else None) or link.captured_at
    return replace(known, key=link.original, url=link.original, fetched_at=at, is_capture=True)


def _stamped(url: str | None) -> dt.datetime | None:
    """When a copy was made, by its address; None where that does not tell."""
    stamp = _STAMP.search(url or "")
    with suppress(ValueError):
        return stamp and dt.datetime.strptime(f"{stamp[1]}+0000", "%Y%m%d%H%M%S%z")
    return None


def _link(target: Target) -> Link:
    """What is known of a target before it is read."""
    if isinstance(target, Page):
        return target.link
    return Link(target.source.location, ON_THE_WEB[SourceKind(target.source.kind)])
