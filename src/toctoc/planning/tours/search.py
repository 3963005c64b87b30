"""Wide-window and large days through PyVRP's iterated local search.

Every new best is judged by `evaluate`; the best that passes is kept.
"""

import warnings

import pyvrp
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks

from toctoc.planning.tours.board import Board, Deal, Scored
from toctoc.planning.tours.instance import Model
from toctoc.planning.tours.task import Budget

MOST_TIGHTENINGS = 3
# How many iterations ago a plan may have been as long as a new one to be gone on from. PyVRP's
# usual 300 suit hours of search; measured on days of 200 visits, 30 are better within seconds.
HISTORY = 30


def search(board: Board, start: Scored, *, seed: int, budget: Budget) -> Scored:
    """Return the best deal found from `start`, itself where nothing better is.

    The hours of work are the one thing PyVRP sees differently: it lets a volunteer leave late
    where that saves waiting. Where a best of its breaks them, it is asked again for less.
    """
    best, most_s = start, dict[int, int]()
    for _ in range(1 + MOST_TIGHTENINGS):
        model = Model(board, most_s, is_optional=best.missing > 0)
        watch = _Watch(model, best)
        _run(model, best.deal, watch, seed, budget)
        best = watch.best
        if not watch.overlong_s:
            break
        most_s |= {v: duration_s - 1 for v, duration_s in watch.overlong_s.items()}
    return best


class _Watch(IteratedLocalSearchCallbacks):
    """Judge each new best of PyVRP's; note the tours of the first that work too long."""

    def __init__(self, model: Model, start: Scored) -> None:
        self.model, self.best = model, start
        self.overlong_s: dict[int, int] = {}

    def on_best(self, best: pyvrp.Solution) -> None:
        """Keep a new best that passes."""
        if not best.is_feasible():
            return
        deal, board = self.model.deal(best), self.model.board
        scored = board.judge(deal)
        if scored is not None:
            self.best = min(self.best, scored, key=lambda judged: judged.rank)
        elif not self.overlong_s:
            self.overlong_s = {
                route.vehicle_type(): route.duration()
                for route in best.routes()
                if not board.may_drive(route.vehicle_type(), deal[route.vehicle_type()])
            }


class _Stop:
    """PyVRP's stopping criterion for a budget."""

    def __init__(self, budget: Budget) -> None:
        self.budget, self.done = budget, 0

    def __call__(self, best_cost: float) -> bool:  # noqa: ARG002 -- PyVRP's protocol
        self.done += 1
        return self.done > self.budget.iterations or self.budget.should_stop()


def _run(model: Model, start: Deal, watch: _Watch, seed: int, budget: Budget) -> None:
    ils = pyvrp.IteratedLocalSearchParams(history_length=HISTORY, callbacks=watch)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says when it finds nothing feasible
        pyvrp.solve(
            model.data,
            stop=_Stop(budget),
            seed=seed,
            collect_stats=False,
            params=pyvrp.SolveParams(ils=ils),
            initial_solution=model.solution(start),
        )
