"""The exact model in rows and columns: assignment to centres, contiguity by separators.

x[i, j] = 1: unit i is in the sector centred at j (Hess et al., Operations Research 13, 1965).
For a set C without centre j, i in C: x[i, j] ≤ Σ x[u, j] over the units u around C, a way out
(Oehrlein, Haunert, Journal of Spatial Information Science 15, 2017). docs/algorithms/sectors.md
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.sectors.problem import Floats, SectorProblem

type Pairs = NDArray[np.bool_]
type Row = tuple[float, float, dict[int, float]]  # lower, upper, column -> coefficient

INFINITE = float("inf")


@dataclass(slots=True)
class Formulation:
    """The model: costs by column, rows, and `x`, the column of a pair (unit, centre)."""

    costs: list[float] = field(default_factory=list)
    x: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def formulate(
    problem: SectorProblem, may: Pairs, apart: Iterable[frozenset[int]]
) -> Formulation:
    """Write the model down.

    Parameters
    ----------
    may : ndarray of bool, shape (n, n)
        The pairs (unit, centre) a cut may use.
    apart : iterable of sets of units
        Sets that a sector centred outside may not hold without a way out.
    """
    model, costs, served = Formulation(), problem.cost_s, reach(problem, may)
    for j, units in served.items():
        for i in units:
            model.x[i, j] = len(model.costs)
            model.costs.append(float(costs[i, j]))
    model.rows += _assignment(problem, model, served)
    model.rows += _balance(problem, model, served)
    model.rows += _wishes(problem, model, served)
    for loose in apart:
        model.rows += _ways_out(problem, model, served, loose)
    return model


def reach(problem: SectorProblem, may: Pairs) -> dict[int, list[int]]:
    """Return, for each centre, the units it may serve and can reach through such units.

    `may` has shape (n, n).
    """
    served = {}
    for j in map(int, np.flatnonzero(may.diagonal())):
        inside, frontier = {j}, [j]
        while frontier:
            for i in problem.neighbours[frontier.pop()]:
                if may[i, j] and i not in inside:
                    inside.add(i)
                    frontier.append(i)
        served[j] = sorted(inside)
    return served


def _assignment(
    problem: SectorProblem, model: Formulation, served: dict[int, list[int]]
) -> Iterator[Row]:
    """Each unit in one sector, each sector with its centre, k sectors."""
    of_unit: dict[int, dict[int, float]] = {i: {} for i in range(problem.size)}
    for (i, j), column in model.x.items():
        of_unit[i][column] = 1.0
        if i != j:
            yield -INFINITE, 0.0, {column: 1.0, model.x[j, j]: -1.0}
    for columns in of_unit.values():
        yield 1.0, 1.0, columns
    yield problem.sectors, problem.sectors, {model.x[j, j]: 1.0 for j in served}


def _balance(
    problem: SectorProblem, model: Formulation, served: dict[int, list[int]]
) -> Iterator[Row]:
    least_s, most_s = problem.limits_s
    mean_s = (least_s + most_s) / 2 or 1.0
    for j, units in served.items():
        loads = {model.x[i, j]: float(problem.work_s[i]) / mean_s for i in units}
        centre = model.x[j, j]
        yield -INFINITE, 0.0, loads | {centre: loads[centre] - most_s / mean_s}
        yield 0.0, INFINITE, loads | {centre: loads[centre] - least_s / mean_s}


def _wishes(
    problem: SectorProblem, model: Formulation, served: dict[int, list[int]]
) -> Iterator[Row]:
    wishes = problem.wishes
    groups: list[Sequence[int]] = list(wishes.together)
    first = dict(wishes.bases)  # one unit of each sector that has any by name
    for base in wishes.bases.values():
        yield 1.0, 1.0, {model.x[base, base]: 1.0} if (base, base) in model.x else {}
    for unit, sector in wishes.fixed.items():
        groups.append((first.setdefault(sector, unit), unit))
    for group in groups:
        for other in group[1:]:
            yield from _same_sector(model, served, group[0], other)
    if len(first) > 1:  # sectors by name are different sectors
        for j in served:
            apart = {model.x[i, j]: 1.0 for i in first.values() if (i, j) in model.x}
            column = model.x[j, j]
            yield -INFINITE, 0.0, apart | {column: apart.get(column, 0.0) - 1.0}


def _same_sector(
    model: Formulation, served: Iterable[int], one: int, other: int
) -> Iterator[Row]:
    for j in served if one != other else ():
        columns = {}
        if (one, j) in model.x:
            columns[model.x[one, j]] = 1.0
        if (other, j) in model.x:
            columns[model.x[other, j]] = -1.0
        yield 0.0, 0.0, columns


def _ways_out(
    problem: SectorProblem,
    model: Formulation,
    served: dict[int, list[int]],
    units: frozenset[int],
) -> Iterator[Row]:
    around = {u for i in units for u in problem.neighbours[i]} - units
    for j in served:
        inside = [i for i in units if (i, j) in model.x]
        if j in units or j in around:
            continue  # the centre itself is there, or is the way out
        ways = {model.x[u, j]: -1.0 for u in around if (u, j) in model.x}
        for i in inside:
            yield -INFINITE, 0.0, ways | {model.x[i, j]: 1.0}


def values_of(
    model: Formulation, sector_of: Sequence[int], centres: Sequence[int]
) -> Floats | None:
    """Return the columns' values for a cut, shape (columns,); None if it uses other pairs."""
    values = np.zeros(len(model.costs))
    for i, sector in enumerate(sector_of):
        if (i, centres[sector]) not in model.x:
            return None
        values[model.x[i, centres[sector]]] = 1.0
    return values
