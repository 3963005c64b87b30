"""The best plan of a day across its volunteers, by dynamic programming over labels.

Where windows settle the order of any two stops that one volunteer could visit (always so with
exact promises), a plan only decides *who*: stops are dealt out in window order. A label is a
partial plan: where each volunteer is, when free, at what cost; labels with the same last stops
dominate one another. Exact; labels are few for two or three volunteers, and capped beyond.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import compiled, inlined, lean
from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, retreat, work_between

DEALT = 0
INFEASIBLE = -1
OVERFLOW = -2
DEAD = np.int64(2**60)
BUCKETS = 4_096


# Columns of a label, and of what it says of each volunteer.
COST_M, PARENT, DRIVEN_FROM, FOLLOWING = range(4)
LAST, FREE_S, LEFT_S, VISITS = range(4)
# Rows of scratch: stops in the order of dealing and backwards, whose each is, its place; of a
# tour, when free to leave for and when due at each position.
ORDER, BACKWARDS, OWNER, RANK, FREE, DUE = range(6)


class Labels(NamedTuple):
    """Room for the labels of solves; L labels, V volunteers.

    A label: metres so far with everybody driven home, the label it extends, the node last
    driven from (-1: a base), the next of its bucket. Of each volunteer: the node (-1: at the
    base, not yet out) and since when, when the base was left, visits made.
    """

    label: Ints  # (L, 4)
    hand: Ints  # (L, V, 4)
    bucket: Ints  # (BUCKETS,) first label of each bucket; -1 none
    scratch: Ints  # (6, nodes + 2)


def make_labels(capacity: int, volunteers: int, nodes: int) -> Labels:
    """Make room for `capacity` labels on days of so many volunteers and nodes."""
    return Labels(
        label=np.empty((capacity, 4), np.int64),
        hand=np.empty((capacity, volunteers, 4), np.int64),
        bucket=np.full(BUCKETS, -1, np.int64),
        scratch=np.empty((6, nodes + 2), np.int64),
    )


@lean
def sort_stops(day: DayArrays, booked: Plan, node: int, order: Ints) -> int:
    """Write booked nodes and `node` (-1: none) in window order; return how many.

    `order` has shape (at least as many,).
    """
    filled = 0
    if node != -1:
        order[0] = node
        filled = 1
    for v in range(booked.visits.shape[0]):
        for k in range(booked.visits[v]):
            new = booked.node[v, k]
            at = filled
            while at > 0 and comes_before(day, new, order[at - 1]):
                order[at] = order[at - 1]
                at -= 1
            order[at] = new
            filled += 1
    return filled


@inlined
def comes_before(day: DayArrays, a: int, b: int) -> bool:
    """Tell whether `a` stands before `b` in window order."""
    if day.earliest_s[a] != day.earliest_s[b]:
        return bool(day.earliest_s[a] < day.earliest_s[b])
    if day.latest_s[a] != day.latest_s[b]:
        return bool(day.latest_s[a] < day.latest_s[b])
    return a < b


@lean
def is_order_settled(day: DayArrays, order: Ints) -> bool:
    """Tell whether no later stop could come before an earlier one; `order`: shape (k,)."""
    for j in range(1, order.shape[0]):
        for i in range(j):
            if may_swap(day, order[i], order[j]):
                return False
    return True


@inlined
def may_swap(day: DayArrays, a: int, b: int) -> bool:
    """Tell whether one volunteer could visit `a` after `b`, which stands later in order."""
    drive_s = day.travel_s[0, b, a]
    for g in range(1, day.travel_s.shape[0]):
        drive_s = min(drive_s, day.travel_s[g, b, a])
    return bool(day.earliest_s[b] + day.length_s[b] + drive_s <= day.latest_s[a])


@compiled
def solve(day: DayArrays, order: Ints, labels: Labels) -> int:
    """Deal out `order` (shape (k,), nodes in settled order) at the least metres.

    Returns the index of the best complete label, INFEASIBLE or OVERFLOW.
    """
    layers = np.zeros(order.shape[0] + 2, np.int64)
    status = deal_out(day, order, labels, layers, labels.label.shape[0])
    if status != DEALT:
        return status
    best = int(layers[order.shape[0]])
    for a in range(best, layers[order.shape[0] + 1]):
        if labels.label[a, COST_M] < labels.label[best, COST_M]:
            best = a
    return best


@lean
def deal_out(day: DayArrays, order: Ints, labels: Labels, layers: Ints, limit: int) -> int:
    """Find all labels worth keeping after each stop of `order`, nodes in settled order.

    Parameters
    ----------
    order : ndarray of int64, shape (k,)
    layers : ndarray of int64, shape (at least k + 2,)
        On entry the first holds where in `labels` to begin. Filled in: those after j stops are
        `layers[j]` to `layers[j + 1]`.
    limit : int
        Where in `labels` to end at the latest.

    Returns
    -------
    int
        DEALT, INFEASIBLE or OVERFLOW.
    """
    volunteers, low = day.twin.shape[0], layers[0]
    if low + 1 > limit:
        return OVERFLOW
    labels.label[low, COST_M] = 0
    labels.label[low, PARENT] = -1
    for v in range(volunteers):
        labels.hand[low, v, LAST] = -1
        labels.hand[low, v, FREE_S] = day.shift_s[v, 0]
        labels.hand[low, v, LEFT_S] = day.shift_s[v, 0]
        labels.hand[low, v, VISITS] = 0
    high = low + 1
    layers[1] = high
    for k in range(order.shape[0]):
        if high + (high - low) * volunteers > limit:
            return OVERFLOW
        end = _extend_all(day, order[k], low, high, labels)
        low, high = high, _compact(high, end, labels)
        layers[k + 2] = high
        if low == high:
            return INFEASIBLE
    return DEALT


@lean
def _extend_all(day: DayArrays, node: int, low: int, high: int, labels: Labels) -> int:
    """Send each volunteer of each label to `node`; return the end of the new labels."""
    end = high
    for a in range(low, high):
        for v in range(day.twin.shape[0]):
            if not day.may_serve[v, node] or labels.hand[a, v, VISITS] >= day.max_visits[v]:
                continue
            twin_is_in = (
                v > 0 and day.twin[v] == day.twin[v - 1] and labels.hand[a, v - 1, LAST] == -1
            )
            if labels.hand[a, v, LAST] == -1 and twin_is_in:
                continue  # of idle twins the first goes out
            if _extend(day, node, a, v, end, labels) and _keep(end, labels):
                end += 1
    for b in range(high, end):
        labels.bucket[_hash(b, labels)] = -1
    return end


@inlined
def _extend(day: DayArrays, node: int, a: int, v: int, b: int, labels: Labels) -> bool:
    """Write label `b`: `a` with volunteer `v` sent to `node`; False where that is too late."""
    pauses, profile = day.pauses[v], day.profile[v]
    base = day.earliest_s.shape[0] + v
    came_from = labels.hand[a, v, LAST]
    here = base if came_from == -1 else came_from
    drive_s = day.travel_s[profile, here, node]
    ready_s = max(advance(labels.hand[a, v, FREE_S], drive_s, pauses), day.earliest_s[node])
    start_s = first_start(ready_s, day.length_s[node], pauses)
    if start_s > day.latest_s[node]:
        return False
    end_s = start_s + day.length_s[node]
    back_s = advance(end_s, day.travel_s[profile, node, base], pauses)
    if back_s > day.shift_s[v, 1]:
        return False
    left_s = labels.hand[a, v, LEFT_S]
    if came_from == -1:
        left_s = max(left_s, retreat(start_s, drive_s, pauses))
    if work_between(left_s, back_s, pauses) > day.work_left_s[v]:
        return False
    metres = day.distance_m[profile]
    saved_m = 0 if came_from == -1 else metres[came_from, base]
    added_m = metres[here, node] + metres[node, base] - saved_m
    labels.label[b, COST_M] = labels.label[a, COST_M] + added_m
    labels.label[b, PARENT], labels.label[b, DRIVEN_FROM] = a, came_from
    _copy_but(day, a, v, b, labels)
    first = v
    while first > 0 and day.twin[first - 1] == day.twin[v]:
        first -= 1
    labels.hand[b, first, LAST], labels.hand[b, first, FREE_S] = node, end_s
    labels.hand[b, first, VISITS] = labels.hand[a, v, VISITS] + 1
    labels.hand[b, first, LEFT_S] = left_s if day.work_left_s[v] < UNLIMITED_S else 0
    return True


@inlined
def _copy_but(day: DayArrays, a: int, v: int, b: int, labels: Labels) -> None:
    """Copy all volunteers of `a` but `v`; its twins before it move up one place.

    Twins are thus listed by latest stop, so that plans that differ in names only are one label.
    """
    for u in range(day.twin.shape[0]):
        if u == v:
            continue
        to = u + 1 if u < v and day.twin[u] == day.twin[v] else u
        for column in range(labels.hand.shape[2]):
            labels.hand[b, to, column] = labels.hand[a, u, column]


@inlined
def _hash(b: int, labels: Labels) -> int:
    key = 0
    for v in range(labels.hand.shape[1]):
        key = (key * 1_000_003 + labels.hand[b, v, LAST] + 1) % 2_147_483_647
    return key % BUCKETS


@inlined
def _keep(b: int, labels: Labels) -> bool:
    """Enter label `b` among its like, unless dominated; mark as DEAD those it dominates."""
    key = _hash(b, labels)
    k = labels.bucket[key]
    while k != -1:
        if labels.label[k, COST_M] < DEAD and _dominates(k, b, labels):
            return False
        if _dominates(b, k, labels):
            labels.label[k, COST_M] = DEAD
        k = labels.label[k, FOLLOWING]
    labels.label[b, FOLLOWING] = labels.bucket[key]
    labels.bucket[key] = b
    return True


@inlined
def _dominates(a: int, b: int, labels: Labels) -> bool:
    """Tell whether whatever completes `b` completes `a` as well, at no more metres."""
    if labels.label[a, COST_M] > labels.label[b, COST_M]:
        return False
    for v in range(labels.hand.shape[1]):
        if (
            labels.hand[a, v, LAST] != labels.hand[b, v, LAST]
            or labels.hand[a, v, FREE_S] > labels.hand[b, v, FREE_S]
            or labels.hand[a, v, VISITS] > labels.hand[b, v, VISITS]
            or labels.hand[a, v, LEFT_S] < labels.hand[b, v, LEFT_S]
        ):
            return False
    return True


@inlined
def _copy_hands(labels: Labels, a: int, b: int) -> None:
    for v in range(labels.hand.shape[1]):
        for column in range(labels.hand.shape[2]):
            labels.hand[b, v, column] = labels.hand[a, v, column]


@lean
def _compact(low: int, end: int, labels: Labels) -> int:
    """Close the gaps that DEAD labels leave; return the new end."""
    to = low
    for b in range(low, end):
        if labels.label[b, COST_M] < DEAD:
            if to != b:
                for column in range(labels.label.shape[1]):
                    labels.label[to, column] = labels.label[b, column]
                _copy_hands(labels, b, to)
            to += 1
    return to


@lean
def trace(day: DayArrays, order: Ints, best: int, labels: Labels, plan: Plan) -> None:
    """Write the tours of label `best` into `plan`; `order` (shape (k,)) is what was solved."""
    owner = labels.scratch[OWNER]
    for v in range(day.twin.shape[0]):
        plan.visits[v] = 0
        if labels.hand[best, v, LAST] != -1:
            owner[labels.hand[best, v, LAST]] = v
    a = best
    for k in range(order.shape[0] - 1, -1, -1):
        if labels.label[a, DRIVEN_FROM] != -1:
            owner[labels.label[a, DRIVEN_FROM]] = owner[order[k]]
        a = labels.label[a, PARENT]
    for k in range(order.shape[0]):
        v = owner[order[k]]
        plan.node[v, plan.visits[v]] = order[k]
        plan.visits[v] += 1
