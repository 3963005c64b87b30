"""The score of every promise of a day, compiled. `policy` says the same in words and objects.

Serves the call screen and the season simulator alike, so that what is tuned is what is offered.
"""

from typing import NamedTuple

from toctoc.planning.compiled import inlined, lean
from toctoc.planning.days.arrays import DayArrays, Floats, Ints, Plan
from toctoc.planning.days.clock import advance, first_start
from toctoc.planning.days.openings import Asked, choose_openings
from toctoc.planning.days.pricing import NO_WAY_M
from toctoc.planning.days.survey import Stage, plan_start, price_plan
from toctoc.planning.proposals.outlook import Outlook, saving_m

# Columns of a row: one promise of one day.
LEAD_DAYS, FARNESS, IS_KNOWN, IS_POSSIBLE, PROMISED_S, ADDED_M, STOPS_BEFORE, OPENS = range(8)
IDLE_S, GAIN_M, SHARE_M, WAIT_M, OPENING_M, CROWD_M, IDLE_M, CONTINUITY_M = range(8, 16)
FUTURE_M, SCORE_M = range(16, 18)
COLUMNS = 18
MOST_IDLE_S = 5_400


class Rule(NamedTuple):
    """The numbers of ProposalParams that make a score; documented there."""

    share_empty_ratio: float
    share_single_ratio: float
    ramp_days: float
    wait_m_per_day: float
    far_wait_ratio: float
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


@lean
def price_day(
    stage: Stage, d: int, asked: Asked, outlook: Outlook, rule: Rule, rows: Floats
) -> None:
    """Price each start a request could be promised on day `d`.

    Parameters
    ----------
    stage : Stage
        Its room is overwritten, and so are the request's windows in its day.
    outlook : Outlook
        Over all open days, looking away from this one.
    rows : ndarray of float64, shape (starts, COLUMNS)
        LEAD_DAYS, FARNESS and IS_KNOWN are read, the others filled in; IS_POSSIBLE is 0 where
        there is no way.
    """
    ground, survey, room = stage
    out_before = _tours_out(survey.visits[d])
    choose_openings(ground.day, ground.into, survey.openings, d, asked)
    for i in range(asked.starts_s.shape[0]):
        row, metres = rows[i], plan_start(stage, d, asked, i)
        row[IS_POSSIBLE] = metres != NO_WAY_M
        if metres == NO_WAY_M:
            continue
        row[PROMISED_S], row[ADDED_M] = asked.starts_s[i], metres - survey.metres[d]
        _describe(ground.day, room.plan, asked.node, row)
        out = _tours_out(room.plan.visits)
        row[OPENS] = 0 if out <= out_before else (1 if out_before == 0 else 2)
        row[GAIN_M] = 0.0
        if room.prices_m.shape[1] > 0 and rule.future_calls > 0:
            price_plan(stage, d)
            row[GAIN_M] = saving_m(outlook, room.prices_m, ground.demand.weight)
        score(row, rule)


@inlined
def _tours_out(visits: Ints) -> int:
    """Return how many of the volunteers (shape (V,)) have a visit."""
    out = 0
    for v in range(visits.shape[0]):
        if visits[v] > 0:
            out += 1
    return out


@inlined
def _describe(day: DayArrays, plan: Plan, node: int, row: Floats) -> None:
    """Find how full the tour of `node` is, and how long it stands idle beside it."""
    v, at = _find_visit(plan, node)
    row[STOPS_BEFORE] = plan.visits[v] - 1
    free_s, here, idle_s = day.shift_s[v, 0], day.earliest_s.shape[0] + v, 0
    for k in range(min(at + 2, plan.visits[v])):
        there = plan.node[v, k]
        drive_s = day.travel_s[day.profile[v], here, there]
        arrival_s = advance(free_s, drive_s, day.pauses[v])
        ready_s = max(arrival_s, day.earliest_s[there])
        start_s = first_start(ready_s, day.length_s[there], day.pauses[v])
        if k > 0 and k >= at:
            idle_s += min(start_s - arrival_s, MOST_IDLE_S)
        here, free_s = there, start_s + day.length_s[there]
    row[IDLE_S] = idle_s


@inlined
def _find_visit(plan: Plan, node: int) -> tuple[int, int]:
    """Return who visits `node`, and as which of their visits."""
    for v in range(plan.visits.shape[0]):
        for k in range(plan.visits[v]):
            if plan.node[v, k] == node:
                return v, k
    return -1, -1


@inlined
def score(row: Floats, rule: Rule) -> None:
    """Fill the terms and the score of a row of shape (COLUMNS,) from its facts.

    See docs/algorithms/proposals.md, "Score". GAIN_M is what an average caller to come would
    save.
    """
    stops_before, lead_days = row[STOPS_BEFORE], row[LEAD_DAYS]
    nearness = min(1.0, lead_days / rule.ramp_days)
    share = 0.0
    if stops_before == 0:
        share = rule.share_empty_ratio
    elif stops_before == 1:
        share = rule.share_single_ratio
    row[SHARE_M] = -share * nearness * row[ADDED_M]
    weight_m = rule.wait_m_per_day * (1 + rule.far_wait_ratio * row[FARNESS])
    row[WAIT_M] = weight_m * lead_days
    row[OPENING_M] = rule.opening_m if stops_before == 0 else 0.0
    if row[OPENS] == 1:
        row[OPENING_M] += rule.first_tour_m
    elif row[OPENS] == 2:
        row[OPENING_M] += rule.further_tour_m
    row[CROWD_M] = rule.crowd_m * stops_before * nearness
    row[IDLE_M] = rule.idle_m_per_h * row[IDLE_S] / 3_600
    row[CONTINUITY_M] = -rule.continuity_m if row[IS_KNOWN] > 0 else 0.0
    row[FUTURE_M] = -rule.future_calls * row[GAIN_M]
    row[SCORE_M] = row[ADDED_M]
    for term in range(SHARE_M, SCORE_M):
        row[SCORE_M] += row[term]
