"""All ways to serve a request, half-day by half-day, and the verdicts where there is none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from toctoc.planning.insertion import (
    Fit,
    Need,
    Reason,
    Verdict,
    covers,
    find_fits,
    insert,
    need_of,
)
from toctoc.planning.model import HalfDay, Problem, PromiseRule, Request, Stop, Tour
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One feasible way: a fit in one tour, or two fits at one time where a pair is needed."""

    half_day: HalfDay
    tours: tuple[Tour, ...]
    fits: tuple[Fit, ...]

    @property
    def added_m(self) -> int:
        """Metres it adds in all."""
        return sum(fit.added_m for fit in self.fits)

    @property
    def added_work_s(self) -> int:
        """Work it adds in all."""
        return sum(fit.added_work_s for fit in self.fits)

    def stop(self, need: Need) -> Stop:
        """Return the stop to be stored."""
        return need.stop_at(self.fits[0].promised_s)

    def tours_after(self, need: Need) -> tuple[Tour, ...]:
        """Return the tours as they would stand."""
        stop = self.stop(need)
        return tuple(
            insert(tour, fit.position, stop)
            for tour, fit in zip(self.tours, self.fits, strict=True)
        )


type VolunteerVerdict = tuple[int | None, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found: candidates, and for each half-day without any, the verdicts."""

    need: Need
    candidates: tuple[Candidate, ...]
    verdicts: dict[HalfDay, tuple[VolunteerVerdict, ...]]


def search(problem: Problem, request: Request) -> Search:
    """Find every candidate for a request in the half-days that suit the caller."""
    promise = request.promise or problem.rules.promise
    need = need_of(request, promise)
    week_left_s = WeekHours(problem)
    candidates: list[Candidate] = []
    verdicts: dict[HalfDay, tuple[VolunteerVerdict, ...]] = {}
    for half_day in sorted(request.half_days):
        if half_day.day < request.not_before_day:
            continue
        found = _search_half_day(problem, request, half_day, promise, need, week_left_s)
        if isinstance(found, list):
            candidates += found
        else:
            verdicts[half_day] = found
    return Search(need=need, candidates=tuple(candidates), verdicts=verdicts)


class WeekHours:
    """Work each tour's volunteer may still do in its week, that tour not counted."""

    def __init__(self, problem: Problem) -> None:
        """Measure every tour of a limited week once."""
        limited = {(week.volunteer, week.week): week for week in problem.weeks}
        self._left_s = {key: week.limit_s - week.used_s for key, week in limited.items()}
        self._work_s: dict[tuple[int, int], int] = {}
        for tour in problem.tours:
            key = (tour.shift.volunteer, tour.shift.week)
            if key in limited:
                work_s = timeline(tour).work_s
                self._left_s[key] -= work_s
                self._work_s[tour.shift.key] = work_s

    def for_tour(self, tour: Tour) -> int | None:
        """Return the seconds left for this tour; None where the week has no limit."""
        left_s = self._left_s.get((tour.shift.volunteer, tour.shift.week))
        return None if left_s is None else left_s + self._work_s[tour.shift.key]


def _search_half_day(
    problem: Problem,
    request: Request,
    half_day: HalfDay,
    promise: PromiseRule,
    need: Need,
    week_hours: WeekHours,
) -> list[Candidate] | tuple[VolunteerVerdict, ...]:
    out_of_range = _out_of_range(problem, half_day)
    if out_of_range is not None:
        return ((None, Verdict(reason=out_of_range)),)
    starts_s = tuple(problem.rules.starts_s(half_day, promise))
    on_duty = [tour for tour in problem.tours if covers(tour.shift, half_day, problem.rules)]
    if not on_duty:
        return ((None, Verdict(reason=Reason.NO_SHIFT)),)
    verdicts: list[VolunteerVerdict] = []
    fits: list[tuple[Tour, Fit]] = []
    for tour in on_duty:
        found = find_fits(tour, need, starts_s, week_hours.for_tour(tour))
        if isinstance(found, Verdict):
            verdicts.append((tour.shift.volunteer, found))
        else:
            fits += [(tour, fit) for fit in found]
    candidates = list(_as_candidates(half_day, fits, needs_pair=request.needs_pair))
    if candidates:
        return candidates
    if fits:
        verdicts.append((None, Verdict(reason=Reason.NO_PAIR)))
    return tuple(verdicts)


def _out_of_range(problem: Problem, half_day: HalfDay) -> Reason | None:
    if half_day.day < problem.horizon.first_day:
        return Reason.NOTICE
    return Reason.BEYOND_HORIZON if half_day.day > problem.horizon.last_day else None


def _as_candidates(
    half_day: HalfDay, fits: list[tuple[Tour, Fit]], *, needs_pair: bool
) -> Iterator[Candidate]:
    if not needs_pair:
        for tour, fit in fits:
            yield Candidate(half_day=half_day, tours=(tour,), fits=(fit,))
        return
    # Per promised time, one best fit a tour, then every two different tours.
    by_start: dict[int, dict[int, tuple[Tour, Fit]]] = defaultdict(dict)
    for tour, fit in fits:
        kept = by_start[fit.promised_s].get(tour.shift.volunteer)
        if kept is None or fit.added_m < kept[1].added_m:
            by_start[fit.promised_s][tour.shift.volunteer] = (tour, fit)
    for at_once in by_start.values():
        for (one, one_fit), (two, two_fit) in combinations(at_once.values(), 2):
            yield Candidate(half_day=half_day, tours=(one, two), fits=(one_fit, two_fit))
