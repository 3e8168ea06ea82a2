"""What was said: every prediction as an extractor read it, added once and never changed.

What counts of a text is its newest reading; the older ones stay, so that a look back sees what was known then. And what
counts of a reading is what stands of its own work: windows that are given up, and those of works that nobody follows, are
kept beside. What a copy of an article says with it (see `copies`) was said once.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, insert, or_, select

from tracker.consensus import Statement
from tracker.errors import UnknownTitle
from tracker.model import Anchor, Prediction, Reading, Standing, Work
from tracker.store import tables
from tracker.store.tables import insert_once
from tracker.windows import Window

_AnyRow: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Provenance:
    """A prediction and all that is known of where it comes from.

    Attributes:
        id: the stored prediction's.
        work: title of the followed work that it is about.
        article: the article's id; `article_title` is the headline of the text it was read in.
        revision: which text of the article, counted from 1.
        conclusion: the window that this text gives for the work in the end; None where it gives none.
        learned_at: when we read it, aware, in UTC.
        copy_of: the outlet of the article that this one is a copy of; None where it is none.
        copy_of_url: where a reader finds that.
    """

    id: int
    prediction: Prediction
    work: str
    article: int
    article_title: str | None
    outlet: str
    url: str | None
    revision: int
    conclusion: Window | None
    extractor: str
    said_on: dt.date
    learned_at: dt.datetime
    copy_of: str | None = None
    copy_of_url: str | None = None


def record(
    connection: Connection, revision_id: int, readings: Iterable[Reading], extractor: str, now: dt.datetime
) -> int:
    """Record what an extractor read in a text. What it has recorded there for the same work before stays as it is.

    Only where the text is dated otherwise by now, the same extractor may read it for the same work again.

    What a reading tells of others under the title of its own work is left out: that would count as the work's.

    Args:
        connection: of a transaction that may write.
        revision_id: as `articles.keep` gave it.
        readings: at most one a work.
        extractor: its version.
        now: when we learn it, aware.

    Returns:
        How many predictions were added that count.

    Raises:
        UnknownTitle: where a work was never followed.
        ValueError: where a quote is not what the text has at its place.
    """
    readings = tuple(readings)
    if not readings:
        return 0
    works = _work_ids(connection, [reading.work.title for reading in readings])
    columns = tables.revision.c
    revision = connection.execute(select(columns.text, columns.dating).where(columns.id == revision_id)).one()
    of_text = {"revision_id": revision_id, "extractor": extractor, "dating": revision.dating}
    added = 0
    for reading in readings:
        others = (p for p in reading.others if p.subject != reading.work.title)
        found = (*reading.predictions, *reading.withdrawn, *others)
        _check_quotes(found, revision.text)
        key = of_text | {"work_id": works[reading.work.title]}
        conclusion = reading.headline or Window(None, None)
        days = {"headline_start": conclusion.start, "headline_stop": conclusion.end}
        if insert_once(connection, tables.reading, **key, **days, learned_at=now):
            reading_id = connection.scalar(select(tables.reading.c.id).filter_by(**key))
            rows = [_row(prediction, reading_id) for prediction in found]
            if rows:
                connection.execute(insert(tables.prediction), rows)
            added += len(reading.predictions)
    return added


def works_read(connection: Connection, revision_id: int) -> tuple[Work, ...]:
    """The followed works that some extractor has read a text for: those that it speaks of, and those the user named."""
    query = (
        select(tables.work.c.title, tables.work.c.domain)
        .distinct()
        .join_from(tables.reading, tables.work)
        .where(tables.reading.c.revision_id == revision_id, tables.work.c.removed_at.is_(None))
    )
    return tuple(Work(row.title, row.domain) for row in connection.execute(query))


def statements(
    connection: Connection, work: Work, learned_by: dt.datetime | None = None
) -> tuple[Statement, ...]:
    """What was said about a work, in the order in which it was said: of every text of every article the newest reading.

    What a copy says with its origin is left out, what it says beyond that is not.

    Args:
        connection: of a transaction.
        work: as `works` hands it out.
        learned_by: count only what had been learned by then (aware); None: everything. What is a copy is as we know
            it now.
    """
    query = _STATEMENTS.where(
        tables.work.c.title == work.title, _OWN, _STANDS, _newest(learned_by), ~_copied(learned_by)
    )
    return tuple(_statement(row) for row in connection.execute(query.order_by(*_IN_ORDER)))


def provenance(connection: Connection, work: Work, *, withdrawn: bool = False) -> list[Provenance]:
    """The same predictions as `statements`, and those that copies repeat, with everything that is known of them.

    Args:
        connection: of a transaction.
        work: as `works` hands it out.
        withdrawn: whether to tell the windows too that articles report as given up.
    """
    query = _PROVENANCE.where(tables.work.c.title == work.title, _OWN, _newest())
    if not withdrawn:
        query = query.where(_STANDS)
    return [_provenance(row) for row in connection.execute(query.order_by(*_IN_ORDER))]


def since(connection: Connection, first_day: dt.date, last_day: dt.date) -> list[Provenance]:
    """What was said about the followed works from `first_day` to `last_day`, both included, work by work.

    As in `statements`, what a copy says with its origin is left out.
    """
    query = _PROVENANCE.where(
        tables.revision.c.said_on.between(first_day, last_day),
        tables.work.c.removed_at.is_(None),
        *(_OWN, _STANDS, _newest(), ~_copied()),
    )
    return [_provenance(row) for row in connection.execute(query.order_by(tables.work.c.title, *_IN_ORDER))]


def others(connection: Connection) -> list[tuple[str, Statement]]:
    """What was said about works that were not followed when it was read: (title as written, statement), in order."""
    query = _STATEMENTS.add_columns(tables.prediction.c.subject).where(~_OWN, _STANDS, _of_newest_extractor())
    return [(row.subject, _statement(row)) for row in connection.execute(query.order_by(*_IN_ORDER))]


def _said(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(tables.prediction)
        .join(tables.reading)
        .join(tables.work)
        .join(tables.revision, tables.revision.c.id == tables.reading.c.revision_id)
        .join(tables.article)
        .join(tables.outlet)
    )


def _newest(learned_by: dt.datetime | None = None, of: Any = tables.reading) -> ColumnElement[bool]:
    """That a reading is the newest of its text and work, among those learned by then."""
    mine, newer = of.c, tables.reading.alias()
    same = and_(newer.c.revision_id == mine.revision_id, newer.c.work_id == mine.work_id)
    if learned_by is None:
        return ~exists().where(same, _later(newer, of))
    known = newer.c.learned_at <= learned_by
    return and_(mine.learned_at <= learned_by, ~exists().where(same, _later(newer, of), known))


def _copied(learned_by: dt.datetime | None = None) -> ColumnElement[bool]:
    """That a prediction stands in a copy, and in its origin too: the same window, or the same words.

    The words, as "next month" may have become another month on the way. The origin has it in a text said no later, or
    in its first one, which may be dated later than what says it is a copy of it.
    """
    copy, text, mine = tables.copy.alias(), tables.revision.alias(), tables.prediction.c
    before = tables.revision.alias()
    has_earlier = exists().where(
        before.c.article_id == text.c.article_id,
        or_(
            before.c.first_seen_at < text.c.first_seen_at,
            and_(before.c.first_seen_at == text.c.first_seen_at, before.c.number < text.c.number),
        ),
    )
    reading, theirs = tables.reading.alias(), tables.prediction.alias()
    return exists().where(
        copy.c.article_id == tables.revision.c.article_id,
        text.c.article_id == copy.c.origin_id,
        or_(text.c.said_on <= tables.revision.c.said_on, ~has_earlier),
        reading.c.revision_id == text.c.id,
        reading.c.work_id + 0
        == tables.reading.c.work_id,  # else SQLite goes through all readings of the work
        _newest(learned_by, reading),
        theirs.c.reading_id == reading.c.id,
        theirs.c.subject == mine.subject,
        theirs.c.standing == mine.standing,
        theirs.c.polarity == mine.polarity,
        or_(
            and_(
                theirs.c.start.is_not_distinct_from(mine.start), theirs.c.stop.is_not_distinct_from(mine.stop)
            ),
            and_(theirs.c.quote == mine.quote, theirs.c.sentence == mine.sentence),
        ),
    )


def _of_newest_extractor() -> ColumnElement[bool]:
    """That no other extractor has read the text of a reading since, for whichever work.

    Others hang on the work that came first when they were read, which may come second, or be removed, the next time.
    """
    mine, newer = tables.reading.c, tables.reading.alias("newer")
    same = and_(newer.c.revision_id == mine.revision_id, newer.c.extractor != mine.extractor)
    return ~exists().where(same, _later(newer))


def _later(newer: Any, of: Any = tables.reading) -> ColumnElement[bool]:
    mine = of.c
    return or_(
        newer.c.learned_at > mine.learned_at,
        and_(newer.c.learned_at == mine.learned_at, newer.c.id > mine.id),
    )


_OWN: Final = tables.prediction.c.subject == tables.work.c.title
_STANDS: Final = tables.prediction.c.standing == Standing.STANDS
_STATEMENTS: Final = _said(
    tables.prediction.c.id,
    tables.outlet.c.name.label("outlet"),
    tables.article.c.id.label("article"),
    tables.revision.c.said_on,
    tables.prediction.c.start,
    tables.prediction.c.stop,
    tables.prediction.c.grain,
    tables.prediction.c.implied,
    tables.prediction.c.stance,
    tables.prediction.c.polarity,
    tables.prediction.c.headline,
    tables.prediction.c.credit,
    tables.prediction.c.confidence,
    tables.work.c.domain,
    tables.prediction.c.quote,
    tables.article.c.url,
    tables.revision.c.number.label("revision"),
    tables.reading.c.learned_at,
)
_ORIGIN: Final = tables.article.alias("origin")
_ORIGINS_OUTLET: Final = tables.outlet.alias("origins_outlet")
_PROVENANCE: Final = (
    _said(
        tables.prediction,
        tables.revision.c.said_on,
        tables.work.c.title.label("work"),
        tables.article.c.id.label("article"),
        tables.article.c.url,
        tables.outlet.c.name.label("outlet"),
        tables.revision.c.title.label("article_title"),
        tables.revision.c.number.label("revision"),
        tables.reading.c.headline_start,
        tables.reading.c.headline_stop,
        tables.reading.c.extractor,
        tables.reading.c.learned_at,
        _ORIGINS_OUTLET.c.name.label("copy_of"),
        _ORIGIN.c.url.label("copy_of_url"),
    )
    .outerjoin(tables.copy, tables.copy.c.article_id == tables.article.c.id)
    .outerjoin(_ORIGIN, _ORIGIN.c.id == tables.copy.c.origin_id)
    .outerjoin(_ORIGINS_OUTLET, _ORIGINS_OUTLET.c.id == _ORIGIN.c.outlet_id)
)
_IN_ORDER: Final = (tables.revision.c.said_on, tables.prediction.c.id)


def _statement(row: _AnyRow) -> Statement:
    return Statement(
        id=row.id,
        outlet=row.outlet,
        article=row.article,
        said_on=row.said_on,
        window=_window(row),
        stance=row.stance,
        polarity=row.polarity,
        headline=row.headline,
        quote=row.quote,
        url=row.url,
        learned_at=row.learned_at,
        revision=row.revision,
        domain=row.domain,
        credit=row.credit,
        confidence=1.0 if row.confidence is None else row.confidence,
    )


def _window(row: _AnyRow) -> Window:
    return Window(row.start, row.stop, row.grain, row.implied)


def _provenance(row: _AnyRow) -> Provenance:
    concluded = row.headline_start is not None or row.headline_stop is not None
    return Provenance(
        id=row.id,
        prediction=_prediction(row),
        work=row.work,
        article=row.article,
        article_title=row.article_title,
        outlet=row.outlet,
        url=row.url,
        revision=row.revision,
        conclusion=Window(row.headline_start, row.headline_stop) if concluded else None,
        extractor=row.extractor,
        said_on=row.said_on,
        learned_at=row.learned_at,
        copy_of=row.copy_of,
        copy_of_url=row.copy_of_url,
    )


def _prediction(row: _AnyRow) -> Prediction:
    return Prediction(
        subject=row.subject,
        quote=row.quote,
        begin=row.begin,
        end=row.end,
        sentence=row.sentence,
        window=_window(row),
        stance=row.stance,
        polarity=row.polarity,
        credit=row.credit,
        headline=row.headline,
        anchor=None if row.anchor_day is None else Anchor(row.anchor_day, row.anchor_basis),
        trail=tuple(row.trail),
        confidence=row.confidence,
        scope=row.scope,
        standing=row.standing,
    )


def _row(prediction: Prediction, reading_id: int | None) -> dict[str, object]:
    window, anchor = prediction.window, prediction.anchor
    return {
        "reading_id": reading_id,
        "subject": prediction.subject,
        "quote": prediction.quote,
        "begin": prediction.begin,
        "end": prediction.end,
        "sentence": prediction.sentence,
        "start": window.start,
        "stop": window.end,
        "grain": window.grain,
        "implied": window.implied,
        "stance": prediction.stance,
        "polarity": prediction.polarity,
        "credit": prediction.credit,
        "headline": prediction.headline,
        "anchor_day": anchor and anchor.day,
        "anchor_basis": anchor and anchor.basis,
        "trail": list(prediction.trail),
        "confidence": prediction.confidence,
        "scope": prediction.scope,
        "standing": prediction.standing,
    }


def _work_ids(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    columns = tables.work.c
    query = select(columns.title, columns.id).where(columns.title.in_(wanted))
    found: dict[str, int] = {row.title: row.id for row in connection.execute(query)}
    for title in wanted:
        if title not in found:
            raise UnknownTitle(title)
    return found


def _check_quotes(predictions: Iterable[Prediction], text: str) -> None:
    for prediction in predictions:
        there = text[prediction.begin : prediction.end]
        if there != prediction.quote:
            raise ValueError(f"{prediction.quote!r} is quoted, but the text has {there!r} there")
