"""The past of a page or of a work is filled in: what archives kept, what news searches and an encyclopedia still know."""

from __future__ import annotations

import datetime as dt

from tracker.app import searching
from tracker.app.composition import App, bounds_of
from tracker.ingest.address import untracked, web_address
from tracker.model import Link
from tracker.store import pages, predictions, works
from tracker.store.engine import reading, writing


def queue_past(app: App, what: str, now: dt.datetime) -> int:
    """Queue what leads to the past of a page, or of a work and of all pages that have spoken of it.

    Args:
        app: the use cases on the open store.
        what: the address of a page, or the title of a followed work.
        now: aware.

    Returns:
        How many lists are to be asked; `gathering.gather` asks them.

    Raises:
        UnknownTitle: it is no address, and no followed work goes by it.
    """
    url = web_address(what)
    links = searching.captures_of(app.settings, [untracked(url)], now) if url else _of_work(app, what, now)
    with writing(app.engine) as connection:
        pages.add(connection, links, None, now, bounds_of(app.settings))
        pages.look_again(connection, [link.url for link in links], now)
    return len(links)


def _of_work(app: App, title: str, now: dt.datetime) -> list[Link]:
    with reading(app.engine) as connection:
        work = works.find(connection, title)
        addresses = {web_address(one.url) for one in predictions.provenance(connection, work)}
    return [
        *searching.past_of_work(app.settings, work, now),
        *searching.captures_of(app.settings, sorted(filter(None, addresses)), now),
    ]
