"""What leads to articles: a link with what the list that it stands in says of it. A value between list and queue."""

import datetime as dt
from dataclasses import dataclass

from tracker.model import Kind


@dataclass(frozen=True, slots=True)
class Link:
    """Something that is to be fetched.

    Attributes:
        url: a web address in normal form.
        kind: how what lies there is read.
        title: the headline that the list gives for it.
        published: the day that the list gives for it.
        outlet: who publishes it, as the list has it.
        lang: its language, as the list has it.
        original: of a copy in an archive, the address that it is a copy of.
        captured_at: of a copy in an archive, when it was made; aware, UTC.
    """

    url: str
    kind: Kind = Kind.PAGE
    title: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    lang: str | None = None
    original: str | None = None
    captured_at: dt.datetime | None = None
