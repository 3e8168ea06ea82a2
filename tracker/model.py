"""The values that flow: works, documents, predictions. Frozen, without behaviour, known to every room above."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tracker.windows import Window


class Domain(StrEnum):
    """What kind of thing is released."""

    TV = "tv"
    FILM = "film"
    GAME = "game"
    HARDWARE = "hardware"
    SOFTWARE = "software"
    ANIME = "anime"
    BOOK = "book"
    MUSIC = "music"


class Stance(StrEnum):
    """Who stands behind a prediction."""

    OFFICIAL = "official"  # those who make or release it
    REPORTED = "reported"  # credited to someone else
    SPECULATIVE = "speculative"  # the writer's own guess, or nobody's


class Polarity(StrEnum):
    """What a prediction says of its window."""

    EXPECTS = "expects"
    RULES_OUT = "rules_out"


class Standing(StrEnum):
    """Whether a prediction is this article's, or one that it reports as given up."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"  # "was due in March but has been pushed to the fall"


class Kind(StrEnum):
    """How what is fetched from an address is read."""

    PAGE = "page"  # an article
    FEED = "feed"  # RSS, Atom, JSON Feed, or what a news search answers: links to articles
    SITEMAP = "sitemap"  # links to articles or to further sitemaps
    SITE = "site"  # a page that names its feeds
    CAPTURES = "captures"  # which copies of a page an archive has
    REVISIONS = "revisions"  # which versions of a page a wiki has


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server calls the version of a page that it sent: to be asked for again only if it has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something that is to be fetched, with what the list that it stands in says of it.

    Attributes:
        url: a web address in normal form.
        kind: how what lies there is read.
        title: the headline that the list gives for it.
        published: the day that the list gives for it.
        outlet: who publishes it, as the list has it.
        lang: its language, as the list has it.
        original: of a copy in an archive, the address that it is a copy of.
        captured_at: of a copy in an archive, when it was made; aware, UTC.
        once: whether there is no use in a second look: it is of the past.
        depth: how many lists lead here, from the source on.
    """

    url: str
    kind: Kind = Kind.PAGE
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    lang: str | None = None
    original: str | None = None
    captured_at: dt.datetime | None = None
    once: bool = False
    depth: int = 0


class Origin(StrEnum):
    """Who wants a source to be watched."""

    CONFIG = "config"  # config.toml
    USER = "user"  # `tracker watch`
    TITLE = "title"  # it was made of the title of a followed work


class AnchorBasis(StrEnum):
    """How the day that relative phrases count from is known, best first."""

    RECORD = "record"  # given with the article: a record's field, an option of the command
    JSON_LD = "json-ld"  # datePublished of schema.org, in the page
    META = "meta"  # a <meta> field of the page
    TIME = "time"  # a <time> element of the page
    METADATA = "metadata"  # anything else in the page's furniture
    BYLINE = "byline"  # a line of the text
    ADDRESS = "address"  # /2024/05/06/ in the article's address
    FEED = "feed"  # the feed, sitemap or search that led to it
    CAPTURE = "capture"  # nothing better: the day an archive copied it. The anchor is assumed
    FETCHED = "fetched"  # nothing better: the day it was fetched. The anchor is assumed


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative phrases count from: the article's publication day, or the day it was fetched."""

    day: dt.date
    basis: AnchorBasis

    @property
    def assumed(self) -> bool:
        """Whether nothing says when the article was published."""
        return self.basis in (AnchorBasis.FETCHED, AnchorBasis.CAPTURE)


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is released once: a season, a film, a game, a numbered version.

    Attributes:
        title: with its instalment.
        aliases: other names that articles have for it.
        search: whether the web is searched for articles about it.
    """

    title: str
    domain: Domain = Domain.TV
    aliases: tuple[str, ...] = ()
    search: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article, as text.

    Attributes:
        key: what makes it the same article next time: its canonical address, its path, or `outlet/id`.
        text: as read; every offset counts characters of it.
        outlet: who published it: a host name, or what the record says.
        url: where a reader finds it; None where it has no address.
        anchor: the day relative phrases count from; None where no day is known and none may be assumed.
        title: the page's own headline, if known.
        lang: ISO 639-1 code.
        author: who wrote it, as the page says.
        updated: the day since which it has said what it says, where the page shows one that is later than the anchor.
        origin: key of the article on another site that it is a copy of, as it says itself.
    """

    key: str
    text: str
    outlet: str
    url: str | None = None
    anchor: Anchor | None = None
    title: str | None = None
    lang: str = "en"
    author: str | None = None
    updated: dt.date | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A statement, in one article, that a work reaches its audience in a window.

    Attributes:
        subject: title of the work that it is about.
        quote: the time phrase, `text[begin:end]` exactly.
        sentence: the sentence that it stands in, white space folded.
        credit: who is credited with it, in the article's words; None where nobody is.
        headline: whether it is part of what the article says in the end.
        anchor: what relative phrases counted from; None where nothing was known.
        trail: names of the rules that read it, in the order in which they fired, then of what spoke for it most.
        confidence: how probable it is that it is one, 0 to 1; None where nothing was weighed.
        scope: the edition, platform or region that its sentence limits it to, in the article's words; None where it is
            not limited.
        standing: whether the article itself predicts it, or reports it as given up.
    """

    subject: str
    quote: str
    begin: int
    end: int
    sentence: str
    window: Window
    stance: Stance
    polarity: Polarity
    credit: str | None
    headline: bool
    anchor: Anchor | None
    trail: tuple[str, ...]
    confidence: float | None = None
    scope: str | None = None
    standing: Standing = Standing.STANDS


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor reads in one document about one work.

    Attributes:
        predictions: of the work, all standing.
        headline: the window that the article gives in the end; None where it gives none.
        withdrawn: windows of the work that the article reports as given up.
        others: what it predicts of works that nobody follows yet, each with its own subject; they are told in the
            reading of the first work only.
    """

    work: Work
    predictions: tuple[Prediction, ...]
    headline: Window | None
    withdrawn: tuple[Prediction, ...] = ()
    others: tuple[Prediction, ...] = ()
