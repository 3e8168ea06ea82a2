"""When a work is expected as of one day, as sheets: the days, the chances, and each prediction with its share. Pure."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tracker.consensus import INTERVALS, Chances, Consensus, Forecast, Heard, Statement
from tracker.report.rows import (
    Cell,
    Flat,
    Line,
    Record,
    Sheet,
    Tone,
    days,
    flattened,
    iso,
    line,
    quoted,
    stated,
    statement_record,
)
from tracker.windows import Window

_ENOUGH: Final = 0.975  # what comes later than this chance is not told month by month
_NOTHING: Final = 0.005  # less is 0 %: months before it are left out
_ROWS: Final = 24
_OVERDUE: Final = "every window stated has passed; this is how long such works take from here"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a work's release as of a day.

    Attributes:
        at: the day, at whose end it is told.
        released: the day on which it came out, known today; None where it is not out.
        forecast: None where no window had been stated.
    """

    title: str
    at: dt.date
    released: dt.date | None
    forecast: Forecast | None


def people_sheets(outlook: Outlook) -> tuple[Sheet, ...]:
    """What people see below each other: the days, the chances month by month, the predictions; those with rows alone.

    Where nothing had been stated, one sheet that says so.
    """
    forecast = outlook.forecast
    if forecast is None:
        return (forecast_sheet(outlook),)
    standing = [one for one in forecast.heard if not one.passed]
    passed = [one for one in forecast.heard if one.passed]
    below = (
        _heard_sheet("stands", standing),
        _heard_sheet("passed without a release", passed),
        _ruled_out_sheet(forecast.ruled_out),
    )
    chances = chances_sheet(forecast.consensus.chances)
    return (forecast_sheet(outlook), chances, *(sheet for sheet in below if sheet.cells))


def forecast_sheet(outlook: Outlook) -> Sheet:
    """The days and what is told with them, a row each for people; for programs all of the forecast as one record."""
    forecast = outlook.forecast
    overdue = bool(forecast and forecast.consensus.overdue)
    return Sheet(
        headers=("forecast", f"at the end of {outlook.at}"),
        cells=tuple(_told(outlook, forecast.consensus)) if forecast else (),
        records=(forecast_record(outlook, forecast),) if forecast else (),
        flat=(_flat(outlook, forecast),) if forecast else (),
        empty=_silence(outlook),
        notes=(_OVERDUE,) if overdue else (),
    )


def chances_sheet(chances: Chances) -> Sheet:
    """A row a month, as far as it matters, and then a row a year."""
    ends = _ends(chances)
    by = [chances.by(end) for end in ends]
    within = [by[0], *(later - earlier for earlier, later in pairwise(by))]
    rows = zip(_named(ends), by, within, strict=True)
    return Sheet(
        headers=("by the end of", "it is out", "in that time"),
        cells=tuple((line(name), line(percent(out)), line(percent(part))) for name, out, part in rows),
        records=(),
        flat=(),
        empty="no day is left",
    )


def forecast_record(outlook: Outlook, forecast: Forecast) -> Record:
    """A forecast for programs.

    `chance_by` maps the last days of months and years, ascending, to the chance that it is out by then;
    `heard` is what the consensus rests on, each with its share; a day that is not reached by `horizon`, its
    last day, is that.
    """
    consensus = forecast.consensus
    chances = consensus.chances
    by = sorted({*_ends(chances), *_year_ends(consensus.at)})
    return {
        "at": iso(outlook.at),
        "work": outlook.title,
        "released": iso(outlook.released),
        "median": iso(consensus.median),
        "intervals": {
            f"{level:.2f}": {"low": iso(low), "high": iso(high)} for level, low, high in _intervals(chances)
        },
        "chance_by": {day.isoformat(): _rounded(chances.by(day)) for day in by},
        "horizon": iso(_horizon(chances)),
        "beyond": _rounded(chances.beyond),
        "overdue": consensus.overdue,
        "heard": [_heard_record(one) for one in forecast.heard],
        "ruled_out": [statement_record(s) for s in forecast.ruled_out],
    }


def percent(chance: float) -> str:
    """`41 %`; what is neither never nor certain is not called so."""
    whole = round(100 * chance)
    if whole == 0 and chance > 0:
        return "<1 %"
    return ">99 %" if whole == 100 and chance < 1 else f"{whole} %"


def _silence(outlook: Outlook) -> str:
    nothing = f"nothing predicted yet at the end of {outlook.at}"
    return f"{nothing}; came out on {outlook.released}" if outlook.released else nothing


def _told(outlook: Outlook, consensus: Consensus) -> Iterator[tuple[Cell, ...]]:
    """What a forecast says in short, each with its name."""
    chances = consensus.chances
    yield line("work"), line(outlook.title, Tone.STRONG)
    if outlook.released:
        yield line("came out on"), line(iso(outlook.released), Tone.STRONG)
    yield line("median"), line(_or_later(str(consensus.median), consensus.median, chances), Tone.STRONG)
    for level, low, high in _intervals(chances):
        yield line(f"{percent(level)} interval"), line(_or_later(days(Window(low, high)), high, chances))
    for end in _year_ends(consensus.at):
        yield line(f"out by the end of {end.year}"), line(percent(chances.by(end)))
    yield line(f"not out by {_horizon(chances)}, or never"), line(percent(chances.beyond))


def _intervals(chances: Chances) -> list[tuple[float, dt.date, dt.date]]:
    """The central intervals: what each holds, its first and its last day."""
    return [(held, chances.day((1 - held) / 2), chances.day((1 + held) / 2)) for held in INTERVALS]


def _or_later(told: str, last: dt.date, chances: Chances) -> str:
    """Days in words; where they end with the horizon, nobody knows that they end there."""
    return f"{told} or later" if last.toordinal() >= chances.last else told


def _horizon(chances: Chances) -> dt.date:
    return dt.date.fromordinal(chances.last)


def _year_ends(at: dt.date) -> list[dt.date]:
    """The ends of the year that is running after day `at`, and of the next."""
    this = dt.date.fromordinal(min(at.toordinal() + 1, dt.date.max.toordinal())).year
    return [dt.date(year, 12, 31) for year in (this, this + 1) if year <= dt.MAXYEAR]


def _ends(chances: Chances) -> list[dt.date]:
    """The last days of months, from the first with a chance on, until almost all of it is told; if need be, then of years.

    The last of them is at most the horizon's.
    """
    months = list(_months(dt.date.fromordinal(min(chances.at + 1, chances.last)), chances.day(_ENOUGH)))
    begun = next((place for place, end in enumerate(months) if chances.by(end) >= _NOTHING), -1)
    return [min(end, _horizon(chances)) for end in _gathered(months[begun:])]


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The last day of each month from that of `first` to that of `last`."""
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        year, month = divmod(number, 12)
        yield dt.date(year, month + 1, monthrange(year, month + 1)[1])


def _gathered(months: list[dt.date]) -> list[dt.date]:
    """The months themselves where they are not too many; else the first of them, and years for the rest (at most eleven)."""
    if len(months) <= _ROWS:
        return months
    decembers = [place for place, end in enumerate(months) if end.month == 12]
    years = range(months[0].year, months[-1].year + 1)
    # the k-th December closes the months: behind it stands a row a year
    until = max(place for k, place in enumerate(decembers, 1) if place + 1 + len(years) - k <= _ROWS)
    return [*months[: until + 1], *(dt.date(y, 12, 31) for y in years if y > months[until].year)]


def _named(ends: Sequence[dt.date]) -> Iterator[str]:
    """`2025-03`; a year where it is told as one; a day that ends neither."""
    for place, end in enumerate(ends):
        if end.day != monthrange(end.year, end.month)[1]:
            yield str(end)
        else:
            whole = place > 0 and (end - ends[place - 1]).days > 31
            yield f"{end.year}" if whole and end.month == 12 else f"{end:%Y-%m}"


def _heard_sheet(what: str, heard: Iterable[Heard]) -> Sheet:
    return _people_alone(
        ("share", "outlet", what),
        tuple(
            (line(percent(one.share)), _who(one.statement), _says(one.statement, one.copies)) for one in heard
        ),
    )


def _ruled_out_sheet(ruled_out: Iterable[Statement]) -> Sheet:
    return _people_alone(("outlet", "ruled out"), tuple((_who(s), _says(s, 0)) for s in ruled_out))


def _people_alone(headers: tuple[str, ...], cells: tuple[tuple[Cell, ...], ...]) -> Sheet:
    """A sheet of what the record of the forecast holds for programs."""
    return Sheet(headers=headers, cells=cells, records=(), flat=(), empty="none")


def _who(statement: Statement) -> Cell:
    """The outlet, its stance, and when it said so."""
    return (
        Line(statement.outlet),
        Line(f"{statement.stance}, {statement.said_on}", Tone.FAINT),
    )


def _says(statement: Statement, copies: int) -> Cell:
    """The words, where they stand; the window, and how many others pass it on."""
    others = f", passed on by {copies} other{'' if copies == 1 else 's'}" if copies else ""
    return (
        Line(quoted(statement.quote), url=statement.url),
        Line(f"{stated(statement.window, statement.polarity)}{others}"),
    )


def _heard_record(one: Heard) -> Record:
    return {
        "share": _rounded(one.share),
        "passed": one.passed,
        "copies": one.copies,
        **statement_record(one.statement),
    }


def _flat(outlook: Outlook, forecast: Forecast) -> Flat:
    """The record in plain columns, the same for every forecast; the years have no number in their names."""
    record = dict(forecast_record(outlook, forecast))
    chances = forecast.consensus.chances
    sides = {
        f"{side}_{round(100 * level)}": iso(day)
        for level, low, high in _intervals(chances)
        for side, day in (("low", low), ("high", high))
    }
    kept = {name: record[name] for name in ("at", "work", "released", "median")}
    rest = {name: record[name] for name in ("horizon", "beyond", "overdue")}
    by = [_rounded(chances.by(end)) for end in _year_ends(outlook.at)]
    return flattened(
        {
            **kept,
            **sides,
            "by_this_year": by[0],
            "by_next_year": by[-1],
            **rest,
            "chance_by": [f"{end} {_rounded(chances.by(end))}" for end in _ends(chances)],
            "heard": [_in_a_line(one) for one in forecast.heard],
            "ruled_out": [_in_words(s) for s in forecast.ruled_out],
        }
    )


def _in_a_line(one: Heard) -> str:
    passed = "passed, " if one.passed else ""
    return f"{percent(one.share)} {passed}{_in_words(one.statement)}"


def _in_words(s: Statement) -> str:
    url = f" {s.url}" if s.url else ""
    return f"{s.outlet}: {quoted(s.quote)} {stated(s.window, s.polarity)}{url}"


def _rounded(chance: float) -> float:
    return round(float(chance), 4)
