"""The score of every promise of a day, compiled. `policy` says the same in words and objects.

Serves the call screen and the season simulator alike, so that what is tuned is what is offered.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import compiled
from toctoc.planning.days.arrays import DayArrays, Demand, Floats, Ints, Plan
from toctoc.planning.days.clock import advance, first_start
from toctoc.planning.days.kernel import Labels
from toctoc.planning.days.lookahead import price_places
from toctoc.planning.days.pricing import NO_WAY_M, plan_metres, plan_with
from toctoc.planning.proposals.outlook import Outlook, saving_m

# Columns of a row: one promise of one day.
IS_POSSIBLE, PROMISED_S, ADDED_M, STOPS_BEFORE, OPENS, IDLE_S, IS_KNOWN, GAIN_M = range(8)
SHARE_M, WAIT_M, OPENING_M, CROWD_M, IDLE_M, CONTINUITY_M, FUTURE_M, SCORE_M = range(8, 16)
COLUMNS = 16
MOST_IDLE_S = 5_400


class Rule(NamedTuple):
    """The numbers of ProposalParams that make a score; documented there."""

    share_empty_ratio: float
    share_single_ratio: float
    ramp_days: float
    wait_m_per_day: float
    opening_m: float
    first_tour_m: float
    further_tour_m: float
    crowd_m: float
    idle_m_per_h: float
    continuity_m: float
    future_calls: float
    future_opening_m: float
    future_opening_ratio: float
    suits_ratio: float


class Scene(NamedTuple):
    """A day as it is booked, and where calls are still to come from.

    `row` is the day's in the outlook, `lead_days` how many working days ahead it lies.
    """

    day: DayArrays
    booked: Plan
    demand: Demand
    row: int
    lead_days: int


class Asked(NamedTuple):
    """What is asked of a day: the request's node, its window's width, the starts to price.

    `is_known`: whoever may serve it is the volunteer the resident knows.
    """

    node: int
    width_s: int
    is_known: bool
    starts_s: Ints


@compiled
def price_day(
    scene: Scene,
    asked: Asked,
    outlook: Outlook,
    rule: Rule,
    room: tuple[Labels, Plan],
    rows: Floats,
) -> None:
    """Price each start a request could be promised on a day.

    Parameters
    ----------
    room : Labels and Plan
        Scratch; overwritten, as are the request's windows in `scene.day`.
    rows : ndarray of float64, shape (starts, COLUMNS)
        Filled in; IS_POSSIBLE is 0 where there is no way.
    """
    day, booked, node = scene.day, scene.booked, asked.node
    labels, plan = room
    before_m, out_before = plan_metres(day, booked), _tours_out(booked)
    opening = (rule.future_opening_m, rule.future_opening_ratio)
    prices_m = np.empty((2, scene.demand.weight.shape[0]))
    for i in range(asked.starts_s.shape[0]):
        row, start_s = rows[i], asked.starts_s[i]
        day.earliest_s[node], day.latest_s[node] = start_s, start_s + asked.width_s
        metres = plan_with(day, booked, node, labels, plan)
        row[IS_POSSIBLE] = metres != NO_WAY_M
        if metres == NO_WAY_M:
            continue
        row[PROMISED_S], row[ADDED_M] = start_s, metres - before_m
        row[IS_KNOWN] = asked.is_known
        _describe(day, plan, node, row)
        out = _tours_out(plan)
        row[OPENS] = 0 if out <= out_before else (1 if out_before == 0 else 2)
        row[GAIN_M] = 0.0
        if prices_m.shape[1] > 0:
            price_places(day, plan, scene.demand, day.length_s[node], opening, prices_m)
            row[GAIN_M] = saving_m(
                outlook, scene.row, prices_m, scene.demand.weight, rule.suits_ratio
            )
        score(row, scene.lead_days, rule)


@compiled
def _tours_out(plan: Plan) -> int:
    out = 0
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] > 0:
            out += 1
    return out


@compiled
def _describe(day: DayArrays, plan: Plan, node: int, row: Floats) -> None:
    """Find how full the tour of `node` is, and how long it stands idle beside it."""
    for v in range(plan.visits.shape[0]):
        free_s, here, idle_s = day.shift_s[v, 0], day.earliest_s.shape[0] + v, 0
        found = -1
        for k in range(plan.visits[v]):
            there = plan.node[v, k]
            drive_s = day.travel_s[day.profile[v], here, there]
            arrival_s = advance(free_s, drive_s, day.pauses[v])
            ready_s = max(arrival_s, day.earliest_s[there])
            start_s = first_start(ready_s, day.length_s[there], day.pauses[v])
            if there == node:
                found = k
                row[STOPS_BEFORE] = plan.visits[v] - 1
            if k > 0 and (found == k or found == k - 1) and found >= 0:
                idle_s += min(start_s - arrival_s, MOST_IDLE_S)
            here, free_s = there, start_s + day.length_s[there]
        if found >= 0:
            row[IDLE_S] = idle_s


@compiled
def score(row: Floats, lead_days: int, rule: Rule) -> None:
    """Fill the terms and the score of a row of shape (COLUMNS,) from its facts.

    See docs/algorithms/proposals.md, "Score". GAIN_M is what an average caller to come would
    save.
    """
    nearness = min(1.0, lead_days / rule.ramp_days)
    stops_before = row[STOPS_BEFORE]
    share = 0.0
    if stops_before == 0:
        share = rule.share_empty_ratio
    elif stops_before == 1:
        share = rule.share_single_ratio
    row[SHARE_M] = -share * nearness * row[ADDED_M]
    row[WAIT_M] = rule.wait_m_per_day * lead_days
    row[OPENING_M] = rule.opening_m if stops_before == 0 else 0.0
    if row[OPENS] == 1:
        row[OPENING_M] += rule.first_tour_m
    elif row[OPENS] == 2:
        row[OPENING_M] += rule.further_tour_m
    row[CROWD_M] = rule.crowd_m * stops_before * nearness
    row[IDLE_M] = rule.idle_m_per_h * row[IDLE_S] / 3_600
    row[CONTINUITY_M] = -rule.continuity_m if row[IS_KNOWN] > 0 else 0.0
    row[FUTURE_M] = -rule.future_calls * row[GAIN_M]
    row[SCORE_M] = row[ADDED_M] + row[SHARE_M:SCORE_M].sum()
