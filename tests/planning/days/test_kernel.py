"""The day solver against brute force: every way to deal out and order a small day's visits."""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import shifts, stops
from tests.planning.valley import clock, shift, stop
from toctoc.planning.days.build import Day, build_day, empty_plan, tours_of
from toctoc.planning.days.kernel import (
    COST_M,
    INFEASIBLE,
    OVERFLOW,
    is_order_settled,
    make_labels,
    solve,
    trace,
)
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Need
from toctoc.planning.model import Tour


@st.composite
def days(draw):
    """Draw a crew, alike or not, and the visits of a day."""
    crew = [draw(shifts(v)) for v in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        crew = [replace(crew[0], volunteer=v) for v in range(len(crew))]
    visits = [draw(stops(i)) for i in range(draw(st.integers(1, 5)))]
    if not any(member.skills for member in crew):  # what is booked, somebody can do
        visits[1:] = [replace(visit, skills=frozenset()) for visit in visits[1:]]
    return crew, visits


def need_for(visit):
    return Need(
        id=visit.id, point=visit.point, length_s=visit.length_s, skills=visit.skills,
        width_s=visit.latest_s - visit.earliest_s, is_movable=visit.is_movable,
    )  # fmt: skip


def day_with(crew, booked, new) -> Day:
    """Lay out a day on which each booked visit is with somebody who has the skills."""
    able = [next(v for v, c in enumerate(crew) if s.skills <= c.skills) for s in booked]
    tours = [
        Tour(shift=c, stops=tuple(s for s, a in zip(booked, able, strict=True) if a == v))
        for v, c in enumerate(crew)
    ]
    day = build_day(tours, need_for(new), {})
    day.arrays.earliest_s[day.node], day.arrays.latest_s[day.node] = (
        new.earliest_s,
        new.latest_s,
    )
    return day


def cheapest_by_brute_force(crew, visits):
    best = None
    for owners in product(range(len(crew)), repeat=len(visits)):
        metres = 0
        for v, shift_of_v in enumerate(crew):
            hand = [s for s, owner in zip(visits, owners, strict=True) if owner == v]
            ways = [
                result.distance_m
                for row in permutations(hand)
                if (result := evaluate([Tour(shift=shift_of_v, stops=row)])).is_feasible
            ]
            if not ways:
                break
            metres += min(ways)
        else:
            best = metres if best is None else min(best, metres)
    return best


@given(days())
def test_the_best_plan_of_a_small_day_is_that_of_brute_force(case):
    crew, (new, *booked) = case
    day = day_with(crew, booked, new)
    order = np.argsort(day.arrays.earliest_s, kind="stable")
    assert is_order_settled(day.arrays, order)
    labels = make_labels(5_000, len(crew), len(order))
    best = solve(day.arrays, order, labels)
    expected = cheapest_by_brute_force(crew, [new, *booked])
    if expected is None:
        assert best == INFEASIBLE
        return
    assert labels.label[best, COST_M] == expected
    plan = empty_plan(len(crew), len(order))
    trace(day.arrays, order, best, labels, plan)
    result = evaluate(tours_of(day, plan, new))
    assert result.violations == ()
    assert result.distance_m == expected


def test_too_little_room_is_said_rather_than_solved_badly():
    day = day_with([shift(1), shift(2)], [stop(1, clock(9))], stop(2, clock(11)))
    labels = make_labels(3, 2, 2)
    assert solve(day.arrays, np.array([0, 1]), labels) == OVERFLOW


def test_wide_windows_leave_the_order_open():
    wide = stop(1, clock(9), latest_s=clock(11, 30))
    day = day_with([shift(1)], [wide], stop(2, clock(10), latest_s=clock(12)))
    assert not is_order_settled(day.arrays, np.array([0, 1]))
