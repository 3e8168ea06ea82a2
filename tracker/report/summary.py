"""The weekly summary as Markdown: a file that people open. From a `Weekly`; decides nothing about what is news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tracker.consensus import Consensus, Statement
from tracker.report.as_markdown import cell, escaped, linked, opening
from tracker.report.listings import reason
from tracker.report.rows import expected, interval, iso, quoted, shift_of, signed, stated
from tracker.report.week import Week
from tracker.report.weekly import Mover, Weekly, WorkWeek

if TYPE_CHECKING:
    from tracker.store.sources import Watched

_OVERDUE: Final = "Overdue: every window that was stated has passed; the days above tell how long such works take from here."


def file_name(week: Week) -> str:
    """`2026-W47.md`."""
    return f"{week}.md"


def document(weekly: Weekly) -> str:
    """The whole file."""
    news = [work for work in weekly.works if work.is_news]
    quiet = [work for work in weekly.works if not work.is_news]
    blocks = [
        f"# Release dates in week {weekly.week}",
        _about(weekly),
        *(
            [_overview(news)]
            if news
            else ["Nothing was predicted this week, and no predicted window went by."]
        ),
        *(block for work in news for block in _work(work)),
        *_trouble(weekly.trouble),
        *_without_news(quiet),
    ]
    return "\n\n".join(blocks) + "\n"


def _about(weekly: Weekly) -> str:
    return (
        f"{weekly.week.first} to {weekly.until}. A date is the median of what is predicted, with its 80 % interval; "
        f"“before” is the end of {weekly.week.first - dt.timedelta(days=1)}."
    )


def _overview(works: list[WorkWeek]) -> str:
    head = ["| work | expected | before | shift |", "| --- | --- | --- | ---: |"]
    rows = [
        f"| {escaped(w.title)} | {_expected(w.now, w.silence)} | {_expected(w.before, w.silence_before)} | {cell(shift_of(w.shift))} |"
        for w in works
    ]
    return "\n".join([*head, *rows])


def _expected(consensus: Consensus | None, otherwise: str | None) -> str:
    return expected(consensus) if consensus else escaped(otherwise or "")


def _work(work: WorkWeek) -> Iterator[str]:
    yield f"## {escaped(work.title)}"
    yield _verdict(work)
    if work.now and work.now.overdue:
        yield _OVERDUE
    if work.said:
        yield "New predictions:"
        yield "\n".join(map(_said, work.said))
    if work.passed:
        yield "Went by without a release:"
        yield "\n".join(map(_passed, work.passed))


def _verdict(work: WorkWeek) -> str:
    if work.now is None:
        return f"Not expected now: {work.silence}."
    heard = f"{work.now.voices} outlet{'' if work.now.voices == 1 else 's'}"
    now = f"Expected **{work.now.median}** ({interval(work.now)}) by {heard}"
    return f"{now}, {_moved(work)}.{_most(work.mover)}"


def _moved(work: WorkWeek) -> str:
    if work.before is None:
        return f"a week before {work.silence_before}"
    if not work.shift:
        return "as a week before"
    way = "later" if work.shift > 0 else "earlier"
    return f"{abs(work.shift)} days {way} than a week before ({work.before.median})"


def _most(mover: Mover | None) -> str:
    if mover is None:
        return ""
    who = "the passing of time" if mover.outlet is None else f"**{escaped(mover.outlet)}**"
    return f" Moved most by {who} ({signed(mover.moved)})."


def _said(statement: Statement) -> str:
    return f"- {iso(statement.said_on)} {_words(statement)}, {statement.stance}"


def _passed(statement: Statement) -> str:
    return f"- {_words(statement)}, said on {statement.said_on}"


def _words(s: Statement) -> str:
    return f"**{escaped(s.outlet)}**: {linked(quoted(s.quote), s.url)}, {stated(s.window, s.polarity)}"


def _trouble(watched: tuple[Watched, ...]) -> Iterator[str]:
    if watched:
        yield "## Sources in trouble"
        yield "\n".join(_failing(w) for w in watched)


def _failing(watched: Watched) -> str:
    last = (
        f"last success {watched.last_success_at:%Y-%m-%d}" if watched.last_success_at else "never a success"
    )
    times = "once" if watched.failures == 1 else f"{watched.failures} times in a row"
    name = watched.source.title or watched.source.location
    aside = " It is set aside: `tracker watch` tries it again." if watched.is_set_aside else ""
    wrong = escaped(reason(watched.last_error or "no reason known"))
    return f"- {opening(name)} failed {times} ({last}): {wrong}{aside}"


def _without_news(works: list[WorkWeek]) -> Iterator[str]:
    if works:
        yield "## Without news"
        yield "\n".join(map(_quiet, works))
    if any(work.now and work.now.overdue for work in works):
        yield _OVERDUE


def _quiet(work: WorkWeek) -> str:
    return f"- {opening(work.title)}: {_expected(work.now, work.silence)}"
