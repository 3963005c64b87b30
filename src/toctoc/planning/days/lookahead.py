"""What a day's plan is worth to people who have yet to call.

A caller from place k would pay the cheapest insertion into the tours as planned; where that is
less than what such a caller costs on average, the plan saves the difference. Idle volunteers
save nothing: they can be sent out on any day.
"""

import numpy as np

from toctoc.planning.compiled import compiled
from toctoc.planning.days.arrays import DayArrays, Demand, Floats, Plan
from toctoc.planning.days.clock import advance, retreat
from toctoc.planning.days.pricing import backward_s, forward_s


@compiled
def saving_m(
    day: DayArrays, plan: Plan, demand: Demand, length_s: int, usual_m: Floats
) -> float:
    """Return the metres one average caller would save thanks to this plan.

    Parameters
    ----------
    length_s : int
        How long that caller's visit would last.
    usual_m : ndarray of float64, shape (K,), metres
        What a caller from each place costs on average.
    """
    places = demand.weight.shape[0]
    cheapest_m = usual_m.copy()
    room = plan.node.shape[1] + 1
    free_s, due_s = np.empty(room, np.int64), np.empty(room, np.int64)
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] == 0 or plan.visits[v] >= day.max_visits[v]:
            continue
        forward_s(day, plan, v, free_s)
        backward_s(day, plan, v, due_s)
        for k in range(plan.visits[v] + 1):
            if due_s[k] - free_s[k] > length_s:
                _lower_at(day, plan, demand, length_s, cheapest_m, (v, k, free_s[k], due_s[k]))
    saved_m = 0.0
    for place in range(places):
        saved_m += demand.weight[place] * (usual_m[place] - cheapest_m[place])
    return saved_m


@compiled
def _lower_at(
    day: DayArrays,
    plan: Plan,
    demand: Demand,
    length_s: int,
    cheapest_m: Floats,
    gap: tuple[int, int, int, int],
) -> None:
    """Lower `cheapest_m` (shape (K,)) where a gap (who, position, free, due) is cheaper."""
    v, k, free_s, due_s = gap
    base = day.earliest_s.shape[0] + v
    before = plan.node[v, k - 1] if k > 0 else base
    after = plan.node[v, k] if k < plan.visits[v] else base
    g, pauses, half_s = day.profile[v], day.pauses[v], demand.half_s
    gap_m = day.distance_m[g, before, after]
    for place in range(cheapest_m.shape[0]):
        added_m = (
            demand.distance_m[g, before, place] + demand.distance_m[g, after, place] - gap_m
        )
        if added_m >= cheapest_m[place]:
            continue
        first_s = advance(free_s, demand.travel_s[g, before, place], pauses)
        last_s = retreat(due_s, demand.travel_s[g, after, place], pauses) - length_s
        if last_s < first_s:
            continue
        for half in range(2):
            if first_s <= half_s[half, 1] and last_s >= half_s[half, 0]:
                cheapest_m[place] = added_m
                break


@compiled
def usual_cost_m(day: DayArrays, demand: Demand, fixed_m: float, slope_ratio: float) -> Floats:
    """Return what a caller from each place costs on average, shape (K,), metres.

    Grows with the distance to the nearest base: `fixed_m` + `slope_ratio` × that distance.
    """
    usual_m = np.empty(demand.weight.shape[0], np.float64)
    for place in range(usual_m.shape[0]):
        nearest_m = 2**60
        for v in range(day.twin.shape[0]):
            base = day.earliest_s.shape[0] + v
            nearest_m = min(nearest_m, demand.distance_m[day.profile[v], base, place])
        usual_m[place] = fixed_m + slope_ratio * nearest_m
    return usual_m
