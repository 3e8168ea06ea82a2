"""Which of several articles said it first, and which of them are copies of that. Pure.

From `Member`s to a link for each copy. Each leads to an article that is no copy itself: a family is a star.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import eq
from typing import Final, Self, TypeAlias

IS_COPY: Final = 0.3
"""Resemblance from which on an article of another outlet is a copy.

Of 101,926 pairs of articles written apart, some 290 words each, none came to more than 0.17. Two that quote one press
release come to it where that is as long as what each has of its own; then what both quote counts once.
"""
IS_REPRINT: Final = 0.8
"""The same for an article of the same outlet. One that only uses paragraphs again is a new article."""

Links: TypeAlias = dict[int, tuple[int, float]]
"""Of each copy: the id of its origin, and how much the two resemble each other."""

_Rank: TypeAlias = tuple[dt.date, bool, int]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a text is recognised by.

    Attributes:
        method: how it was made; only what was made in one way can be compared.
        numbers: of 32 bits; texts resemble each other as far as these are equal, place by place.
        bands: numbers of 64 bits, signed; texts that resemble each other have some of them in common. They lead to a
            signature and are not needed to compare it.
    """

    method: str
    numbers: tuple[int, ...]
    bands: tuple[int, ...] = ()

    def resemblance(self, other: Self) -> float:
        """The share of the shingles of two texts that is in both (Jaccard's index), estimated; 0 where none can tell."""
        if self.method != other.method:
            return 0.0
        equal: int = sum(map(eq, self.numbers, other.numbers))
        return equal / len(self.numbers)


@dataclass(frozen=True, slots=True)
class Member:
    """What decides whether an article is a copy of another.

    Attributes:
        declared: key of the article that it says it is a copy of.
        said_on: when it said what it said first.
        signature: of its text; None where that is too short to be recognised.
    """

    id: int
    outlet_id: int
    key: str
    declared: str | None
    said_on: dt.date
    signature: Signature | None


def links(
    members: Mapping[int, Member], noted: int, related: Collection[int], before: Mapping[int, int]
) -> Links:
    """What is a copy of what, each article looking only at those before it: the first that it resembles, or says so.

    So it does not matter in which order they are found, and one that comes later joins no two families.

    Args:
        members: by id.
        noted: the one that is new, or has a new text.
        related: those that it resembles, or that one of the two says so of.
        before: of each copy among them, its origin, as it was without that.
    """
    roots = _roots(members.values())
    ranks = {member.id: _rank(member, roots.get(member.id)) for member in members.values()}
    settled = members.keys() - {noted}
    if noted in before or noted in before.values() or ranks[noted] < max(ranks[other] for other in related):
        settled = set()  # it is not just one more, behind all that it has to do with
    origins: dict[int, Member] = {}
    earlier: list[Member] = []
    for member in sorted(members.values(), key=lambda member: ranks[member.id]):
        if member.id in settled:
            origin = members[before.get(member.id, member.id)]
        elif member.id in roots:
            origin = origins[roots[member.id].id]
        else:
            origin = _first(member, earlier, origins)
        origins[member.id] = origin
        earlier.append(member)
    copies = ((members[number], origin) for number, origin in origins.items() if origin.id != number)
    return {copy.id: (origin.id, _resemblance(copy, origin)) for copy, origin in copies}


def is_alike(one: Member, other: Member) -> bool:
    """Whether one of the two is a copy of the other, as far as their texts go."""
    return _resemblance(one, other) >= (IS_REPRINT if one.outlet_id == other.outlet_id else IS_COPY)


def _roots(members: Collection[Member]) -> dict[int, Member]:
    """Of each article that says it is a copy of one of these: where that leads in the end. Circles lead nowhere."""
    by_key = {member.key: member for member in members}
    roots = {}
    for member in members:
        seen, at = {member.key}, member
        while (said := by_key.get(at.declared or "")) is not None and said.key not in seen:
            seen.add(said.key)
            at = said
        if at is not member and said is None:
            roots[member.id] = at
    return roots


def _rank(member: Member, root: Member | None) -> _Rank:
    """Who was first; but nobody is before what he says that he copied."""
    if root is None:
        return (member.said_on, False, member.id)
    return (max(member.said_on, root.said_on), True, member.id)


def _first(member: Member, earlier: Iterable[Member], origins: Mapping[int, Member]) -> Member:
    """The origin of the first earlier article that this one is a copy of; itself where there is none."""
    for other in earlier:
        origin = origins[other.id]
        if member.declared is not None and member.declared == other.declared:
            return origin
        if not is_alike(member, other):
            continue
        # a copy at a third outlet does not make two articles of one outlet the same
        if origin.outlet_id != member.outlet_id or is_alike(member, origin):
            return origin
    return member


def _resemblance(one: Member, other: Member) -> float:
    if one.signature is None or other.signature is None:
        return 0.0
    return one.signature.resemblance(other.signature)
