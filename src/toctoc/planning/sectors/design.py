"""Designing sectors: search, bound, then the exact model on what a better cut may use.

docs/algorithms/sectors.md tells the model and the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from toctoc.planning.model import Point
from toctoc.planning.sectors.assess import Assessment, assess_cut
from toctoc.planning.sectors.bound import bound_cuts
from toctoc.planning.sectors.exact import Outcome, Solved, solve_exactly
from toctoc.planning.sectors.obstacles import Obstacle, find_conflict, find_obstacle
from toctoc.planning.sectors.problem import SectorProblem
from toctoc.planning.sectors.search import Cut, search_cut

# Beyond, the exact model takes hours and gigabytes: the bound alone says how good the cut is.
MOST_PAIRS = 12_000
INFINITE = float("inf")


class Phase(StrEnum):
    """What a design is doing."""

    SEARCH = "search"
    BOUND = "bound"
    PROOF = "proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a design is: the best objective so far (infinite: none yet) and the bound."""

    phase: Phase
    best_s: float
    bound_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorDesign:
    """A cut, what it is worth, and how far from the best any cut could be.

    `outcome` is "optimal" (proved), "stopped" or "infeasible"; `obstacle` says which rule
    cannot hold, or could not be held in the time given: `sector_of` is then the nearest found.
    """

    outcome: Outcome
    sector_of: Cut
    assessment: Assessment
    bound_s: float
    obstacle: Obstacle | None = None

    @property
    def gap_ratio(self) -> float:
        """How much shorter a cut might still be, at most, as a ratio of this one."""
        objective_s = self.assessment.objective_s
        return max(0.0, 1 - self.bound_s / objective_s) if objective_s else 0.0


def design_sectors(
    problem: SectorProblem,
    *,
    rng: np.random.Generator,
    should_stop: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    start: Cut | None = None,
) -> SectorDesign:
    """Return the shortest cut that is whole, balanced and as wished, or the best found in time.

    Parameters
    ----------
    should_stop : callable
        Asked often; once it says so, the best cut so far is returned with its gap.
    on_progress : callable
        Told of each phase and of better bounds.
    start : tuple of int, optional
        A cut to start the search from, such as today's.
    """
    conflict = find_conflict(problem)
    if conflict is not None:
        cut = tuple(min(i, problem.sectors - 1) for i in range(problem.size))
        return _infeasible(problem, cut, conflict)
    on_progress(Progress(phase=Phase.SEARCH, best_s=INFINITE, bound_s=0.0))
    cut = search_cut(problem, rng=rng, should_stop=should_stop, start=start)
    best_s = _value(problem, cut)
    on_progress(Progress(phase=Phase.BOUND, best_s=best_s, bound_s=0.0))
    bound = bound_cuts(problem, best_s, should_stop=should_stop)
    solved = Solved(outcome=Outcome.STOPPED, sector_of=None, bound_s=bound.least_s)
    if not should_stop() and int(bound.may.sum()) <= MOST_PAIRS:
        solved = solve_exactly(
            problem,
            bound.may,
            incumbent=cut if best_s < INFINITE else None,
            should_stop=should_stop,
            on_bound=lambda bound_s: on_progress(
                Progress(
                    phase=Phase.PROOF,
                    best_s=best_s,
                    bound_s=min(max(bound_s, bound.least_s), best_s),
                )
            ),
        )
    if solved.sector_of is not None and _value(problem, solved.sector_of) < best_s:
        cut = solved.sector_of
    return _conclude(problem, cut, solved, bound.least_s, rng)


def _value(problem: SectorProblem, cut: Cut) -> float:
    """Return a cut's objective, infinite where it breaks a rule."""
    assessment = assess_cut(problem, cut)
    return assessment.objective_s if assessment.is_valid else INFINITE


def _conclude(
    problem: SectorProblem, cut: Cut, solved: Solved, least_s: float, rng: np.random.Generator
) -> SectorDesign:
    """Say how the design ended.

    Pairs were left out of the model only where no better cut uses them: where it has no
    solution, the cut in hand is the best; with no cut in hand, there is none.
    """
    assessment = assess_cut(problem, cut)
    is_proved = solved.outcome is not Outcome.STOPPED
    if not assessment.is_valid:
        return SectorDesign(
            outcome=Outcome.INFEASIBLE if is_proved else Outcome.STOPPED,
            sector_of=cut,
            assessment=assessment,
            bound_s=max(least_s, solved.bound_s),
            obstacle=find_obstacle(problem, cut, rng),
        )
    objective_s = assessment.objective_s
    bound_s = objective_s if is_proved else max(least_s, solved.bound_s)
    return SectorDesign(
        outcome=Outcome.OPTIMAL if is_proved else Outcome.STOPPED,
        sector_of=cut,
        assessment=assessment,
        bound_s=min(bound_s, objective_s),
    )


def _infeasible(problem: SectorProblem, cut: Cut, obstacle: Obstacle) -> SectorDesign:
    return SectorDesign(
        outcome=Outcome.INFEASIBLE,
        sector_of=cut,
        assessment=assess_cut(problem, cut),
        bound_s=INFINITE,
        obstacle=obstacle,
    )


def number_from_west(
    sector_of: Sequence[int], centres: Sequence[Point], named: Sequence[int] = ()
) -> Cut:
    """Return the cut with sectors numbered from west to east; `named` keep their number."""
    sectors = sorted(set(sector_of))
    lons = {
        sector: float(
            np.mean(
                [c.lon_deg for c, own in zip(centres, sector_of, strict=True) if own == sector]
            )
        )
        for sector in sectors
    }
    free = [sector for sector in sectors if sector not in set(named)]
    renamed = dict(zip(sorted(free, key=lambda sector: lons[sector]), free, strict=True))
    return tuple(renamed.get(sector, sector) for sector in sector_of)
