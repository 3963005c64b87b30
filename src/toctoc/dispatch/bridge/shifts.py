"""One volunteer's working time on one day: week, mission, absences, lunch, law.

The law on Civic Service volunteers (code du service national, L.120-7, L.120-8, R.121-12).
Minors: 7 h a day, 35 h a week over five days, 30 minutes of rest after 4 h 30, nothing between
22 h and 6 h. Public holidays are nobody's shift.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from toctoc.dispatch.bridge.calendar import holiday_name
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.roads import PROFILES, Profiles
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.enums import Travel
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Interval, Point, Shift

HOUR_S = 3_600
MINOR_DAY_S = 7 * HOUR_S
MINOR_WEEK_S = 35 * HOUR_S
MINOR_STRETCH_S, MINOR_REST_S = 4 * HOUR_S + 1_800, 1_800
MINOR_DAYS = 5  # Monday to Friday: two rest days in a row
MINOR_FROM, MINOR_UNTIL = time(6), time(22)
# What a day of training counts where the volunteer's week says nothing of that day.
PAID_DAY_S = 7 * HOUR_S


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A volunteer's day before visits: the stretches worked, the absences over them."""

    day: date
    stretches: Sequence[Interval]
    absences: Sequence[Interval]
    lunch: Interval | None


def build_shift(
    volunteer: Volunteer,
    plan: DayPlan,
    settings: PlanningSettings,
    clock: LocalClock,
    profiles: Profiles = PROFILES,
) -> Shift | None:
    """Return the shift that is left of a day, or None where the volunteer does not go out."""
    stretches = _allowed(volunteer, plan, clock)
    if not stretches:
        return None
    whole = Interval(start_s=stretches[0].start_s, end_s=stretches[-1].end_s)
    lunch = [plan.lunch] if plan.lunch else []
    pauses = clip(merge([*gaps(stretches), *lunch, *plan.absences]), whole)
    left = trim(whole, pauses)
    if left is None:
        return None
    working, breaks = left
    day = clock.day_of(plan.day)
    return Shift(
        volunteer=volunteer.pk,
        day=day,
        week=day // 7,
        start_s=working.start_s,
        end_s=working.end_s,
        base=Point(lat_deg=volunteer.base_lat_deg, lon_deg=volunteer.base_lon_deg),
        breaks=tuple(breaks),
        max_visits=settings.max_visits_per_tour,
        max_work_s=MINOR_DAY_S if volunteer.is_minor(plan.day) else None,
        skills=frozenset(volunteer.skills),
        travel=profiles[Travel(volunteer.travel)],
    )


def whole_day_shift(volunteer: Volunteer, day: int, profiles: Profiles = PROFILES) -> Shift:
    """Return a shift of the whole day, to measure visits that stand where nobody works."""
    return Shift(
        volunteer=volunteer.pk,
        day=day,
        week=day // 7,
        start_s=day * DAY_S,
        end_s=(day + 1) * DAY_S,
        base=Point(lat_deg=volunteer.base_lat_deg, lon_deg=volunteer.base_lon_deg),
        skills=frozenset(volunteer.skills),
        travel=profiles[Travel(volunteer.travel)],
    )


def paid_absence_s(plan: DayPlan, paid: Iterable[Interval], clock: LocalClock) -> int:
    """Return how much of training and meetings counts as work on a day, lunch apart."""
    midnight_s = clock.day_of(plan.day) * DAY_S
    today = Interval(start_s=midnight_s, end_s=midnight_s + DAY_S)
    held = clip(merge(paid), today)
    if not plan.stretches:
        return min(PAID_DAY_S, sum(stretch.length_s for stretch in held))
    lunch = [plan.lunch] if plan.lunch else []
    overlap = [both for stretch in plan.stretches for both in clip(held, stretch)]
    paused = [both for stretch in overlap for both in clip(lunch, stretch)]
    return sum(i.length_s for i in overlap) - sum(i.length_s for i in paused)


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Join intervals that overlap or touch; in order.

    >>> merge([Interval(start_s=5, end_s=9), Interval(start_s=1, end_s=5)])
    [Interval(start_s=1, end_s=9)]
    """
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.start_s <= joined[-1].end_s:
            last = joined.pop()
            interval = Interval(  # noqa: PLW2901 -- grown in place of the last one
                start_s=last.start_s, end_s=max(last.end_s, interval.end_s)
            )
        joined.append(interval)
    return joined


def clip(intervals: Iterable[Interval], within: Interval) -> list[Interval]:
    """Keep what lies inside `within`; nothing empty is kept."""
    cut = (
        (max(interval.start_s, within.start_s), min(interval.end_s, within.end_s))
        for interval in intervals
    )
    return [Interval(start_s=start_s, end_s=end_s) for start_s, end_s in cut if start_s < end_s]


def gaps(stretches: Sequence[Interval]) -> list[Interval]:
    """Return what lies between stretches that are in order and apart."""
    return [
        Interval(start_s=before.end_s, end_s=after.start_s)
        for before, after in pairwise(stretches)
    ]


def trim(whole: Interval, pauses: Sequence[Interval]) -> tuple[Interval, list[Interval]] | None:
    """Take pauses at either end off the working time: one who is absent then does not work.

    Returns the working time and the breaks inside it, or None where nothing is left.
    """
    start_s, end_s, breaks = whole.start_s, whole.end_s, list(pauses)
    if breaks and breaks[0].start_s == start_s:
        start_s = breaks.pop(0).end_s
    if breaks and breaks[-1].end_s == end_s:
        end_s = breaks.pop().start_s
    return (Interval(start_s=start_s, end_s=end_s), breaks) if start_s < end_s else None


def _allowed(volunteer: Volunteer, plan: DayPlan, clock: LocalClock) -> list[Interval]:
    """Return the stretches on which this volunteer may be out at all."""
    if not volunteer.is_on_mission(plan.day) or holiday_name(plan.day):
        return []
    stretches = merge(plan.stretches)
    if not volunteer.is_minor(plan.day):
        return stretches
    if plan.day.weekday() >= MINOR_DAYS:
        return []
    by_day = Interval(
        start_s=clock.at(plan.day, MINOR_FROM), end_s=clock.at(plan.day, MINOR_UNTIL)
    )
    return _with_rest(clip(stretches, by_day), plan.lunch)


def _with_rest(stretches: list[Interval], lunch: Interval | None) -> list[Interval]:
    """Let a minor's lunch come in time: at most 4 h 30 before it and after it.

    Where lunch is no rest of 30 minutes, the day ends after 4 h 30.
    """
    if not stretches:
        return []
    start_s = stretches[0].start_s
    if lunch is None or lunch.length_s < MINOR_REST_S:
        within = Interval(start_s=start_s, end_s=start_s + MINOR_STRETCH_S)
    else:
        within = Interval(
            start_s=lunch.start_s - MINOR_STRETCH_S, end_s=lunch.end_s + MINOR_STRETCH_S
        )
    return clip(stretches, within)
