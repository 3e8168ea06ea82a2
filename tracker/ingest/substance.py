"""What a text says, without what changes on a page though nothing new is said: bylines, ages, counts. Pure.

From a text to another that is only good for comparing: a page that is republished under a new date has the same one.
"""

import re

from tracker.ingest.byline import byline_day

_LONGEST = 160  # characters of a line that is no prose
_COUNTS = re.compile(
    r"\W*(?:\d[\d.,]*\s*[km]?\s*(?:min(?:ute)?s?(?:\s+read)?|comments?|views?|shares?|likes?|replies|reads?|votes?|points?"
    r"|(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago)\W*)+",
    re.IGNORECASE,
)


def substance(text: str, lang: str = "en") -> str:
    """A text without its bylines and counts, white space folded; the text itself where nothing else is in it.

    Args:
        text: of an article.
        lang: its ISO 639-1 code.
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    said = "\n".join(line for line in lines if line and not _is_furniture(line, lang))
    return said or text


def _is_furniture(line: str, lang: str) -> bool:
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return False
    return _COUNTS.fullmatch(line) is not None or byline_day(line, None, lang) is not None
