"""What the next caller is expected to pay, given what every open day would charge.

Each half-day suits a caller with probability q; of those that suit, the cheapest is taken. With
prices in order a₁ ≤ a₂ ≤ … the expectation is Σ q(1 − q)ⁱ⁻¹ aᵢ, cut after the first few. Loops
over places have no branches: prices are put in order by exchanges, all places at once.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import inlined, lean, summed
from toctoc.planning.days.arrays import Floats
from toctoc.planning.days.lookahead import NO_ROOM_M

# Prices kept a place: those counted, and two more that a day being changed may take out.
COUNTED = 6
KEPT = COUNTED + 2


class Outlook(NamedTuple):
    """The lowest prices of each place over all open half-days. K places."""

    lowest_m: Floats  # (KEPT, K) in order; NO_ROOM_M where there are fewer
    chance: Floats  # (COUNTED,) that each of the counted is the one taken
    elsewhere_m: Floats  # (COUNTED, K) the lowest on other days than one: see `look_away`
    expected_m: Floats  # (K,) what a caller from each place is expected to pay


def make_outlook(places: int, suits_ratio: float) -> Outlook:
    """Make an outlook over no day at all, for callers whom a half-day suits so often."""
    lowest_m = np.full((KEPT, places), float(NO_ROOM_M))
    return Outlook(
        lowest_m=lowest_m,
        chance=np.array([suits_ratio * (1 - suits_ratio) ** k for k in range(COUNTED)]),
        elsewhere_m=lowest_m[:COUNTED].copy(),
        expected_m=np.zeros(places),
    )


@lean
def look_out(prices_m: Floats, outlook: Outlook) -> None:
    """Fill the outlook over some days; `prices_m` has shape (D, 2, K), metres."""
    lowest_m, expected_m = outlook.lowest_m, outlook.expected_m
    lowest_m[:] = NO_ROOM_M
    for day in range(prices_m.shape[0]):
        for half in range(2):
            _enter(prices_m[day, half], lowest_m)
    for place in range(expected_m.shape[0]):
        expected_m[place] = 0.0
        for k in range(COUNTED):
            expected_m[place] += outlook.chance[k] * lowest_m[k, place]


@inlined
def _enter(price_m: Floats, lowest_m: Floats) -> None:
    """Enter prices (shape (K,)) into the lists of all places (shape (KEPT, K)), in order."""
    for place in range(price_m.shape[0]):
        new_m = price_m[place]
        for k in range(KEPT):
            kept_m = lowest_m[k, place]
            lowest_m[k, place] = min(kept_m, new_m)
            new_m = max(new_m, kept_m)


@lean
def look_away(outlook: Outlook, prices_m: Floats) -> None:
    """Fill `elsewhere_m` with the lowest prices but those of one day, shape (2, K)."""
    lowest_m, elsewhere_m = outlook.lowest_m, outlook.elsewhere_m
    for place in range(prices_m.shape[1]):
        one_m, other_m = prices_m[0, place], prices_m[1, place]
        low_m = min(other_m, one_m)
        high_m = max(one_m, other_m)
        for k in range(COUNTED):
            first_m, second_m = lowest_m[k, place], lowest_m[k + 1, place]
            third_m = lowest_m[k + 2, place]
            later_m = second_m if second_m < high_m else third_m
            elsewhere_m[k, place] = first_m if first_m < low_m else later_m


@summed
def saving_m(outlook: Outlook, prices_m: Floats, weight: Floats) -> float:
    """Return what an average next caller saves if the day looked away from charges this.

    `prices_m` has shape (2, K), `weight` shape (K,), summing to 1.
    """
    elsewhere_m, expected_m, chance = outlook.elsewhere_m, outlook.expected_m, outlook.chance
    saved_m = 0.0
    for place in range(weight.shape[0]):
        one_m, other_m = prices_m[0, place], prices_m[1, place]
        low_m = min(other_m, one_m)
        high_m = max(one_m, other_m)
        price_m = 0.0
        for k in range(COUNTED):
            kept_m = elsewhere_m[k, place]
            next_m = max(kept_m, low_m)
            price_m += chance[k] * (min(kept_m, low_m))
            low_m = min(high_m, next_m)
            high_m = max(next_m, high_m)
        saved_m += weight[place] * (expected_m[place] - price_m)
    return saved_m
