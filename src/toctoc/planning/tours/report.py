"""What a plan changes, in the words of the day: tours, moves, visits without room."""

from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Reason, Verdict, find_fits
from toctoc.planning.model import Problem, Tour
from toctoc.planning.timeline import timeline
from toctoc.planning.tours.board import Board, Deal
from toctoc.planning.tours.result import DayPlan, Method, Move, Unserved

# What is short of these is no time: a tour that lacks minutes is nearer.
COUNTED = (Reason.SKILLS, Reason.MAX_VISITS)


def report(problem: Problem, day: int, board: Board, deal: Deal, method: Method) -> DayPlan:
    """Compare a deal with the tours as they stand."""
    today = [tour for tour in problem.tours if tour.shift.day == day]
    planned = {tour.shift.key: tour for tour in board.tours_of(deal)}
    after = tuple(planned.get(tour.shift.key, tour) for tour in today)
    before = board.judge(board.deal_now)
    return DayPlan(
        tours=after,
        moves=_moves(board, deal),
        unserved=tuple(_unserved(board, deal, i) for i in board.missing(deal)),
        distance_before_m=evaluate(today).distance_m,
        distance_after_m=evaluate(after).distance_m,
        gain_m=board.cost_m(board.deal_now) - board.cost_m(deal),
        was_feasible=before is not None and before.missing == 0,
        method=method,
    )


def _starts_s(board: Board, deal: Deal) -> dict[int, int]:
    """Return when each job of a deal is planned to start."""
    lines = [timeline(tour) for tour in board.tours_of(deal)]
    return {
        i: planned.start_s
        for row, line in zip(deal, lines, strict=True)
        for i, planned in zip(row, line.planned, strict=True)
    }


def _moves(board: Board, deal: Deal) -> tuple[Move, ...]:
    """Return what changes volunteer or time, in order of time."""
    was_s, is_s = _starts_s(board, board.deal_now), _starts_s(board, deal)
    moves = [
        Move(
            stop=board.jobs[i].stop,
            from_volunteer=_volunteer(board, board.jobs[i].owner),
            to_volunteer=board.tours[v].shift.volunteer,
            from_start_s=was_s.get(i),
            to_start_s=is_s[i],
        )
        for v, row in enumerate(deal)
        for i in row
        if board.jobs[i].owner != v or was_s.get(i) != is_s[i]
    ]
    return tuple(sorted(moves, key=lambda move: (move.to_start_s, move.stop.id)))


def _volunteer(board: Board, v: int | None) -> int | None:
    return None if v is None else board.tours[v].shift.volunteer


def _unserved(board: Board, deal: Deal, i: int) -> Unserved:
    """Say why a visit has no room: the reason of the tour that lacks least."""
    job = board.jobs[i]
    takers = [v for v, cost_m in enumerate(job.cost_m) if cost_m is not None]
    asked = takers or [v for v in range(len(board.tours)) if job.owner in (None, v)]
    verdicts = [(_verdict(board, board.tour_of(v, deal[v]), i), v) for v in asked]
    verdict, v = min(
        verdicts,
        key=lambda pair: (pair[0].reason in COUNTED, pair[0].short, pair[1]),
        default=(Verdict(reason=Reason.NO_SHIFT), None),
    )
    return Unserved(
        stop=job.stop,
        from_volunteer=_volunteer(board, job.owner),
        volunteer=_volunteer(board, v),
        reason=verdict.reason,
        short=verdict.short,
    )


def _verdict(board: Board, tour: Tour, i: int) -> Verdict:
    job = board.jobs[i]
    found = find_fits(tour, job.need, (job.stop.earliest_s,), board.left_s.get(tour.shift.key))
    return found if isinstance(found, Verdict) else Verdict(reason=Reason.NO_ROOM)
