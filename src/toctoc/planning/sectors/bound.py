"""How good any cut can be, and what no better cut contains: a Lagrangian bound.

Each unit's "in one sector" is priced instead of asked for; what is left is, for each centre,
the best load within the limits, a knapsack filled greedily. Contiguity is left out. Source:
Validi, Buchanan, Lykhovyd, "Imposing contiguity constraints in political districting models",
Operations Research 70 (2022), on Lagrangian fixing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.sectors.problem import Floats, SectorProblem

ROUNDS = 600
PATIENCE = 25  # rounds without a better bound before the step is halved
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No cut costs less than `least_s`.

    `may[i, j]` (shape (n, n)): a cut as good as the incumbent may have unit i served from j.
    """

    least_s: float
    may: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """The relaxed problem at one set of prices."""

    least_s: float
    excess: Floats  # 1 − how often each unit is served, shape (n,)
    may: NDArray[np.bool_]


def bound_cuts(
    problem: SectorProblem,
    incumbent_s: float,
    *,
    should_stop: Callable[[], bool] = lambda: False,
) -> Bound:
    """Return a lower bound on every cut's objective, and the pairs a better cut may use.

    `incumbent_s` is a cut's objective, or infinite where none is known.

    Notes
    -----
    Subgradient steps of Polyak's length towards the incumbent. O(n² log n) a round.
    """
    costs, may = problem.cost_s, np.ones((problem.size, problem.size), dtype=bool)
    prices = np.partition(costs, min(1, problem.size - 1), axis=1)[:, min(1, problem.size - 1)]
    goal_s = incumbent_s if np.isfinite(incumbent_s) else float(costs.min(axis=0).sum())
    best_s, best_prices, step, stale = -np.inf, prices, 1.0, 0
    for _ in range(ROUNDS):
        at = _relax(problem, costs, prices, incumbent_s)
        may &= at.may
        if at.least_s > best_s + TOLERANCE:
            best_s, best_prices, stale = at.least_s, prices, 0
        else:
            stale += 1
        if stale == PATIENCE:
            step, stale, prices = step / 2, 0, best_prices
            continue
        length = float(at.excess @ at.excess)
        if not length or step < 1e-4 or best_s >= incumbent_s - TOLERANCE or should_stop():
            break
        gap_s = max(1.02 * goal_s - at.least_s, 1e-3 * goal_s)
        prices = prices + step * gap_s / length * at.excess
    return Bound(least_s=min(best_s, incumbent_s), may=may)


def _relax(problem: SectorProblem, costs: Floats, prices: Floats, incumbent_s: float) -> _Round:
    """Fill each centre's knapsack at these prices and open the best k."""
    reduced = costs - prices[:, None]
    taken, worth, critical = _fill(problem, reduced)
    opened = np.argsort(worth, kind="stable")[: problem.sectors]
    least_s = float(prices.sum() + worth[opened].sum())
    served = taken[:, opened].sum(axis=1)
    last = float(worth[opened[-1]])
    forced = np.maximum(0.0, worth - last)[None] + np.maximum(
        0.0, reduced - problem.work_s[:, None] * critical[None]
    )
    slack_s = 1e-7 * abs(incumbent_s) if np.isfinite(incumbent_s) else 0.0
    return _Round(
        least_s=least_s, excess=1.0 - served, may=least_s + forced <= incumbent_s + slack_s
    )


def _fill(problem: SectorProblem, reduced: Floats) -> tuple[Floats, Floats, Floats]:
    """Fill the continuous knapsack of each centre, its own unit inside.

    Returns what is taken, shape (n, n), what that is worth, and the ratio of the last unit
    taken, shape (n,): what a second more of room is worth, 0 where the limits do not bind.
    """
    n, work_s = problem.size, problem.work_s
    least_s, most_s = problem.limits_s
    ratio = reduced / np.maximum(work_s, 1e-12)[:, None]
    np.fill_diagonal(ratio, -np.inf)  # a centre is in its own sector
    order = np.argsort(ratio, axis=0, kind="stable")
    loads = work_s[order]
    until = np.cumsum(loads, axis=0)
    wanted = np.where(reduced < 0, work_s[:, None], 0.0)
    np.fill_diagonal(wanted, work_s)
    room = np.clip(wanted.sum(axis=0), least_s, most_s)
    part = np.clip((room[None] - (until - loads)) / np.maximum(loads, 1e-12), 0.0, 1.0)
    part = np.where(loads > 0, part, np.take_along_axis(reduced, order, axis=0) < 0)
    part[0] = 1.0  # even where it alone is too heavy: the exact model says so
    taken = np.zeros_like(part)
    np.put_along_axis(taken, order, part, axis=0)
    last = np.minimum((until < room[None] - 1e-9).sum(axis=0), n - 1)
    ratios = np.take_along_axis(ratio, order, axis=0)[last, np.arange(n)]
    binds = (room != wanted.sum(axis=0)) & np.isfinite(ratios)
    critical = np.where(binds, ratios, 0.0)
    return taken, (taken * reduced).sum(axis=0), critical
