"""As of which day a forecast is; the weekly summary: when it is due, and that it is written whole or not at all."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.app import resolving, views
from tracker.config import Schedule, Weekday
from tracker.errors import OutputError, UnknownTitle
from tracker.report import Week
from tracker.store import summaries
from tracker.store.engine import reading, writing

WORK = "Gullholm season 3"
DAY = dt.timedelta(days=1)
W18 = Week.parse("2024-W18")  # ends on the day before `now`


@pytest.mark.parametrize(
    ("day", "on", "due"),
    [
        ("2024-05-05", Weekday.MONDAY, "2024-W17"),
        ("2024-05-06", Weekday.MONDAY, "2024-W18"),
        ("2024-05-12", Weekday.MONDAY, "2024-W18"),
        ("2024-05-13", Weekday.MONDAY, "2024-W19"),
        ("2024-05-07", Weekday.WEDNESDAY, "2024-W17"),
        ("2024-05-08", Weekday.WEDNESDAY, "2024-W18"),
        ("2024-05-11", Weekday.SUNDAY, "2024-W17"),
        ("2024-05-12", Weekday.SUNDAY, "2024-W18"),
        ("2025-01-01", Weekday.MONDAY, "2024-W52"),
    ],
)
def test_a_week_is_due_on_its_day_of_the_week_after(app, changed, day, on, due):
    at = dt.datetime.fromisoformat(f"{day}T00:00:00+00:00")
    on_that_day = replace(app, settings=changed(schedule=Schedule(summary_on=on)))

    assert str(views.due_summary(on_that_day, at)) == due


def test_a_week_is_written_once(app, now, settings):
    week = views.due_summary(app, now)
    views.write_summary(app, week, settings.summaries, now)

    assert week == W18
    assert [views.due_summary(app, now + DAY * n) for n in range(7)] == [None] * 7
    assert views.due_summary(app, now + DAY * 7) == Week.parse("2024-W19")


def test_after_a_pause_the_last_week_is_due(app, now, settings):
    views.write_summary(app, W18, settings.summaries, now)

    assert views.due_summary(app, now + DAY * 30) == Week.parse("2024-W22")


def test_a_week_that_was_looked_at_before_it_was_over_is_still_due(app, now, settings):
    views.write_summary(app, W18, settings.summaries, now - DAY)
    views.write_summary(app, Week.of(now.date()), settings.summaries, now)

    assert views.due_summary(app, now) == W18


def test_a_file_that_cannot_be_written_is_as_it_was(app, now, settings, monkeypatch):
    path = views.write_summary(app, W18, settings.summaries, now)
    before = path.read_text()
    with writing(app.engine) as connection:
        connection.exec_driver_sql("DELETE FROM summary")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(
        OutputError, match=rf"The summary {path} cannot be written: No space left on device\."
    ):
        views.write_summary(app, W18, settings.summaries, now)

    assert path.read_text() == before
    assert list(settings.summaries.iterdir()) == [path]
    with reading(app.engine) as connection:
        assert summaries.find(connection, "2024-W18") is None


@pytest.mark.parametrize("at", [None, dt.date(2023, 2, 1), dt.date(2031, 2, 1)])
def test_a_forecast_is_of_today_or_of_any_day(app, now, at):
    outlook = views.forecast(app, "gullholm S3", at, now.date())

    assert (outlook.title, outlook.at, outlook.released) == (WORK, at or now.date(), None)
    assert outlook.forecast is None


@pytest.mark.parametrize("at", [None, dt.date(2024, 5, 6)])
def test_a_forecast_of_what_is_out_is_of_the_day_before(app, now, at):
    out = now.date() - 30 * DAY
    resolving.resolve(app, WORK, out, now)
    outlook = views.forecast(app, WORK, at, now.date())

    assert (outlook.at, outlook.released) == (at or out - DAY, out)
    assert views.forecast(app, "Lanternfish", at, now.date()).released is None


def test_a_forecast_is_of_a_followed_work(app, now):
    with pytest.raises(UnknownTitle):
        views.forecast(app, "Skerry", None, now.date())
