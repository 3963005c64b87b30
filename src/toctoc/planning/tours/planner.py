"""Plan a day anew across its volunteers, and say what changes.

Whatever finds it, a plan is returned only once `evaluate` has passed it, only if it is better,
and only if it is better by enough.
"""

from toctoc.planning.model import Problem
from toctoc.planning.tours.board import Board, Deal, Scored, lay_out
from toctoc.planning.tours.repair import exchange_missing, insert_missing, repair
from toctoc.planning.tours.report import report
from toctoc.planning.tours.result import DayPlan, Method
from toctoc.planning.tours.task import Budget, DayRules

NO_RULES = DayRules()
USUAL_BUDGET = Budget()
MOST_IMPROVED = 60  # of more visits PyVRP makes short work sooner than our own local search


def plan_day(
    problem: Problem,
    day: int,
    rules: DayRules = NO_RULES,
    *,
    seed: int = 0,
    budget: Budget = USUAL_BUDGET,
) -> DayPlan:
    """Find the best tours of a day across its volunteers.

    Promises, shifts, skills and limits hold in what is returned; visits that cannot be kept
    are told, not dropped in silence. Feasible tours stay as they are where the gain is small.

    Parameters
    ----------
    problem : Problem
        All tours of `day`, planned together; other tours count against their weeks.
    day : int
        Which day.
    rules : DayRules
        What may be touched, what changes count for. Raises InvalidParameter for a visit that
        stands twice and is no pair's.
    seed : int
        Of the search; the same seed and iterations give the same plan.
    budget : Budget
        How long to search, where the day is not solved exactly. More is never worse.
    """
    board = lay_out(problem, day, rules)
    before = board.judge(board.deal_now)
    was_feasible = before is not None and before.missing == 0
    if not board.jobs or not board.tours:
        return report(problem, day, board, board.deal_now, Method.KEPT)
    best, method = _find_best(board, seed, budget)
    if before is not None and was_feasible:
        gain_m = before.cost_m - best.cost_m
        if gain_m < max(1, rules.least_gain_m):
            best, method = before, Method.KEPT
    return report(problem, day, board, best.deal, method)


def _find_best(board: Board, seed: int, budget: Budget) -> tuple[Scored, Method]:
    """Return the best deal that keeps every rule. There is something to plan."""
    from toctoc.planning.tours.exact import Kernels  # noqa: PLC0415 -- slow import

    kernels = Kernels.of(board)
    exact = kernels.solve()
    if exact is not None and (solved := board.judge(exact)) is not None:
        return solved, Method.EXACT
    start = _best_of(board, [board.deal_now, repair(board)])
    is_small = len(board.jobs) <= MOST_IMPROVED
    shorter = kernels.improve(start.deal) if is_small else start.deal
    start = _best_of(board, [start.deal, shorter, insert_missing(board, shorter)])
    start = exchange_missing(board, start)
    from toctoc.planning.tours.search import search  # noqa: PLC0415 -- slow import

    return search(board, start, seed=seed, budget=budget), Method.SEARCH


def _best_of(board: Board, deals: list[Deal]) -> Scored:
    """Return the best of some deals, one of which keeps every rule; ties: the first."""
    judged = [scored for deal in deals if (scored := board.judge(deal)) is not None]
    return min(judged, key=lambda scored: scored.rank)
