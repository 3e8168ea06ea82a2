"""The day an article was published, from the lines that say so: "Published 01/31/2022, 8:00 AM EST".

From text to a day, or None. A line is a byline by its form alone (a label, a name, a bare date under the headline);
a date inside a sentence or beside "Release date" never is. Metadata and the day of fetching are not looked at here.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from tracker.ingest.dates import WEEKDAY, Stated, stated_days, stated_in, writes_day_first

_TOP_LINES = 10  # a byline without a label stands this near the top,
_PROSE_LINES = 2  # and before this many paragraphs have gone by
_PROSE = 160  # characters: a line this long is a paragraph
_LONGEST = 200  # characters: no byline is longer
_READ = 200_000  # characters: an article's own byline is not further down
_D = "\ue000"  # stands for a date in a masked line; private use, so no text of its own

_ZONES_DAY_FIRST = re.compile(r"\d\s*(?:BST|GMT|IST|WIB|CES?T|AES?T|AEDT|NZ[SD]T|SAST|SGT)\b")
_TIME = re.compile(
    r"[\s,@|-]*(?:\b(?:at|um|à|às|a\s+las|alle|ore)\s+)?(?<![\w.:])\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?)?"
    r"(?:\s*Uhr\b)?(?:\s*\(?\b(?:UTC|GMT|[A-Z]{1,4}T|WIB|MSK)\b\)?)?(?:\s*[+-]\d{1,2}(?::?\d\d)?\b)?"
    r"|[\s,@-]*(?:\bat\s+)?\b\d{1,2}\s*[ap]\.?m\b\.?(?:\s*\b[A-Z]{1,4}T\b)?"
    r"|(?<=\ue000)T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b{WEEKDAY}(?={_D})|(?<={_D})\s*[(（][月火水木金土日월화수목금토일][)）]", re.IGNORECASE
)
_MARKUP = re.compile(r"^[\s>#*_]+|[\s*_]+$|\*\*")

_PUBLISHED = (
    r"(?:(?:first|originally|article)\s+)?(?:published|posted|publication\s+date|publish(?:ed)?\s+date|post(?:ed)?\s+date"
    r"|date\s+(?:published|posted)|pub(?:lished)?\.?\s+date|submitted|written"
    r"|publicado|publiée?|pubblicato|veröffentlicht|(?:기사)?입력|등록|公開日?|投稿日?|掲載日?|diterbitkan|dipublikasikan)"
)
_UPDATED = (
    r"(?:(?:last|page|article)\s+)?(?:updated?|modified|edited|revised"
    r"|actualizado|atualizado|mise?\s+à\s+jour|aggiornato|aktualisiert|수정|更新日?|diperbarui)"
)
_BY = r"(?:by|por|par|von|di|oleh)"
_ON = r"(?:on|el|em|le|il|am|pada)"
_NAME = r"(?:u/)?[^\W\d_][\w.'\u2019-]*"
_NAMES = rf"{_NAME}(?:,?\s+(?:&\s+|and\s+)?{_NAME}){{0,5}}"
_CAPITALISED = r"(?-i:(?:(?:[A-Z][\w.'\u2019-]*|and|&|de|van|von|di|la|le),?\s+){1,6})"
_BETWEEN = r"\s*(?:[|·•»/\\—\u2013,-]|--|\s{2})+\s*"
_ITSELF = r"this\s+(?:article|post|story|page|entry)\s+(?:was|has\s+been)\s+"
_START = rf"^(?:.{{0,60}}(?:[|·•»/—\u2013,(-]|\s{{2}})\s*|(?:words\s+|written\s+)?{_BY}\s+{_CAPITALISED}|\d+\s+points?\s+|{_ITSELF})?"
_ASIDE = rf"\s*[(\[](?:\d|{_UPDATED}|EST|[A-Z]T)"
_END = rf"(?=\s*\.?$|(?!,\s*(?-i:[a-z])){_BETWEEN}|\s+(?:by|in|at|to|under|filed)\b|{_ASIDE})"
_ROLE = r"(?:(?:news|story|words|text|report|review|article|written|posted|published|updated|features?|opinion)\s+)?"
_AFTER_LABEL = rf"(?:\s+(?:{_BY}\s+(?-i:{_CAPITALISED})|{_BY}\s+{_NAME}\s+|in\s+{_NAMES}\s+))?\s*(?:{_ON}\b)?\s*[:：—\u2013-]?\s*(?:on\s*)?"


class _Rank(IntEnum):
    """Which of several bylines counts, best first."""

    PUBLISHED = 0
    TOP = 1
    UPDATED = 2
    PUBLISHED_BELOW = 3
    UPDATED_BELOW = 4


# Forms of a byline, of the masked line; where several fit, the best rank counts.
_FORMS = (
    (_Rank.PUBLISHED, re.compile(rf"{_START}{_PUBLISHED}{_AFTER_LABEL}{_D}{_END}", re.IGNORECASE)),
    (_Rank.TOP, re.compile(rf"^(?:date\s*:|dated)\s*{_D}{_END}", re.IGNORECASE)),
    (_Rank.TOP, re.compile(rf"^\W*{_D}\W*$")),
    (_Rank.TOP, re.compile(rf"^{_ROLE}{_BY}\s+.{{2,60}}?{_BETWEEN}(?:{_ON}\s*)?{_D}{_END}", re.IGNORECASE)),
    (
        _Rank.TOP,
        re.compile(rf"^{_ROLE}{_BY}\s+(?:{_CAPITALISED}|{_NAME}\s+)(?:{_ON}\s*)?{_D}{_END}", re.IGNORECASE),
    ),
    (_Rank.TOP, re.compile(rf"^{_D}(?:{_BETWEEN}|\s+)(?:by|in)\s+{_NAMES}(?:\.|{_END})", re.IGNORECASE)),
    (_Rank.TOP, re.compile(rf"^{_D}\s+{_UPDATED}\b", re.IGNORECASE)),
    (_Rank.UPDATED, re.compile(rf"{_START}{_UPDATED}{_AFTER_LABEL}{_D}{_END}", re.IGNORECASE)),
)
# "Staff Reporter | DATE", "DATE — Eric V.B.": only words beside it, so only right under the headline.
_BESIDE = re.compile(
    rf"^(?:(?P<left>\S.{{0,60}}?){_BETWEEN})?{_D}(?:(?:{_BETWEEN}|(?={_ASIDE})\s*)(?P<right>\S.{{0,80}}))?$"
)
_BESIDE_LINES = range(2, 5)
_BESIDE_WORDS = 8

# Credits of the work or of a picture: a line that holds them is no byline.
_CREDITS = re.compile(
    r"\b(?:developed|directed|produced|filmed|created|composed|illustrated|starring|cast|tour|photo\w*|image|credit|game)"
    r"(?:\s+(?:by|dates?|credit)\b|\s*:)",
    re.IGNORECASE,
)
# Words that say what happens on the day: then it is the work's, not the article's.
_EVENT = re.compile(
    r"\b(?:releas\w*|premier\w*|launch\w*|air(?:s|ed|ing|date)?|debut\w*|theat\w+|cinemas?|season|episode|chapter|volume"
    r"|part|coming|starts?|begins?|ends?|event|when|where|live|stream\w*|available|due|until|deadline|sale|tickets?"
    r"|broadcast|arriv\w*|ships?|shipping|drops?|out|opens?|hits?|returns?|finale|confirmed|expected|early\s+access|beta"
    r"|born|died|usa?|uk|na|eu|jpn?|japan|worldwide|global|ps[345]|xbox|switch|pc|netflix|steam)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W*(?:(?:initial|original|official|expected|first|us|uk)\s+)*"
    r"(?:(?:release|premiere|launch|air|street)\s+dates?|releases?|released|premiered?|launch(?:ed)?|aired)\W*$",
    re.IGNORECASE,
)
_INFOBOX = re.compile(
    r"^\W*(?:publishers?|developers?|isbn(?:-1[03])?|genres?|pages|platforms?|engine|designers?|directors?|producers?"
    r"|networks?|studios?|languages?|country|format|series|runtime|running\s+time)\W*:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # among the lines that are not empty, from 1
    text: str
    before: str
    after: str
    top: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the days of a text are written."""

    lang: str
    day_first: bool
    latest: dt.date | None

    def days(self, line: str) -> Iterator[Stated]:
        """The days of a line: in its language where it is not English, else in English or in digits."""
        here = self.day_first or bool(_ZONES_DAY_FIRST.search(line))
        found = stated_in(line, self.lang) if self.lang != "en" else iter(())
        first = next(found, None)
        if first is None:
            return stated_days(line, day_first=here or self.lang != "en", latest=self.latest)
        return chain((first,), found)


def byline_day(text: str, latest: dt.date | None = None, lang: str = "en") -> dt.date | None:
    """The day on which the text says that it was published.

    Args:
        text: the article; its headline is usually the first line.
        latest: no later day is believed (the day it was fetched).
        lang: ISO 639-1 code: months are read in this language and in English.

    Returns:
        The day; None where no line says it, or where lines that are equally good disagree.
    """
    text = text[:_READ].replace(_D, " ")
    day_first = writes_day_first(text)
    found: dict[_Rank, list[dt.date]] = {}
    for line in _lines(text):
        reading = _read(line, text, _Reading(lang, day_first, latest))
        if reading and (latest is None or reading[1] <= latest):
            found.setdefault(reading[0], []).append(reading[1])
    if not found:
        return None
    rank = min(found)
    if rank >= _Rank.PUBLISHED_BELOW and len(set(found[rank])) > 1:
        return None  # a list of other articles, or of comments
    return found[rank][0]


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty, each with its neighbours."""
    lines = [s for raw in text.split("\n") if (s := _MARKUP.sub("", raw))]
    prose = 0
    for i, line in enumerate(lines):
        top = i < _TOP_LINES and prose < _PROSE_LINES
        prose += len(line) > _PROSE
        if len(line) <= _LONGEST:
            yield _Line(
                i + 1, line, lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "", top
            )


def _read(line: _Line, text: str, how: _Reading) -> tuple[_Rank, dt.date] | None:
    """What a line says as a byline, and how much that counts."""
    days = list(how.days(line.text))
    if not days or _is_of_the_work(line):
        return None
    masked, at = line.text, len(line.text)
    for stated in reversed(days):
        at = stated.begin
        masked = masked[:at] + _D + masked[stated.end :]
    masked = _TIME.sub("", _WEEKDAY.sub("", masked)).strip()
    said = [
        (place, days[masked.count(_D, 0, match.end()) - 1].day)
        for rank, form in _FORMS
        if (match := form.search(masked))
        and not _is_prose(masked)
        and (place := _placed(rank, line)) is not None
    ]
    beside = _BESIDE.match(masked) if line.top and line.number in _BESIDE_LINES else None
    if (
        beside
        and not _is_listed(line)
        and all(_is_furniture(beside[side], text) for side in ("left", "right"))
    ):
        said.append((_Rank.TOP, days[0].day))
    return min(said, key=lambda reading: reading[0], default=None)


def _placed(rank: _Rank, line: _Line) -> _Rank | None:
    """How much a form counts where it stands; None: nothing."""
    below = {_Rank.PUBLISHED: _Rank.PUBLISHED_BELOW, _Rank.UPDATED: _Rank.UPDATED_BELOW}
    return rank if line.top else below.get(rank)


def _is_of_the_work(line: _Line) -> bool:
    """Whether the lines around say that the date is the work's: a heading "Release date", a box of facts."""
    if _CREDITS.search(line.text):
        return True
    return bool(_HEADING.match(line.before) or _INFOBOX.match(line.before) or _INFOBOX.match(line.after))


def _is_prose(masked: str) -> bool:
    """Whether it ends as a sentence does ("L." and "V.B." are names)."""
    if re.match(_ITSELF, masked, re.IGNORECASE):
        return False
    last = masked.rsplit(None, 1)[-1]
    return (last[-1] in ".!" and len(last.replace(".", "")) > 2) or last == _D + "."


def _is_listed(line: _Line) -> bool:
    """Whether a line beside it is short and dated too: then these are entries of a list."""
    beside = (line.after, line.before if line.number > 2 else "")
    return any(len(s) < _PROSE and next(stated_days(s), None) is not None for s in beside)


def _is_furniture(words: str | None, text: str) -> bool:
    """Whether words beside a date may be an author, a site, a section: few, no event, not what the text is about."""
    if not words:
        return True
    if words[0] in "#«" or len(words.split()) > _BESIDE_WORDS or _EVENT.search(words) or _is_prose(words):
        return False
    return text.count(words) < 2 and words.casefold() not in text.lstrip().split("\n", 1)[0].casefold()
