"""Core objects defend themselves: each refuses what it cannot hold, and says so."""

import numpy as np
import pytest

from tests.planning.valley import BASE, clock, half_days, problem, request, shift, stop
from toctoc.planning.errors import InvalidParameter, UnknownShift
from toctoc.planning.model import (
    BookingRules,
    DemandPoint,
    FasterBeyond,
    HalfDay,
    Horizon,
    Interval,
    Point,
    PromiseKind,
    PromiseRule,
    RoadTable,
    ShiftKey,
    Tour,
    TravelProfile,
    WeekLimit,
)


def roads(places_deg, legs):
    return RoadTable(version="", places_deg=places_deg, distance_m=legs, travel_s=legs)


NEAR = FasterBeyond(beyond_m=2_000, speed_m_per_h=60_000)
FAR = FasterBeyond(beyond_m=9_000, speed_m_per_h=80_000)
LUNCH = Interval(start_s=clock(12), end_s=clock(13))
LIMIT = WeekLimit(volunteer=1, week=0, limit_s=3_600)
REFUSED = [
    (lambda: Point(lat_deg=91, lon_deg=0), "lat_deg"),
    (lambda: Point(lat_deg=0, lon_deg=-181), "lon_deg"),
    (lambda: TravelProfile(circuity_ratio=0.9), "circuity_ratio"),
    (lambda: TravelProfile(extra_m=-1), "extra_m"),
    (lambda: TravelProfile(speed_m_per_h=0), "speed_m_per_h"),
    (lambda: TravelProfile(stop_s=-1), "stop_s"),
    (lambda: FasterBeyond(beyond_m=0, speed_m_per_h=1), "beyond_m"),
    (lambda: FasterBeyond(beyond_m=1, speed_m_per_h=0), "speed_m_per_h"),
    (lambda: TravelProfile(faster=(FAR, NEAR)), "faster"),
    (lambda: TravelProfile(faster=(NEAR, NEAR)), "faster"),
    (lambda: roads(np.zeros((2, 2)), np.zeros((1, 1))), "distance_m"),
    (lambda: roads(np.zeros((2, 2)), np.zeros((2, 2))), "places_deg"),
    (lambda: Interval(start_s=2, end_s=1), "end_s"),
    (lambda: Horizon(today=3, first_day=2, last_day=4, working_days=()), "first_day"),
    (lambda: Horizon(today=0, first_day=0, last_day=4, working_days=(2, 1)), "working_days"),
    (lambda: PromiseRule(width_s=-1), "width_s"),
    (lambda: BookingRules(grid_s=0), "grid_s"),
    (lambda: BookingRules(afternoon=Interval(start_s=0, end_s=1)), "afternoon"),
    (lambda: request(length_s=0), "length_s"),
    (lambda: request(wait_limit_days=-1), "wait_limit_days"),
    (lambda: shift(end_s=0, breaks=()), "end_s"),
    (lambda: shift(max_visits=-1), "max_visits"),
    (lambda: shift(breaks=(LUNCH, LUNCH)), "breaks"),
    (lambda: shift(day=2, breaks=(LUNCH,)), "breaks"),
    (lambda: stop(1, clock(9), length_s=0), "length_s"),
    (lambda: stop(1, clock(9), latest_s=0), "latest_s"),
    (lambda: problem(Tour(shift=shift()), Tour(shift=shift())), "tours"),
    (lambda: problem(weeks=(LIMIT, LIMIT)), "weeks"),
    (lambda: DemandPoint(point=BASE, weight=-1), "weight"),
]


@pytest.mark.parametrize(("build", "name"), REFUSED)
def test_what_cannot_be_is_refused_by_name(build, name):
    with pytest.raises(InvalidParameter) as refused:
        build()
    assert refused.value.name == name


def test_lead_counts_working_days_after_today():
    horizon = Horizon(today=3, first_day=4, last_day=20, working_days=(2, 3, 4, 7, 8))
    assert [horizon.lead_days(day) for day in (3, 4, 6, 7, 20)] == [0, 1, 1, 2, 3]


def test_promises_start_on_the_grid_inside_the_half_day():
    rules = BookingRules(morning=Interval(start_s=32_500, end_s=36_000), grid_s=1_800)
    morning = HalfDay(day=1, is_afternoon=False)
    assert list(rules.starts_s(morning, PromiseRule())) == [clock(9, 30), clock(10)]


def test_a_half_day_promise_starts_with_the_half_day():
    rules, afternoon = BookingRules(), HalfDay(day=1, is_afternoon=True)
    promise = PromiseRule(kind=PromiseKind.HALF_DAY, width_s=9_000)
    assert list(rules.starts_s(afternoon, promise)) == [clock(13, 30)]


@pytest.mark.parametrize(
    ("at", "half"),
    [
        (clock(9), HalfDay(day=1, is_afternoon=False)),
        (clock(16), HalfDay(day=1, is_afternoon=True)),
        (clock(12), None),
    ],
)
def test_a_start_lies_in_a_half_day_or_in_none(at, half):
    assert BookingRules().half_day_of(at) == half


def test_half_days_are_named_and_ordered_in_time():
    morning, afternoon = sorted(half_days(1))
    assert (morning.half, afternoon.half) == ("morning", "afternoon")


def test_a_tour_is_found_by_volunteer_and_day():
    tour = Tour(shift=shift())
    assert problem(tour).get_tour(ShiftKey(1, 1)) == tour
    with pytest.raises(UnknownShift) as unknown:
        problem(tour).get_tour(ShiftKey(2, 1))
    assert (unknown.value.volunteer, unknown.value.day) == (2, 1)


def test_an_interval_knows_its_length():
    assert LUNCH.length_s == 3_600
