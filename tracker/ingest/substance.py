"""What a text says, without what changes on a page though nothing new is said: bylines, ages, counts. Pure.

From a text to another that is only good for comparing: a page that is republished under a new date has the same one.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tracker.ingest.byline import byline_day

_LONGEST = 160  # characters of a line that is no prose
_TOP_LINES = 10  # a byline without a label stands this near the top,
_PROSE_LINES = 2  # and before this many paragraphs have gone by
_ASKS = ("?", "？", ":", "：")  # what a line ends with that the next one answers
_DIGITS = re.compile(r"\d+")
_COUNTS = re.compile(
    r"\W*(?:\d[\d.,]*\s*[km]?\s*(?:min(?:ute)?s?(?:\s+read)?|comments?|views?|shares?|likes?|replies|reads?|votes?|points?"
    r"|(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago)\W*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    place: range  # in the text
    text: str  # white space folded


def substance(text: str, lang: str = "en", said: Collection[range] = ()) -> str:
    """A text without its bylines and counts, white space folded; the text itself where nothing else is in it.

    Args:
        text: of an article.
        lang: its ISO 639-1 code.
        said: where in it the words stand that predict something: their lines are no bylines.
    """
    lines = list(_lines(text))
    prose, kept = 0, []
    for number, line in enumerate(lines):
        before, after = lines[number - 1 : number], lines[number + 1 : number + 2]
        is_answer = any(one.text.endswith(_ASKS) for one in before)
        is_top = number < _TOP_LINES and prose < _PROSE_LINES and not is_answer
        prose += len(line.text) > _LONGEST
        if _is_said(line, said) or not _is_furniture(line.text, (*before, *after), lang, is_top=is_top):
            kept.append(line.text)
    return "\n".join(kept) or text


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty."""
    begin = 0
    for raw in text.splitlines(keepends=True):
        folded = " ".join(raw.split())
        if folded:
            yield _Line(range(begin, begin + len(raw)), folded)
        begin += len(raw)


def _is_said(line: _Line, said: Iterable[range]) -> bool:
    return any(words.start < line.place.stop and line.place.start < words.stop for words in said)


def _is_furniture(line: str, beside: Iterable[_Line], lang: str, *, is_top: bool) -> bool:
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return False
    return _COUNTS.fullmatch(line) is not None or _is_byline(line, beside, lang, is_top=is_top)


def _is_byline(line: str, beside: Iterable[_Line], lang: str, *, is_top: bool) -> bool:
    """Whether it dates the article where it stands: a heading "Release date" above it says that it does not."""
    # alone but for what may speak against it: lines that say nothing put it near the top or far below
    above = [".\n"] * (4 if is_top else _TOP_LINES)
    around = [_DIGITS.sub("", one.text) for one in beside]
    shown = [*above, *(f"{one}\n" for one in around[:1]), line, *(f"\n{one}" for one in around[1:])]
    return byline_day("".join(shown), None, lang) is not None
