"""English: the words of time and what they mean. How they are put together stands in `rules`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from tracker.extract.engine import letter
from tracker.extract.scan import Meaning, lexicon
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR, Feast, Part, Season
from tracker.windows.expression import Day, Measure, Side, Span, Year

_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

WORDS: dict[str, Mapping[str, object]] = {
    "year": {str(y): Year(y) for y in range(FIRST_YEAR, LAST_YEAR + 1)}
    | {f"{mark}{y:02}": Year(2000 + y) for mark in "'’‘" for y in range(10, 50)},
    "number": {str(n): n for n in range(100)} | {f"0{n}": n for n in range(1, 10)},
    "ordinal": {f"{n}{_ENDINGS.get(n, 'th')}": n for n in range(1, 32)}
    | {word: n for n, word in enumerate("first second third fourth fifth".split(), start=1)},
    "month": {
        name: n
        for n, names in enumerate(
            "january,jan february,feb _ april,apr _ june,jun july,jul august,aug september,sep,sept october,oct "
            "november,nov december,dec".split(),
            start=1,
        )
        for name in names.split(",")
        if name != "_"
    },
    "maybe_month": {"march": 3, "mar": 3, "may": 5},
    "season": {"summer": Season.SUMMER, "autumn": Season.FALL, "winter": Season.WINTER, "springtime": Season.SPRING,
               "summertime": Season.SUMMER, "wintertime": Season.WINTER},
    "maybe_season": {"spring": Season.SPRING, "fall": Season.FALL},
    "quarter": {f"q{n}": n for n in range(1, 5)} | {f"{n}q": n for n in range(1, 5)},
    "half": {f"h{n}": n for n in (1, 2)} | {f"{n}h": n for n in (1, 2)},
    "feast": {
        "christmas": Feast.CHRISTMAS, "xmas": Feast.CHRISTMAS, "christmastime": Feast.CHRISTMAS,
        "holiday": Feast.HOLIDAYS, "holidays": Feast.HOLIDAYS, "holiday season": Feast.HOLIDAYS,
        "holiday window": Feast.HOLIDAYS, "holiday period": Feast.HOLIDAYS, "festive season": Feast.HOLIDAYS,
        "halloween": Feast.HALLOWEEN, "thanksgiving": Feast.THANKSGIVING, "easter": Feast.EASTER,
        "black friday": Feast.BLACK_FRIDAY, "valentine's day": Feast.VALENTINE, "valentine’s day": Feast.VALENTINE,
        "lunar new year": Feast.LUNAR_NEW_YEAR, "chinese new year": Feast.LUNAR_NEW_YEAR,
    },
    "weekday": {
        name: n
        for n, names in enumerate(
            "monday,mon tuesday,tue,tues wednesday,wed thursday,thu,thur,thurs friday,fri saturday,sat sunday,sun".split()
        )
        for name in names.split(",")
    },
    "today": {"today": 0, "tonight": 0, "tomorrow": 1, "tomorrow night": 1},
    "part": {
        "early": Part.EARLY, "ealry": Part.EARLY, "mid": Part.MID, "middle": Part.MID, "late": Part.LATE, "start": Part.START, "beginning": Part.START, "top": Part.START, "early part": Part.EARLY,
        "early months": Part.EARLY, "early days": Part.START, "opening months": Part.START, "end": Part.END,
        "close": Part.END, "tail end": Part.END, "back end": Part.END, "front half": Part.FIRST_HALF,
        "early half": Part.FIRST_HALF, "back half": Part.SECOND_HALF, "latter half": Part.SECOND_HALF,
        "later half": Part.SECOND_HALF, "latter part": Part.SECOND_HALF, "later part": Part.LATE,
        "middle part": Part.MID, "first few months": Part.START, "first three months": Part.START,
        "first six months": Part.FIRST_HALF, "last six months": Part.SECOND_HALF, "last few months": Part.END,
        "last three months": Part.END, "final months": Part.END, "final weeks": Part.END, "closing months": Part.END,
        "last months": Part.END, "last week": Part.LAST_WEEK, "final week": Part.LAST_WEEK,
    },
    "half_word": {"half": None},
    "quarter_word": {"quarter": None},
    "year_word": {"year": None},
    "measure": {
        name: measure
        for measure, names in {
            Measure.DAY: "day days", Measure.WEEK: "week weeks", Measure.MONTH: "month months", Measure.YEAR: "years",
        }.items()
        for name in names.split()
    },
    "weekend": {"weekend": Span.WEEKEND},
    "count": {word: n for n, word in enumerate(_COUNTS, start=2)}
    | {"thirty": 30, "couple of": 2, "few": 3, "several": 4, "a couple of": 2, "a few": 3, "couple": 2},
    "one": {"a": 1, "an": 1, "one": 1},
    "another": {"another": None, "a further": None, "at most another": None},
    "this": {"this": 0, "current": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1},
    "that": {"that": None, "same": None},
    "last": {"last": -1, "previous": -1, "past": -1},
    "ago": {"ago": None, "earlier": None},
    "later": {"later": None},
    "rest": {"rest": None, "remainder": None},
    "hence": {"from now": None, "away": None, "off": None, "hence": None, "out": None, "wait": None},
    "within": {"within": None},
    "the": {"the": None, "calendar": None, "very": None},
    "of": {"of": None},
    "in": {"in": None, "on": None, "at": None, "during": None, "into": None, "for": None,
           "throughout": None},
    "hedge": dict.fromkeys("maybe,perhaps,possibly,probably,likely,more likely,most likely,even,potentially,sometime,some time,somewhere," "or so,otherwise,worse,definitely,just".split(",")),
    "around": {"around": None, "about": None, "circa": None, "roughly": None},
    "or": {"or": None, "and/or": None, "/": None, "or even": None},
    "and": {"and": None, "&": None},
    "dash": {"-": None, "–": None, "—": None, "‑": None, "to": None, "through": None, "thru": None,
             "~": None},
    "between": {"between": None},
    "from": {"from": None},
    "comma": {",": None},
    "dot": {".": None},
    "possessive": {"'s": None, "’s": None, "‘s": None},
    "not_before": dict.fromkeys(
        ("not before", "no earlier than", "no sooner than", "not earlier than", "not sooner than", "not until",
         "not till", "no earlier", "at least until", "until at least", "at earliest"), Side.NOT_BEFORE),
    "earliest": dict.fromkeys(
        ("at the earliest", "at the very earliest", "at the soonest", "at earliest", "or later", "and beyond",
         "or beyond", "onwards", "onward"), Side.NOT_BEFORE),
    "latest": dict.fromkeys(("at the latest", "at the very latest", "or earlier", "or sooner"), Side.BY),
    "by": dict.fromkeys(
        ("by", "no later than", "not later than", "before the end of", "not beyond", "prior to the end of", "by the end of",
         "until the end of"), Side.BY),
    "before": dict.fromkeys(("before", "prior to", "ahead of"), Side.BEFORE),
    "after": dict.fromkeys(("after", "following", "beyond"), Side.AFTER),
    "until": dict.fromkeys(("until", "till", "til"), Side.NOT_BEFORE),
    "least": dict.fromkeys(("at least", "more than", "no less than", "well over"), None),
    "over": {"over": None},
    "as_early_as": dict.fromkeys(("as early as", "as soon as"), None),
    "as_late_as": dict.fromkeys(("as late as",), None),
}  # fmt: skip


_ISO = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)")
_DATE = re.compile(r"(\d\d?)(?:-(\d\d?)-(\d{4})|\.(\d\d?)\.(\d{4})|/(\d\d?)/(\d\d(?:\d\d)?))")


def _number(piece: str) -> Meaning | None:
    """A date in digits: ISO, or month first as Americans write unless only the other order is possible."""
    if iso := _ISO.fullmatch(piece):
        year, month, day = map(int, iso.groups())
    elif written := _DATE.fullmatch(piece):
        first, second, year = (int(g) for g in written.groups() if g)
        year += 2000 if year < 100 else 0
        month, day = (second, first) if first > 12 else (first, second)
    else:
        return None
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return (letter("day"), Day(month, day, Year(year)))


ENGLISH = lexicon(
    WORDS,
    _number,
    triggers=(
        *(
            "year",
            "month",
            "maybe_month",
            "season",
            "maybe_season",
            "quarter",
            "half",
            "feast",
            "weekday",
            "today",
            "day",
        ),
        *("half_word", "quarter_word", "year_word", "measure", "weekend"),
    ),
    proper=("maybe_month", "weekday"),
)
