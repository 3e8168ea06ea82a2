"""Who moved the consensus: its shift, shared out in days over those who spoke and over the passing of time. Pure.

The shares are Shapley values (Shapley 1953, in Contributions to the Theory of Games II): what each adds to
the shift, averaged over all orders in which they could have come. They are the only shares that add up to the
whole shift, treat equals equally and give nothing to whom nothing is due. For few the average is over all
orders; for many over some that are drawn with a fixed seed (Castro, Gómez & Tejada 2009, Comput. Oper. Res.
36): approximate, each by a fifth or so, but in each order the parts sum to the shift, so that they do on
average, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial
from random import Random
from typing import Final, TypeVar

FEW: Final = 6
"""So many players' shares are exact; with more they are averaged over `ORDERS` orders."""
ORDERS: Final = 20

Player = TypeVar("Player", bound=Hashable)
Value = tuple[int, ...]
"""What a coalition is worth: some whole numbers at once."""


def shapley(
    players: Sequence[Player], worth: Callable[[frozenset[Player]], Value]
) -> dict[Player, tuple[Fraction, ...]]:
    """Each player's share in worth(all) − worth(none), number by number; they sum to it exactly.

    Args:
        players: distinct; with more than `FEW` the shares depend on their order, but not their sum.
        worth: of a coalition; asked once for each.
    """
    known: dict[frozenset[Player], Value] = {}

    def of(coalition: frozenset[Player]) -> Value:
        if coalition not in known:
            known[coalition] = worth(coalition)
        return known[coalition]

    few = len(players) <= FEW
    every = factorial(len(players)) if few else ORDERS
    gained = {
        player: [0] * len(of(frozenset())) for player in players
    }  # over all orders; whole numbers are quick
    for player, orders, without, coalition in _exact(players) if few else _sampled(players):
        row = gained[player]
        for number, (after, before) in enumerate(zip(of(coalition), of(without), strict=True)):
            row[number] += orders * (after - before)
    return {player: tuple(Fraction(sum_, every) for sum_ in row) for player, row in gained.items()}


_Gain = tuple[Player, int, frozenset[Player], frozenset[Player]]
"""A player, in how many orders it joins so, the coalition without it and the one with it."""


def _exact(players: Sequence[Player]) -> Iterator[_Gain[Player]]:
    """Every coalition that a player may join."""
    n = len(players)
    for player in players:
        others = [one for one in players if one != player]
        for size in range(n):
            orders = factorial(size) * factorial(n - size - 1)
            for some in combinations(others, size):
                yield player, orders, frozenset(some), frozenset((*some, player))


def _sampled(players: Sequence[Player]) -> Iterator[_Gain[Player]]:
    """Players joining one after the other, in orders drawn with a fixed seed, each with its reverse (which halves the noise)."""
    draw = Random(0)  # noqa: S311  # not for secrets
    for _ in range(ORDERS // 2):
        order = draw.sample(players, len(players))
        for row in (order, order[::-1]):
            for (_, without), (player, coalition) in pairwise(_growing(row)):
                yield player, 1, without, coalition


def _growing(order: Iterable[Player]) -> Iterator[tuple[Player, frozenset[Player]]]:
    """Each player with the coalition after it joined; first nobody (the first player stands for it)."""
    order = list(order)
    yield order[0], frozenset()
    for place, player in enumerate(order, start=1):
        yield player, frozenset(order[:place])
