"""What a document predicts of works that nobody asked for: a release dated right beside another work's name. Pure.

Such a window is weighed as if the work that is named were the one asked for. Only names of the same sentence count: whom
"it" means is not followed for works of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.extract.case import Case
from tracker.extract.features import Seen
from tracker.extract.judging import Judgement, probability
from tracker.extract.names import Referent, Who
from tracker.extract.weights import WEIGHTS

_OF_SUBJECT: Final = (
    "subject",
    "sentence names",
    "sentence opens with",
    "perhaps another",
    "beside the name of",
    "headline names",
)
_AS_OWN: Final = ("subject: own", "subject: own, named before", "sentence names: own")
_SURE_FROM: Final = 0.6
_KINDS: Final = frozenset("Part Season Series Book Volume Chapter Episode I II III IV V VI".split())
"""Words with a capital that name no work by themselves."""
_LONGEST: Final = 80  # characters of a name


def others(judgements: Sequence[Judgement]) -> Iterator[tuple[str, Judgement]]:
    """The predictions of other works among what was judged: the name that the text gives the work, and the verdict for it."""
    for one in judgements:
        if (
            one.refused is not None
            or one.accepted
            or one.seen.who is not Who.OTHER
            or one.seen.governor is None
        ):
            continue
        name = _name(one.case)
        theirs = _as_own(one)
        if name is not None and theirs.confidence >= _SURE_FROM:
            yield name, theirs


def _as_own(one: Judgement) -> Judgement:
    """The verdict on it, had the other work been the one asked for."""
    rest = (name for name in one.seen.features if not name.startswith(_OF_SUBJECT))
    seen = Seen(one.seen.governor, one.seen.who, one.seen.how, (*rest, *_AS_OWN))
    return Judgement(one.case, seen, probability(seen.features, WEIGHTS), None)


def _name(case: Case) -> str | None:
    """The last name of a work before the phrase, in its sentence, as it is written."""
    named = [
        one
        for one in case.article.named(case.number)
        if one.who is Who.OTHER and one.sure and one.end <= case.first
    ]
    return _written(case, named[-1]) if named else None


def _written(case: Case, one: Referent) -> str | None:
    begins, ends = case.parsed.begins, case.parsed.ends
    name = (
        " ".join(case.article.text[begins[one.first] : ends[one.end - 1]].split())
        .removesuffix("'s")
        .removesuffix("’s")
    )
    return (
        name
        if len(name) <= _LONGEST and any(w[0].isupper() and w not in _KINDS for w in name.split())
        else None
    )
