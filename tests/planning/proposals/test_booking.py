"""The last look before storing an appointment."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.days.test_pricing import crews
from tests.planning.proposals.test_offers import EMPTY_DAYS, PLAIN
from tests.planning.valley import (
    clock,
    day_of_four,
    half_days,
    problem,
    request,
    shift,
    stop,
)
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import PromiseKind, PromiseRule, ShiftKey, Tour
from toctoc.planning.proposals import Insertion, Reason, Refusal, check_insertion, propose


def test_what_was_offered_still_fits_when_nothing_changed():
    asked, called = problem(*EMPTY_DAYS), request()
    offer = propose(asked, called, PLAIN).offers[0]
    again = check_insertion(asked, called, [ShiftKey(1, 1)], offer.promised_start_s)
    assert isinstance(again, Insertion)
    assert (again.tours, again.stop) == (offer.tours, offer.stop)
    assert (again.added_m, again.added_work_s) == (offer.added_m, offer.added_work_s)
    assert (again.volunteers, again.position) == (offer.volunteers, offer.position)
    assert (again.promised_end_s, again.planned_start_s) == (
        offer.promised_end_s, offer.planned_start_s,
    )  # fmt: skip


def test_what_was_offered_twice_is_refused_the_second_time():
    asked, called = problem(Tour(shift=shift())), request()
    first = check_insertion(asked, called, [ShiftKey(1, 1)], clock(9))
    assert isinstance(first, Insertion)
    again = check_insertion(problem(*first.tours), called, [ShiftKey(1, 1)], clock(9))
    assert again == Refusal(volunteer=1, reason=Reason.NO_ROOM, short=40 * 60)


def test_the_agent_may_choose_another_time_than_those_offered():
    called = request(half_days=half_days(5))
    found = check_insertion(
        problem(Tour(shift=shift())), called, [ShiftKey(1, 1)], clock(11, 17)
    )
    assert isinstance(found, Insertion)
    assert found.planned_start_s == clock(11, 17)


REFUSED = [
    (request(), [ShiftKey(9, 1)], Refusal(volunteer=9, reason=Reason.NO_SHIFT)),
    (request(), [ShiftKey(1, 1)], Refusal(volunteer=1, reason=Reason.NO_ROOM, short=50 * 60)),
    (
        request(needs_pair=True),
        [ShiftKey(1, 1)],
        Refusal(volunteer=None, reason=Reason.NO_PAIR),
    ),
    (
        request(needs_pair=True),
        [ShiftKey(1, 1), ShiftKey(1, 1)],
        Refusal(volunteer=None, reason=Reason.NO_PAIR),
    ),
]


@pytest.mark.parametrize(("called", "shifts", "refusal"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_reason(called, shifts, refusal):
    asked = problem(day_of_four(), Tour(shift=shift(2)))
    assert check_insertion(asked, called, shifts, clock(10)) == refusal


def test_a_pair_comes_at_one_time_and_both_tours_change():
    asked = problem(Tour(shift=shift(1)), Tour(shift=shift(2)))
    keys = [ShiftKey(1, 1), ShiftKey(2, 1)]
    found = check_insertion(asked, request(needs_pair=True), keys, clock(10))
    assert isinstance(found, Insertion)
    assert found.volunteers == (1, 2)
    assert found.stop.earliest_s == found.stop.latest_s == clock(10)
    assert found.promised_end_s == clock(10, 30)
    assert evaluate(found.tours).is_feasible


def test_a_pair_is_offered_with_both_volunteers():
    asked = problem(*(Tour(shift=shift(v)) for v in (1, 2, 3)))
    offers = propose(asked, request(needs_pair=True, preferred_volunteer=3), PLAIN).offers
    assert [offer.volunteers for offer in offers] == [(1, 3), (1, 3)]
    assert evaluate(offers[0].tours).is_feasible


def test_a_pair_is_offered_only_when_and_by_whom_it_can_be():
    early = shift(3, end_s=clock(12), breaks=())
    asked = problem(*(Tour(shift=on) for on in (shift(1), shift(2, max_visits=0), early)))
    called = request(needs_pair=True, days=(1, 40))
    offers = propose(asked, called, PLAIN).offers
    assert [(o.half_day.is_afternoon, o.volunteers) for o in offers] == [(False, (1, 3))]


def test_planning_anew_does_not_help_where_all_are_busy():
    busy = [Tour(shift=shift(v), stops=(stop(v, clock(10), is_movable=True),)) for v in (1, 2)]
    found = check_insertion(problem(*busy), request(), [ShiftKey(1, 1)], clock(10))
    assert isinstance(found, Refusal)
    assert found.reason is Reason.NO_ROOM


@pytest.mark.parametrize(("is_movable", "is_possible"), [(True, True), (False, False)])
def test_visits_change_hands_only_where_they_may(*, is_movable, is_possible):
    # Volunteer 1 is asked for at 10:00 but has a visit then, which volunteer 2 could make.
    busy = Tour(shift=shift(1), stops=(stop(1, clock(10), is_movable=is_movable),))
    asked = problem(busy, Tour(shift=shift(2)))
    found = check_insertion(asked, request(), [ShiftKey(1, 1)], clock(10))
    assert isinstance(found, Insertion) is is_possible
    if isinstance(found, Insertion):
        assert evaluate(found.tours).is_feasible
        assert [[s.id for s in tour.stops] for tour in found.tours] == [[99], [1]]
        assert found.volunteers == (1,)


def keys_of(volunteers, day=1):
    return [ShiftKey(volunteer, day) for volunteer in volunteers]


def booked(asked, called, offer):
    return check_insertion(
        asked, called, keys_of(offer.asked, offer.day), offer.promised_start_s
    )


PROMISES = [
    PromiseRule(),
    PromiseRule(kind=PromiseKind.WIDE, width_s=7_200),
    PromiseRule(kind=PromiseKind.HALF_DAY, width_s=9_000),
]


def movable(crew):
    """Let every visit of the crew change hands."""
    return [
        replace(tour, stops=tuple(replace(one, is_movable=True) for one in tour.stops))
        for tour in crew
    ]


@given(crews(), st.sampled_from(PROMISES), st.sampled_from([None, 1, 2]), st.booleans())
def test_what_is_stored_is_the_plan_that_was_offered(crew, promise, known, needs_pair):
    asked = problem(*movable(crew))
    called = request(
        promise=promise, preferred_volunteer=known, needs_pair=needs_pair, is_movable=True
    )
    for offer in propose(asked, called, PLAIN).offers:
        found = booked(asked, called, offer)
        assert isinstance(found, Insertion)
        assert (found.tours, found.volunteers) == (offer.tours, offer.volunteers)
        assert found.added_m == offer.added_m


@given(crews(), st.sampled_from(PROMISES))
def test_without_a_name_it_fits_where_it_fits_for_anyone(crew, promise):
    asked, called = problem(*movable(crew)), request(promise=promise)
    found = check_insertion(asked, called, [], clock(10))
    alone = [
        check_insertion(asked, called, [tour.shift.key], clock(10)) for tour in asked.tours
    ]
    assert isinstance(found, Insertion) is any(isinstance(one, Insertion) for one in alone)
    if isinstance(found, Insertion):
        assert evaluate(found.tours).is_feasible


@pytest.mark.parametrize(("known", "asked_for"), [(2, (2,)), (None, ())])
def test_who_knows_the_resident_is_asked_for(known, asked_for):
    asked = problem(*(Tour(shift=shift(v)) for v in (1, 2)))
    offers = propose(asked, request(preferred_volunteer=known), PLAIN).offers
    assert [offer.asked for offer in offers] == [asked_for, asked_for]


def test_without_a_name_nobody_working_is_the_reason():
    found = check_insertion(problem(Tour(shift=shift())), request(), [], clock(10, day=3))
    assert found == Refusal(volunteer=None, reason=Reason.NO_SHIFT)


def test_without_a_name_the_nearest_reason_is_told():
    busy = [
        Tour(shift=shift(1), stops=(stop(1, clock(10)),)),
        Tour(shift=shift(2), stops=(stop(2, clock(9, 50)),)),
    ]
    found = check_insertion(problem(*busy), request(), [], clock(10))
    assert (found.reason, found.volunteer) == (Reason.NO_ROOM, 2)


@pytest.mark.parametrize(("on_duty", "reason"), [(0, Reason.NO_SHIFT), (1, Reason.NO_PAIR)])
def test_a_pair_without_names_needs_two_on_duty(on_duty, reason):
    asked = problem(*(Tour(shift=shift(v)) for v in range(1, on_duty + 1)))
    found = check_insertion(asked, request(needs_pair=True), [], clock(10))
    assert found == Refusal(volunteer=None, reason=reason)


def test_a_pair_without_names_is_the_two_with_the_shortest_detours():
    there = Tour(shift=shift(3), stops=(stop(1, clock(14), where=2),))
    asked = problem(*(Tour(shift=shift(v)) for v in (1, 2)), there)
    found = check_insertion(asked, request(where=2, needs_pair=True), [], clock(10))
    assert found.volunteers == (1, 3)
