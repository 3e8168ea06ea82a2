"""In which language an article is: as it is declared, else as its letters and words look.

From what is declared to an ISO 639-1 code; only a longer text that declares nothing is looked at.
"""

import re
from typing import Any

_SHORTEST = 200  # characters
_READ = 4_000  # characters that are looked at
# Of resiliparse's distances: an article is at 200 to 570 from its language. Short ones that it takes for another
# language are at most 20 nearer to that than to their own.
_FARTHEST = 600
_MARGIN = 25
# Scripts that resiliparse has no profiles of, or none that is told apart well.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
# Those with many pages; with their small neighbours beside them, none would be told from those for sure.
_LANGUAGES = ["de", "en", "es", "fr", "id", "it", "nl", "pl", "pt", "ru", "sv", "tr"]
_SHARE = 0.15  # of the characters, for a script to tell the language


def code_in(stated: str | None) -> str | None:
    """The ISO 639-1 code in "en-GB", "en_US"; None where none is said."""
    code = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", stated or "")
    return code[1].lower() if code else None


def language_of(text: str) -> str | None:
    """The code of the language that a text is written in; None where it is short or nobody can tell."""
    if len(text) <= _SHORTEST:
        return None
    text = text[:_READ]
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > _SHARE * len(text):
            return code
    best, second = ((str(c), int(d)) for c, d in _nearest(text))
    return best[0] if best[1] <= _FARTHEST and second[1] - best[1] >= _MARGIN else None


def _nearest(text: str) -> list[Any]:
    """The two languages that a text is nearest to, each with its distance."""
    from resiliparse.parse.lang import detect_fast

    return list(detect_fast(text, cutoff=10_000, n_results=2, langs=_LANGUAGES))
