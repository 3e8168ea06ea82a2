"""How good the forecasts of a work were, month by month, beside what needs no model. Pure.

From statements and the day of the release to a `Backtest`; `overall` puts those of many works together. A
forecast is made for every first of a month after the first article and before the release, each from what had
been said by then (`history`), and scored by what then happened (`score`): a rolling origin (Tashman 2000,
Int. J. Forecast. 16). Months without a forecast are scored as those that expect nothing in particular;
whoever waits to be sure gains nothing by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from statistics import fmean, geometric_mean
from typing import Final

from tracker.consensus.history import Change, Step, steps
from tracker.consensus.pool import HORIZON_DAYS, Chances
from tracker.consensus.score import Score, score
from tracker.consensus.statement import Statement
from tracker.model import Polarity
from tracker.windows import Window

BANDS: Final = 10  # of the PIT histogram, of equal width, from 0 to 1
LEAST_DAYS: Final = 1.0
"""A work's CRPS counts as so many days at least when works are compared: what is announced to the day, or is not out and was not
expected yet, may have none, and of that there is no geometric mean."""
_DAY: Final = dt.timedelta(days=1)
_TWO_YEARS: Final = 730  # days: when "nothing" is known
_OPEN_DAYS: Final = 365  # an open end is closed so many days after the window's start

Span = tuple[int, int]  # first and last day, ordinals, both included


@dataclass(frozen=True, slots=True)
class Figures:
    """How good some forecasts were, of one work or of many that count the same.

    Attributes:
        forecasts: how many, at least one.
        crps: days, as `Score.crps`: of a work the mean over its forecasts, of many works the geometric mean
            of these, so that one long wait does not drown the others.
        log: mean of `Score.log`.
        late: mean of `Score.late`, days; None where a work is not out.
        within: the shares of `Score.within`, 0 to 1: of true intervals 0.5, 0.8 and 0.95; None likewise.
        pit: the histogram of `Score.pit`, the shares of `BANDS` bands, which sum to 1; None likewise.
    """

    forecasts: int
    crps: float
    log: float
    late: float | None
    within: tuple[float, ...] | None
    pit: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """Our forecasts and the baselines', of the same days and by the same articles, as we read them.

    Attributes:
        latest: any day of what the newest article says in the end.
        pool: of what each outlet's newest article says in the end, with equal weights.
        nothing: any day of the next two years.
    """

    ours: Figures
    latest: Figures
    pool: Figures
    nothing: Figures

    @property
    def baselines(self) -> Mapping[str, Figures]:
        """The figures of those that need no model, by name."""
        return {"latest": self.latest, "pool": self.pool, "nothing": self.nothing}

    @property
    def ratio(self) -> float:
        """Our CRPS by that of the best baseline: less than 1 is better than all of them."""
        return _at_least(self.ours.crps) / min(_at_least(one.crps) for one in self.baselines.values())


def backtest(
    statements: Sequence[Statement], out: dt.date | None, today: dt.date, since: dt.date | None = None
) -> Backtest | None:
    """How good the forecasts of a work were.

    Args:
        statements: of the work, in any order; those made since it came out do not count.
        out: the day on which it came out; None where it is not out at the end of `today`: the scores are then
            censored.
        today: how far is known.
        since: the day of the first article; None for that of the first statement.

    Returns:
        None where no first of a month lies after the first article and before `out` (or today).
    """
    said = [s.said_on for s in statements]
    begin = since or min(said, default=today)
    months = list(steps(statements, begin + _DAY, (out or today) - _DAY, Step.MONTH))
    if not months:
        return None
    rows = [[score(chances, out, today) for chances in _forecasts(statements, month)] for month in months]
    return Backtest(*(_of_a_work(scores) for scores in zip(*rows, strict=True)))


def overall(works: Sequence[Backtest]) -> Backtest:
    """All works together, at least one; each counts the same, however many months it took."""
    return Backtest(*(_of_works([getattr(work, f.name) for work in works]) for f in fields(Backtest)))


def _of_a_work(scores: Sequence[Score]) -> Figures:
    return Figures(
        forecasts=len(scores),
        crps=fmean(s.crps for s in scores),
        log=fmean(s.log for s in scores),
        late=_mean([s.late for s in scores]),
        within=_means([s.within for s in scores]),
        pit=_means([_band(s.pit) for s in scores]),
    )


def _of_works(works: Sequence[Figures]) -> Figures:
    return Figures(
        forecasts=sum(w.forecasts for w in works),
        crps=geometric_mean(_at_least(w.crps) for w in works),
        log=fmean(w.log for w in works),
        late=_mean([w.late for w in works]),
        within=_means([w.within for w in works]),
        pit=_means([w.pit for w in works]),
    )


def _at_least(crps: float) -> float:
    return max(crps, LEAST_DAYS)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if len(known) == len(values) else None


def _means(rows: Sequence[tuple[float, ...] | None]) -> tuple[float, ...] | None:
    known = [row for row in rows if row is not None]
    return tuple(map(fmean, zip(*known, strict=True))) if len(known) == len(rows) else None


def _band(pit: float | None) -> tuple[float, ...] | None:
    """The histogram of one value; 1 is in the last band."""
    if pit is None:
        return None
    place = min(int(pit * BANDS), BANDS - 1)
    return tuple(float(band == place) for band in range(BANDS))


def _forecasts(statements: Sequence[Statement], month: Change) -> Iterator[Chances]:
    """Those of a day, in the order of `Backtest`."""
    newest = list(_in_the_end(s for s in statements if s.said_on <= month.at))
    by_outlet = dict(newest)
    latest = [span for _, span in newest[-1:]]
    yield month.after.chances if month.after else uniform([], month.at)
    yield uniform(latest, month.at)
    yield uniform(by_outlet.values(), month.at)
    yield uniform([], month.at)


def _in_the_end(statements: Iterable[Statement]) -> Iterator[tuple[str, Span]]:
    """What each article says in the end, with its outlet, the oldest first; those that say nothing are left out."""

    def text(statement: Statement) -> tuple[dt.date, int, int]:
        return statement.said_on, statement.article, statement.revision

    final = [s for s in statements if s.headline and s.polarity is Polarity.EXPECTS]
    for (said_on, *_), group in groupby(sorted(final, key=lambda s: (*text(s), s.id)), key=text):
        article = list(group)
        yield article[0].outlet, _span(_joined([s.window for s in article]), said_on)


def _joined(windows: Sequence[Window]) -> Window:
    """One window of those that an article names in the end, as it was made: what holds together intersects, else the hull."""
    joined = windows[0]
    for window in windows[1:]:
        joined = joined.intersection(window) or joined.hull(window)
    return joined


def _span(window: Window, said_on: dt.date) -> Span:
    first = (window.start or said_on).toordinal()
    return first, window.end.toordinal() if window.end else first + _OPEN_DAYS


@dataclass(frozen=True, slots=True, eq=False)
class _Literal(Chances):
    """Windows taken at their word: it comes out in one of them."""

    @property
    def ever(self) -> float:
        return 1.0


def uniform(spans: Iterable[Span], at: dt.date) -> Chances:
    """Any day of some windows, cut at the end of day `at`, with equal weights; where all have passed, any of the next two years."""
    import numpy as np

    today = at.toordinal()
    ahead = [(max(first, today + 1), last) for first, last in spans if last > today]
    windows = ahead or [(today + 1, today + _TWO_YEARS)]
    days = np.arange(today, today + HORIZON_DAYS + 1, dtype=float)
    shares = [((days - first + 1) / (last - first + 1)).clip(0.0, 1.0) for first, last in windows]
    return _Literal(today, today, np.mean(shares, axis=0))
