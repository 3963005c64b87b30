"""What one more visit adds to a day, promised at a given time: the day planned anew around it.

Where windows settle the order, the plan is the best across volunteers; elsewhere (wide
promises, more volunteers than labels allow) it is the cheapest insertion into the tours as they
stand.
"""

import numpy as np

from toctoc.planning.compiled import compiled, inlined, lean
from toctoc.planning.days.arrays import DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, last_start, retreat, work_between
from toctoc.planning.days.improve import improve, may_change_hands
from toctoc.planning.days.kernel import (
    COST_M,
    DUE,
    FREE,
    ORDER,
    OVERFLOW,
    Labels,
    is_order_settled,
    solve,
    sort_stops,
    trace,
)

NO_WAY_M = -1


@lean
def plan_with(day: DayArrays, booked: Plan, node: int, labels: Labels, plan: Plan) -> int:
    """Write into `plan` the day with `node` (its window set in `day`); return its metres.

    NO_WAY_M where no plan is found. `plan` may not share its arrays with `booked`.
    """
    stops = labels.scratch[ORDER]
    order = stops[: sort_stops(day, booked, node, stops)]
    if is_order_settled(day, order):
        best = solve(day, order, labels)
        if best >= 0:
            trace(day, order, best, labels, plan)
            return int(labels.label[best, COST_M])
        if best != OVERFLOW:
            return NO_WAY_M
    return _insert_cheapest(day, booked, node, labels, plan)


@compiled
def order_with(day: DayArrays, booked: Plan, node: int) -> Ints:
    """Return booked nodes and `node` (-1: none) in window order, shape (k,)."""
    order = np.empty(day.earliest_s.shape[0], np.int64)
    return order[: sort_stops(day, booked, node, order)]


@lean
def plan_metres(day: DayArrays, plan: Plan) -> int:
    """Return the metres of all tours of a plan."""
    metres = 0
    for v in range(plan.visits.shape[0]):
        base = day.earliest_s.shape[0] + v
        here = base
        for k in range(plan.visits[v]):
            metres += day.distance_m[day.profile[v], here, plan.node[v, k]]
            here = plan.node[v, k]
        metres += day.distance_m[day.profile[v], here, base]
    return metres


@inlined
def forward_s(day: DayArrays, plan: Plan, v: int, free_s: Ints) -> None:
    """Fill `free_s` (shape at least (n + 1,)): when one is free to leave for each position."""
    free_s[0] = day.shift_s[v, 0]
    here = day.earliest_s.shape[0] + v
    for k in range(plan.visits[v]):
        node = plan.node[v, k]
        drive_s = day.travel_s[day.profile[v], here, node]
        ready_s = max(advance(free_s[k], drive_s, day.pauses[v]), day.earliest_s[node])
        start_s = first_start(ready_s, day.length_s[node], day.pauses[v])
        free_s[k + 1] = start_s + day.length_s[node]
        here = node


@inlined
def backward_s(day: DayArrays, plan: Plan, v: int, due_s: Ints) -> None:
    """Fill `due_s` (shape at least (n + 1,)): when one must be at each position, base last."""
    visits = plan.visits[v]
    due_s[visits] = day.shift_s[v, 1]
    there = day.earliest_s.shape[0] + v
    for k in range(visits - 1, -1, -1):
        node = plan.node[v, k]
        drive_s = day.travel_s[day.profile[v], node, there]
        leave_s = retreat(due_s[k + 1], drive_s, day.pauses[v])
        latest_s = min(day.latest_s[node], leave_s - day.length_s[node])
        due_s[k] = last_start(latest_s, day.length_s[node], day.pauses[v])
        there = node


@lean
def _insert_cheapest(
    day: DayArrays, booked: Plan, node: int, labels: Labels, plan: Plan
) -> int:
    """Insert `node` where it adds the fewest metres (ties: the first), then improve the day."""
    best_m, best_v, best_k = 2**60, -1, -1
    free_s, due_s = labels.scratch[FREE], labels.scratch[DUE]
    for v in range(booked.visits.shape[0]):
        if not day.may_serve[v, node] or booked.visits[v] >= day.max_visits[v]:
            continue
        forward_s(day, booked, v, free_s)
        backward_s(day, booked, v, due_s)
        for k in range(booked.visits[v] + 1):
            added_m = _added_m(day, booked, node, v, k)
            is_cheaper = added_m < best_m and _fits(
                day, booked, node, v, k, (free_s[k], due_s[k])
            )
            if is_cheaper and _work_with_s(day, booked, node, v, k) <= day.work_left_s[v]:
                best_m, best_v, best_k = added_m, v, k
    if best_v == -1:
        return NO_WAY_M
    _write_inserted(booked, node, best_v, best_k, plan)
    if may_change_hands(day, booked):
        improve(day, plan)
    return plan_metres(day, plan)


@lean
def _ends(day: DayArrays, plan: Plan, v: int, k: int) -> tuple[int, int]:
    """Return the nodes before and after position `k` of a tour."""
    base = day.earliest_s.shape[0] + v
    before = plan.node[v, k - 1] if k > 0 else base
    after = plan.node[v, k] if k < plan.visits[v] else base
    return before, after


@lean
def _added_m(day: DayArrays, plan: Plan, node: int, v: int, k: int) -> int:
    before, after = _ends(day, plan, v, k)
    metres = day.distance_m[day.profile[v]]
    return int(metres[before, node] + metres[node, after] - metres[before, after])


@lean
def _fits(
    day: DayArrays, plan: Plan, node: int, v: int, k: int, gap_s: tuple[int, int]
) -> bool:
    """Tell whether `node` fits at position `k`, free and due next at `gap_s`."""
    before, after = _ends(day, plan, v, k)
    travel_s, pauses = day.travel_s[day.profile[v]], day.pauses[v]
    arrival_s = advance(gap_s[0], travel_s[before, node], pauses)
    start_s = first_start(max(arrival_s, day.earliest_s[node]), day.length_s[node], pauses)
    leave_s = retreat(gap_s[1], travel_s[node, after], pauses)
    return bool(start_s <= min(day.latest_s[node], leave_s - day.length_s[node]))


@lean
def _work_with_s(day: DayArrays, plan: Plan, node: int, v: int, k: int) -> int:
    """Return the work of a tour with `node` at position `k`."""
    travel_s, pauses = day.travel_s[day.profile[v]], day.pauses[v]
    base = day.earliest_s.shape[0] + v
    here, free_s, left_s = base, day.shift_s[v, 0], day.shift_s[v, 0]
    for i in range(plan.visits[v] + 1):
        there = node if i == k else plan.node[v, i - 1 if i > k else i]
        ready_s = max(advance(free_s, travel_s[here, there], pauses), day.earliest_s[there])
        start_s = first_start(ready_s, day.length_s[there], pauses)
        if i == 0:
            left_s = max(left_s, retreat(start_s, travel_s[here, there], pauses))
        here, free_s = there, start_s + day.length_s[there]
    back_s = advance(free_s, travel_s[here, base], pauses)
    return work_between(left_s, back_s, pauses)


@lean
def _write_inserted(booked: Plan, node: int, v: int, k: int, plan: Plan) -> None:
    for u in range(booked.visits.shape[0]):
        plan.visits[u] = booked.visits[u]
        for i in range(booked.visits[u]):
            plan.node[u, i] = booked.node[u, i]
    for i in range(booked.visits[v], k, -1):
        plan.node[v, i] = plan.node[v, i - 1]
    plan.node[v, k] = node
    plan.visits[v] += 1
