"""A way to serve a request: one promise, and the tours as they would stand."""

from collections.abc import Callable
from dataclasses import dataclass

from toctoc.planning.days.grouping import group_places
from toctoc.planning.insertion import Need, need_of
from toctoc.planning.model import (
    DemandPoint,
    HalfDay,
    Problem,
    PromiseRule,
    Request,
    ShiftKey,
    Stop,
    Tour,
)
from toctoc.planning.proposals.farness import farness
from toctoc.planning.proposals.policy import ScoreTerms
from toctoc.planning.timeline import timeline
from toctoc.planning.travel import coordinates_deg


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The best promise of a half-day; `tours_after` tells, when asked, how tours change.

    `only` is whom the day was planned for, where it was for one volunteer.
    """

    half_day: HalfDay
    promised_s: int
    terms: ScoreTerms
    tours_after: Callable[[Stop], tuple[Tour, ...]]
    only: int | None = None

    @property
    def rank(self) -> tuple[float, int]:
        """What is best is least; equal scores go to the earlier promise."""
        return (self.terms.score_m, self.promised_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request, the problem it meets, and what follows from the two."""

    problem: Problem
    request: Request
    promise: PromiseRule
    need: Need
    week_left_s: dict[ShiftKey, int]
    demand: tuple[DemandPoint, ...]
    farness: float  # of the home, see there

    @classmethod
    def of(cls, problem: Problem, request: Request) -> "Call":
        """Prepare a call."""
        promise = request.promise or problem.rules.promise
        demand = group_places(problem.demand)
        bases = list(dict.fromkeys(tour.shift.base for tour in problem.tours))
        return cls(
            problem=problem,
            request=request,
            promise=promise,
            need=need_of(request, promise),
            week_left_s=week_left_s(problem),
            demand=demand,
            farness=float(farness(coordinates_deg([request.point]), bases, demand)[0]),
        )

    def half_days(self) -> list[HalfDay]:
        """Return the half-days that suit the caller, in order of time.

        Those in which the place is closed are none.
        """
        wanted, first = self.request.half_days, self.request.not_before_day
        return sorted(half for half in wanted if half.day >= first and self.starts_s(half))

    def starts_s(self, half_day: HalfDay) -> tuple[int, ...]:
        """Return the times that may be promised in a half-day, in order."""
        return tuple(self.request.starts_s(half_day, self.problem.rules, self.promise))

    def bookable_days(self) -> list[int]:
        """Return the days open for booking on which somebody works, in order."""
        days = {tour.shift.day for tour in self.problem.tours}
        horizon = self.problem.horizon
        return sorted(day for day in days if horizon.first_day <= day <= horizon.last_day)

    def is_bookable(self, half_day: HalfDay) -> bool:
        """Tell whether a half-day lies in the days open for booking."""
        horizon = self.problem.horizon
        return horizon.first_day <= half_day.day <= horizon.last_day


def week_left_s(problem: Problem) -> dict[ShiftKey, int]:
    """Return, for each tour of a limited week, the work left for it (itself not counted)."""
    limited = {
        (week.volunteer, week.week): week.limit_s - week.used_s for week in problem.weeks
    }
    work_s: dict[ShiftKey, int] = {}
    for tour in problem.tours:
        week = (tour.shift.volunteer, tour.shift.week)
        if week in limited:
            work_s[tour.shift.key] = timeline(tour).work_s
            limited[week] -= work_s[tour.shift.key]
    return {
        tour.shift.key: limited[tour.shift.volunteer, tour.shift.week] + work_s[tour.shift.key]
        for tour in problem.tours
        if tour.shift.key in work_s
    }
