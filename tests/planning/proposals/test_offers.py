"""Offers: different half-days, best first, one early, remote homes within their limit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.days.test_pricing import crews
from tests.planning.strategies import BASES, points
from tests.planning.valley import (
    BASE,
    HOUR_S,
    clock,
    half_days,
    problem,
    request,
    shift,
    stop,
    village,
)
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import (
    DemandPoint,
    HalfDay,
    PromiseKind,
    PromiseRule,
    Tour,
    WeekLimit,
)
from toctoc.planning.proposals import ProposalParams, propose, tuned_for
from toctoc.planning.timeline import timeline

PLAIN = ProposalParams(
    share_empty_ratio=0, share_single_ratio=0, wait_m_per_day=100, opening_m=0, first_tour_m=0,
    further_tour_m=0, crowd_m=0, idle_m_per_h=0, future_calls=0,
)  # fmt: skip
EMPTY_DAYS = tuple(Tour(shift=shift(1, day)) for day in range(1, 11))
ALL_DAYS = tuple(range(1, 11))


def told(proposal):
    """Return day, half and volunteer of each offer."""
    return [(o.day, o.half_day.half.value, o.volunteer) for o in proposal.offers]


def days_offered(tours, called, params):
    """Return the day of each offer."""
    return [offer.day for offer in propose(problem(*tours), called, params).offers]


def test_three_different_half_days_are_offered_best_first():
    proposal = propose(problem(*EMPTY_DAYS), request(days=ALL_DAYS), PLAIN)
    assert told(proposal) == [(1, "morning", 1), (1, "afternoon", 1), (2, "morning", 1)]
    assert proposal.refusals is None
    scores = [offer.terms.score_m for offer in proposal.offers]
    assert scores == sorted(scores)


def test_an_offer_says_when_who_what_it_adds_and_how_tours_stand_after():
    offer = propose(problem(*EMPTY_DAYS), request(days=(1,)), PLAIN).offers[0]
    assert (offer.promised_start_s, offer.promised_end_s) == (clock(9), clock(9, 30))
    assert (offer.planned_start_s, offer.position) == (clock(9, 10), 0)
    assert (offer.added_m, offer.added_work_s) == (20_000, HOUR_S + 1_200)
    assert offer.tours == (replace(EMPTY_DAYS[0], stops=(offer.stop,)),)
    assert (offer.stop.earliest_s, offer.stop.latest_s) == (clock(9), clock(9, 30))


def test_a_tour_that_passes_by_is_offered_before_an_empty_day():
    there = Tour(shift=shift(1, 5), stops=(stop(1, clock(9, 30, day=5), where=3),))
    tours = (*EMPTY_DAYS[:4], there, *EMPTY_DAYS[5:])
    proposal = propose(problem(*tours), request(where=3, days=ALL_DAYS), PLAIN)
    assert proposal.offers[0].day == 5
    assert proposal.offers[0].added_m == 0


def test_at_least_one_offer_is_early_where_one_is_possible():
    late = tuple(
        Tour(shift=shift(1, day), stops=(stop(day, clock(9, 30, day), where=3),))
        for day in (9, 10)
    )
    tours = (*EMPTY_DAYS[:8], *late)
    called = request(where=3, days=ALL_DAYS)
    early = replace(PLAIN, early_lead_days=3)
    assert days_offered(tours, called, early) == [9, 9, 1]
    assert days_offered(tours, called, replace(early, early_lead_days=0)) == [9, 9, 10]


def test_the_limit_of_a_remote_home_comes_before_the_score():
    late = Tour(shift=shift(1, 9), stops=(stop(1, clock(9, 30, day=9), where=3),))
    tours = (*EMPTY_DAYS[:8], late)
    limited = request(where=3, days=ALL_DAYS, wait_limit_days=4)
    days = [offer.day for offer in propose(problem(*tours), limited, PLAIN).offers]
    assert days == [1, 1, 2]


def test_the_volunteer_whom_the_resident_knows_comes_again_where_it_costs_little():
    both = tuple(Tour(shift=shift(v)) for v in (1, 2))
    known = request(days=(1,), preferred_volunteer=2)
    offer = propose(problem(*both), known, PLAIN).offers[0]
    assert offer.volunteer == 2
    assert offer.terms.continuity_m == -2_000
    far = shift(2, base=village(9))
    there = propose(problem(both[0], Tour(shift=far)), known, PLAIN).offers[0]
    assert (there.volunteer, there.terms.continuity_m) == (1, 0)


def test_days_before_the_caller_is_back_are_not_offered():
    proposal = propose(problem(*EMPTY_DAYS), request(days=ALL_DAYS, not_before_day=6), PLAIN)
    assert {offer.day for offer in proposal.offers} <= {6, 7}


@pytest.mark.parametrize(
    ("rule", "window_s"),
    [
        (PromiseRule(kind=PromiseKind.WIDE, width_s=7_200), 7_200),
        (PromiseRule(kind=PromiseKind.HALF_DAY, width_s=9_000), 9_000),
    ],
)
def test_wider_promises_are_kept_as_well(rule, window_s):
    booked = Tour(shift=shift(), stops=(stop(1, clock(10)),))
    offers = propose(problem(booked), request(days=(1,), promise=rule), PLAIN).offers
    assert offers
    for offer in offers:
        assert offer.promised_end_s - offer.promised_start_s == window_s
        assert offer.promised_start_s <= offer.planned_start_s <= offer.promised_end_s
        assert evaluate(offer.tours).is_feasible


def test_without_volunteers_there_is_no_offer():
    proposal = propose(problem(), request(), PLAIN)
    assert proposal.offers == ()


@st.composite
def problems(draw):
    """Draw one day of tours that hold, with or without people to call and a week's limit."""
    crew = draw(crews())
    demand = (DemandPoint(point=BASES[1], weight=1.0),) if draw(st.booleans()) else ()
    limits = (WeekLimit(volunteer=0, week=0, limit_s=5 * HOUR_S),)
    weeks = limits if draw(st.booleans()) else ()
    return problem(*crew, demand=demand, weeks=weeks)


@given(problems(), points, st.booleans(), st.floats(0, 20_000))
def test_every_offer_keeps_every_rule_and_adds_up(given_problem, point, pair, weight_m):
    called = request(point=point, needs_pair=pair)
    proposal = propose(given_problem, called, tuned_for(weight_m))
    before = {tour.shift.key: tour for tour in given_problem.tours}
    assert len({offer.half_day for offer in proposal.offers}) == len(proposal.offers)
    for offer in proposal.offers:
        after = before | {tour.shift.key: tour for tour in offer.tours}
        result = evaluate(tuple(after.values()), _kept(given_problem))
        assert result.violations == ()
        assert result.distance_m - evaluate(given_problem.tours).distance_m == offer.added_m
        assert len(offer.volunteers) == (2 if pair else 1)
        planned = timeline(offer.tours[0]).planned[offer.position]
        assert (planned.stop, planned.start_s) == (offer.stop, offer.planned_start_s)


def _kept(given_problem):
    """Return the week limits that hold before anything is added."""
    return [w for w in given_problem.weeks if evaluate(given_problem.tours, [w]).is_feasible]


def test_the_same_question_has_the_same_answer():
    ask = (problem(*EMPTY_DAYS), request(days=ALL_DAYS), ProposalParams())
    assert propose(*ask) == propose(*ask)


def test_demand_makes_a_far_tour_worth_opening_where_neighbours_will_call():
    tours = EMPTY_DAYS[:3]
    called = request(where=5, days=(3,))
    lonely = (DemandPoint(point=BASE, weight=1.0),)
    crowded = (DemandPoint(point=village(5), weight=1.0),)
    future = [
        propose(problem(*tours, demand=demand), called, ProposalParams())
        .offers[0]
        .terms.future_m
        for demand in (lonely, crowded)
    ]
    assert future[1] < 0 < future[0] + 1
    assert future[1] < future[0]


def test_half_days_asked_for_are_the_only_ones_offered():
    afternoon = frozenset({HalfDay(day=1, is_afternoon=True)})
    proposal = propose(problem(*EMPTY_DAYS), request(half_days=afternoon), PLAIN)
    assert {offer.half_day for offer in proposal.offers} == afternoon
    assert afternoon < half_days(1)


def test_parameters_move_between_the_tuned_sets_and_keep_to_them_beyond():
    patient, hurried = tuned_for(0), tuned_for(50_000)
    between = tuned_for(1_200)
    assert patient.ramp_days > between.ramp_days > hurried.ramp_days
    assert [p.wait_m_per_day for p in (patient, between, hurried)] == [0, 1_200, 50_000]
