"""Whether a claim expects its window or rules it out. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tracker.extract.case import Case
from tracker.extract.cues import Sign
from tracker.extract.parsed import Parsed
from tracker.model import Polarity

_OPEN_BOUND: Final = ("not before", "at the earliest", "negated", "ruled out", "no wait", "moved until")
_ONLY_LOOKS_NEGATIVE = re.compile(
    r"not (?:only|just|yet|merely|long|far|official|a matter|surpris\w+|that)|no (?:doubt|surprise|later|date|word|exact|firm|wonder|more than|"
    r"matter|premiere date|release date|longer|official|less|fewer|chance to)|why (?:not|\w+ (?:can't|won't))|can't wait|cannot wait|nothing but|"
    r"(?:n't|not|never|no(?:t yet|body|ne)?)(?: \w+){0,2} (?:(?:surpris|astonish|shock)\w+|rul\w+ out|confirmed|announced|officially|given|said|say|know\w*|wait|have to wait|"
    r"exclude|doubt|hold|sit|mean|settled|decided|certain|sure|guarantee\w*|revealed|named|set|budge\w*|mov(?:ed?|ing)|chang\w+|waver\w*|slip\w*)",
)
_VERDICT_BEHIND = re.compile(
    r"^[^,.;:!?]{0,60}?\b(?:now )?[\"“]?"
    r"(?:(?:is|are|was|seems?|looks?|feels?|sounds?)(?: \w+){0,2} (?:unlikely|dead|too (?:soon|early|optimistic)|not to be|out of (?:the )?question|off the table|"
    r"impossible|not happening|a stretch|ruled out)|isn't (?:happening|likely|realistic|on)|won't (?:happen|work|be|see)|will not (?:happen|be|see)|"
    r"(?:cutoff|cut-off) )"
)
_OFF_THE_LIST = re.compile(
    r"\b(?:isn't|is not|aren't|are not|not|missing|absent)\s+(?:on|from|among|part of|in)\s+(?:it|them|there|(?:the|that) (?:list|slate|line-?up))\b"
)
_NEITHER = re.compile(
    r"\W*(?:neither|none of (?:these|them|which))\b[^.]{0,25}\b(?:happen|true|right|likely|going)",
    re.IGNORECASE,
)
_NEGATIONS: Final = (Sign.NEGATED, Sign.UNLIKELY)
_REACH: Final = 14
_CLAUSE_BEFORE: Final = 120
_ANEW: Final = frozenset("the it he she they we this that now".split())


def polarity(case: Case) -> Polarity:
    """Whether the window is expected or ruled out."""
    return Polarity.RULES_OUT if _rules_out(case) else Polarity.EXPECTS


def _holds(parsed: Parsed, last: int, first: int) -> bool:
    """Whether a negation that ends at word `last` still holds at word `first`."""
    between = parsed.low[last:first]
    starts_anew = any(a == "and" and b in _ANEW for a, b in pairwise(between))
    opens_name = parsed.written[last - 1][0].isupper() and last > 1 and not parsed.in_capitals
    return (
        parsed.before(last, first) <= _REACH
        and between[:1] != [","]
        and not starts_anew
        and not opens_name
        and "who" not in between
    )


def _rules_out(case: Case) -> bool:
    if case.window.is_open or any(word in rule for rule in case.phrase.trail for word in _OPEN_BOUND):
        return False
    parsed, article = case.parsed, case.article
    behind = article.text[case.phrase.end : parsed.end].lower().replace("’", "'")
    if _VERDICT_BEHIND.match(behind) or _OFF_THE_LIST.search(behind):
        return True
    if case.number + 1 < len(article.sentences) and _NEITHER.match(article.sentences[case.number + 1]):
        return True
    begin, _ = parsed.clause(case.first, case.end)
    first = parsed.begins[begin] if begin < len(parsed.begins) else parsed.begin
    before = (
        article.text[max(first, case.phrase.begin - _CLAUSE_BEFORE) : case.phrase.begin]
        .lower()
        .replace("’", "'")
    )
    if _ONLY_LOOKS_NEGATIVE.search(before):
        return False
    signs = [
        (sign, last)
        for sign, at, last in parsed.signs
        if sign in _NEGATIONS and begin <= at and last <= case.first and _holds(parsed, last, case.first)
    ]
    unlikely = any(sign is Sign.UNLIKELY for sign, _ in signs)
    return unlikely or len([s for s, _ in signs if s is Sign.NEGATED]) % 2 == 1
