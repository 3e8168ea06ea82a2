"""What comes from a file, an address, an archive or standard input, before it is read.

Values between those that get (`locate`, `fetch`) and those that read (`article`, `feed`, `sitemap`, …), and the limits
all keep.
"""

import datetime as dt
from dataclasses import dataclass

from tracker.model import Validators

MAX_BYTES = 20_000_000  # a file or a page; a long article has 100,000
MAX_RECORD_BYTES = 5_000_000  # a line of an archive


@dataclass(frozen=True, slots=True)
class Fetched:
    """One article, or one list of articles, as it was got.

    Attributes:
        source: path, address or `file:line`, for messages.
        key: what makes it the same article next time, as far as its place tells.
        body: bytes, or the text itself where it came with a record; that is then kept character for character.
        fetched_at: when it was got, aware, UTC; of a copy that an archive keeps, when the copy was made.
        shelf: what stands for the outlet where nothing better is known: the folder's name, the host.
        content_type: as the server says, or as the file's name tells; None: to be found out.
        outlet: who published it, where the record says so.
        published: the day, where the record says so.
        listed: the day that the feed, sitemap or search that led here gives for it.
        is_capture: whether it is a copy that an archive has kept since `fetched_at`.
        validators: what the server calls this version.
    """

    source: str
    key: str
    body: bytes | str
    fetched_at: dt.datetime
    shelf: str
    content_type: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    title: str | None = None
    lang: str | None = None
    listed: dt.date | None = None
    is_capture: bool = False
    validators: Validators = Validators()

    @property
    def tomorrow(self) -> dt.date:
        """The last day on which it, or what it lists, can have been published: somewhere it is a day later."""
        return self.fetched_at.date() + dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that a page is as it was when it was fetched last."""

    source: str
