"""Make a day whole by insertion: visits of broken tours and stranded ones find room.

Plain and quick; what comes of it is where the search starts, and what stands where nothing
better is found.
"""

from toctoc.planning.insertion import Fit, find_fits
from toctoc.planning.tours.board import Board, Deal, Row, Scored


def repair(board: Board) -> Deal:
    """Keep the tours that hold, and insert all other visits where each adds least.

    Visits that find no room are left out.
    """
    sound = tuple(
        row if board.may_drive(v, row) else () for v, row in enumerate(board.deal_now)
    )
    return insert_missing(board, sound)


def insert_missing(board: Board, deal: Deal) -> Deal:
    """Insert the jobs that are in no tour, those with the fewest takers first."""
    for i in sorted(board.missing(deal), key=lambda i: _urgency(board, i)):
        deal = _insert_cheapest(board, deal, i)
    return deal


def _urgency(board: Board, i: int) -> tuple[int, int, int]:
    job = board.jobs[i]
    takers = sum(cost_m is not None for cost_m in job.cost_m)
    return (takers, job.stop.latest_s, i)


def _insert_cheapest(board: Board, deal: Deal, i: int) -> Deal:
    ways = [
        (fit.added_m + cost_m, v, fit.position)
        for v, cost_m in enumerate(board.jobs[i].cost_m)
        if cost_m is not None
        for fit in fits_of(board, deal[v], v, i)
    ]
    if not ways:
        return deal
    _, v, at = min(ways)
    row: Row = (*deal[v][:at], i, *deal[v][at:])
    return (*deal[:v], row, *deal[v + 1 :])


def exchange_missing(board: Board, best: Scored) -> Scored:
    """Leave out another visit instead, as long as that is shorter or makes room for more."""
    while (better := _exchanged(board, best)) is not None:
        best = better
    return best


def _exchanged(board: Board, best: Scored) -> Scored | None:
    """Return the first better deal in which a missing job has taken the place of another."""
    for i in board.missing(best.deal):
        for v, row in enumerate(best.deal):
            for k in range(len(row) if board.jobs[i].cost_m[v] is not None else 0):
                rest: Row = (*row[:k], *row[k + 1 :])
                for fit in fits_of(board, rest, v, i):
                    taken: Row = (*rest[: fit.position], i, *rest[fit.position :])
                    deal = (*best.deal[:v], taken, *best.deal[v + 1 :])
                    scored = board.judge(insert_missing(board, deal))
                    if scored is not None and scored.rank < best.rank:
                        return scored
    return None


def fits_of(board: Board, row: Row, v: int, i: int) -> list[Fit]:
    """Return the ways to put a job into a tour; none where it does not fit."""
    tour, job = board.tour_of(v, row), board.jobs[i]
    found = find_fits(tour, job.need, (job.stop.earliest_s,), board.left_s.get(tour.shift.key))
    return found if isinstance(found, list) else []
