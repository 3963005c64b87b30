"""Small territories for the tests of sectors, and every cut of them, by brute force."""

from itertools import product

import numpy as np

from toctoc.planning.sectors import SectorProblem, Wishes, assess_cut

QUARTER_S = 900.0


def grid_problem(rows, columns, *, work=None, sectors=2, balance_ratio=0.1, wishes=None):
    """A chequerboard: a visit a square unless told, a quarter of an hour a step."""
    n = rows * columns
    at = [(i // columns, i % columns) for i in range(n)]
    apart = np.array([[abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in at] for a in at])
    visits = np.array(work if work is not None else [1.0] * n, dtype=float)
    return SectorProblem(
        visits=visits,
        drive_s=apart * QUARTER_S,
        work_s=visits * 3_600,
        neighbours=tuple(tuple(int(j) for j in np.flatnonzero(row == 1)) for row in apart),
        sectors=sectors,
        balance_ratio=balance_ratio,
        wishes=wishes or Wishes(),
    )


def best_by_brute_force(problem):
    """Return the objective of the best valid cut, infinite where there is none."""
    found = float("inf")
    for cut in product(range(problem.sectors), repeat=problem.size):
        if len(set(cut)) < problem.sectors:
            continue
        assessment = assess_cut(problem, cut)
        if assessment.is_valid:
            found = min(found, assessment.objective_s)
    return found
