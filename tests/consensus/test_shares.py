"""Shapley values: sums, symmetry, and a slow average over all orders."""

from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tracker.consensus.shares import FEW, shapley


def game(draw_of):
    """A game in which every coalition is worth what is drawn for it, the same each time it is asked."""
    known = {}
    return lambda coalition: known.setdefault(coalition, (draw_of(), draw_of()))


def slow(players, worth):
    orders = list(permutations(players))
    total = {player: [Fraction(0), Fraction(0)] for player in players}
    for order in orders:
        for place, player in enumerate(order):
            before, after = worth(frozenset(order[:place])), worth(frozenset(order[: place + 1]))
            for number in range(2):
                total[player][number] += Fraction(after[number] - before[number], len(orders))
    return {player: tuple(sums) for player, sums in total.items()}


@given(st.randoms(), st.integers(1, 5))
def test_few_get_the_average_over_all_orders(random, n):
    players = list(range(n))
    worth = game(lambda: random.randint(-500, 500))

    assert shapley(players, worth) == slow(players, worth)


@given(st.randoms(), st.integers(1, 2 * FEW))
def test_shares_add_up_exactly(random, n):
    players = list(range(n))
    worth = game(lambda: random.randint(-500, 500))
    shares = shapley(players, worth)

    whole = [a - b for a, b in zip(worth(frozenset(players)), worth(frozenset()), strict=True)]
    assert [sum(share[number] for share in shares.values()) for number in range(2)] == whole


@given(st.integers(FEW + 1, 2 * FEW))
def test_many_get_what_each_adds_where_that_never_differs(n):
    shares = shapley(list(range(n)), lambda coalition: (sum(coalition),))

    assert shares == {player: (player,) for player in range(n)}
