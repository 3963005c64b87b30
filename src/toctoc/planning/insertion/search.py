"""Every feasible way to put one request into one tour, and why a half-day has none.

The readable reference; `kernel` does the same for all tours at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from toctoc.planning.insertion.gaps import Gap, list_gaps
from toctoc.planning.model import (
    DAY_S,
    BookingRules,
    HalfDay,
    Point,
    PromiseRule,
    Request,
    Shift,
    Stop,
    Tour,
)
from toctoc.planning.timeline import first_start, timeline


class Reason(StrEnum):
    """Why a half-day holds no offer. A closed list; what `short` counts is said with each.

    Seconds unless said otherwise.
    """

    NOTICE = "notice"  # the day comes too soon to be booked
    BEYOND_HORIZON = "beyond_horizon"  # the day is not open for booking yet
    NO_SHIFT = "no_shift"  # nobody works then
    SKILLS = "skills"  # this volunteer lacks a skill (short: how many)
    TOO_LONG = "too_long"  # would not fit even into an empty tour
    TOUR_BROKEN = "tour_broken"  # the tour cannot keep its promises as it is
    MAX_VISITS = "max_visits"  # the tour has all the visits allowed (short: 1)
    NO_ROOM = "no_room"  # no gap is long enough at these times
    DAY_HOURS = "day_hours"  # more work than allowed in a day
    WEEK_HOURS = "week_hours"  # the week's hours would be exceeded
    NO_PAIR = "no_pair"  # two are needed, never two at one time (short: 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What of a request matters to one tour. `width_s` is 0 for pairs: both start together."""

    id: int
    point: Point
    length_s: int
    width_s: int
    skills: frozenset[str]
    is_movable: bool

    def stop_at(self, promised_s: int) -> Stop:
        """Return the stop it becomes once `promised_s` is promised."""
        return Stop(
            id=self.id,
            point=self.point,
            length_s=self.length_s,
            skills=self.skills,
            earliest_s=promised_s,
            latest_s=promised_s + self.width_s,
            is_movable=self.is_movable,
        )


def need_of(request: Request, promise: PromiseRule) -> Need:
    """Return what a request asks of one tour."""
    return Need(
        id=request.id,
        point=request.point,
        length_s=request.length_s,
        skills=request.skills,
        width_s=0 if request.needs_pair else promise.width_s,
        is_movable=request.is_movable and not request.needs_pair,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A feasible insertion before the stop at `position`: times and cost."""

    position: int
    promised_s: int
    planned_s: int
    added_m: int
    added_work_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why one tour has no room in a half-day, and by how much (see Reason)."""

    reason: Reason
    short: int = 0


def find_fits(
    tour: Tour, need: Need, starts_s: Sequence[int], week_left_s: int | None
) -> list[Fit] | Verdict:
    """Return every feasible (position, promised start), or why there is none.

    Parameters
    ----------
    tour : Tour
        Feasible or not; an infeasible one takes nothing more.
    starts_s : sequence of int
        The times that may be promised, in order, not empty.
    week_left_s : int or None
        Work the volunteer may still do in this week, *with this tour not yet counted*.
    """
    verdict = _excluded(tour, need, starts_s)
    if verdict is not None:
        return verdict
    before = timeline(tour)
    if before.late_s > 0:
        return Verdict(reason=Reason.TOUR_BROKEN, short=before.late_s)
    gaps = list_gaps(tour, need.point, need.length_s)
    timely = [
        (gap, promised_s, planned_s)
        for gap in gaps
        for promised_s in starts_s
        if (planned_s := _planned_s(gap, promised_s, need, tour.shift)) is not None
    ]
    if not timely:
        return Verdict(
            reason=Reason.NO_ROOM, short=_missing_s(gaps, need, starts_s, tour.shift)
        )
    return _within_hours(tour, need, timely, before.work_s, week_left_s)


def _excluded(tour: Tour, need: Need, starts_s: Sequence[int]) -> Verdict | None:
    """Judge what does not depend on gaps."""
    shift = tour.shift
    lacking = len(need.skills - shift.skills)
    if lacking:
        return Verdict(reason=Reason.SKILLS, short=lacking)
    empty = list_gaps(Tour(shift=shift), need.point, need.length_s)
    too_long_s = _missing_s(empty, need, starts_s, shift)
    if too_long_s > 0:
        return Verdict(reason=Reason.TOO_LONG, short=too_long_s)
    if len(tour.stops) >= shift.max_visits:
        return Verdict(reason=Reason.MAX_VISITS, short=1)
    return None


def _planned_s(gap: Gap, promised_s: int, need: Need, shift: Shift) -> int | None:
    """When the visit would start; None where that is too late for it or for later promises."""
    start_s = first_start(max(gap.arrival_s, promised_s), need.length_s, shift.breaks)
    return start_s if start_s <= min(promised_s + need.width_s, gap.latest_s) else None


def _missing_s(gaps: list[Gap], need: Need, starts_s: Sequence[int], shift: Shift) -> int:
    """How late the least late way would be; 0 or less where one fits."""
    return min(
        first_start(max(gap.arrival_s, promised_s), need.length_s, shift.breaks)
        - min(promised_s + need.width_s, gap.latest_s)
        for gap in gaps
        for promised_s in starts_s
    )


def _within_hours(
    tour: Tour,
    need: Need,
    timely: list[tuple[Gap, int, int]],
    old_work_s: int,
    week_left_s: int | None,
) -> list[Fit] | Verdict:
    """Keep the ways that respect the day's and the week's hours."""
    day_left_s = tour.shift.max_work_s
    fits: list[Fit] = []
    least_s: int | None = None
    for gap, promised_s, planned_s in timely:
        work_s = timeline(insert(tour, gap.position, need.stop_at(promised_s))).work_s
        least_s = work_s if least_s is None else min(least_s, work_s)
        if any(left is not None and work_s > left for left in (day_left_s, week_left_s)):
            continue
        fits.append(
            Fit(
                position=gap.position,
                promised_s=promised_s,
                planned_s=planned_s,
                added_m=gap.added_m,
                added_work_s=work_s - old_work_s,
            )
        )
    if fits or least_s is None:
        return fits
    if week_left_s is not None and least_s > week_left_s:
        return Verdict(reason=Reason.WEEK_HOURS, short=least_s - week_left_s)
    return Verdict(reason=Reason.DAY_HOURS, short=least_s - (day_left_s or 0))


def insert(tour: Tour, position: int, stop: Stop) -> Tour:
    """Return the tour with `stop` standing before the stop that was at `position`."""
    return replace(tour, stops=(*tour.stops[:position], stop, *tour.stops[position:]))


def covers(shift: Shift, half_day: HalfDay, rules: BookingRules) -> bool:
    """Tell whether some of a half-day's promised starts lie in the shift."""
    half = rules.afternoon if half_day.is_afternoon else rules.morning
    midnight_s = half_day.day * DAY_S
    return (
        shift.day == half_day.day
        and shift.start_s <= midnight_s + half.end_s
        and shift.end_s > midnight_s + half.start_s
    )
