"""The day through the compiled kernels: exactly where windows settle the order, else improved.

Every volunteer gets a travel profile of their own, in which the way to a visit holds what the
visit counts for beside its drive: so preferences cost the kernels nothing.
"""

from dataclasses import dataclass, replace

import numpy as np

from toctoc.planning.days.arrays import DayArrays, Plan
from toctoc.planning.days.build import build_day, empty_plan
from toctoc.planning.days.improve import improve
from toctoc.planning.days.kernel import is_order_settled, make_labels, solve, trace
from toctoc.planning.days.pricing import order_with
from toctoc.planning.insertion import Need
from toctoc.planning.model import Tour
from toctoc.planning.tours.board import Board, Deal

MOST_LABELS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernels:
    """A board as arrays. Node n is job `job[n]`; row r is tour `tour[r]` of the board."""

    arrays: DayArrays
    everything: Plan  # all jobs in some row, whether that can be driven or not
    job: tuple[int, ...]
    tour: tuple[int, ...]

    @classmethod
    def of(cls, board: Board) -> "Kernels":
        """Lay a board out. At least one tour."""
        day = build_day(_numbered(board), _nobody(board), board.left_s)
        keys = [tour.shift.key for tour in board.tours]
        tour = tuple(keys.index(t.shift.key) for t in day.tours)
        job = tuple(stop.id for stop in day.stops)
        return cls(
            arrays=_with_costs(day.arrays, board, job, tour),
            everything=day.booked,
            job=job,
            tour=tour,
        )

    def solve(self) -> Deal | None:
        """Return the best deal of all jobs.

        None where windows leave the order open, labels do not suffice, or there is none.
        """
        order = order_with(self.arrays, self.everything, -1)
        if not is_order_settled(self.arrays, order):
            return None
        labels = make_labels(MOST_LABELS, len(self.tour), len(self.job) + 1)
        best = solve(self.arrays, order, labels)
        if best < 0:
            return None
        plan = empty_plan(len(self.tour), len(self.job) + 1)
        trace(self.arrays, order, best, labels, plan)
        return self._deal(plan)

    def improve(self, deal: Deal) -> Deal:
        """Shorten a deal by local search."""
        plan = empty_plan(len(self.tour), len(self.job) + 1)
        for r, v in enumerate(self.tour):
            plan.visits[r] = len(deal[v])
            plan.node[r, : len(deal[v])] = [self.job.index(i) for i in deal[v]]
        improve(self.arrays, plan)
        return self._deal(plan)

    def _deal(self, plan: Plan) -> Deal:
        rows = {
            v: tuple(self.job[node] for node in plan.node[r, : plan.visits[r]])
            for r, v in enumerate(self.tour)
        }
        return tuple(rows[v] for v in range(len(rows)))


def _numbered(board: Board) -> list[Tour]:
    """Return the tours with jobs' numbers for ids; stranded jobs join the first."""
    rows = [list(row) for row in board.deal_now]
    rows[0] += [i for i, job in enumerate(board.jobs) if job.owner is None]
    return [
        replace(tour, stops=tuple(replace(board.jobs[i].stop, id=i) for i in row))
        for tour, row in zip(board.tours, rows, strict=True)
    ]


def _nobody(board: Board) -> Need:
    """Return a visit to come that is none: the arrays have a node for one."""
    base = board.tours[0].shift.base
    return Need(id=-1, point=base, length_s=1, width_s=0, skills=frozenset(), is_movable=False)


def _with_costs(
    arrays: DayArrays, board: Board, job: tuple[int, ...], tour: tuple[int, ...]
) -> DayArrays:
    """Give each volunteer a profile with costs on the way to each visit; nobody has a twin."""
    costs_m = [[board.jobs[i].cost_m[v] for i in job] for v in tour]
    distance_m = arrays.distance_m[arrays.profile]
    added_m = np.array([[cost_m or 0 for cost_m in row] for row in costs_m], np.int64)
    distance_m[:, :, : len(job)] += added_m[:, None, :]
    may_serve = np.zeros_like(arrays.may_serve)
    may_serve[:, : len(job)] = [[cost_m is not None for cost_m in row] for row in costs_m]
    alone = np.arange(len(tour), dtype=np.int64)
    return arrays._replace(
        may_serve=may_serve,
        distance_m=distance_m,
        travel_s=arrays.travel_s[arrays.profile],
        profile=alone,
        twin=alone.copy(),
    )
