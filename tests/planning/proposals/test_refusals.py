"""Why nothing, or too little, can be offered: every reason from data, and what came nearest."""

import pytest

from tests.planning.proposals.test_offers import PLAIN
from tests.planning.strategies import SKILL
from tests.planning.valley import (
    HOUR_S,
    MINUTE_S,
    clock,
    day_of_four,
    half_days,
    problem,
    request,
    shift,
    stop,
)
from toctoc.planning.model import Tour, WeekLimit
from toctoc.planning.proposals import Reason, Refusal, propose

FREE = Tour(shift=shift())
FULL_WEEK = WeekLimit(volunteer=1, week=0, limit_s=30 * HOUR_S, used_s=29 * HOUR_S)
CASES = [
    (problem(), request(), Reason.NO_SHIFT, 0),
    (problem(FREE), request(days=(0,)), Reason.NOTICE, 0),
    (problem(FREE), request(days=(11,)), Reason.BEYOND_HORIZON, 0),
    (problem(FREE), request(skills=SKILL), Reason.SKILLS, 1),
    (problem(FREE), request(length_s=6 * HOUR_S), Reason.TOO_LONG, 145 * MINUTE_S),
    (problem(Tour(shift=shift(max_visits=0))), request(), Reason.MAX_VISITS, 1),
    (problem(day_of_four()), request(), Reason.NO_ROOM, 20 * MINUTE_S),
    (problem(Tour(shift=shift(max_work_s=HOUR_S))), request(), Reason.DAY_HOURS, 20 * MINUTE_S),
    (problem(FREE, weeks=(FULL_WEEK,)), request(), Reason.WEEK_HOURS, 20 * MINUTE_S),
    (problem(FREE), request(needs_pair=True), Reason.NO_PAIR, 0),
    (
        problem(Tour(shift=shift(), stops=(stop(1, clock(9), where=5),))),
        request(),
        Reason.TOUR_BROKEN,
        20 * MINUTE_S,
    ),
]


@pytest.mark.parametrize(("asked", "called", "reason", "short"), CASES)
def test_each_reason_is_found_where_it_is_the_one(asked, called, reason, short):
    report = propose(asked, called, PLAIN).refusals
    assert report is not None
    assert {half.half_day for half in report.half_days} == called.half_days
    assert [count.reason for count in report.summary] == [reason]
    assert min(half.nearest.short for half in report.half_days) == short


def test_reasons_are_summed_up_by_half_days_volunteers_and_days():
    tours = [
        Tour(shift=shift(v, day, max_visits=0 if v == 2 else 6, max_work_s=HOUR_S))
        for v in (1, 2)
        for day in (1, 2)
    ]
    report = propose(problem(*tours), request(days=(1, 2, 3)), PLAIN).refusals
    assert report is not None
    told = [
        (c.reason, c.half_days, c.volunteers, c.first_day, c.last_day) for c in report.summary
    ]
    assert told == [
        (Reason.DAY_HOURS, 4, (1,), 1, 2),
        (Reason.MAX_VISITS, 4, (2,), 1, 2),
        (Reason.NO_SHIFT, 2, (), 3, 3),
    ]


def test_what_came_nearest_is_told_with_whose_and_how_much():
    tours = (Tour(shift=shift(1, max_work_s=HOUR_S)), Tour(shift=shift(2, max_visits=0)))
    report = propose(problem(*tours), request(), PLAIN).refusals
    assert report is not None
    assert report.nearest_miss is not None
    assert report.nearest_miss.nearest == Refusal(
        volunteer=1, reason=Reason.DAY_HOURS, short=20 * MINUTE_S
    )


def test_no_seconds_missing_means_no_near_miss():
    report = propose(problem(), request(), PLAIN).refusals
    assert report is not None
    assert report.nearest_miss is None


def test_half_days_with_an_offer_are_not_among_the_refused():
    morning_only = shift(end_s=clock(12), breaks=())
    proposal = propose(problem(Tour(shift=morning_only)), request(), PLAIN)
    assert proposal.refusals is not None
    offered = {offer.half_day for offer in proposal.offers}
    refused = {half.half_day for half in proposal.refusals.half_days}
    assert offered | refused == half_days(1)
    assert len(offered) == 1


def test_a_pair_is_refused_each_volunteers_own_reason():
    tours = (Tour(shift=shift(1)), Tour(shift=shift(2, max_visits=0)))
    report = propose(problem(*tours), request(needs_pair=True), PLAIN).refusals
    assert report is not None
    assert report.half_days[0].refusals == (
        Refusal(volunteer=1, reason=Reason.NO_PAIR),
        Refusal(volunteer=2, reason=Reason.MAX_VISITS, short=1),
    )
