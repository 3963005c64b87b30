"""The best plan of a day across its volunteers, by dynamic programming over labels.

Where windows settle the order of any two stops that one volunteer could visit (always so with
exact promises), a plan only decides *who*: stops are dealt out in window order. A label is a
partial plan: where each volunteer is, when free, at what cost; labels with the same last stops
dominate one another. Exact; labels are few for two or three volunteers, and capped beyond.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import compiled
from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, retreat, work_between

INFEASIBLE = -1
OVERFLOW = -2
DEAD = np.int64(2**60)
BUCKETS = 4_096


class Labels(NamedTuple):
    """Room for the labels of one solve; L labels, V volunteers."""

    cost_m: Ints  # (L,)
    last: Ints  # (L, V) node where each volunteer is; -1 at the base, not yet out
    free_s: Ints  # (L, V) when
    left_s: Ints  # (L, V) when the base was left
    visits: Ints  # (L, V)
    parent: Ints  # (L,) label extended
    before: Ints  # (L,) node driven from; -1 the base
    following: Ints  # (L,) chain of a bucket
    bucket: Ints  # (BUCKETS,) first label of each bucket; -1 none
    owner: Ints  # (nodes,) which volunteer visits a node, while a plan is traced


def make_labels(capacity: int, volunteers: int, nodes: int) -> Labels:
    """Make room for `capacity` labels on days of so many volunteers and nodes."""
    shape = (capacity, volunteers)
    return Labels(
        cost_m=np.empty(capacity, np.int64),
        last=np.empty(shape, np.int64),
        free_s=np.empty(shape, np.int64),
        left_s=np.empty(shape, np.int64),
        visits=np.empty(shape, np.int64),
        parent=np.empty(capacity, np.int64),
        before=np.empty(capacity, np.int64),
        following=np.empty(capacity, np.int64),
        bucket=np.full(BUCKETS, -1, np.int64),
        owner=np.empty(nodes, np.int64),
    )


@compiled
def is_order_settled(day: DayArrays, order: Ints) -> bool:
    """Tell whether no later stop could come before an earlier one; `order`: shape (k,)."""
    for j in range(1, order.shape[0]):
        b = order[j]
        for i in range(j):
            a = order[i]
            drive_s = day.travel_s[0, b, a]
            for g in range(1, day.travel_s.shape[0]):
                drive_s = min(drive_s, day.travel_s[g, b, a])
            if day.earliest_s[b] + day.length_s[b] + drive_s <= day.latest_s[a]:
                return False
    return True


@compiled
def solve(day: DayArrays, order: Ints, labels: Labels) -> int:
    """Deal out `order` (shape (k,), nodes in settled order) at the least metres.

    Returns the index of the best complete label, INFEASIBLE or OVERFLOW.
    """
    volunteers = day.twin.shape[0]
    labels.cost_m[0] = 0
    labels.parent[0] = -1
    for v in range(volunteers):
        labels.last[0, v] = -1
        labels.free_s[0, v] = day.shift_s[v, 0]
        labels.left_s[0, v] = day.shift_s[v, 0]
        labels.visits[0, v] = 0
    low, high = 0, 1
    for k in range(order.shape[0]):
        if high + (high - low) * volunteers > labels.cost_m.shape[0]:
            return OVERFLOW
        end = _extend_all(day, order[k], low, high, labels)
        low, high = high, _compact(high, end, labels)
        if low == high:
            return INFEASIBLE
    best = low
    for a in range(low, high):
        if labels.cost_m[a] < labels.cost_m[best]:
            best = a
    return best


@compiled
def _extend_all(day: DayArrays, node: int, low: int, high: int, labels: Labels) -> int:
    """Send each volunteer of each label to `node`; return the end of the new labels."""
    end = high
    for a in range(low, high):
        for v in range(day.twin.shape[0]):
            if not day.may_serve[v, node] or labels.visits[a, v] >= day.max_visits[v]:
                continue
            twin_is_in = (
                v > 0 and day.twin[v] == day.twin[v - 1] and labels.last[a, v - 1] == -1
            )
            if labels.last[a, v] == -1 and twin_is_in:
                continue  # of idle twins the first goes out
            if _extend(day, node, a, v, end, labels) and _keep(end, labels):
                end += 1
    for b in range(high, end):
        labels.bucket[_hash(b, labels)] = -1
    return end


@compiled
def _extend(day: DayArrays, node: int, a: int, v: int, b: int, labels: Labels) -> bool:
    """Write label `b`: `a` with volunteer `v` sent to `node`; False where that is too late."""
    pauses, profile = day.pauses[v], day.profile[v]
    base = day.earliest_s.shape[0] + v
    came_from = labels.last[a, v]
    here = base if came_from == -1 else came_from
    drive_s = day.travel_s[profile, here, node]
    ready_s = max(advance(labels.free_s[a, v], drive_s, pauses), day.earliest_s[node])
    start_s = first_start(ready_s, day.length_s[node], pauses)
    if start_s > day.latest_s[node]:
        return False
    end_s = start_s + day.length_s[node]
    back_s = advance(end_s, day.travel_s[profile, node, base], pauses)
    if back_s > day.shift_s[v, 1]:
        return False
    left_s = labels.left_s[a, v]
    if came_from == -1:
        left_s = max(left_s, retreat(start_s, drive_s, pauses))
    if work_between(left_s, back_s, pauses) > day.work_left_s[v]:
        return False
    metres = day.distance_m[profile]
    saved_m = 0 if came_from == -1 else metres[came_from, base]
    labels.cost_m[b] = labels.cost_m[a] + metres[here, node] + metres[node, base] - saved_m
    labels.parent[b], labels.before[b] = a, came_from
    _copy_but(day, a, v, b, labels)
    first = v
    while first > 0 and day.twin[first - 1] == day.twin[v]:
        first -= 1
    labels.last[b, first], labels.free_s[b, first] = node, end_s
    labels.visits[b, first] = labels.visits[a, v] + 1
    labels.left_s[b, first] = left_s if day.work_left_s[v] < UNLIMITED_S else 0
    return True


@compiled
def _copy_but(day: DayArrays, a: int, v: int, b: int, labels: Labels) -> None:
    """Copy all volunteers of `a` but `v`; its twins before it move up one place.

    Twins are thus listed by latest stop, so that plans that differ in names only are one label.
    """
    for u in range(day.twin.shape[0]):
        if u == v:
            continue
        to = u + 1 if u < v and day.twin[u] == day.twin[v] else u
        labels.last[b, to] = labels.last[a, u]
        labels.free_s[b, to] = labels.free_s[a, u]
        labels.left_s[b, to] = labels.left_s[a, u]
        labels.visits[b, to] = labels.visits[a, u]


@compiled
def _hash(b: int, labels: Labels) -> int:
    key = 0
    for v in range(labels.last.shape[1]):
        key = (key * 1_000_003 + labels.last[b, v] + 1) % 2_147_483_647
    return key % BUCKETS


@compiled
def _keep(b: int, labels: Labels) -> bool:
    """Enter label `b` among its like, unless dominated; mark as DEAD those it dominates."""
    key = _hash(b, labels)
    k = labels.bucket[key]
    while k != -1:
        if labels.cost_m[k] < DEAD and _dominates(k, b, labels):
            return False
        if _dominates(b, k, labels):
            labels.cost_m[k] = DEAD
        k = labels.following[k]
    labels.following[b] = labels.bucket[key]
    labels.bucket[key] = b
    return True


@compiled
def _dominates(a: int, b: int, labels: Labels) -> bool:
    """Tell whether whatever completes `b` completes `a` as well, at no more metres."""
    if labels.cost_m[a] > labels.cost_m[b]:
        return False
    for v in range(labels.last.shape[1]):
        if (
            labels.last[a, v] != labels.last[b, v]
            or labels.free_s[a, v] > labels.free_s[b, v]
            or labels.visits[a, v] > labels.visits[b, v]
            or labels.left_s[a, v] < labels.left_s[b, v]
        ):
            return False
    return True


@compiled
def _compact(low: int, end: int, labels: Labels) -> int:
    """Close the gaps that DEAD labels leave; return the new end."""
    to = low
    for b in range(low, end):
        if labels.cost_m[b] < DEAD:
            if to != b:
                labels.cost_m[to] = labels.cost_m[b]
                labels.last[to], labels.free_s[to] = labels.last[b], labels.free_s[b]
                labels.left_s[to], labels.visits[to] = labels.left_s[b], labels.visits[b]
                labels.parent[to], labels.before[to] = labels.parent[b], labels.before[b]
            to += 1
    return to


@compiled
def trace(day: DayArrays, order: Ints, best: int, labels: Labels, plan: Plan) -> None:
    """Write the tours of label `best` into `plan`; `order` (shape (k,)) is what was solved."""
    owner = labels.owner
    for v in range(day.twin.shape[0]):
        plan.visits[v] = 0
        if labels.last[best, v] != -1:
            owner[labels.last[best, v]] = v
    a = best
    for k in range(order.shape[0] - 1, -1, -1):
        if labels.before[a] != -1:
            owner[labels.before[a]] = owner[order[k]]
        a = labels.parent[a]
    for k in range(order.shape[0]):
        v = owner[order[k]]
        plan.node[v, plan.visits[v]] = order[k]
        plan.visits[v] += 1
