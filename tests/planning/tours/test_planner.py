"""The eve's planner: against brute force, its promises to people, and what it leaves alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.strategies import SKILL
from tests.planning.tours.days import (
    best_by_brute_force,
    problems,
    random_day,
    random_rules,
    rank_of,
)
from tests.planning.valley import clock, problem, shift, stop, village
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Reason
from toctoc.planning.model import Interval, ShiftKey, Tour, WeekLimit
from toctoc.planning.tours import Budget, DayRules, Method, Preference, plan_day

QUICK = Budget(iterations=100)


def movable(number, at, where=1, **changes):
    return stop(number, at, where, is_movable=True, **changes)


def crossed(**changes):
    """Return two volunteers who both drive north and south, 120 km where 60 would do.

    Each has one visit in village 1 (in the morning or the afternoon), one at village -2.
    """
    return (
        Tour(
            shift=shift(1, **changes),
            stops=(movable(1, clock(10), 1), movable(2, clock(14), -2)),
        ),
        Tour(
            shift=shift(2, **changes),
            stops=(movable(3, clock(10), -2), movable(4, clock(14), 1)),
        ),
    )


def widened(tour):
    """Return the tour with half-day promises."""
    wide = tuple(replace(visit, latest_s=visit.earliest_s + 9_000) for visit in tour.stops)
    return replace(tour, stops=wide)


def ids(plan):
    return [[visit.id for visit in tour.stops] for tour in plan.tours]


rules_drawn = st.builds(
    DayRules,
    preferences=st.lists(
        st.builds(
            Preference,
            stop=st.integers(0, 4),
            volunteer=st.integers(0, 2),
            worth_m=st.sampled_from([1_000, 20_000]),
        ),
        max_size=2,
        unique_by=lambda wish: (wish.stop, wish.volunteer),
    ).map(tuple),
    least_gain_m=st.just(0),
    change_m=st.sampled_from([0, 500]),
)


@settings(derandomize=True, max_examples=200)
@given(problems(), rules_drawn)
def test_every_plan_holds_and_no_visit_is_lost(asked, rules):
    plan = plan_day(asked, 1, rules, budget=QUICK)
    assert evaluate(plan.tours, asked.weeks).is_feasible
    assert [tour.shift for tour in plan.tours] == [tour.shift for tour in asked.tours]
    told = [visit.id for tour in plan.tours for visit in tour.stops]
    told += [unserved.stop.id for unserved in plan.unserved]
    assert sorted(told) == sorted(visit.id for tour in asked.tours for visit in tour.stops)
    assert plan.distance_after_m == evaluate(plan.tours).distance_m


@settings(derandomize=True, max_examples=200)
@given(problems(), rules_drawn)
def test_pinned_visits_stay_with_their_volunteer(asked, rules):
    plan = plan_day(asked, 1, rules, budget=QUICK)
    for before, after in zip(asked.tours, plan.tours, strict=True):
        held = {visit.id for visit in before.stops}
        assert all(visit.is_movable or visit.id in held for visit in after.stops)


@pytest.mark.parametrize("width_s", [0, 1_800, 7_200, 9_000])
def test_days_are_planned_as_by_brute_force(width_s):
    for seed in range(40):
        asked, rules = random_day(seed, width_s), random_rules(seed)
        plan = plan_day(asked, 1, rules, budget=QUICK)
        assert rank_of(plan, rules) == best_by_brute_force(asked, rules), seed


def test_the_same_seed_gives_the_same_plan_and_more_budget_no_worse_one():
    for seed in range(20):
        asked, rules = random_day(seed, 7_200), random_rules(seed)
        plans = [
            plan_day(asked, 1, rules, seed=seed, budget=Budget(iterations=count))
            for count in (0, 40, 40, 120)
        ]
        ranks = [rank_of(plan, rules) for plan in plans]
        assert plans[1] == plans[2]
        assert ranks[0] >= ranks[1] >= ranks[3]


def test_crossed_tours_are_uncrossed():
    plan = plan_day(problem(*crossed()), 1)
    assert sorted(map(sorted, ids(plan))) == [[1, 4], [2, 3]]
    assert (plan.distance_before_m, plan.distance_after_m) == (120_000, 60_000)
    assert plan.gain_m == 60_000 - 2 * 500
    assert plan.was_feasible
    assert plan.method is Method.EXACT
    assert [move.changes_volunteer for move in plan.moves] == [True, True]


def test_a_small_gain_is_not_worth_a_change():
    plan = plan_day(problem(*crossed()), 1, DayRules(least_gain_m=59_001))
    assert plan.is_unchanged
    assert plan.method is Method.KEPT
    assert plan.gain_m == 0
    assert plan.tours == crossed()


def test_a_gain_as_large_as_asked_for_is_taken():
    assert not plan_day(problem(*crossed()), 1, DayRules(least_gain_m=59_000)).is_unchanged


def test_a_change_of_hands_must_pay_for_itself():
    plan = plan_day(problem(*crossed()), 1, DayRules(least_gain_m=0, change_m=30_000))
    assert plan.is_unchanged


def test_tours_under_way_are_not_touched():
    rules = DayRules(fixed=frozenset({ShiftKey(1, 1)}))
    plan = plan_day(problem(*crossed()), 1, rules)
    assert plan.tours[0] == crossed()[0]
    assert plan.is_unchanged


def test_a_fixed_tour_is_returned_even_if_it_is_late():
    late = Tour(shift=shift(1), stops=(movable(1, clock(9), 9),))
    plan = plan_day(problem(late), 1, DayRules(fixed=frozenset({ShiftKey(1, 1)})))
    assert plan.tours == (late,)
    assert plan.unserved == ()


def test_pinned_visits_hinder_the_exchange():
    first, second = crossed()
    pinned = replace(first, stops=tuple(replace(s, is_movable=False) for s in first.stops))
    plan = plan_day(problem(pinned, second), 1)
    assert {1, 2} <= set(ids(plan)[0])


def test_a_pair_stays_a_pair():
    both = stop(9, clock(9), latest_s=clock(9), where=0)
    first, second = crossed()
    tours = [replace(tour, stops=(both, *tour.stops)) for tour in (first, second)]
    plan = plan_day(problem(*tours), 1)
    assert all(both in tour.stops for tour in plan.tours)
    assert plan.distance_after_m < plan.distance_before_m


def test_nobody_makes_a_visit_without_the_skill():
    first, second = crossed()
    skilled = replace(second, shift=replace(second.shift, skills=SKILL))
    wifi = tuple(replace(visit, skills=SKILL) for visit in second.stops)
    plan = plan_day(problem(first, replace(skilled, stops=wifi)), 1)
    assert {3, 4} <= set(ids(plan)[1])


def test_a_preferred_volunteer_is_sent_where_the_detour_is_worth_it():
    tours = (
        Tour(shift=shift(1), stops=(movable(1, clock(10), 1),)),
        Tour(shift=shift(2), stops=()),
    )
    wish = Preference(stop=1, volunteer=2, worth_m=5_000)
    plan = plan_day(problem(*tours), 1, DayRules(preferences=(wish,)))
    assert ids(plan) == [[], [1]]
    assert plan.gain_m == 5_000 - 500


def test_the_strongest_wish_of_several_counts():
    tours = tuple(Tour(shift=shift(v), stops=()) for v in (1, 2, 3))
    held = (replace(tours[0], stops=(movable(1, clock(10), 1),)), *tours[1:])
    wishes = (
        Preference(stop=1, volunteer=2, worth_m=9_000),
        Preference(stop=1, volunteer=3, worth_m=4_000),
    )
    assert ids(plan_day(problem(*held), 1, DayRules(preferences=wishes))) == [[], [1], []]


def test_stranded_visits_go_to_whoever_can():
    free = Tour(shift=shift(2))
    stranded = stop(1, clock(10), 1)
    plan = plan_day(problem(free), 1, DayRules(stranded=(stranded,)))
    assert ids(plan) == [[1]]
    (move,) = plan.moves
    assert (move.from_volunteer, move.to_volunteer, move.from_start_s) == (None, 2, None)
    assert not plan.was_feasible


def test_visits_without_anybody_are_told():
    stranded = stop(1, clock(10), 1)
    plan = plan_day(problem(), 1, DayRules(stranded=(stranded,)))
    (unserved,) = plan.unserved
    assert (unserved.stop, unserved.volunteer) == (stranded, None)
    assert unserved.reason is Reason.NO_SHIFT


def test_a_shift_cut_short_hands_its_visit_over():
    tours = (
        Tour(shift=shift(1, end_s=clock(12, 30), breaks=()), stops=(movable(1, clock(14), 1),)),
        Tour(shift=shift(2)),
    )
    plan = plan_day(problem(*tours), 1)
    assert ids(plan) == [[], [1]]
    assert not plan.was_feasible
    assert plan.unserved == ()


def test_a_pinned_visit_that_cannot_be_kept_is_told_with_its_reason():
    tours = (
        Tour(shift=shift(1), stops=(stop(1, clock(9), 9),)),
        Tour(shift=shift(2), stops=(stop(2, clock(10), 1),)),
    )
    plan = plan_day(problem(*tours), 1)
    (unserved,) = plan.unserved
    assert (unserved.stop.id, unserved.from_volunteer, unserved.volunteer) == (1, 1, 1)
    assert (unserved.reason, unserved.short) == (Reason.TOO_LONG, 3_600)
    assert ids(plan) == [[], [2]]


def test_hours_of_the_week_already_worked_count():
    monday = Tour(shift=shift(1, day=1), stops=(stop(8, clock(10), 1), stop(9, clock(14), 1)))
    first, second = crossed(day=2, start_s=clock(9, 0, 2), end_s=clock(17, 0, 2), breaks=())
    on_tuesday = [
        replace(
            tour,
            stops=tuple(
                replace(s, earliest_s=s.earliest_s + 86_400, latest_s=s.latest_s + 86_400)
                for s in tour.stops
            ),
        )
        for tour in (first, second)
    ]
    week = WeekLimit(volunteer=1, week=0, limit_s=11 * 3_600)
    asked = problem(monday, *on_tuesday, weeks=(week,))
    plan = plan_day(asked, 2)
    assert evaluate((monday, *plan.tours), asked.weeks).is_feasible
    assert plan.distance_after_m == 60_000


def test_breaks_of_one_volunteer_do_not_bind_another():
    meeting = Interval(start_s=clock(10), end_s=clock(11, 30))
    tours = (
        Tour(shift=shift(1, breaks=(meeting,)), stops=(movable(1, clock(10), 1),)),
        Tour(shift=shift(2)),
    )
    assert ids(plan_day(problem(*tours), 1)) == [[], [1]]


def test_a_wide_window_may_lie_on_both_sides_of_lunch():
    wide = movable(1, clock(11), 1, latest_s=clock(14))
    before = movable(2, clock(11, 10), 1, latest_s=clock(11, 30))
    after = movable(3, clock(14, 15), 1, latest_s=clock(14, 30))
    plan = plan_day(problem(Tour(shift=shift(1), stops=(before, wide, after))), 1)
    assert evaluate(plan.tours).is_feasible
    assert plan.unserved == ()


@pytest.mark.parametrize("tours", [(), (Tour(shift=shift(1)),)])
def test_a_day_without_visits_stays_as_it_is(tours):
    plan = plan_day(problem(*tours), 1)
    assert plan.is_unchanged
    assert plan.tours == tours
    assert plan.was_feasible


def test_other_days_are_left_out():
    assert plan_day(problem(*crossed()), 2).tours == ()


def test_a_visit_that_stands_twice_and_is_no_pair_is_refused():
    twice = movable(1, clock(10), 1)
    tours = [Tour(shift=shift(v), stops=(twice,)) for v in (1, 2)]
    with pytest.raises(InvalidParameter):
        plan_day(problem(*tours), 1)


def test_the_search_stops_when_told():
    asked_for = []

    def is_enough():
        asked_for.append(1)
        return len(asked_for) >= 3

    wide = [
        replace(
            tour, stops=tuple(replace(s, latest_s=s.earliest_s + 9_000) for s in tour.stops)
        )
        for tour in crossed()
    ]
    budget = Budget(iterations=10**9, should_stop=is_enough)
    plan = plan_day(problem(*wide), 1, budget=budget)
    assert len(asked_for) == 3
    assert evaluate(plan.tours).is_feasible


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Budget(iterations=-1),
        lambda: DayRules(change_m=-1),
        lambda: Preference(stop=1, volunteer=1, worth_m=-1),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(InvalidParameter):
        wrong()


def test_same_address_and_no_travel_cost_nothing():
    here = [movable(k, clock(9 + k), 0, point=village(0)) for k in range(3)]
    plan = plan_day(problem(Tour(shift=shift(1), stops=tuple(here)), Tour(shift=shift(2))), 1)
    assert plan.is_unchanged
    assert plan.distance_after_m == 0
