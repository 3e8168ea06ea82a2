"""When an article was published and updated, and by whom, from lines that say so: "Published 01/31/2022 by Ada".

From text to days and names. A line is a byline by its form alone (a label, a name, a bare date under the headline);
a date inside a sentence or beside "Release date" never is. Metadata and the day of fetching are not looked at here.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
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
    r"|[\s,@-]*(?:午前|午後|上午|下午|오전|오후)?\s*\d{1,2}\s?[時点时시]\s?(?:\d{1,2}\s?[分분])?(?:\s?\d{1,2}\s?[秒초])?"
    r"|[\s,@-]*(?:午前|午後|上午|下午|오전|오후)\s*\d{1,2}:\d{2}|[\s,@-]*(?:\b(?:à|às|a\s+las)\s+)?\b\d{1,2}\s?h\b"
    r"|(?<=\ue000)T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b{WEEKDAY}(?={_D})|(?<={_D})\s*[(（][月火水木金土日월화수목금토일][)）]", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d[-/.]\d")
_EMPHASIS = "*_ \t\xa0\u3000"
_SIGNS = ">#•" + _EMPHASIS

_PUBLISHED = (
    r"(?:(?:first|originally|article)\s+)?(?:published|posted|publication\s+date|publish(?:ed)?\s+date|post(?:ed)?\s+date"
    r"|date\s+(?:published|posted)|pub(?:lished)?\.?\s+date|submitted|written"
    r"|publicado|publiée?|pubblicato|veröffentlicht|(?:기사)?입력|등록|公開日?|投稿日?|掲載日?|diterbitkan|dipublikasikan"
    r"|gepubliceerd|opublikowano|data\s+publikacji|опубликовано|дата\s+публикации|发布(?:时间|于)?|发表于)"
)
UPDATED = (
    r"(?:(?:last|page|article|zuletzt|dernière|última|ultimo|terakhir|最終)\s*)?(?:updated?|modified|edited|revised"
    r"|actualizado|actualización|atualizado|atualização|mise?\s+à\s+jour|modifié|aggiornato|aggiornamento|aktualisiert"
    r"|수정|更新(?:日|时间|于)?|diperbarui|bijgewerkt|aktualizacja|zaktualizowano|обновлено|stand(?=\s*:))"
)
_BY = r"(?:by|por|par|von|di|oleh)"
_ON = r"(?:(?:on|op|el|em|le|il|am|pada)\b|l['\u2019])"
_NAME = r"(?:u/)?[^\W\d_][\w.'\u2019-]*"
_NAMES = rf"{_NAME}(?:,?\s+(?:&\s+|and\s+)?{_NAME}){{0,5}}"
_CAPITALISED = r"(?-i:(?:(?:[A-Z][\w.'\u2019-]*|and|&|de|van|von|di|la|le),?\s+){1,6})"
_BETWEEN = r"\s*(?:[|·•»/\\—\u2013,-]|--|\s{2})+\s*"
_ITSELF = r"this\s+(?:article|post|story|page|entry)\s+(?:was|has\s+been)\s+"
# "Published May 6, updated May 8": another label may follow a day, with whatever stands between them.
_JOINED = r"\s*(?:[,.;/|]\s*)?(?:(?:and|und|et|y|e|en)\s+)?"
_START = rf"^(?:.{{0,60}}(?:[|·•»/—\u2013,(-]|\s{{2}}|{_D}{_JOINED})\s*|(?:words\s+|written\s+)?{_BY}\s+{_CAPITALISED}|\d+\s+points?\s+|{_ITSELF})?"
_ASIDE = rf"\s*[(\[](?:\d|{UPDATED}|EST|[A-Z]T)"
_AFTER_LABEL = rf"(?:\s+(?:{_BY}\s+(?-i:{_CAPITALISED})|{_BY}\s+{_NAME}\s+|in\s+{_NAMES}\s+))?\s*(?:{_ON})?\s*[:：—\u2013-]?\s*(?:on\s*)?"
_ANOTHER = rf"{_JOINED}(?:{_PUBLISHED}|{UPDATED}){_AFTER_LABEL}{_D}"
_END = rf"(?=\s*[.)\]]*$|{_ANOTHER}|(?!,\s*(?-i:[a-z])){_BETWEEN}|\s+(?:by|in|at|to|under|filed)\b|{_ASIDE})"
_ROLE = r"(?:(?:news|story|words|text|report|review|article|written|posted|published|updated|features?|opinion)\s+)?"


# A line that is labels with their days, whether or not a full stop ends it.
_LABELS = re.compile(
    rf"^(?:{_PUBLISHED}|{UPDATED}){_AFTER_LABEL}{_D}(?:\.$|{_ANOTHER})",
    re.IGNORECASE,
)
# Who wrote it, of the masked line: "By Ada Karlsson | DATE", "Posted on DATE by Ada K. and Bo Lind".
_CAPITAL = rf"(?!(?i:{_PUBLISHED}|{UPDATED})\b)[^\W\d_a-zà-þ][\w.'\u2019-]*"
_PERSON = rf"{_CAPITAL}(?:\s+(?:(?:de|van|von|di|la|le|del|da|der)\s+)?{_CAPITAL}){{0,3}}"
_AND = r"(?:\s*,\s*(?:(?:and|und|et|y|e|&)\s+)?|\s+(?:and|und|et|y|e|&)\s+)"
_PEOPLE = rf"{_PERSON}(?:{_AND}{_PERSON}){{0,4}}"
_AUTHOR = re.compile(
    rf"^(?:(?i:{_ROLE})|(?i:posted|published|submitted|written)\b[^.]{{0,40}}\s)(?i:{_BY})(?::\s*|\s+)(?P<names>{_PEOPLE})"
    rf"(?=\s*$|{_BETWEEN}|\s*,?\s*(?:(?i:{_ON})\s+)?{_D}|\s+(?i:{_PUBLISHED}|{UPDATED}))"
)
# "Автор: Ada Karlsson", "取材・文：…", anywhere in the line, for such labels name nobody else.
_SIGNED = re.compile(
    r"(?:^|(?<=[\s|·•/)]))(?i:(?:取材・)?(?:構成・)?文|作者|撰文|執筆者?|ライター|글|автор(?:ы)?|текст|autore?|autorin|auteur|author)"
    rf"\s*[:：/／]\s*(?P<names>{_PEOPLE})(?=\s*$|\s*{_D}|{_BETWEEN})"
)
# "submitted 8 months ago by lumon_dude": a forum's names are any word.
_SUBMITTED = re.compile(
    r"^(?i:submitted|posted)\b[^.]{0,40}?\s(?i:by)\s+(?:u/)?(?P<names>[A-Za-z0-9_-]{3,30})(?=\s*$|\s+to\s+r/)"
)
_JOINT = re.compile(_AND)


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
    (_Rank.TOP, re.compile(rf"^{_D}\s+{UPDATED}\b", re.IGNORECASE)),
    (_Rank.UPDATED, re.compile(rf"{_START}{UPDATED}{_AFTER_LABEL}{_D}{_END}", re.IGNORECASE)),
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
    day_first: Callable[[], bool]  # asked only where it matters: it reads the whole text
    latest: dt.date | None

    def days(self, line: str) -> Iterator[Stated]:
        """The days of a line: in its language where it is not English, else in English or in digits."""
        found = stated_in(line, self.lang) if self.lang != "en" else iter(())
        first = next(found, None)
        if first is None:
            return stated_days(line, day_first=self._puts_day_first(line), latest=self.latest)
        return chain((first,), found)

    def _puts_day_first(self, line: str) -> bool:
        if self.lang != "en" or not _NUMBERS.search(line):
            return self.lang != "en"
        return bool(_ZONES_DAY_FIRST.search(line)) or self.day_first()


@dataclass(frozen=True, slots=True)
class Bylines:
    """The days that a text's bylines tell.

    Attributes:
        published: the day of publication; None where no line says it or where lines that are equally good disagree.
        updated: likewise of the last update.
        at_top: whether `published` stands where bylines stand, or a label far below says it.
    """

    published: dt.date | None = None
    updated: dt.date | None = None
    at_top: bool = False


def byline_day(text: str, latest: dt.date | None = None, lang: str = "en") -> dt.date | None:
    """The day on which the text says that it was published, or was updated where it says nothing better.

    Args:
        text: the article; its headline is usually the first line.
        latest: no later day is believed (the day it was fetched).
        lang: ISO 639-1 code: months are read in this language and in English.

    Returns:
        The day; None where no line says it, or where lines that are equally good disagree.
    """
    best = (min(line, key=lambda reading: reading[0]) for line in _readings(text, latest, lang))
    return _best(_by_rank(best, latest), tuple(_Rank))[1]


def byline_days(text: str, latest: dt.date | None = None, lang: str = "en") -> Bylines:
    """The days on which the text says that it was published and updated, each by its own lines; see `byline_day`."""
    found = _by_rank(chain.from_iterable(_readings(text, latest, lang)), latest)
    rank, published = _best(found, (_Rank.PUBLISHED, _Rank.TOP, _Rank.PUBLISHED_BELOW))
    _, updated = _best(found, (_Rank.UPDATED, _Rank.UPDATED_BELOW))
    return Bylines(published, updated, at_top=rank in (_Rank.PUBLISHED, _Rank.TOP))


def byline_names(text: str) -> tuple[str, ...]:
    """Who wrote the text, by a line near its top: ("Ada Karlsson", "Bo Lind"); () where none says it."""
    for line in _lines(text[:_READ].replace(_D, " ")):
        if not line.top:
            break
        names = _signed(line.text)
        if names:
            return names
    return ()


def _signed(line: str) -> tuple[str, ...]:
    """The names of those that a line says wrote it."""
    masked = _masked(line, list(stated_days(line)))
    match = _AUTHOR.match(masked) or _SIGNED.search(masked) or _SUBMITTED.match(masked)
    if match is None or _CREDITS.search(line):
        return ()
    names = tuple(filter(None, _JOINT.split(match["names"].strip())))
    return names if match.re is _SUBMITTED or not any(name[0].islower() for name in names) else ()


def _readings(text: str, latest: dt.date | None, lang: str) -> Iterator[list[tuple[_Rank, dt.date]]]:
    """What each line says that is a byline."""
    text = text[:_READ].replace(_D, " ")
    how = _Reading(lang, cache(lambda: writes_day_first(text)), latest)
    return filter(None, (_read(line, text, how) for line in _lines(text)))


def _by_rank(readings: Iterable[tuple[_Rank, dt.date]], latest: dt.date | None) -> dict[_Rank, list[dt.date]]:
    found: dict[_Rank, list[dt.date]] = {}
    for rank, day in readings:
        if latest is None or day <= latest:
            found.setdefault(rank, []).append(day)
    return found


def _best(found: dict[_Rank, list[dt.date]], ranks: tuple[_Rank, ...]) -> tuple[_Rank | None, dt.date | None]:
    """The first day of the best rank."""
    rank = next((rank for rank in ranks if rank in found), None)
    if rank is None or (rank >= _Rank.PUBLISHED_BELOW and len(set(found[rank])) > 1):
        return None, None  # a list of other articles, or of comments
    return rank, found[rank][0]


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty, each with its neighbours."""
    lines = [s for raw in text.split("\n") if (s := _bare(raw))]
    prose = 0
    for i, line in enumerate(lines):
        top = i < _TOP_LINES and prose < _PROSE_LINES
        prose += len(line) > _PROSE
        if len(line) <= _LONGEST:
            yield _Line(
                i + 1, line, lines[i - 1] if i else "", lines[i + 1] if i + 1 < len(lines) else "", top
            )


def _bare(line: str) -> str:
    """A line without the signs of Markdown around and within it."""
    return line.strip().lstrip(_SIGNS).rstrip(_EMPHASIS).replace("**", "")


def _read(line: _Line, text: str, how: _Reading) -> list[tuple[_Rank, dt.date]]:
    """What a line says as a byline, and how much that counts."""
    days = list(how.days(line.text)) if _DIGIT.search(line.text) else []
    if not days or _is_of_the_work(line):
        return []
    masked = _masked(line.text, days)
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
    return said


def _masked(line: str, days: list[Stated]) -> str:
    """A line with a sign for each of its days, without weekdays and times."""
    for stated in reversed(days):
        line = line[: stated.begin] + _D + line[stated.end :]
    return _TIME.sub("", _WEEKDAY.sub("", line)).strip()


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
    if re.match(_ITSELF, masked, re.IGNORECASE) or _LABELS.match(masked):
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
