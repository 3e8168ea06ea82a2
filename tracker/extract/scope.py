"""What a prediction is limited to: the platform, region or edition that its clause names. Pure."""

from __future__ import annotations

import re
from typing import Final

from tracker.extract.case import Case

_PLATFORMS: Final = (
    r"(?:PlayStation|PS) ?[2-6](?: Pro)?|PS ?Vita|Xbox(?: (?:Series X(?:[/|]S)?|Series S|One|360))?|(?:Nintendo )?Switch(?: 2)?|Wii U"
    r"|(?:Nintendo )?3DS|Steam(?: Deck)?|(?:Epic Games Store|GOG)|(?:PC|Mac|macOS|Windows|Linux|iOS|iPadOS|Android|Meta Quest|VR)"
)
_EDITIONS: Final = (
    r"(?:4K )?(?:Ultra HD )?Blu-ray|DVD|VOD|(?:digital|physical|retail|deluxe|collector['’]s|limited) (?:edition|release|version)|hardcover"
    r"|hardback|paperback|audiobook|e-?book|vinyl|IMAX|early access|(?:English|German|French|Spanish|Japanese) (?:dub|translation|edition)"
)
_REGIONS: Final = (
    r"(?:the )?(?:U\.?S\.?A?\.?|United States|U\.?K\.?|United Kingdom|EU)|(?:North |South |Latin )?America|Europe|Japan|(?:South )?Korea|China"
    r"|India|Australia|Canada|Germany|France|Spain|Italy|Brazil|Mexico|Asia|the West|Western markets"
)
_LIMITS: Final = re.compile(
    rf"\b(?:(?:on|for|to|via) )?(?P<platform>{_PLATFORMS})(?!\w)"
    rf"|\b(?P<edition>{_EDITIONS})(?!\w)"
    rf"|\bin (?P<region>{_REGIONS})(?!\w)"
)
_REACH: Final = 60  # characters beside the phrase
_PARTING: Final = re.compile(r",| and | but ")


def scope(case: Case) -> str | None:
    """The platforms, regions and editions that a clause names beside a phrase, in its own words; None where it names none.

    Where other phrases stand beside it, each has what stands next to it, up to the "and" that parts them.
    """
    parsed, phrase = case.parsed, case.phrase
    first, last = parsed.clause(case.first, case.end)
    earlier = [parsed.ends[end - 1] for _, end in parsed.spans if end <= case.first]
    later = [parsed.begins[begin] for begin, _ in parsed.spans if begin >= case.end]
    begin = max(parsed.begins[first], phrase.begin - _REACH, *earlier[-1:])
    end = min(parsed.ends[last - 1], phrase.end + _REACH, *later[:1])
    behind, before = case.article.text[phrase.end : end], case.article.text[begin : phrase.begin]
    if later:
        behind = _PARTING.split(behind)[0]
    if earlier:
        before = _PARTING.split(before)[-1]
    return ", ".join(dict.fromkeys(_named(behind) or _named(before))) or None


def _named(text: str) -> list[str]:
    """What is named in a stretch."""
    return [next(filter(None, match.groups())) for match in _LIMITS.finditer(text)]
