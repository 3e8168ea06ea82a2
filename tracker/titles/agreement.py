"""Whether the instalments that a text says are the one that a tracked work is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tracker.titles.evidence import Hit
from tracker.titles.index import Claim
from tracker.titles.instalment import BARE, Instalment

_UNNUMBERED: Final = frozenset(
    ("season", "album")
)  # "the album", with nothing said of others, is the one to come


@dataclass(slots=True)
class Said:
    """What a text says of the instalments of one base.

    Attributes:
        beside: next to the name, where a number of any kind is the work's: "Taxi Driver 3".
        apart: elsewhere: "the third season".
        coming: kinds of which one is said to come: "the next season".
        spoken: kinds spoken of at all.
    """

    beside: set[Instalment] = field(default_factory=set)
    apart: set[Instalment] = field(default_factory=set)
    coming: Collection[str] = ()
    spoken: Collection[str] = ()


def speaks_of(claim: Claim, said: Said, rivals: Sequence[Claim]) -> bool:
    """Whether what is said of a base is said of the claim's work; `rivals`: all claims on that base."""
    if not claim.chain:
        own = claim.own[:1]
        return not own or _said(own, said) or _all_below(own[0], _numbers(own[0], said))
    if _said(claim.chain, said):
        return True
    wanted = claim.chain[0]
    numbers = _numbers(wanted, said)
    if not numbers:
        alone = len({rival.work for rival in rivals}) == 1
        return alone and wanted.kind in (*said.coming, *(_UNNUMBERED & set(said.spoken)))
    follows = len(claim.chain) == 1 and float(wanted.numbers[0]) == max(numbers) + 1
    return follows and wanted.kind in said.coming and not _tracked(max(numbers), rivals)


def _tracked(number: float, rivals: Iterable[Claim]) -> bool:
    """Whether the last instalment said is itself one that is awaited, so that "the next" may be that one."""
    return any(float(one.numbers[0]) == number for rival in rivals for one in rival.chain[:1])


def names(hit: Hit, claim: Claim) -> bool:
    """Whether a hit names the claim's work: no instalment beside it, or no other than the work's."""
    wanted = claim.chain or claim.own
    if (hit.subtitle and hit.subtitle != claim.subtitle) or (hit.said and not wanted):
        return False
    return all(_agree(a, b, beside=True) for a, b in zip(wanted, hit.said, strict=False))


def _said(chain: Sequence[Instalment], said: Said) -> bool:
    """Whether each instalment of a chain is said."""
    return all(
        any(_agree(wanted, one, beside=True) for one in said.beside)
        or any(_agree(wanted, one, beside=False) for one in said.apart)
        for wanted in chain
    )


def _agree(wanted: Instalment, one: Instalment, *, beside: bool) -> bool:
    """Whether an instalment said is the one wanted; next to the name a number of nearly any kind will do."""
    if set(wanted.numbers).isdisjoint(one.numbers):
        return False
    kinds = {wanted.kind, one.kind}
    return len(kinds) == 1 or (beside and not kinds.isdisjoint((BARE, "season")))


def _numbers(wanted: Instalment, said: Said) -> list[float]:
    """The numbers said that count what is wanted."""
    counted = [one for one in said.beside if one.kind in (wanted.kind, BARE)]
    counted += [one for one in said.apart if one.kind == wanted.kind]
    return [float(number) for one in counted for number in one.numbers]


def _all_below(wanted: Instalment, numbers: Iterable[float]) -> bool:
    return all(number < float(wanted.numbers[0]) for number in numbers)
