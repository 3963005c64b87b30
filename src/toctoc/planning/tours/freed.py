"""Whom on a waiting list a freed place suits: what each would add to that very tour."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toctoc.planning.insertion import Verdict, covers, find_fits, need_of
from toctoc.planning.model import Interval, Problem, Request, ShiftKey, Tour
from toctoc.planning.tours.hours import left_for


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedPlaceGain:
    """A waiting request that a freed place suits: when it would be promised, what it adds."""

    request: int
    promised_start_s: int
    planned_start_s: int
    position: int
    added_m: int
    added_work_s: int


def gain_of_freed_place(
    problem: Problem,
    requests: Iterable[Request],
    shift: ShiftKey,
    *,
    within: Interval | None = None,
) -> tuple[FreedPlaceGain, ...]:
    """Rank waiting requests for a place freed in a tour, the shortest detour first.

    Each is tried alone, at its cheapest promised start; ties go to the earlier one.

    Parameters
    ----------
    problem : Problem
        As it stands after the cancellation: the cancelled stop is no longer in its tour.
    requests : iterable of Request
        Their half-days and earliest days hold. Those that need a pair are left out: one
        volunteer's place does not serve them.
    shift : ShiftKey
        Whose tour, and when. Raises UnknownShift where there is none.
    within : Interval, optional
        Promise only starts inside it (the time set free), ends included; None: all day.
    """
    tour = problem.get_tour(shift)
    left_s = left_for(problem, shift.day).get(shift)
    gains = [
        gain
        for request in requests
        if (gain := _gain(problem, request, tour, left_s, within)) is not None
    ]
    return tuple(sorted(gains, key=lambda gain: (gain.added_m, gain.promised_start_s)))


def _gain(
    problem: Problem,
    request: Request,
    tour: Tour,
    left_s: int | None,
    within: Interval | None,
) -> FreedPlaceGain | None:
    starts_s = list(_starts_s(problem, request, tour, within))
    if request.needs_pair or not starts_s:
        return None
    need = need_of(request, request.promise or problem.rules.promise)
    fits = find_fits(tour, need, starts_s, left_s)
    if isinstance(fits, Verdict):
        return None
    best = min(fits, key=lambda fit: (fit.added_m, fit.promised_s, fit.planned_s))
    return FreedPlaceGain(
        request=request.id,
        promised_start_s=best.promised_s,
        planned_start_s=best.planned_s,
        position=best.position,
        added_m=best.added_m,
        added_work_s=best.added_work_s,
    )


def _starts_s(
    problem: Problem, request: Request, tour: Tour, within: Interval | None
) -> Iterator[int]:
    """Yield the starts that may be promised to a request on the tour's day."""
    rules, promise = problem.rules, request.promise or problem.rules.promise
    for half_day in sorted(request.half_days):
        if half_day.day < request.not_before_day or not covers(tour.shift, half_day, rules):
            continue
        for start_s in request.starts_s(half_day, rules, promise):
            if within is None or within.start_s <= start_s <= within.end_s:
                yield start_s
