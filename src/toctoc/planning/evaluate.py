"""Give a second opinion: whether tours keep every promise, shift and limit.

Recomputes all from scratch, on a clock of its own that stands still during breaks, sharing
nothing with `insertion` or `timeline`: only the drives come from `travel`. Every test of an
optimiser ends here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toctoc.planning.model import Interval, Shift, Tour, WeekLimit
from toctoc.planning.travel import legs_along


class Rule(StrEnum):
    """What a tour can break."""

    PROMISE = "promise"
    SHIFT_END = "shift_end"
    MAX_VISITS = "max_visits"
    SKILLS = "skills"
    DAY_HOURS = "day_hours"
    WEEK_HOURS = "week_hours"
    STOP_TWICE = "stop_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken rule: by whom, on which day (None for a week), which stop, by how much."""

    rule: Rule
    volunteer: int
    day: int | None = None
    stop: int | None = None
    excess: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Metres and work of all tours, and everything that is wrong with them."""

    distance_m: int
    work_s: int
    violations: tuple[Violation, ...]

    @property
    def is_feasible(self) -> bool:
        """Nothing is broken."""
        return not self.violations


def evaluate(tours: Sequence[Tour], weeks: Iterable[WeekLimit] = ()) -> Evaluation:
    """Check and measure tours from scratch.

    A stop visited by several volunteers is a pair's visit: allowed only where its window is one
    instant, on the same day, by different volunteers.
    """
    distance_m, work_s = 0, 0
    violations: list[Violation] = []
    week_work_s: dict[tuple[int, int], int] = defaultdict(int)
    for tour in tours:
        metres, tour_work_s, broken = _walk(tour)
        distance_m += metres
        work_s += tour_work_s
        week_work_s[tour.shift.volunteer, tour.shift.week] += tour_work_s
        violations += broken
    for week in weeks:
        excess = week.used_s + week_work_s[week.volunteer, week.week] - week.limit_s
        if excess > 0 and week_work_s[week.volunteer, week.week] > 0:
            violations.append(
                Violation(rule=Rule.WEEK_HOURS, volunteer=week.volunteer, excess=excess)
            )
    violations += _visited_twice(tours)
    return Evaluation(distance_m=distance_m, work_s=work_s, violations=tuple(violations))


def _walk(tour: Tour) -> tuple[int, int, list[Violation]]:
    """Live one tour through: metres, seconds of work, broken rules."""
    shift, stops = tour.shift, tour.stops
    if not stops:
        return 0, 0, []
    legs = legs_along([shift.base, *(stop.point for stop in stops), shift.base], shift.travel)
    broken = _broken_by_content(tour)
    worked = _Working(shift)
    clock = worked.position(shift.start_s)
    left = clock
    for i, stop in enumerate(stops):
        clock += int(legs.travel_s[i])
        clock = max(clock, worked.position(stop.earliest_s))
        clock = worked.without_straddling(clock, stop.length_s)
        start_s = max(worked.wall_s(clock), stop.earliest_s)
        if i == 0:
            left = max(left, clock - int(legs.travel_s[0]))
        if start_s > stop.latest_s:
            broken.append(_of(shift, Rule.PROMISE, stop.id, start_s - stop.latest_s))
        clock += stop.length_s
    clock += int(legs.travel_s[-1])
    end = worked.position(shift.end_s)
    if clock > end:
        broken.append(_of(shift, Rule.SHIFT_END, None, clock - end))
    if shift.max_work_s is not None and clock - left > shift.max_work_s:
        broken.append(_of(shift, Rule.DAY_HOURS, None, clock - left - shift.max_work_s))
    return int(legs.distance_m.sum()), clock - left, broken


def _broken_by_content(tour: Tour) -> list[Violation]:
    shift, stops = tour.shift, tour.stops
    broken = [
        _of(shift, Rule.SKILLS, stop.id, len(stop.skills - shift.skills))
        for stop in stops
        if stop.skills - shift.skills
    ]
    if len(stops) > shift.max_visits:
        broken.append(_of(shift, Rule.MAX_VISITS, None, len(stops) - shift.max_visits))
    return broken


class _Working:
    """A clock that stands still during breaks: a drive is then a plain addition.

    Positions on it are seconds of wall clock minus the breaks that are over; a break is one
    point.
    """

    def __init__(self, shift: Shift) -> None:
        self._breaks: tuple[Interval, ...] = shift.breaks

    def position(self, wall_s: int) -> int:
        """Where a wall-clock moment lies; all of a break is one point."""
        over_s = sum(max(0, min(wall_s, b.end_s) - b.start_s) for b in self._breaks)
        return wall_s - over_s

    def without_straddling(self, position: int, length_s: int) -> int:
        """Push a visit past every break it would last into."""
        for pause in self._breaks:
            point = self.position(pause.start_s)
            if position < point < position + length_s:
                position = point
        return position

    def wall_s(self, position: int) -> int:
        """Return the first wall-clock moment outside breaks at this position."""
        wall_s = position
        for pause in self._breaks:
            if wall_s >= pause.start_s:
                wall_s += pause.length_s
        return wall_s


def _of(shift: Shift, rule: Rule, stop: int | None, excess: int) -> Violation:
    return Violation(
        rule=rule, volunteer=shift.volunteer, day=shift.day, stop=stop, excess=excess
    )


def _visited_twice(tours: Sequence[Tour]) -> list[Violation]:
    """Find stops that stand on several tours without being a pair's visit."""
    seen = Counter(stop.id for tour in tours for stop in tour.stops)
    return [
        _of(tour.shift, Rule.STOP_TWICE, stop.id, seen[stop.id] - 1)
        for tour in tours
        for stop in tour.stops
        if seen[stop.id] > 2 or (seen[stop.id] == 2 and stop.earliest_s != stop.latest_s)
    ]
