"""Everything on the web that is due is fetched, read and kept: sources lead to pages, pages to articles.

From what the store says is due to what was said, as it comes in. Fetching is done by threads (`crawl`); reading and
keeping by the caller's, one article at a time, each with its place in the queue in one transaction: whatever ends us,
nothing is lost, kept twice or fetched again without need.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from tracker.app.composition import App, bounds_of, manner_of
from tracker.app.intake import Tell, look_again
from tracker.app.searching import address_of, past_of, since
from tracker.config import SourceKind
from tracker.errors import FetchError, SourceError
from tracker.ingest.crawl import ROBOTS_HOLD, Brought, Crawl, Errand, RobotsRead
from tracker.ingest.fetched import Fetched, NotModified
from tracker.ingest.leads import Bearings, leads
from tracker.ingest.pipeline import Ingested, Instructions, Outcome, Read, keep, read_found
from tracker.model import Kind, Link, Validators, Work
from tracker.store import hosts, pages, sources, works
from tracker.store.engine import reading, writing
from tracker.store.hosts import Host
from tracker.store.pace import Seen
from tracker.store.pages import Page
from tracker.store.sources import Watched
from tracker.titles import Titles

if TYPE_CHECKING:
    from sqlalchemy import Connection

KINDS: Final = {
    SourceKind.URL: Kind.PAGE,
    SourceKind.FEED: Kind.FEED,
    SourceKind.SITEMAP: Kind.SITEMAP,
    SourceKind.SITE: Kind.SITE,
    SourceKind.SEARCH: Kind.FEED,
    SourceKind.WIKI: Kind.REVISIONS,
}
"""How what lies at the location of a source on the web is read."""
_OBEYS_ROBOTS: Final = frozenset({Kind.PAGE, Kind.SITE})  # the others are made for programs
_AT_ONCE: Final = 200  # pages taken from the queue at a time
_PER_HOST: Final = 20  # of these, of one host
_GONE: Final = (404, 410, 451)
_OLD: Final = dt.timedelta(days=60)

Target: TypeAlias = Page | Watched
Clock: TypeAlias = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was done.

    Attributes:
        checked: the sources that were fetched.
        stopped: whether somebody asked for an end before all was done.
    """

    checked: tuple[Watched, ...]
    stopped: bool


def gather(
    app: App,
    clock: Clock,
    tell: Tell,
    *,
    until: dt.datetime | None = None,
    remain: Callable[[int], object] = lambda _: None,
) -> Gathered:
    """Fetch all that is due, and all that it leads to, and keep what is said there.

    Args:
        app: the use cases on the open store.
        clock: gives the time, aware, in UTC.
        tell: told of each article; answers whether to go on.
        until: nothing more is begun after that; what is left stays due.
        remain: told now and then how many pages wait.
    """
    desk = _Desk(app, clock, until, remain)
    crawl: Crawl[Target] = Crawl(app.web, manner_of(app.settings), clock, desk.robots)
    with closing(crawl.run(desk.supply)) as run:
        stopped = any(not tell(done) for brought in run for done in desk.take(brought))
    desk.close()
    return Gathered(tuple(desk.checked), stopped=stopped)


def _sources(connection: Connection, now: dt.datetime) -> list[Watched]:
    return [w for w in sources.due(connection, now) if w.source.kind in KINDS]


@dataclass(slots=True)
class _Desk:
    """Hands out errands and takes what they bring, in one thread."""

    app: App
    clock: Clock
    until: dt.datetime | None
    remain: Callable[[int], object]
    checked: list[Watched] = field(default_factory=list)
    _under_way: set[tuple[type, int]] = field(default_factory=set)
    _hosts: dict[str, Host] = field(default_factory=dict)
    _followed: tuple[Work, ...] = ()
    _titles: Titles = field(default_factory=lambda: Titles(()))
    _newest: dt.datetime | None = None

    def __post_init__(self) -> None:
        with reading(self.app.engine) as connection:
            self._followed = works.tracked(connection)
            self._newest = works.newest(connection)
        self._titles = Titles(self._followed)

    def close(self) -> None:
        """Whoever was added meanwhile gets what was read meanwhile."""
        look_again(self.app, self._followed)

    def supply(self) -> Collection[Errand[Target]] | None:
        """What is due and not yet handed out; None when it is time to end."""
        now = self.clock()
        if self.until is not None and now >= self.until:
            return None
        with reading(self.app.engine) as connection:
            some = pages.due(connection, now, _AT_ONCE + len(self._under_way), _PER_HOST)
            found: list[Target] = [*_sources(connection, now), *some]
            errands = [self._errand(one, now) for one in found if (type(one), one.id) not in self._under_way]
            unknown = {errand.host for errand in errands} - set(self._hosts)
            self._hosts |= hosts.find(connection, unknown)
            if errands:
                self.remain(pages.waiting(connection, now))
        resting = {n for n, h in self._hosts.items() if h.not_before is not None and h.not_before > now}
        fit = [errand for errand in errands if errand.host not in resting]
        self._under_way |= {(type(e.on_behalf_of), e.on_behalf_of.id) for e in fit}
        return fit

    def robots(self, host: str) -> str | None:
        """The robots.txt of a host, if it was read lately."""
        known = self._hosts.get(host)
        if known is None or known.robots_at is None or self.clock() - known.robots_at > ROBOTS_HOLD:
            return None
        return known.robots

    def take(self, brought: Brought[Target] | RobotsRead) -> Iterator[Ingested]:
        """Keep what an errand brought."""
        now = self.clock()
        if isinstance(brought, RobotsRead):
            with writing(self.app.engine) as connection:
                hosts.read_robots(connection, brought.host, brought.text, now)
            return
        target, answer = brought.errand.on_behalf_of, brought.answer
        self._under_way.discard((type(target), target.id))
        if isinstance(target, Watched):
            self.checked.append(target)
        try:
            if isinstance(answer, FetchError):
                raise answer
            if isinstance(answer, NotModified):
                self._store(
                    target,
                    brought.errand.host,
                    Seen(changed=False, validators=brought.errand.validators),
                    now,
                )
            else:
                yield from self._read(target, brought.errand.host, answer, now)
        except SourceError as error:
            yield from self._failed(target, brought.errand.host, error, now)

    def _errand(self, target: Target, now: dt.datetime) -> Errand[Target]:
        if isinstance(target, Page):
            link = target.link
            obeys = link.kind in _OBEYS_ROBOTS and link.original is None
            return Errand(link.url, target, target.validators, obeys)
        kind = KINDS[SourceKind(target.source.kind)]
        stale = (
            kind is Kind.SITEMAP and self._newest and self._newest > (target.last_check_at or self._newest)
        )
        validators = Validators() if stale else target.validators  # a sitemap is read again for a new work
        return Errand(address_of(target, now), target, validators, kind in _OBEYS_ROBOTS)

    def _read(self, target: Target, host: str, got: Fetched, now: dt.datetime) -> Iterator[Ingested]:
        """An article, or a list of links to articles."""
        link = _link(target)
        if link.kind is Kind.PAGE:
            instructions = _instructions(target)
            one = read_found(_as_listed(got, link), self._titles, instructions)
            yield self._keep(target, host, one, instructions, now)
        else:
            self._keep_links(target, host, got, leads(got, link, self._bearings(target, now)), now)

    def _bearings(self, target: Target, now: dt.datetime) -> Bearings:
        settings = self.app.settings
        oldest = since(settings, target, now)
        return Bearings(self._titles, settings.search.capture, oldest, 2 * settings.search.months)

    def _keep(
        self, target: Target, host: str, one: Read, instructions: Instructions, now: dt.datetime
    ) -> Ingested:
        with writing(self.app.engine) as connection:
            done = keep(connection, one, now, instructions)
            seen = Seen(done.outcome is not Outcome.UNCHANGED, one.found.validators)
            pages.add(connection, past_of(self.app.settings, target, now), instructions.source_id, now)
            self._seen(connection, target, seen, now, is_relevant=bool(one.works))
            self._answered(connection, host)
        return done

    def _keep_links(
        self, target: Target, host: str, got: Fetched, links: Iterable[Link], now: dt.datetime
    ) -> None:
        outlet = target.source.outlet if isinstance(target, Watched) else target.link.outlet
        source_id = target.id if isinstance(target, Watched) else target.source_id
        with writing(self.app.engine) as connection:
            found = [*links, *past_of(self.app.settings, target, now)]
            named = [replace(link, outlet=outlet) for link in found]
            added = pages.add(connection, named, source_id, now)
            self._seen(connection, target, Seen(added > 0, got.validators), now)
            self._answered(connection, host)

    def _store(self, target: Target, host: str, seen: Seen, now: dt.datetime) -> None:
        with writing(self.app.engine) as connection:
            self._seen(connection, target, seen, now)
            self._answered(connection, host)

    def _seen(
        self,
        connection: Connection,
        target: Target,
        seen: Seen,
        now: dt.datetime,
        *,
        is_relevant: bool = True,
    ) -> None:
        bounds = bounds_of(self.app.settings)
        if isinstance(target, Watched):
            sources.succeeded(connection, target.id, now, seen=seen, bounds=bounds)
        else:
            again = is_relevant and _may_change(target.link, now)
            pages.fetched(connection, target.id, now, seen, bounds if again else None)

    def _answered(self, connection: Connection, host: str) -> None:
        if self._hosts.get(host, Host(host)).failures:
            hosts.answered(connection, host)
            self._hosts[host] = replace(self._hosts[host], failures=0, not_before=None)

    def _failed(self, target: Target, host: str, error: SourceError, now: dt.datetime) -> Iterator[Ingested]:
        """Told, and tried again later; a host in trouble is left alone."""
        troubled = isinstance(error, FetchError) and error.host_fails
        set_aside = False
        with writing(self.app.engine) as connection:
            until = self._rest(connection, host, error, now) if troubled else None
            if isinstance(target, Watched):
                fail = partial(sources.failed, connection, target.id, str(error), now, for_ever=False)
                set_aside = fail(not_before=until)
            else:
                gone = isinstance(error, FetchError) and error.status in _GONE
                asked = until if isinstance(error, FetchError) and error.wait is not None else None
                pages.failed(connection, target, str(error), now, for_good=gone, not_before=asked)
        told = f"{error} It is set aside now; `tracker watch` tries it again." if set_aside else str(error)
        yield Ingested(error.source, Outcome.FAILED, error=told)

    def _rest(self, connection: Connection, host: str, error: SourceError, now: dt.datetime) -> dt.datetime:
        known = self._hosts.get(host, Host(host))
        asked = error.wait if isinstance(error, FetchError) else None
        until = hosts.rests(connection, known, now, None if asked is None else dt.timedelta(seconds=asked))
        self._hosts[host] = replace(known, failures=known.failures + 1, not_before=until)
        return until


def _instructions(target: Target) -> Instructions:
    if isinstance(target, Watched):
        return Instructions(outlet=target.source.outlet, source_id=target.id)
    return Instructions(outlet=target.link.outlet, source_id=target.source_id)


def _as_listed(got: Fetched, link: Link) -> Fetched:
    """What was got, with what led there; a copy in an archive is what it is a copy of, as it was then."""
    known = replace(got, listed=link.published, title=link.title, lang=link.lang)
    if link.original is None or link.captured_at is None:
        return known
    return replace(known, key=link.original, url=link.original, fetched_at=link.captured_at, is_capture=True)


def _link(target: Target) -> Link:
    """What is known of a target before it is read."""
    if isinstance(target, Page):
        return target.link
    return Link(target.source.location, KINDS[SourceKind(target.source.kind)])


def _may_change(link: Link, now: dt.datetime) -> bool:
    """Whether there is any use in looking again: sitemaps of years ago, say, stay as they are."""
    is_old = link.published is not None and now.date() - link.published > _OLD
    return not link.once and not (link.kind is Kind.SITEMAP and is_old)
