"""What is known of days as they are booked, kept from call to call until a booking."""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import inlined, lean
from toctoc.planning.days.arrays import DayArrays, Demand, Floats, Ints, Ints32, Plan
from toctoc.planning.days.improve import is_in_hours
from toctoc.planning.days.kernel import Labels, make_labels
from toctoc.planning.days.laying import make_openings, prepare
from toctoc.planning.days.lookahead import (
    MORNING_M,
    NO_ROOM_M,
    Counter,
    make_counter,
    merge,
    price_tour,
)
from toctoc.planning.days.openings import (
    CHOSEN,
    METRES,
    NO_OPENING,
    UNTOLD,
    Asked,
    Openings,
    choose_openings,
    promise,
    trace_opening,
)
from toctoc.planning.days.pricing import NO_WAY_M, plan_metres, plan_with


class Ground(NamedTuple):
    """What days have in common: who works, where all is, and where calls are to come from."""

    day: DayArrays
    into: tuple[Ints, Ints]  # its metres and seconds, transposed
    demand: Demand
    opened_m: Floats  # (V, K) what sending out each volunteer is taken to cost


class Sides(NamedTuple):
    """The same day, but for hours of work, as openings need it."""

    unlimited: DayArrays
    mirror: DayArrays  # that, seen backwards


class Survey(NamedTuple):
    """D days as booked. V volunteers, S stops a tour at most, K places."""

    node: Ints  # (D, V, S) tours in driving order
    visits: Ints  # (D, V)
    openings: Openings
    metres: Ints  # (D,) of all tours
    tour_m: Ints32  # (D, V, 2, K) what joining each tour would cost people from each place
    prices_m: Floats  # (D, 2, K) what the day would charge them


class Room(NamedTuple):
    """Scratch."""

    labels: Labels
    plan: Plan
    counter: Counter
    prices_m: Floats  # (2, K)


class Stage(NamedTuple):
    """All that the kernels need for planning days."""

    ground: Ground
    survey: Survey
    room: Room


def make_survey(ground: Ground, days: int, stops: int, kept: tuple[int, int]) -> Survey:
    """Make room for days nothing is booked on; `stops` a day, `kept`: see `make_openings`."""
    crew, places = ground.opened_m.shape
    return Survey(
        node=np.full((days, crew, stops + 1), -1, np.int64),
        visits=np.zeros((days, crew), np.int64),
        openings=make_openings(days, stops, ground.day.twin, len(ground.day.travel_s[0]), kept),
        metres=np.zeros(days, np.int64),
        tour_m=np.empty((days, crew, 2, places), np.int32),
        prices_m=np.empty((days, 2, places)),
    )


def make_room(ground: Ground, stops: int, labels: int) -> Room:
    """Make room for planning a day of so many stops, with so many labels."""
    crew, places = ground.opened_m.shape
    return Room(
        labels=make_labels(labels, crew, len(ground.day.travel_s[0])),
        plan=Plan(np.full((crew, stops + 1), -1, np.int64), np.zeros(crew, np.int64)),
        counter=make_counter(places, stops + 1),
        prices_m=np.empty((2, places)),
    )


@lean
def survey_day(stage: Stage, sides: Sides, d: int, least_s: int) -> None:
    """Take stock of day `d` anew, for visits of `least_s` or longer."""
    (day, _, demand, opened_m), survey, room = stage
    plan, counter = Plan(survey.node[d], survey.visits[d]), room.counter
    survey.metres[d] = plan_metres(day, plan)
    prepare(sides.unlimited, sides.mirror, plan, survey.openings, d, least_s)
    asked_m = counter.place[MORNING_M:]
    asked_m[:] = NO_ROOM_M
    for v in range(plan.visits.shape[0]):
        tour_m = survey.tour_m[d, v]
        tour_m[:] = NO_ROOM_M
        if plan.visits[v] > 0:
            price_tour(day, plan, v, demand, counter, tour_m)
            _lower(asked_m, tour_m)
    merge(day, plan, opened_m, asked_m, survey.prices_m[d])


@inlined
def _lower(price_m: Ints32, tour_m: Ints32) -> None:
    """Lower `price_m` to `tour_m` where that is less; both have shape (2, K)."""
    for half in range(2):
        for place in range(price_m.shape[1]):
            asked_m = tour_m[half, place]
            price_m[half, place] = min(price_m[half, place], asked_m)


@lean
def plan_day(stage: Stage, d: int, asked: Asked) -> int:
    """Write day `d`, with what is asked at the first of its starts, into the room's plan.

    Returns its metres; NO_WAY_M where no plan is found.
    """
    ground = stage.ground
    choose_openings(ground.day, ground.into, stage.survey.openings, d, asked)
    return plan_start(stage, d, asked, 0)


@inlined
def plan_start(stage: Stage, d: int, asked: Asked, i: int) -> int:
    """Write day `d` with the visit at start `i`, openings chosen, into the room's plan.

    Returns its metres; NO_WAY_M where no plan is found.
    """
    day, survey, plan = stage.ground.day, stage.survey, stage.room.plan
    chosen = asked.choice[CHOSEN, i]
    if chosen == NO_OPENING:
        return NO_WAY_M
    promise(day, asked, i)
    if chosen != UNTOLD:
        trace_opening(day, survey.openings, d, chosen, asked.node, plan)
        if is_in_hours(day, plan):
            return int(asked.choice[METRES, i])
    booked = Plan(survey.node[d], survey.visits[d])
    return plan_with(day, booked, asked.node, stage.room.labels, plan)


@lean
def book_plan(stage: Stage, d: int) -> None:
    """Let the room's plan become what is booked on day `d`; `survey_day` is due."""
    survey, plan = stage.survey, stage.room.plan
    for v in range(plan.visits.shape[0]):
        survey.visits[d, v] = plan.visits[v]
        for k in range(plan.visits[v]):
            survey.node[d, v, k] = plan.node[v, k]


@inlined
def price_plan(stage: Stage, d: int) -> None:
    """Fill the room's prices with what day `d` would charge, were the room's plan booked."""
    (day, _, demand, opened_m), survey, room = stage
    plan, asked_m = room.plan, room.counter.place[MORNING_M:]
    asked_m[:] = NO_ROOM_M
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] == 0:
            continue
        same = _same_tour(day, survey, d, plan, v)
        if same >= 0:
            _lower(asked_m, survey.tour_m[d, same])
        else:
            price_tour(day, plan, v, demand, room.counter, asked_m)
    merge(day, plan, opened_m, asked_m, room.prices_m)


@inlined
def _same_tour(day: DayArrays, survey: Survey, d: int, plan: Plan, v: int) -> int:
    """Return who drives this very tour as booked, `v` or a twin; -1 nobody."""
    for u in range(plan.visits.shape[0]):
        if day.twin[u] != day.twin[v] or survey.visits[d, u] != plan.visits[v]:
            continue
        k = 0
        while k < plan.visits[v] and survey.node[d, u, k] == plan.node[v, k]:
            k += 1
        if k == plan.visits[v]:
            return u
    return -1
