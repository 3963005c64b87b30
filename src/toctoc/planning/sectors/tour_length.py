"""How long a tour in a sector is to be expected: visits drawn, best order, from its centre."""

from collections.abc import Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

VISITS = 4
SAMPLES = 300

type Floats = NDArray[np.float64]


def expected_tour(
    legs: Floats,
    shares: Floats,
    members: Sequence[int],
    start: int,
    *,
    rng: np.random.Generator,
) -> float:
    """Return the mean length of a tour of four visits among a sector's members.

    Visits are drawn in proportion to `shares` (two may be in one commune), driven in the best
    of all orders, from `start` and back.

    Parameters
    ----------
    legs : ndarray of float64, shape (n, n)
        From each unit to each, in metres or seconds; the answer is in the same.
    shares : ndarray of float64, shape (n,)
    """
    inside = np.array(members)
    odds = shares[inside]
    odds = odds / odds.sum() if odds.any() else np.full(len(inside), 1 / len(inside))
    drawn = rng.choice(inside, size=(SAMPLES, VISITS), p=odds)
    best = np.full(SAMPLES, np.inf)
    for order in permutations(range(VISITS)):
        stops = drawn[:, order]
        length = legs[start, stops[:, 0]] + legs[stops[:, -1], start]
        for i in range(VISITS - 1):
            length = length + legs[stops[:, i], stops[:, i + 1]]
        best = np.minimum(best, length)
    return float(best.mean())
