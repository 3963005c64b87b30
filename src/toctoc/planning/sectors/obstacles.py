"""Which rule cannot hold where no cut can be made: what to tell people to give up."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from toctoc.planning.sectors.assess import assess_cut
from toctoc.planning.sectors.problem import SectorProblem
from toctoc.planning.sectors.search import Cut, blocks_of, search_cut


class Rule(StrEnum):
    """What a cut must keep."""

    BALANCE = "balance"
    CONTIGUITY = "contiguity"
    TOGETHER = "together"
    FIXED = "fixed"
    BASES = "bases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """The rule that cannot hold, the units in its way, and for balance the nearest found."""

    rule: Rule
    units: tuple[int, ...] = ()
    nearest_ratio: float | None = None


def find_conflict(problem: SectorProblem) -> Obstacle | None:
    """Return what makes a cut impossible at first sight, or None; no search."""
    clash = _clash_of_wishes(problem)
    if clash is not None:
        return clash
    least_s, most_s = problem.limits_s
    mean_s = (least_s + most_s) / 2
    for block in blocks_of(problem):
        load_s = float(problem.work_s[list(block)].sum())
        if load_s > most_s * (1 + 1e-9):
            return Obstacle(rule=Rule.BALANCE, units=block, nearest_ratio=load_s / mean_s - 1)
    return None


def find_obstacle(problem: SectorProblem, nearest: Cut, rng: np.random.Generator) -> Obstacle:
    """Return the rule without which a cut is found: a wish if one is enough, else balance."""
    wishes = problem.wishes
    for rule, kept in (
        (Rule.TOGETHER, replace(wishes, together=())),
        (Rule.FIXED, replace(wishes, fixed={})),
        (Rule.BASES, replace(wishes, bases={})),
    ):
        if kept != wishes:
            freer = replace(problem, wishes=kept)
            if assess_cut(freer, search_cut(freer, rng=rng)).is_valid:
                return Obstacle(rule=rule)
    found = assess_cut(problem, nearest)
    if found.in_pieces:
        free = replace(problem, balance_ratio=float(problem.sectors))
        if not assess_cut(free, search_cut(free, rng=rng)).is_valid:
            return Obstacle(rule=Rule.CONTIGUITY)
    return Obstacle(rule=Rule.BALANCE, nearest_ratio=found.imbalance_ratio)


def _clash_of_wishes(problem: SectorProblem) -> Obstacle | None:
    """Find a unit, or units to be kept together, that wishes put in two sectors."""
    wishes = problem.wishes
    bases = list(wishes.bases.values())
    if len(set(bases)) < len(bases):
        return Obstacle(rule=Rule.BASES, units=tuple(sorted(set(bases))))
    for sector, base in wishes.bases.items():
        if wishes.fixed.get(base, sector) != sector:
            return Obstacle(rule=Rule.BASES, units=(base,))
    named = dict(wishes.fixed) | {base: sector for sector, base in wishes.bases.items()}
    for block in blocks_of(problem):
        if len({named[unit] for unit in block if unit in named}) > 1:
            return Obstacle(rule=Rule.TOGETHER, units=block)
    if len(blocks_of(problem)) < problem.sectors:
        return Obstacle(rule=Rule.TOGETHER)
    return None
