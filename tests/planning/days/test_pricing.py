"""What one more visit adds to a day: against the readable insertion, and on wide promises."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.planning.strategies import SKILL, points, tours
from tests.planning.valley import HOUR_S, clock, day_of_four, shift, stop, village
from toctoc.planning.days.build import Day, build_day, build_sound_day, empty_plan, tours_of
from toctoc.planning.days.improve import holds
from toctoc.planning.days.kernel import make_labels
from toctoc.planning.days.pricing import NO_WAY_M, order_with, plan_metres, plan_with
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Need, Verdict, find_fits
from toctoc.planning.model import Stop, Tour


def need(point, width_s=1_800, **changes):
    fields = {
        "id": 99, "point": point, "length_s": HOUR_S, "width_s": width_s, "skills": frozenset(),
        "is_movable": True,
    }  # fmt: skip
    return Need(**fields | changes)


def planned(day: Day, new: Stop, capacity=4_000):
    """Return the metres of the day with `new`, and its tours; None where there is no way."""
    day.arrays.earliest_s[day.node], day.arrays.latest_s[day.node] = (
        new.earliest_s,
        new.latest_s,
    )
    plan = empty_plan(len(day.tours), day.node + 1)
    labels = make_labels(capacity, len(day.tours), day.node + 1)
    metres = plan_with(day.arrays, day.booked, day.node, labels, plan)
    return None if metres == NO_WAY_M else (metres, tours_of(day, plan, new))


def cheapest_by_insertion(crew, wanted, promised_s, left_s=None):
    fits = [find_fits(tour, wanted, (promised_s,), left_s) for tour in crew]
    added = [fit.added_m for found in fits if not isinstance(found, Verdict) for fit in found]
    return min(added, default=None)


@st.composite
def crews(draw, width_s=1_800):
    """Draw one to three tours that hold, of visits that stay with whom they are."""
    crew = []
    for v in range(draw(st.integers(1, 3))):
        tour = draw(tours(v, most=3, width_s=width_s))
        pinned = tuple(
            stop(
                10 * v + s.id, s.earliest_s, point=s.point, latest_s=s.latest_s, skills=s.skills
            )
            for s in tour.stops
        )
        crew.append(Tour(shift=tour.shift, stops=pinned))
    assume(evaluate(crew).is_feasible)
    return crew


@given(crews(), points, st.sampled_from(range(clock(9), clock(16) + 1, 1_800)))
def test_where_visits_stay_the_price_is_the_cheapest_insertion(crew, point, promised_s):
    wanted = need(point, skills=SKILL)
    found = planned(build_day(crew, wanted, {}), wanted.stop_at(promised_s))
    expected = cheapest_by_insertion(crew, wanted, promised_s)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        metres, after = found
        assert metres - evaluate(crew).distance_m == expected
        assert evaluate(after).violations == ()
        assert evaluate(after).distance_m == metres


@given(crews(width_s=9_000), points, st.sampled_from([None, 4 * HOUR_S]))
def test_wide_promises_are_priced_by_the_cheapest_insertion(crew, point, left_s):
    wanted = need(point, width_s=9_000)
    left = {} if left_s is None else {tour.shift.key: left_s for tour in crew}
    day = build_sound_day(crew, wanted, left)
    found = None if day is None else planned(day, wanted.stop_at(clock(13, 30)))
    expected = cheapest_by_insertion(crew, wanted, clock(13, 30), left_s)
    if found is None:
        assert expected is None
        return
    # Where windows settle the order after all, the solver may see what insertion does not.
    before_m = evaluate(day.tours).distance_m
    assert expected is None or found[0] - before_m <= expected
    assert evaluate(found[1]).violations == ()


def test_a_day_too_large_for_its_labels_falls_back_to_insertion():
    crew = [day_of_four(), Tour(shift=shift(2))]
    wanted = need(village(1))
    found = planned(build_day(crew, wanted, {}), wanted.stop_at(clock(10)), capacity=2)
    assert found is not None
    assert found[0] - 100_000 == cheapest_by_insertion(crew, wanted, clock(10))


def test_volunteers_swap_visits_where_that_saves_metres():
    # North and south alternate: two stops north belong in one tour, whoever was given them
    # first.
    one = Tour(shift=shift(1), stops=(stop(1, clock(9, 30), where=3, is_movable=True),))
    two = Tour(shift=shift(2), stops=(stop(2, clock(11), where=-3, is_movable=True),))
    wanted = need(village(-3))
    found = planned(build_day([one, two], wanted, {}), wanted.stop_at(clock(9, 30)))
    assert found is not None
    assert found[0] == 120_000


def test_visits_keep_their_volunteer_where_nothing_is_gained():
    tours_before = [
        Tour(shift=shift(1)),
        Tour(shift=shift(2), stops=(stop(1, clock(9, 30), where=3, is_movable=True),)),
    ]
    wanted = need(village(-3))
    found = planned(build_day(tours_before, wanted, {}), wanted.stop_at(clock(9, 30)))
    assert found is not None
    assert {t.shift.volunteer: [s.id for s in t.stops] for t in found[1]} == {1: [99], 2: [1]}


def test_with_many_volunteers_visits_stay_with_whom_they_are():
    crew = [Tour(shift=shift(v)) for v in range(1, 5)]
    crew.append(Tour(shift=shift(5), stops=(stop(1, clock(9, 30), is_movable=True),)))
    day = build_day(crew, need(village(1)), {})
    assert day.arrays.may_serve[:, 0].tolist().count(True) == 1


def test_only_one_volunteer_may_be_asked_for():
    crew = [Tour(shift=shift(v)) for v in (1, 2)]
    wanted = need(village(1))
    found = planned(build_day(crew, wanted, {}, only=2), wanted.stop_at(clock(10)))
    assert found is not None
    assert [[s.id for s in tour.stops] for tour in found[1]] == [[], [99]]


@pytest.mark.parametrize(
    ("stops", "is_kept"),
    [
        ((), True),
        ((stop(1, clock(9)),), True),
        ((stop(1, clock(9), where=5),), False),
        ((stop(1, clock(16), where=3),), False),
        ((stop(1, clock(9)), stop(2, clock(10)), stop(3, clock(11))), False),
    ],
)
def test_a_tour_holds_or_does_not(stops, is_kept):
    day = build_day([Tour(shift=shift(max_visits=2), stops=stops)], need(village(1)), {})
    assert holds(day.arrays, day.booked, 0) is is_kept


def test_order_and_metres_of_what_is_booked():
    day = build_day([day_of_four()], need(village(1)), {})
    assert order_with(day.arrays, day.booked, -1).tolist() == [0, 1, 2, 3]
    assert plan_metres(day.arrays, day.booked) == 100_000
    assert np.array_equal(day.arrays.earliest_s[:-1], np.sort(day.arrays.earliest_s[:-1]))
