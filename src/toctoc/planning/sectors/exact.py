"""The exact model handed to HiGHS: warm start, progress, and a stop whenever asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from toctoc.planning.sectors.assess import assess_cut
from toctoc.planning.sectors.formulation import Formulation, Pairs, formulate, values_of
from toctoc.planning.sectors.problem import SectorProblem

GAP = 1e-6  # relative; below it a cut is called optimal


class Outcome(StrEnum):
    """How the making of a cut ended."""

    OPTIMAL = "optimal"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What the solver found: a cut or None, and a bound on all cuts of the model."""

    outcome: Outcome
    sector_of: tuple[int, ...] | None
    bound_s: float


type OnBound = Callable[[float], None]


def solve_exactly(
    problem: SectorProblem,
    may: Pairs,
    *,
    incumbent: Sequence[int] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    on_bound: OnBound = lambda _bound: None,
) -> Solved:
    """Solve the model over the pairs `may` (shape (n, n)) until it is proved or told to stop.

    `incumbent` is a valid cut to start from.

    Notes
    -----
    Each round solves the model with the contiguity written so far. A best solution in one piece
    a sector is the best of all; else its loose parts are forbidden and the next round begins.
    Each round forbids at least one more set, so rounds end.
    """
    apart = [frozenset({i}) for i in range(problem.size)]
    bound_s = 0.0
    while True:
        model = formulate(problem, may, apart)
        solved = _solve(problem, model, incumbent, should_stop, on_bound)
        bound_s = max(bound_s, solved.bound_s)
        loose = list(_loose_parts(problem, solved.centre_of)) if solved.centre_of else []
        if solved.outcome is Outcome.OPTIMAL and loose:
            apart += loose
            continue
        cut = _number(problem, solved.centre_of) if solved.centre_of and not loose else None
        return Solved(outcome=solved.outcome, sector_of=cut, bound_s=bound_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    outcome: Outcome
    centre_of: tuple[int, ...] | None
    bound_s: float


def _solve(
    problem: SectorProblem,
    model: Formulation,
    incumbent: Sequence[int] | None,
    should_stop: Callable[[], bool],
    on_bound: OnBound,
) -> _Round:
    highs = _load(model)
    if incumbent is not None:
        values = values_of(model, incumbent, assess_cut(problem, incumbent).centres)
        if values is not None:
            highs.setSolution(len(values), np.arange(len(values), dtype=np.int32), values)
    _watch(highs, should_stop, on_bound)
    highs.run()
    return _read(problem, model, highs)


def _load(model: Formulation) -> Any:
    """Hand over columns and rows."""
    highs = _silent_solver()
    highs.setOptionValue("mip_rel_gap", GAP)
    highs.setOptionValue("threads", 1)
    n = len(model.costs)
    numbers = np.arange(n, dtype=np.int32)
    highs.addVars(n, np.zeros(n), np.ones(n))
    highs.changeColsCost(n, numbers, np.array(model.costs))
    highs.changeColsIntegrality(n, numbers, np.ones(n, dtype=np.uint8))
    lengths = [len(columns) for _, _, columns in model.rows]
    highs.addRows(
        len(model.rows),
        np.array([lower for lower, _, _ in model.rows]),
        np.array([upper for _, upper, _ in model.rows]),
        sum(lengths),
        np.cumsum([0, *lengths[:-1]], dtype=np.int32),
        np.array([column for _, _, row in model.rows for column in row], dtype=np.int32),
        np.array([factor for _, _, row in model.rows for factor in row.values()]),
    )
    return highs


def _silent_solver() -> Any:
    """Return a solver that never writes to the standard output, its banner included."""
    import highspy  # noqa: PLC0415 -- slow import

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 -- the library's name
            """Fall silent before the first word, which comes with the callbacks."""
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # not typed there

    return Silent()  # type: ignore[no-untyped-call]  # not typed there


def _watch(highs: Any, should_stop: Callable[[], bool], on_bound: OnBound) -> None:
    def interrupt(event: Any) -> None:
        if should_stop():
            event.interrupt()

    def tell(event: Any) -> None:
        on_bound(float(event.data_out.mip_dual_bound))
        interrupt(event)

    highs.cbSimplexInterrupt.subscribe(interrupt)
    highs.cbMipInterrupt.subscribe(tell)


def _read(problem: SectorProblem, model: Formulation, highs: Any) -> _Round:
    import highspy  # noqa: PLC0415 -- slow import

    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return _Round(outcome=Outcome.INFEASIBLE, centre_of=None, bound_s=0.0)
    found, best_s = None, float("inf")
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        found = _centres_of(problem, model, np.array(highs.getSolution().col_value))
        best_s = float(info.objective_function_value)
    is_proved = found is not None and status == highspy.HighsModelStatus.kOptimal
    return _Round(
        outcome=Outcome.OPTIMAL if is_proved else Outcome.STOPPED,
        centre_of=found,
        # Where presolve does the whole work, the solver's own bound means nothing.
        bound_s=best_s if is_proved else min(float(info.mip_dual_bound), best_s),
    )


def _centres_of(
    problem: SectorProblem, model: Formulation, values: np.ndarray
) -> tuple[int, ...]:
    centre_of = [-1] * problem.size
    for (i, j), column in model.x.items():
        if values[column] > 0.5:
            centre_of[i] = j
    return tuple(centre_of)


def _loose_parts(problem: SectorProblem, centre_of: Sequence[int]) -> Iterator[frozenset[int]]:
    """Yield the parts of sectors that do not hang together with their centre."""
    left = set(range(problem.size))
    while left:
        start = min(left)
        part, frontier = {start}, [start]
        while frontier:
            for j in problem.neighbours[frontier.pop()]:
                if j not in part and centre_of[j] == centre_of[start]:
                    part.add(j)
                    frontier.append(j)
        left -= part
        if centre_of[start] not in part:
            yield frozenset(part)


def _number(problem: SectorProblem, centre_of: Sequence[int]) -> tuple[int, ...]:
    """Return sectors as wished where a wish names them, the others in order of centre."""
    wishes = problem.wishes
    named = {centre_of[base]: sector for sector, base in wishes.bases.items()}
    named |= {centre_of[unit]: sector for unit, sector in wishes.fixed.items()}
    free = iter(s for s in range(problem.sectors) if s not in named.values())
    for centre in sorted(set(centre_of) - set(named)):
        named[centre] = next(free)
    return tuple(named[centre] for centre in centre_of)
