"""Check, right before storing, that this very appointment still fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.planning.errors import UnknownShift
from toctoc.planning.insertion import Fit, Reason, Verdict, find_fits, insert, need_of
from toctoc.planning.model import Problem, Request, ShiftKey, Stop, Tour
from toctoc.planning.proposals.candidates import WeekHours
from toctoc.planning.proposals.refusals import Refusal, as_refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A visit that fits: the stop to store and the tours as they would stand."""

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
        The cheapest position at that time, or whose reason stands in the way.
    """
    promise = request.promise or problem.rules.promise
    need, week_hours = need_of(request, promise), WeekHours(problem)
    if len({shift.volunteer for shift in shifts}) != (2 if request.needs_pair else 1):
        return Refusal(volunteer=None, reason=Reason.NO_PAIR)
    tours: list[Tour] = []
    fits: list[Fit] = []
    for key in shifts:
        try:
            tour = problem.get_tour(key)
        except UnknownShift:
            return Refusal(volunteer=key.volunteer, reason=Reason.NO_SHIFT)
        found = find_fits(tour, need, (promised_start_s,), week_hours.for_tour(tour))
        if isinstance(found, Verdict):
            return as_refusal(key.volunteer, found)
        tours.append(tour)
        fits.append(min(found, key=lambda fit: (fit.added_m, fit.position)))
    stop = need.stop_at(promised_start_s)
    return Insertion(
        stop=stop,
        volunteers=tuple(key.volunteer for key in shifts),
        promised_start_s=promised_start_s,
        promised_end_s=promised_start_s + promise.width_s,
        planned_start_s=fits[0].planned_s,
        position=fits[0].position,
        added_m=sum(fit.added_m for fit in fits),
        added_work_s=sum(fit.added_work_s for fit in fits),
        tours=tuple(
            insert(tour, fit.position, stop) for tour, fit in zip(tours, fits, strict=True)
        ),
    )
