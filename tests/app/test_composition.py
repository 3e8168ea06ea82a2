"""Rooms put together: what the settings name is followed, and what they say is kept to."""

import datetime as dt
import re

from sqlalchemy import event

from tracker.app.composition import opened, web_of
from tracker.config import Fetching
from tracker.model import Work
from tracker.store import sources, works
from tracker.store.engine import reading


def test_what_the_settings_name_is_followed_and_watched(app, settings):
    with reading(app.engine) as connection:
        assert works.tracked(connection) == settings.works
        assert [w.source.location for w in sources.listing(connection)] == [settings.sources[0].location]


def test_settings_that_changed_are_taken_over(app, changed, now):
    more = changed(works=(Work("Skerry"),), sources=())
    with opened(more, now) as later, reading(later.engine) as connection:
        assert [w.title for w in works.tracked(connection)] == ["Gullholm season 3", "Lanternfish", "Skerry"]
        assert sources.listing(connection) == []


def test_opening_again_writes_nothing(app, settings, now, monkeypatch):
    seen = []
    engine = app.engine
    event.listen(engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    monkeypatch.setattr("tracker.app.composition.open_store", lambda *_, **__: engine)
    with opened(settings, now):
        pass

    assert seen
    assert not [sql for sql in seen if re.match(r"\s*(INSERT|UPDATE|DELETE|CREATE)", sql)]


def test_pages_are_got_as_the_settings_say(changed, httpserver, now):
    fetch = Fetching(dt.timedelta(seconds=7), 99, allow_private_addresses=True)
    httpserver.expect_request("/").respond_with_data("Gullholm")
    with web_of(changed(fetch=fetch, contact="me@quay.example")) as web:
        web.get(httpserver.url_for("/"), now)

    ((request, _),) = httpserver.log
    assert request.headers["User-Agent"] == "tracker/0.1.0 (+me@quay.example)"
    assert (web._limits.total, web._limits.size) == (7.0, 99)
