"""Days that are written out in full, in any usual way: "01/31/2022", "31 January 2022", "Jan. 31st, 2022", ISO.

From characters to `Stated` days. Serves bylines, headers and page metadata; what a day means is not decided here,
and phrases that are no single day of a given year ("March 2022", "May 5") are not seen.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.exact import exact_days
from tracker.windows.expression import Context, Day

EARLIEST = dt.date(1990, 1, 1)  # no page is older than the web; an earlier day is a misreading

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<{}>\d{{4}}|['\u2019]\d{{2}})(?!\d)"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*"
_PAIR = r"(?<![\d.:/-])(?P<a2>\d{1,2})(?P<s2>[-/.])(?P<b2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2})(?![\d/:-]|\.\d)"
_NUMBERS = re.compile(_PAIR)
# Four ways to write a day; a group's number tells which one matched.
_DAY = re.compile(
    rf"(?P<weekday>\b{WEEKDAY})?(?:"
    r"(?<![\d./-])(?<!\d:)(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?![\d/-])"
    rf"|{_PAIR}"
    rf"|\b{_MONTH.format('m3')}\b\.?\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){_YEAR.format('y3')}"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?"
    rf"{_MONTH.format('m4')}\b\.?,?[\s-]*{_YEAR.format('y4')}"
    r")",
    re.IGNORECASE,
)
_IN_NUMBERS = re.compile(r"(?<=\d)[-/.]\d{1,2}[-/.]\d")  # finds where they may stand in a tenth of the time
_COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T.*|\d{6})?$")  # ISO 8601's basic format


@dataclass(frozen=True, slots=True)
class Stated:
    """A day that `text[begin:end]` states, weekday included."""

    begin: int
    end: int
    day: dt.date


def stated_days(text: str, *, day_first: bool = False, latest: dt.date | None = None) -> Iterator[Stated]:
    """The days that a text states in full, in its order.

    Args:
        text: any text.
        day_first: how to read "05/06/2022" where neither the numbers nor a weekday beside it decide.
        latest: a reading after this day gives way to the other one.
    """
    for match in _DAY.finditer(text):
        readings = [d for d in _readings(match, day_first=day_first) if d >= EARLIEST]
        fitting = [d for d in readings if _is_named(d, match["weekday"])] or readings
        possible = [d for d in fitting if latest is None or d <= latest] or fitting
        if possible:
            yield Stated(match.start(), match.end(), possible[0])


def stated_in(text: str, lang: str) -> Iterator[Stated]:
    """The days that a text in another language states in full, with the month as a word: "3. Februar 2025".

    Args:
        lang: ISO 639-1 code.
    """
    for token in exact_days(text, lang):
        day = token.value
        for window in day.windows(Context(None)) if isinstance(day, Day) else ():
            if window.start and window.start >= EARLIEST:
                yield Stated(token.begin, token.end, window.start)


def writes_day_first(text: str) -> bool:
    """Whether some "31/01/2022" proves that the text puts the day first; "01/31/2022" proves the contrary."""
    starts = (found.start() - digits for found in _IN_NUMBERS.finditer(text) for digits in (2, 1))
    matches = filter(None, (_NUMBERS.match(text, max(start, 0)) for start in starts))
    pairs = [(int(match["a2"]), int(match["b2"])) for match in matches]
    return any(a > 12 >= b for a, b in pairs) and not any(b > 12 >= a for a, b in pairs)


def parse_day(text: str) -> dt.date | None:
    """The one day that a field of metadata states ("2022-01-31T08:00:00Z", "20220131", "Jan 31, 2022"); None: it states none."""
    text = _COMPACT.sub(r"\1-\2-\3", text.strip()[:100])
    found = next(stated_days(text), None)
    return found.day if found else None


def possible(day: dt.date | None, latest: dt.date) -> dt.date | None:
    """The day, if something of the web can have been published on it: neither older than the web nor after `latest`."""
    return day if day is not None and EARLIEST <= day <= latest else None


def _readings(match: re.Match[str], *, day_first: bool) -> list[dt.date]:
    """The days that a match may mean, the likeliest first."""
    if match["a2"]:
        a, b, year = int(match["a2"]), int(match["b2"]), _year(match["y2"])
        orders = [(b, a), (a, b)] if day_first else [(a, b), (b, a)]
        return [day for month, number in orders if (day := _day(year, month, number))]
    if match["y1"]:
        day = _day(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    else:
        way = "3" if match["m3"] else "4"
        month = _MONTHS.index(match["m" + way][:3].lower()) + 1
        day = _day(_year(match["y" + way]), month, int(match["d" + way]))
    return [day] if day else []


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Two digits are read as 1970 to 2069."""
    number = int(digits.lstrip("'\u2019"))
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


def _is_named(day: dt.date, weekday: str | None) -> bool:
    return weekday is not None and _WEEKDAYS[day.weekday()] == weekday[:3].lower()
