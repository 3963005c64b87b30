"""Check, right before storing, that this very appointment still fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.planning.errors import UnknownShift
from toctoc.planning.insertion import Reason, Verdict, find_fits, insert
from toctoc.planning.model import Problem, Request, ShiftKey, Stop, Tour
from toctoc.planning.proposals.candidates import Call
from toctoc.planning.proposals.refusals import Refusal, as_refusal
from toctoc.planning.proposals.visit import change_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A visit that fits: the stop to store and the tours that change, as they would stand."""

    stop: Stop
    volunteers: tuple[int, ...]
    promised_start_s: int
    promised_end_s: int
    planned_start_s: int
    position: int
    added_m: int
    added_work_s: int
    tours: tuple[Tour, ...]


def check_insertion(
    problem: Problem, request: Request, shifts: Sequence[ShiftKey], promised_start_s: int
) -> Insertion | Refusal:
    """Check one appointment, hard constraints only.

    Grid, horizon and the caller's half-days are not looked at: the agent may choose another
    time.

    Parameters
    ----------
    shifts : sequence of ShiftKey
        Who comes and when: one shift, or two of one day where the request needs a pair.
    promised_start_s : int
        Start of the promised window, seconds from the horizon's start.

    Returns
    -------
    Insertion or Refusal
        The cheapest position at that time (other visits of the day changing hands only where
        the visit would not fit otherwise), or whose reason stands in the way.
    """
    call = Call.of(problem, request)
    if len({shift.volunteer for shift in shifts}) != (2 if request.needs_pair else 1):
        return Refusal(volunteer=None, reason=Reason.NO_PAIR)
    stop = call.need.stop_at(promised_start_s)
    tours: list[Tour] = []
    for key in shifts:
        found = _insert_cheapest(call, key, stop)
        if isinstance(found, Refusal):
            replanned = _replan(call, key, stop)
            return found if replanned is None else _insertion(call, stop, replanned)
        tours.append(found)
    return _insertion(call, stop, tuple(tours))


def _insert_cheapest(call: Call, key: ShiftKey, stop: Stop) -> Tour | Refusal:
    """Insert the stop into one tour as it stands."""
    try:
        tour = call.problem.get_tour(key)
    except UnknownShift:
        return Refusal(volunteer=key.volunteer, reason=Reason.NO_SHIFT)
    found = find_fits(tour, call.need, (stop.earliest_s,), call.week_left_s.get(key))
    if isinstance(found, Verdict):
        return as_refusal(key.volunteer, found)
    best = min(found, key=lambda fit: (fit.added_m, fit.position))
    return insert(tour, best.position, stop)


def _replan(call: Call, key: ShiftKey, stop: Stop) -> tuple[Tour, ...] | None:
    """Plan the day anew for this volunteer to make the visit; None where that does not help."""
    tours = [tour for tour in call.problem.tours if tour.shift.day == key.day]
    is_movable = any(other.is_movable for tour in tours for other in tour.stops)
    if call.request.needs_pair or not is_movable:
        return None
    from toctoc.planning.days.build import build_sound_day  # noqa: PLC0415 -- slow import
    from toctoc.planning.proposals.search import replan  # noqa: PLC0415 -- slow import

    day = build_sound_day(tours, call.need, call.week_left_s, only=key.volunteer)
    return None if day is None else replan(day, stop)


def _insertion(call: Call, stop: Stop, tours: tuple[Tour, ...]) -> Insertion:
    change = change_of(call, stop, tours)
    return Insertion(
        stop=stop,
        volunteers=change.volunteers,
        promised_start_s=stop.earliest_s,
        promised_end_s=stop.earliest_s + call.promise.width_s,
        planned_start_s=change.planned_start_s,
        position=change.position,
        added_m=change.added_m,
        added_work_s=change.added_work_s,
        tours=change.tours,
    )
