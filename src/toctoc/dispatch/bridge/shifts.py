"""One volunteer's working time on one day: week, mission, absences, lunch, law.

Minors (`agenda.law`): 7 h a day, training counted, 30 minutes of rest after 4 h 30, nothing
between 22 h and 6 h. Public holidays are nobody's shift.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from toctoc.agenda.law import (
    MINOR_DAY_S,
    MINOR_FROM,
    MINOR_REST_S,
    MINOR_STRETCH_S,
    MINOR_UNTIL,
)
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.roads import PROFILES, Profiles
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.enums import Travel
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Interval, Point, Shift
from toctoc.territory.queries import holiday_name

# What a day of training counts where the volunteer's week says nothing of that day.
PAID_DAY_S = 7 * 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A volunteer's day before visits: the stretches worked, the absences over them.

    `paid` are the absences that are work: training and meetings.
    """

    day: date
    stretches: Sequence[Interval]
    absences: Sequence[Interval]
    paid: Sequence[Interval] = ()
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
        max_work_s=_day_limit_s(volunteer, plan, clock),
        skills=frozenset(volunteer.skills),
        travel=profiles[Travel(volunteer.travel)],
    )


def is_worked(volunteer: Volunteer, day: date) -> bool:
    """Tell whether a volunteer can have a shift on a day at all, whatever the week says."""
    return volunteer.is_on_mission(day) and not holiday_name(day)


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


def outside(pause: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """Return the parts of a break that nothing is laid over; `taken` in order and apart."""
    edges = [pause.start_s, *(s for t in clip(taken, pause) for s in (t.start_s, t.end_s))]
    pairs = zip(edges[::2], [*edges[1::2], pause.end_s], strict=True)
    return [Interval(start_s=start, end_s=end) for start, end in pairs if start < end]


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


def _day_limit_s(volunteer: Volunteer, plan: DayPlan, clock: LocalClock) -> int | None:
    """Return what is left of a minor's seven hours when training and meetings are taken."""
    if not volunteer.is_minor(plan.day):
        return None
    return max(0, MINOR_DAY_S - paid_absence_s(plan, plan.paid, clock))


def _allowed(volunteer: Volunteer, plan: DayPlan, clock: LocalClock) -> list[Interval]:
    """Return the stretches on which this volunteer may be out at all."""
    if not is_worked(volunteer, plan.day):
        return []
    stretches = merge(plan.stretches)
    if not volunteer.is_minor(plan.day):
        return stretches
    by_day = Interval(
        start_s=clock.at(plan.day, MINOR_FROM), end_s=clock.at(plan.day, MINOR_UNTIL)
    )
    return _with_rest(clip(stretches, by_day), _rest_left(plan))


def _rest_left(plan: DayPlan) -> Interval | None:
    """Return the longest part of lunch that training or a meeting leaves."""
    if plan.lunch is None:
        return None
    return max(
        outside(plan.lunch, merge(plan.paid)), key=lambda rest: rest.length_s, default=None
    )


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
