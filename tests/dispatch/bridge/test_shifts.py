"""What is left of a volunteer's day after mission, holidays, absences, lunch and the law."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import PARIS
from toctoc.agenda.law import HOUR_S
from toctoc.dispatch.bridge import LocalClock
from toctoc.dispatch.bridge.roads import PROFILES
from toctoc.dispatch.bridge.shifts import (
    DayPlan,
    build_shift,
    clip,
    merge,
    paid_absence_s,
    trim,
)
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.enums import Travel
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Interval

MONDAY = date(2026, 11, 30)
CLOCK = LocalClock(MONDAY, PARIS)
TUESDAY, SATURDAY = date(2026, 12, 1), date(2026, 12, 5)


def volunteer(**fields) -> Volunteer:
    return Volunteer(
        **{
            "pk": 7,
            "mission_starts_on": date(2026, 10, 1),
            "mission_ends_on": date(2027, 6, 30),
            "base_lat_deg": 43.3,
            "base_lon_deg": -0.3,
            **fields,
        }
    )


def hours(day: date, *pairs: tuple[float, float]) -> list[Interval]:
    midnight_s = CLOCK.day_of(day) * DAY_S
    return [
        Interval(start_s=midnight_s + int(a * HOUR_S), end_s=midnight_s + int(b * HOUR_S))
        for a, b in pairs
    ]


def shift(day=TUESDAY, *, worked=((9, 17),), absent=(), lunch=True, **fields):
    plan = DayPlan(
        day=day,
        stretches=hours(day, *worked),
        absences=hours(day, *absent),
        lunch=hours(day, (12.5, 13.5))[0] if lunch else None,
    )
    return build_shift(volunteer(**fields), plan, PlanningSettings(), CLOCK)


def times(built):
    """Return working time and breaks, in hours after midnight."""
    midnight_s = built.day * DAY_S
    pairs = [(built.start_s, built.end_s), *((b.start_s, b.end_s) for b in built.breaks)]
    return [((a - midnight_s) / HOUR_S, (b - midnight_s) / HOUR_S) for a, b in pairs]


def test_shift_is_the_week_with_lunch_as_a_break():
    built = shift()
    assert times(built) == [(9, 17), (12.5, 13.5)]
    assert (built.volunteer, built.day, built.week) == (7, 1, 0)
    assert (built.max_visits, built.max_work_s) == (6, None)


def test_two_stretches_are_one_shift_with_a_break():
    assert times(shift(worked=((8, 12), (14, 17)))) == [(8, 17), (12, 14)]


def test_programme_without_lunch_has_no_break():
    assert times(shift(lunch=False)) == [(9, 17)]


@pytest.mark.parametrize(
    ("absent", "left"),
    [
        ([(10, 11)], [(9, 17), (10, 11), (12.5, 13.5)]),
        ([(8, 11)], [(11, 17), (12.5, 13.5)]),
        ([(15, 24)], [(9, 15), (12.5, 13.5)]),
        ([(0, 12.5)], [(13.5, 17)]),  # lunch after a morning off is no break
        ([(12, 13)], [(9, 17), (12, 13.5)]),
        ([(9, 10), (9.5, 11)], [(11, 17), (12.5, 13.5)]),
    ],
)
def test_absence_takes_its_time_out(absent, left):
    assert times(shift(absent=absent)) == left


@pytest.mark.parametrize("absent", [[(0, 24)], [(9, 17)], [(0, 13), (13, 20)]])
def test_day_that_is_all_absence_is_no_shift(absent):
    assert shift(absent=absent) is None


def test_nobody_works_on_a_public_holiday_or_outside_the_mission():
    assert shift(date(2026, 12, 25)) is None
    assert shift(mission_ends_on=MONDAY) is None
    assert shift(mission_starts_on=date(2026, 12, 2)) is None


def test_day_without_a_stretch_is_no_shift():
    assert shift(worked=()) is None


def test_minors_work_seven_hours_a_day_by_daylight():
    adult_on = date(2027, 1, 1)
    assert shift(adult_on=adult_on).max_work_s == 7 * HOUR_S
    assert times(shift(worked=((5, 9),), adult_on=adult_on))[0] == (8, 9)


@pytest.mark.parametrize(
    ("worked", "lunch", "left"),
    [
        (((7, 20),), True, [(8, 18), (12.5, 13.5)]),
        (((9, 17),), False, [(9, 13.5)]),
        (((22, 23),), True, None),
    ],
)
def test_minor_rests_after_four_hours_and_a_half(worked, lunch, left):
    built = shift(worked=worked, lunch=lunch, adult_on=date(2027, 1, 1))
    assert (times(built) if built else None) == left


def test_minor_is_an_adult_from_the_birthday_on():
    assert shift(adult_on=TUESDAY).max_work_s is None


@pytest.mark.parametrize(
    ("travel", "minutes"), [("car", 15), ("driven", 17), ("bicycle", 42), ("foot", 134)]
)
def test_ten_kilometres_by_road_take_their_time(travel, minutes):
    profile = PROFILES[Travel(travel)]
    assert shift(travel=travel).travel == profile
    spent_s = 10_000 * 3600 / profile.speed_m_per_h + profile.stop_s
    assert round(spent_s / 60) == minutes


def test_skills_are_the_volunteers():
    assert shift(skills=["equipment"]).skills == frozenset({"equipment"})


@pytest.mark.parametrize(
    ("worked", "paid", "counted_h"),
    [
        (((9, 17),), [(0, 24)], 7),  # a whole day of training: the week's hours but lunch
        (((9, 17),), [(9, 12)], 3),
        (((9, 17),), [(9, 12), (11, 12)], 3),  # told twice, done once
        ((), [(0, 24)], 7),  # a Saturday of first aid
        ((), [(9, 12)], 3),
        ((), [], 0),
    ],
)
def test_training_counts_as_work(worked, paid, counted_h):
    plan = DayPlan(
        day=TUESDAY,
        stretches=hours(TUESDAY, *worked),
        absences=[],
        lunch=hours(TUESDAY, (12.5, 13.5))[0],
    )
    assert paid_absence_s(plan, hours(TUESDAY, *paid), CLOCK) == counted_h * HOUR_S


def test_training_without_a_lunch_break_counts_whole():
    plan = DayPlan(day=TUESDAY, stretches=hours(TUESDAY, (9, 17)), absences=[], lunch=None)
    assert paid_absence_s(plan, hours(TUESDAY, (0, 24)), CLOCK) == 8 * HOUR_S


INTERVALS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(
        lambda pair: Interval(start_s=pair[0], end_s=pair[0] + pair[1])
    )
)


def covered(intervals) -> set[int]:
    return {s for interval in intervals for s in range(interval.start_s, interval.end_s)}


@given(INTERVALS)
def test_merged_intervals_cover_the_same_and_lie_apart(intervals):
    merged = merge(intervals)
    assert covered(merged) == covered(intervals)
    assert all(a.end_s < b.start_s for a, b in pairwise(merged))


@given(INTERVALS)
def test_trimmed_day_keeps_exactly_the_time_outside_pauses(intervals):
    whole = Interval(start_s=10, end_s=30)
    pauses = clip(merge(intervals), whole)
    left = trim(whole, pauses)
    free = covered([whole]) - covered(pauses)
    if left is None:
        assert free == set()
    else:
        working, breaks = left
        assert covered([working]) - covered(breaks) == free
        assert {working.start_s, working.end_s - 1} <= free


def test_time_of_day_is_local():
    assert CLOCK.at(TUESDAY, time(9, 30)) == DAY_S + 9 * HOUR_S + 1800
