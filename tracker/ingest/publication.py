"""Decides when an article was published and last updated, of all that speaks for some day. Pure.

From `Evidence` to a day with how it is known. What is cheap is looked at first; text and furniture are searched only
where nothing better is found. Only days that are believed come here.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tracker.ingest.byline import Bylines
from tracker.model import Anchor, AnchorBasis

_SLACK = dt.timedelta(days=1)  # time zones; days that are no further apart do not disagree


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the day on which an article was published.

    Attributes:
        bylines: reads the text.
        stated: days of publication that the markup states, best first.
        modified: days of the last change that it states, by who states them.
        shown: the day of the last update that a `<time>` element shows.
        address: the day that its address holds.
        listed: the day that the feed, sitemap or search gives that led to it.
        searched: searches the page's furniture.
        is_live: whether it is a live blog.
    """

    bylines: Callable[[], Bylines]
    stated: tuple[Anchor, ...] = ()
    modified: Mapping[AnchorBasis, dt.date] = field(default_factory=dict)
    shown: dt.date | None = None
    address: dt.date | None = None
    listed: dt.date | None = None
    searched: Callable[[], dt.date | None] = lambda: None
    is_live: bool = False


def publication(evidence: Evidence) -> Anchor | None:
    """The day of publication and how it is known; None where nothing says it.

    What the markup states comes first. But where it states the same day for the last change, the day of publication
    was likely overwritten by it: then the best of the others that says an earlier day is believed.
    """
    best = next(iter(evidence.stated), None)
    if best is None:
        return next(_otherwise(evidence), None)
    if evidence.modified.get(best.basis) != best.day:
        return best
    return next((other for other in _others(evidence) if other.day < best.day - _SLACK), best)


def update(evidence: Evidence, anchor: Anchor) -> dt.date | None:
    """The day of the last update that the page shows, or that a live blog states, if it is later than the anchor."""
    stated = evidence.modified.values()
    if stated and max(stated) <= anchor.day and evidence.shown is None:
        return None  # it says itself that it has not changed since; spares the search
    shown = (evidence.shown, evidence.bylines().updated)
    days = [*(stated if evidence.is_live else ()), *filter(None, shown)]
    return max((day for day in days if day > anchor.day), default=None)


def _others(evidence: Evidence) -> Iterator[Anchor]:
    """What may contradict the best stated day: nothing that stands far below or outside the page."""
    yield from evidence.stated[1:]
    if evidence.address:
        yield Anchor(evidence.address, AnchorBasis.ADDRESS)
    said = evidence.bylines()
    if said.published and said.at_top:
        yield Anchor(said.published, AnchorBasis.BYLINE)


def _otherwise(evidence: Evidence) -> Iterator[Anchor]:
    """What speaks for a day where the markup states none, best first.

    A line that stands where bylines do comes before the address; one far below, which may be a comment's, and one that
    tells an update come after it. A list that is later than the update told its own day.
    """
    said = evidence.bylines()
    listed = evidence.listed
    early = listed if listed and not (said.updated and said.updated < listed) else None
    ranked = (
        (said.published if said.at_top else None, AnchorBasis.BYLINE),
        (evidence.address, AnchorBasis.ADDRESS),
        (said.published, AnchorBasis.BYLINE),
        (early, AnchorBasis.FEED),
        (said.updated, AnchorBasis.BYLINE),
        (evidence.shown, AnchorBasis.TIME),
        (listed, AnchorBasis.FEED),
    )
    yield from (Anchor(day, basis) for day, basis in ranked if day)
    if found := evidence.searched():
        yield Anchor(found, AnchorBasis.METADATA)
