"""Local search on a day whose windows leave the order open: move visits, exchange tails.

Only where visits may change hands. Ends at a plan that no single move or exchange shortens; not
proven the shortest.
"""

import numpy as np

from toctoc.planning.compiled import compiled, inlined, lean
from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, retreat, work_between

LONGEST_MOVED = 3  # visits in a row that move together


@compiled
def improve(day: DayArrays, plan: Plan) -> None:
    """Shorten a plan in place, first improvement first; deterministic."""
    rows = np.empty((2, plan.node.shape[1]), np.int64)
    while _move_one(day, plan, rows) or _exchange_one(day, plan, rows):
        continue  # ends: each change shortens the day by a metre at least


@lean
def may_change_hands(day: DayArrays, plan: Plan) -> bool:
    """Tell whether some booked visit may be made by somebody else."""
    for v in range(plan.visits.shape[0]):
        for k in range(plan.visits[v]):
            able = 0
            for u in range(plan.visits.shape[0]):
                able += day.may_serve[u, plan.node[v, k]]
            if able > 1:
                return True
    return False


@lean
def row_metres(day: DayArrays, row: Ints, count: int, v: int) -> int:
    """Return the metres of a tour of volunteer `v`; `row` has shape (at least count,)."""
    base, metres = day.earliest_s.shape[0] + v, day.distance_m[day.profile[v]]
    total_m, here = 0, base
    for k in range(count):
        total_m += metres[here, row[k]]
        here = row[k]
    return int(total_m + metres[here, base])


@lean
def row_holds(day: DayArrays, row: Ints, count: int, v: int) -> bool:
    """Tell whether `v` can drive a tour (`row`: shape (at least count,)) within every rule."""
    if count == 0:
        return True
    if count > day.max_visits[v]:
        return False
    base, pauses = day.earliest_s.shape[0] + v, day.pauses[v]
    travel_s = day.travel_s[day.profile[v]]
    free_s, left_s, here = day.shift_s[v, 0], day.shift_s[v, 0], base
    for k in range(count):
        node = row[k]
        ready_s = max(advance(free_s, travel_s[here, node], pauses), day.earliest_s[node])
        start_s = first_start(ready_s, day.length_s[node], pauses)
        if start_s > day.latest_s[node] or not day.may_serve[v, node]:
            return False
        if k == 0:
            left_s = max(left_s, retreat(start_s, travel_s[base, node], pauses))
        here, free_s = node, start_s + day.length_s[node]
    back_s = advance(free_s, travel_s[here, base], pauses)
    is_in_hours = work_between(left_s, back_s, pauses) <= day.work_left_s[v]
    return bool(back_s <= day.shift_s[v, 1] and is_in_hours)


@lean
def holds(day: DayArrays, plan: Plan, v: int) -> bool:
    """Tell whether a tour keeps its promises, its shift and its limits."""
    return row_holds(day, plan.node[v], plan.visits[v], v)


@inlined
def is_in_hours(day: DayArrays, plan: Plan) -> bool:
    """Tell whether all who have limited hours keep within them."""
    for v in range(plan.visits.shape[0]):
        if day.work_left_s[v] < UNLIMITED_S and not holds(day, plan, v):
            return False
    return True


@lean
def _move_one(day: DayArrays, plan: Plan, rows: Ints) -> bool:
    """Move the first visits whose move shortens the day; `rows` (shape (2, n)) is scratch."""
    crew = plan.visits.shape[0]
    for size in range(1, LONGEST_MOVED + 1):
        for v in range(crew):
            for i in range(plan.visits[v] - size + 1):
                for u in range(crew):
                    if day.may_serve[u, plan.node[v, i]] and _move(
                        day, plan, rows, (v, i, size, u)
                    ):
                        return True
    return False


@lean
def _move(day: DayArrays, plan: Plan, rows: Ints, move: tuple[int, int, int, int]) -> bool:
    """Move `size` visits from `i` of `v` to the first place in `u` that shortens the day.

    `rows` has shape (2, n).
    """
    v, i, size, u = move
    rest = _without(plan, v, i, size, rows[0])
    before_m = row_metres(day, plan.node[v], plan.visits[v], v)
    target, kept, after_m = rows[0], rest, 0
    if u != v:
        target, kept = plan.node[u], plan.visits[u]
        before_m += row_metres(day, plan.node[u], plan.visits[u], u)
        after_m = row_metres(day, rows[0], rest, v)
    for k in range(kept + 1):
        _put(rows[1], 0, target, (0, k))
        _put(rows[1], k, plan.node[v], (i, i + size))
        _put(rows[1], k + size, target, (k, kept))
        if after_m + row_metres(day, rows[1], kept + size, u) >= before_m:
            continue
        is_rest_sound = u == v or row_holds(day, rows[0], rest, v)
        if is_rest_sound and row_holds(day, rows[1], kept + size, u):
            if u != v:
                _write(plan, v, rows[0], rest)
            _write(plan, u, rows[1], kept + size)
            return True
    return False


@lean
def _without(plan: Plan, v: int, i: int, size: int, row: Ints) -> int:
    """Write tour `v` but `size` visits from `i` into `row` (shape (n,)); return its length."""
    rest = plan.visits[v] - size
    _put(row, 0, plan.node[v], (0, i))
    _put(row, i, plan.node[v], (i + size, plan.visits[v]))
    return int(rest)


@inlined
def _put(row: Ints, at: int, source: Ints, span: tuple[int, int]) -> None:
    """Copy a span of `source` (shape (n,)) into `row` (shape (n,)) from `at` on."""
    for k in range(span[0], span[1]):
        row[at + k - span[0]] = source[k]


@lean
def _exchange_one(day: DayArrays, plan: Plan, rows: Ints) -> bool:
    """Exchange the first two tails that shorten the day; `rows` (shape (2, n)) is scratch."""
    for v in range(plan.visits.shape[0]):
        for u in range(v + 1, plan.visits.shape[0]):
            before_m = row_metres(day, plan.node[v], plan.visits[v], v)
            before_m += row_metres(day, plan.node[u], plan.visits[u], u)
            for i in range(plan.visits[v] + 1):
                for k in range(plan.visits[u] + 1):
                    if _exchange(day, plan, rows, (v, i, u, k), before_m):
                        return True
    return False


@lean
def _exchange(
    day: DayArrays, plan: Plan, rows: Ints, cut: tuple[int, int, int, int], before_m: int
) -> bool:
    """Exchange the tails of `v` from `i` and of `u` from `k` if that shortens them."""
    v, i, u, k = cut
    size_v, size_u = i + plan.visits[u] - k, k + plan.visits[v] - i
    if size_v > day.max_visits[v] or size_u > day.max_visits[u]:
        return False
    _put(rows[0], 0, plan.node[v], (0, i))
    _put(rows[0], i, plan.node[u], (k, plan.visits[u]))
    _put(rows[1], 0, plan.node[u], (0, k))
    _put(rows[1], k, plan.node[v], (i, plan.visits[v]))
    after_m = row_metres(day, rows[0], size_v, v) + row_metres(day, rows[1], size_u, u)
    if after_m >= before_m:
        return False
    if not (row_holds(day, rows[0], size_v, v) and row_holds(day, rows[1], size_u, u)):
        return False
    _write(plan, v, rows[0], size_v)
    _write(plan, u, rows[1], size_u)
    return True


@lean
def _write(plan: Plan, v: int, row: Ints, count: int) -> None:
    """Make `row` (shape (at least count,)) the tour of `v`."""
    _put(plan.node[v], 0, row, (0, count))
    plan.visits[v] = count
