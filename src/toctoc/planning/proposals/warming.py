"""Compile, or load from disk, everything an offer needs, so that no caller waits for it."""

from toctoc.planning.model import (
    DAY_S,
    DemandPoint,
    HalfDay,
    Horizon,
    Interval,
    Point,
    Problem,
    Request,
    Shift,
    Stop,
    Tour,
)
from toctoc.planning.proposals.offers import propose
from toctoc.planning.proposals.params import ProposalParams

MORNING_S, NOON_S, EVENING_S = 32_400, 43_200, 61_200


def warm_up() -> None:
    """Make one small proposal. Some 20 s the first time on a machine."""
    here, there = Point(lat_deg=43.3, lon_deg=-0.3), Point(lat_deg=43.4, lon_deg=-0.2)
    booked = Stop(
        id=1,
        point=there,
        length_s=3_600,
        earliest_s=DAY_S + MORNING_S,
        latest_s=DAY_S + MORNING_S + 1_800,
        is_movable=True,
    )
    shift = Shift(
        volunteer=1,
        day=1,
        week=0,
        start_s=DAY_S + MORNING_S,
        end_s=DAY_S + EVENING_S,
        base=here,
        breaks=(Interval(start_s=DAY_S + NOON_S, end_s=DAY_S + NOON_S + 1_800),),
    )
    problem = Problem(
        horizon=Horizon(today=0, first_day=1, last_day=1, working_days=(0, 1)),
        tours=(Tour(shift=shift, stops=(booked,)),),
        demand=(DemandPoint(point=there, weight=1.0),),
    )
    request = Request(
        id=2,
        point=there,
        length_s=3_600,
        half_days=frozenset({HalfDay(day=1, is_afternoon=True)}),
        is_movable=True,
    )
    propose(problem, request, ProposalParams())
