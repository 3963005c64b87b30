"""Check, right before storing, that this very appointment still fits, and who makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from toctoc.planning.insertion import Fit, Reason, Verdict, find_fits
from toctoc.planning.model import DAY_S, Problem, Request, ShiftKey, Stop, Tour
from toctoc.planning.proposals.candidates import Call
from toctoc.planning.proposals.pairs import insert_both
from toctoc.planning.proposals.refusals import NEARNESS, Refusal, as_refusal
from toctoc.planning.proposals.visit import change_of

PAIR = 2


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
    """Check one appointment, hard constraints only, and plan its day around it.

    Grid, horizon and the caller's half-days are not looked at: the agent may choose another
    time. What `propose` offered is planned just as it was offered, where nothing changed.

    Parameters
    ----------
    shifts : sequence of ShiftKey
        Who must come: one shift, two of one day where the request needs a pair, or none: then
        whoever makes the day's best plan.
    promised_start_s : int
        Start of the promised window, seconds from the horizon's start.

    Returns
    -------
    Insertion or Refusal
        The day's best plan with the visit in it (others change hands where they may), or whose
        reason stands in the way: without a name the one that comes nearest to fitting.
    """
    call = Call.of(problem, request)
    wanted = PAIR if request.needs_pair else 1
    if shifts and len({shift.volunteer for shift in shifts}) != wanted:
        return Refusal(volunteer=None, reason=Reason.NO_PAIR)
    stop = call.need.stop_at(promised_start_s)
    keys = list(shifts) or [
        tour.shift.key for tour in problem.tours if tour.shift.day == promised_start_s // DAY_S
    ]
    if request.needs_pair:
        return _pair(call, keys, stop)
    tours = _plan_day(call, stop, only=shifts[0].volunteer if shifts else None)
    return _insertion(call, stop, tours) if tours else _nearest_refusal(call, keys, stop)


def _plan_day(call: Call, stop: Stop, *, only: int | None) -> tuple[Tour, ...] | None:
    """Plan the day anew with the visit, made by `only` where named; None: no plan is found.

    Step by step as `search` lays a day out, so that what was offered is what is stored.
    """
    from toctoc.planning.days.build import build_day, build_sound_day  # noqa: PLC0415 -- slow import
    from toctoc.planning.proposals.search import replan  # noqa: PLC0415 -- slow import

    tours = [tour for tour in call.problem.tours if tour.shift.day == stop.earliest_s // DAY_S]
    day = build_sound_day(tours, call.need, call.week_left_s)
    if day is None:
        return None
    if only is not None:
        day = build_day(day.tours, call.need, call.week_left_s, only=only)
    return replan(day, stop, preferred=call.request.preferred_volunteer)


def _pair(call: Call, keys: Sequence[ShiftKey], stop: Stop) -> Insertion | Refusal:
    """Send the two whose detours are shortest; tours stay as they are."""
    found = {key: _best_fit(call, key, stop) for key in keys}
    able = [fit for fit in found.values() if not isinstance(fit, Refusal)]
    if len(able) >= PAIR:
        pair = min(combinations(able, 2), key=lambda two: sum(fit.added_m for _, fit in two))
        return _insertion(call, stop, tuple(insert_both(pair, stop)))
    refusals = [fit for fit in found.values() if isinstance(fit, Refusal)]
    if len(keys) == PAIR:
        return refusals[0]
    return Refusal(volunteer=None, reason=Reason.NO_PAIR if keys else Reason.NO_SHIFT)


def _nearest_refusal(call: Call, keys: Sequence[ShiftKey], stop: Stop) -> Refusal:
    """Say what comes nearest to fitting; with one volunteer named, what that one lacks."""
    found = [_best_fit(call, key, stop) for key in keys]
    refusals = [fit for fit in found if isinstance(fit, Refusal)]
    if not refusals:
        return Refusal(volunteer=None, reason=Reason.NO_SHIFT)
    return min(refusals, key=lambda refusal: (NEARNESS.index(refusal.reason), refusal.short))


def _best_fit(call: Call, key: ShiftKey, stop: Stop) -> tuple[Tour, Fit] | Refusal:
    """Find the cheapest place of the stop in one tour as it stands."""
    tour = next((tour for tour in call.problem.tours if tour.shift.key == key), None)
    if tour is None:
        return Refusal(volunteer=key.volunteer, reason=Reason.NO_SHIFT)
    found = find_fits(tour, call.need, (stop.earliest_s,), call.week_left_s.get(key))
    if isinstance(found, Verdict):
        return as_refusal(key.volunteer, found)
    return tour, min(found, key=lambda fit: (fit.added_m, fit.position))


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
