"""What a day, as planned, would charge people who have yet to call.

A caller from a place pays the cheapest insertion into the tours as planned, or the sending out
of an idle volunteer, taken at a share of its full length since neighbours will join it.
"""

import numpy as np

from toctoc.planning.compiled import compiled
from toctoc.planning.days.arrays import DayArrays, Demand, Floats, Plan
from toctoc.planning.days.clock import advance, retreat
from toctoc.planning.days.pricing import backward_s, forward_s

# What it costs not to find room at all: more than any detour that is driven.
NO_ROOM_M = 60_000.0


@compiled
def price_places(
    day: DayArrays,
    plan: Plan,
    demand: Demand,
    length_s: int,
    opening: tuple[float, float],
    prices_m: Floats,
) -> None:
    """Fill `prices_m` with what a visit of `length_s` at each place would add.

    Parameters
    ----------
    opening : tuple of float
        Metres added to, and ratio taken of, the drive there and back of an idle volunteer.
    prices_m : ndarray of float64, shape (2, K), metres
        Morning and afternoon; NO_ROOM_M where there is no room.
    """
    prices_m[:] = NO_ROOM_M
    room = plan.node.shape[1] + 1
    free_s, due_s = np.empty(room, np.int64), np.empty(room, np.int64)
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] == 0:
            is_first_idle = v == 0 or day.twin[v] != day.twin[v - 1] or plan.visits[v - 1] > 0
            if is_first_idle and day.max_visits[v] > 0:
                _open_tour(day, demand, v, opening, prices_m)
            continue
        if plan.visits[v] >= day.max_visits[v]:
            continue
        forward_s(day, plan, v, free_s)
        backward_s(day, plan, v, due_s)
        for k in range(plan.visits[v] + 1):
            if due_s[k] - free_s[k] > length_s:
                _use_gap(day, plan, demand, length_s, prices_m, (v, k, free_s[k], due_s[k]))


@compiled
def _open_tour(
    day: DayArrays, demand: Demand, v: int, opening: tuple[float, float], prices_m: Floats
) -> None:
    """Lower `prices_m` (shape (2, K)) to what sending an idle volunteer would cost."""
    fixed_m, ratio = opening
    base, g = day.earliest_s.shape[0] + v, day.profile[v]
    for place in range(prices_m.shape[1]):
        opened_m = fixed_m + ratio * 2 * demand.distance_m[g, base, place]
        for half in range(2):
            prices_m[half, place] = min(prices_m[half, place], opened_m)


@compiled
def _use_gap(
    day: DayArrays,
    plan: Plan,
    demand: Demand,
    length_s: int,
    prices_m: Floats,
    gap: tuple[int, int, int, int],
) -> None:
    """Lower `prices_m` (shape (2, K)) where a gap (who, position, free, due) is cheaper."""
    v, k, free_s, due_s = gap
    base = day.earliest_s.shape[0] + v
    before = plan.node[v, k - 1] if k > 0 else base
    after = plan.node[v, k] if k < plan.visits[v] else base
    g, pauses, half_s = day.profile[v], day.pauses[v], demand.half_s
    there_m, onward_m = demand.distance_m[g, before], demand.distance_m[g, after]
    there_s, onward_s = demand.travel_s[g, before], demand.travel_s[g, after]
    gap_m, longest_s = day.distance_m[g, before, after], due_s - free_s - length_s
    for place in range(prices_m.shape[1]):
        added_m = there_m[place] + onward_m[place] - gap_m
        if added_m >= prices_m[0, place] and added_m >= prices_m[1, place]:
            continue
        if there_s[place] + onward_s[place] > longest_s:
            continue
        first_s = advance(free_s, there_s[place], pauses)
        last_s = retreat(due_s, onward_s[place], pauses) - length_s
        if last_s < first_s:
            continue
        for half in range(2):
            is_in_time = first_s <= half_s[half, 1] and last_s >= half_s[half, 0]
            if is_in_time and added_m < prices_m[half, place]:
                prices_m[half, place] = added_m
