"""The second opinion on a cut: its cost and its faults, from scratch, whoever made it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.planning.sectors.problem import SectorProblem

EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a cut is worth.

    `objective_s` is the mean drive between a visit and its sector's centre; `centres` the unit
    that makes it shortest, a sector each (−1: empty); `loads_s` their work; `in_pieces` the
    sectors not in one piece; `unmet` the wishes not met ("together", "fixed").
    """

    objective_s: float
    centres: tuple[int, ...]
    loads_s: tuple[float, ...]
    imbalance_ratio: float
    in_pieces: tuple[int, ...]
    unmet: tuple[str, ...]
    is_balanced: bool

    @property
    def is_valid(self) -> bool:
        """Tell whether the cut keeps every rule."""
        return self.is_balanced and not self.in_pieces and not self.unmet


def assess_cut(problem: SectorProblem, sector_of: Sequence[int]) -> Assessment:
    """Weigh a cut: `sector_of[i]` in 0 … k − 1 for each unit."""
    members = [
        [i for i, own in enumerate(sector_of) if own == sector]
        for sector in range(problem.sectors)
    ]
    costs = problem.cost_s
    centres, objective_s = [], 0.0
    for sector, inside in enumerate(members):
        centre = _centre(problem, costs, sector, inside)
        centres.append(centre)
        objective_s += float(costs[inside, centre].sum()) if inside else 0.0
    loads_s = [float(problem.work_s[inside].sum()) for inside in members]
    least_s, most_s = problem.limits_s
    mean_s = float(problem.work_s.sum()) / problem.sectors or 1.0
    slack_s = EPSILON * mean_s
    return Assessment(
        objective_s=objective_s,
        centres=tuple(centres),
        loads_s=tuple(loads_s),
        imbalance_ratio=max(abs(load / mean_s - 1) for load in loads_s)
        if problem.work_s.any()
        else 0.0,
        in_pieces=tuple(
            sector for sector, inside in enumerate(members) if not is_whole(problem, inside)
        ),
        unmet=tuple(_unmet(problem, sector_of)),
        is_balanced=all(least_s - slack_s <= load <= most_s + slack_s for load in loads_s),
    )


def is_whole(problem: SectorProblem, members: Sequence[int]) -> bool:
    """Tell whether units make one piece; no unit makes none."""
    inside = set(members)
    frontier = list(members)[:1]
    reached = set(frontier)
    while frontier:
        for j in problem.neighbours[frontier.pop()]:
            if j in inside and j not in reached:
                reached.add(j)
                frontier.append(j)
    return bool(inside) and reached == inside


def _centre(
    problem: SectorProblem, costs: np.ndarray, sector: int, inside: Sequence[int]
) -> int:
    """Return the sector's base, else the member nearest to its visits; −1 if it is empty."""
    base = problem.wishes.bases.get(sector)
    if base is not None:
        return base
    if not inside:
        return -1
    return inside[int(costs[np.ix_(inside, inside)].sum(axis=0).argmin())]


def _unmet(problem: SectorProblem, sector_of: Sequence[int]) -> list[str]:
    wishes = problem.wishes
    unmet = []
    if any(len({sector_of[i] for i in group}) > 1 for group in wishes.together):
        unmet.append("together")
    if any(sector_of[unit] != sector for unit, sector in wishes.fixed.items()):
        unmet.append("fixed")
    if any(sector_of[unit] != sector for sector, unit in wishes.bases.items()):
        unmet.append("bases")
    return unmet
