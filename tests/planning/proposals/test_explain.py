"""Every reason given for an offer is true of it, and each kind is given where it is due."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.proposals.test_offers import EMPTY_DAYS, PLAIN, problems
from tests.planning.strategies import points
from tests.planning.valley import clock, problem, request, shift, stop, village
from toctoc.planning.model import DemandPoint, Tour
from toctoc.planning.proposals import Motive, ProposalParams, propose
from toctoc.planning.travel import legs_along


def explained(proposal, rank=0):
    return proposal.offers[rank].explanation


def tour_in(where, at=None, **changes):
    """Return a tour with one visit, in village `where`."""
    return Tour(shift=shift(), stops=(stop(7, at or clock(9, 30), where=where, **changes),))


def test_a_neighbour_of_the_same_tour_is_named_with_its_distance():
    near = explained(propose(problem(tour_in(3)), request(where=3, days=(1,)), PLAIN))
    assert (near.main, near.neighbour, near.neighbour_m, near.added_m) == (
        Motive.NEAR_STOP, 7, 0, 0,
    )  # fmt: skip


def test_a_place_on_the_way_is_said_to_be():
    on_the_way = explained(
        propose(problem(tour_in(5, clock(11))), request(where=2, days=(1,)), PLAIN)
    )
    assert on_the_way.main is Motive.ON_THE_WAY
    assert on_the_way.added_m <= PLAIN.on_the_way_m


def test_a_tour_that_is_driven_anyway_is_said_to_be():
    tours = (
        Tour(shift=shift(2, 1)),
        Tour(shift=shift(1, 2), stops=(stop(7, clock(11, 0, 2)),)),
    )
    called = request(where=-2, days=(1, 2))
    proposal = propose(problem(*tours), called, replace(PLAIN, opening_m=90_000))
    assert proposal.offers[0].day == 2
    assert explained(proposal).main is Motive.SHARED_TOUR


def test_the_earliest_half_day_is_said_to_be_and_no_other():
    proposal = propose(problem(*EMPTY_DAYS), request(days=(1, 2)), PLAIN)
    motives = [offer.explanation.motives for offer in proposal.offers]
    assert [Motive.EARLIEST in kinds for kinds in motives] == [True, False, False]
    assert [kinds[0] for kinds in motives] == [Motive.EARLIEST] + [Motive.OPENED_TOUR] * 2


def test_a_tour_that_neighbours_should_fill_is_said_to_be():
    params = replace(PLAIN, share_empty_ratio=0.5, early_lead_days=0)
    second = explained(propose(problem(*EMPTY_DAYS), request(days=(1, 2)), params), 1)
    assert second.main is Motive.FUTURE_TOUR or Motive.FUTURE_TOUR in second.also
    assert second.expected_m < 0


def test_the_known_volunteer_and_the_limit_are_named():
    both = tuple(Tour(shift=shift(v)) for v in (1, 2))
    known = propose(problem(*both), request(days=(1,), preferred_volunteer=2), PLAIN)
    assert explained(known).main is Motive.CONTINUITY
    near_later = Tour(shift=shift(1, 9), stops=(stop(1, clock(9, 30, day=9), where=3),))
    remote = request(where=3, days=(1, 9), wait_limit_days=4)
    limited = propose(problem(EMPTY_DAYS[0], near_later), remote, PLAIN)
    assert explained(limited).main is Motive.WAIT_LIMIT


def test_the_limit_is_not_named_where_the_score_says_the_same():
    called = request(days=(1, 9), wait_limit_days=4)
    assert (
        Motive.WAIT_LIMIT not in explained(propose(problem(*EMPTY_DAYS), called, PLAIN)).motives
    )


@given(problems(), points, st.sampled_from([None, 0, 1]))
def test_no_reason_is_ever_untrue(given_problem, point, preferred):
    called = request(point=point, preferred_volunteer=preferred)
    params = ProposalParams()
    offers = propose(given_problem, called, params).offers
    feasible = [
        half for half in sorted(called.half_days) if _is_possible(given_problem, called, half)
    ]
    for offer in offers:
        told, stops = offer.explanation, offer.tours[0].stops
        at = offer.position
        row = stops[max(at - 1, 0) : at + 2]
        driven_m = legs_along([stop.point for stop in row], offer.tours[0].shift.travel)
        beside = [stop.id for stop in row if stop.id != stops[at].id]
        metres = dict(zip(beside, driven_m.distance_m.tolist(), strict=True))
        assert told.neighbour_m == min(metres.values(), default=None)
        assert told.neighbour is None or metres[told.neighbour] == told.neighbour_m
        truth = {
            Motive.NEAR_STOP: bool(metres) and min(metres.values()) <= params.near_m,
            Motive.ON_THE_WAY: bool(metres) and offer.added_m <= params.on_the_way_m,
            Motive.CONTINUITY: offer.volunteer == preferred,
            Motive.EARLIEST: offer.half_day == feasible[0],
            Motive.SHARED_TOUR: bool(metres),
            Motive.FUTURE_TOUR: not metres and told.expected_m < 0,
            Motive.OPENED_TOUR: not metres and told.expected_m >= 0,
            Motive.WAIT_LIMIT: False,
        }
        assert all(truth[motive] for motive in told.motives)


def _is_possible(given_problem, called, half_day):
    alone = replace(called, half_days=frozenset({half_day}))
    return bool(propose(given_problem, alone, ProposalParams()).offers)


def test_expected_metres_are_the_terms_of_the_score():
    demand = (DemandPoint(point=village(3), weight=1.0),)
    proposal = propose(
        problem(*EMPTY_DAYS, demand=demand), request(where=3, days=(1, 5)), ProposalParams()
    )
    for offer in proposal.offers:
        terms = offer.terms
        assert offer.explanation.expected_m == round(terms.share_m + terms.future_m)
        assert offer.explanation.lead_days == terms.lead_days
