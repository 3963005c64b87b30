"""What the next caller is expected to pay, given what every open day would charge.

Each half-day suits a caller with probability q, independently; of those that suit, the cheapest
is taken. With prices in order a₁ ≤ a₂ ≤ … the expectation is Σ q(1 − q)ⁱ⁻¹ aᵢ, cut after the
first few.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import compiled
from toctoc.planning.days.arrays import Floats, Ints
from toctoc.planning.days.lookahead import NO_ROOM_M

# Prices kept a place: those counted, and two more that a day being changed may take out.
COUNTED = 6
KEPT = COUNTED + 2


class Outlook(NamedTuple):
    """The lowest prices of each place over all open half-days. K places."""

    lowest_m: Floats  # (K, KEPT) in order; NO_ROOM_M where there are fewer
    day: Ints  # (K, KEPT) row of the day each is of; -1 none
    expected_m: Floats  # (K,) what a caller from each place is expected to pay


@compiled
def look_out(prices_m: Floats, suits_ratio: float) -> Outlook:
    """Return the outlook over days; `prices_m` has shape (D, 2, K), metres."""
    places = prices_m.shape[2]
    lowest_m = np.full((places, KEPT), NO_ROOM_M)
    day_of = np.full((places, KEPT), -1, np.int64)
    expected_m = np.empty(places)
    for place in range(places):
        for day in range(prices_m.shape[0]):
            for half in range(2):
                _enter(lowest_m[place], day_of[place], prices_m[day, half, place], day)
        expected_m[place] = _expect(lowest_m[place], suits_ratio)
    return Outlook(lowest_m=lowest_m, day=day_of, expected_m=expected_m)


@compiled
def _enter(lowest_m: Floats, day_of: Ints, price_m: float, day: int) -> None:
    """Enter a price into a place's list, both of shape (KEPT,), kept in order."""
    k = KEPT - 1
    if price_m >= lowest_m[k]:
        return
    while k > 0 and lowest_m[k - 1] > price_m:
        lowest_m[k], day_of[k] = lowest_m[k - 1], day_of[k - 1]
        k -= 1
    lowest_m[k], day_of[k] = price_m, day


@compiled
def _expect(lowest_m: Floats, suits_ratio: float) -> float:
    """Return the expectation over the first COUNTED of prices in order (shape (KEPT,))."""
    expected_m, chance = 0.0, suits_ratio
    for k in range(COUNTED):
        expected_m += chance * lowest_m[k]
        chance *= 1 - suits_ratio
    return expected_m


@compiled
def saving_m(
    outlook: Outlook, day: int, prices_m: Floats, weight: Floats, suits_ratio: float
) -> float:
    """Return what an average next caller saves if row `day` charges `prices_m` instead.

    `prices_m` has shape (2, K), `weight` shape (K,), summing to 1.
    """
    saved_m = 0.0
    for place in range(weight.shape[0]):
        low_m = min(prices_m[0, place], prices_m[1, place])
        high_m = max(prices_m[0, place], prices_m[1, place])
        row_m, days = outlook.lowest_m[place], outlook.day[place]
        expected_m, chance, k, taken = 0.0, suits_ratio, 0, 0
        for _ in range(COUNTED):
            while k < KEPT and days[k] == day:
                k += 1
            other_m = row_m[k] if k < KEPT else NO_ROOM_M
            if taken == 0 and low_m <= other_m:
                price_m, taken = low_m, 1
            elif taken == 1 and high_m <= other_m:
                price_m, taken = high_m, 2
            else:
                price_m = other_m
                k += 1
            expected_m += chance * price_m
            chance *= 1 - suits_ratio
        saved_m += weight[place] * (outlook.expected_m[place] - expected_m)
    return saved_m
