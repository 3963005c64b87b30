"""The day solver against brute force: every way to deal out and order a small day's visits."""

from itertools import permutations, product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toctoc.planning.days.build import build_day, empty_plan, tours_of
from toctoc.planning.days.kernel import INFEASIBLE, is_order_settled, make_labels, solve, trace
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Need
from toctoc.planning.model import Interval, Point, Shift, Stop, Tour, TravelProfile

HOUR_S = 3_600
points = st.builds(
    Point,
    lat_deg=st.floats(43.2, 43.5).map(lambda x: round(x, 3)),
    lon_deg=st.floats(-0.4, -0.1).map(lambda x: round(x, 3)),
)
BASES = (Point(lat_deg=43.345, lon_deg=-0.257), Point(lat_deg=43.4, lon_deg=-0.2))


@st.composite
def shifts(draw, volunteer):
    lunch = Interval(start_s=12 * HOUR_S + 1_800, end_s=13 * HOUR_S)
    return Shift(
        volunteer=volunteer, day=0, week=0, start_s=9 * HOUR_S, end_s=17 * HOUR_S,
        base=draw(st.sampled_from(BASES)), max_visits=draw(st.integers(1, 4)),
        breaks=(lunch,) if draw(st.booleans()) else (),
        max_work_s=draw(st.sampled_from([None, None, 5 * HOUR_S])),
        skills=frozenset({"it"}) if draw(st.booleans()) else frozenset(),
        travel=TravelProfile(speed_m_per_h=draw(st.sampled_from([50_000, 20_000]))),
    )  # fmt: skip


@st.composite
def stops(draw, number):
    start_s = draw(st.sampled_from(range(9 * HOUR_S, 16 * HOUR_S + 1, 1_800)))
    return Stop(
        id=number, point=draw(points), length_s=HOUR_S, earliest_s=start_s,
        latest_s=start_s + 1_800, is_movable=True,
        skills=frozenset({"it"}) if draw(st.integers(0, 3)) == 0 else frozenset(),
    )  # fmt: skip


@st.composite
def days(draw):
    crew = [draw(shifts(v)) for v in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        crew = [crew[0]] + [
            Shift(**{f: getattr(crew[0], f) for f in Shift.__slots__} | {"volunteer": v})
            for v in range(1, len(crew))
        ]
    return crew, [draw(stops(i)) for i in range(draw(st.integers(1, 5)))]


def cheapest_by_brute_force(crew, visits):
    best = None
    for owners in product(range(len(crew)), repeat=len(visits)):
        hands = [
            [s for s, o in zip(visits, owners, strict=True) if o == v] for v in range(len(crew))
        ]
        metres = 0
        for shift, hand in zip(crew, hands, strict=True):
            ways = [
                result.distance_m
                for row in permutations(hand)
                if (result := evaluate([Tour(shift=shift, stops=row)])).is_feasible
            ]
            if not ways:
                break
            metres += min(ways)
        else:
            best = metres if best is None else min(best, metres)
    return best


@settings(max_examples=300, deadline=None)
@given(days())
def test_the_best_plan_of_a_small_day_is_that_of_brute_force(case):
    crew, visits = case
    new, *old = visits
    need = Need(
        id=new.id, point=new.point, length_s=new.length_s, width_s=1_800, skills=new.skills,
        is_movable=True,
    )  # fmt: skip
    able = [next((v for v, c in enumerate(crew) if s.skills <= c.skills), None) for s in old]
    assume(None not in able)
    tours = [
        Tour(shift=c, stops=tuple(s for s, a in zip(old, able, strict=True) if a == v))
        for v, c in enumerate(crew)
    ]
    day = build_day(tours, need, {})
    day.arrays.earliest_s[-1], day.arrays.latest_s[-1] = new.earliest_s, new.latest_s
    order = np.argsort(day.arrays.earliest_s, kind="stable")
    assert is_order_settled(day.arrays, order)
    labels = make_labels(5_000, len(crew), len(visits))
    best = solve(day.arrays, order, labels)
    expected = cheapest_by_brute_force(crew, visits)
    if expected is None:
        assert best == INFEASIBLE
        return
    assert labels.cost_m[best] == expected
    plan = empty_plan(len(crew), len(visits))
    trace(day.arrays, order, best, labels, plan)
    result = evaluate(tours_of(day, plan, new))
    assert result.violations == ()
    assert result.distance_m == expected
