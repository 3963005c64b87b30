"""Searching for a policy: which parameters move and how far, what is sought, who stays in.

The search itself (CMA-ES) asks for points of a plain space in which every parameter is
counted in steps from a start; how it is driven is the command line's affair.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, log, sqrt

import numpy as np

from toctoc.planning.days.arrays import Floats
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.season.score import SeasonScore

# How far each parameter is moved at first, and the least and most it may be.
STEPS: dict[str, tuple[float, float, float]] = {
    "share_empty_ratio": (0.1, 0.0, 1.0),
    "share_single_ratio": (0.1, 0.0, 1.0),
    "ramp_days": (2.0, 1.0, 60.0),
    "wait_m_per_day": (300.0, 1.0, 100_000.0),
    "far_wait_ratio": (0.3, 0.0, 5.0),
    "opening_m": (1_500.0, -20_000.0, 60_000.0),
    "first_tour_m": (1_000.0, -10_000.0, 60_000.0),
    "further_tour_m": (1_000.0, -10_000.0, 60_000.0),
    "crowd_m": (300.0, -3_000.0, 30_000.0),
    "idle_m_per_h": (300.0, -4_000.0, 30_000.0),
    "future_calls": (2.0, 0.0, 100.0),
    "future_opening_m": (1_500.0, -15_000.0, 60_000.0),
    "future_opening_ratio": (0.12, 0.0, 3.0),
    "suits_ratio": (0.08, 0.05, 0.95),
}
# Refusals and short sets cost so much of log km that no search buys kilometres with them.
REFUSED_COST, SHORT_COST, SHORT_FREE = 3.0, 1.0, 0.03


def moved(start: ProposalParams, moves: Sequence[float]) -> ProposalParams:
    """Return the parameters so many steps away from `start`, held within their bounds."""
    values = {
        name: min(max(getattr(start, name) + step * float(move), least), most)
        for (name, (step, least, most)), move in zip(STEPS.items(), moves, strict=True)
    }
    return replace(start, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a season costs: log(km a visit) + `rate` × mean wait (days), and what is unfair.

    `fairness` prices what the remotest fifth waits beyond `fair_ratio` × the rest. Refused
    callers and short sets of offers are never worth their kilometres.
    """

    rate: float
    fairness: float = 0.0
    fair_ratio: float = 1.15

    def __post_init__(self) -> None:
        """Refuse prices below nothing."""
        for name in ("rate", "fairness"):
            if not getattr(self, name) >= 0:
                raise InvalidParameter(name, getattr(self, name), "at least 0")

    def cost(self, score: SeasonScore) -> float:
        """Return the cost of one season."""
        asked = max(1, score.calls)
        unserved = REFUSED_COST * score.refused / asked
        unserved += SHORT_COST * max(0.0, score.short / asked - SHORT_FREE)
        unfair = self.fairness * max(0.0, score.remote_ratio - self.fair_ratio)
        driven = log(max(1.0, score.metres_per_visit))
        return driven + self.rate * score.mean_wait_days + unfair + unserved


def first_share(seasons: int) -> int:
    """Return how many seasons all candidates are played on before the bad ones leave."""
    return ceil(seasons / 3)


def survivors(costs: Floats, counted: int) -> list[int]:
    """Return which candidates race on, in order.

    Who is clearly worse than the last that counts leaves: by more than the standard error of
    their difference over the same seasons.

    Parameters
    ----------
    costs : ndarray of float64, shape (candidates, seasons)
        Of the first share of seasons.
    counted : int
        How many of the best the search learns from; at least so many stay.
    """
    means = costs.mean(axis=1)
    order = np.argsort(means, kind="stable")
    last = costs[order[min(counted, len(order)) - 1]]
    kept = list(order[:counted])
    for candidate in order[counted:]:
        behind = costs[candidate] - last
        if behind.mean() <= behind.std() / sqrt(len(behind)):
            kept.append(candidate)
    return sorted(int(candidate) for candidate in kept)


def race_costs(first: Floats, rest: dict[int, Sequence[float]]) -> list[float]:
    """Return one cost a candidate: survivors by all seasons, the others after them.

    Parameters
    ----------
    first : ndarray of float64, shape (candidates, seasons)
        Costs on the first share.
    rest : dict of sequences
        The survivors' costs on the other seasons.
    """
    whole = {i: float(np.mean([*first[i], *costs])) for i, costs in rest.items()}
    worst = max(whole.values())
    means = first.mean(axis=1)
    out = [i for i in range(len(first)) if i not in whole]
    least = min((float(means[i]) for i in out), default=0.0)
    return [
        whole[i] if i in whole else worst + float(means[i]) - least + 1e-9
        for i in range(len(first))
    ]
