"""What a day, as planned, would charge people who have yet to call.

A caller from a place pays the cheapest insertion into the tours as planned, or the sending out
of an idle volunteer, taken at a share of its full length since neighbours will join it. Loops
over places have no branches and whole numbers of 32 bits: they become vector instructions.
"""

from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import compiled, inlined, lean
from toctoc.planning.days.arrays import DayArrays, Demand, Floats, Ints, Ints32, Plan
from toctoc.planning.days.clock import NEVER_S
from toctoc.planning.days.pricing import backward_s, forward_s

# What it costs not to find room at all: more than any detour that is driven.
NO_ROOM_M = 60_000


# Rows of scratch.
ARRIVAL_S, START_S, MORNING_M, AFTERNOON_M = range(4)
FREE_S, DUE_S = range(2)


class Counter(NamedTuple):
    """Scratch for pricing: K places, S stops a tour at most."""

    place: Ints32  # (4, K) arrival and latest start in a gap; the least asked in each half
    gap_s: Ints  # (2, S + 2) free and due


def make_counter(places: int, stops: int) -> Counter:
    """Make room for pricing so many places in tours of so many stops."""
    return Counter(
        place=np.empty((4, places), np.int32), gap_s=np.empty((2, stops + 2), np.int64)
    )


@lean
def price_places(
    day: DayArrays,
    plan: Plan,
    demand: Demand,
    opened_m: Floats,
    counter: Counter,
    prices_m: Floats,
) -> None:
    """Fill `prices_m` with what a usual visit at each place would add.

    Parameters
    ----------
    opened_m : ndarray of float64, shape (V, K), metres
        What sending out each volunteer is taken to cost.
    prices_m : ndarray of float64, shape (2, K), metres
        Morning and afternoon; NO_ROOM_M where there is no room.
    """
    asked_m = counter.place[MORNING_M:]
    asked_m[:] = NO_ROOM_M
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] > 0:
            price_tour(day, plan, v, demand, counter, asked_m)
    merge(day, plan, opened_m, asked_m, prices_m)


@compiled
def opened_tours(demand: Demand, day: DayArrays, fixed_m: float, ratio: float) -> Floats:
    """Return what sending out each volunteer is taken to cost, shape (V, K), metres."""
    stops, crew = day.earliest_s.shape[0], day.twin.shape[0]
    opened_m = np.empty((crew, demand.weight.shape[0]))
    for v in range(crew):
        for place in range(opened_m.shape[1]):
            there_m = demand.distance_m[day.profile[v], stops + v, place]
            back_m = demand.back_m[day.profile[v], stops + v, place]
            opened_m[v, place] = fixed_m + ratio * (there_m + back_m)
    return opened_m


@inlined
def merge(
    day: DayArrays, plan: Plan, opened_m: Floats, price_m: Ints32, prices_m: Floats
) -> None:
    """Fill `prices_m` with the less of the tours' prices and of sending out who is idle.

    `price_m` and `prices_m` have shape (2, K), `opened_m` (V, K).
    """
    for half in range(2):
        for place in range(price_m.shape[1]):
            prices_m[half, place] = price_m[half, place]
    for v in range(plan.visits.shape[0]):
        if plan.visits[v] > 0 or day.max_visits[v] == 0:
            continue
        if v > 0 and day.twin[v] == day.twin[v - 1] and plan.visits[v - 1] == 0:
            continue
        for half in range(2):
            for place in range(price_m.shape[1]):
                sent_m, asked_m = opened_m[v, place], prices_m[half, place]
                prices_m[half, place] = min(asked_m, sent_m)


@inlined
def price_tour(
    day: DayArrays,
    plan: Plan,
    v: int,
    demand: Demand,
    counter: Counter,
    price_m: Ints32,
) -> None:
    """Lower `price_m` (shape (2, K)) to what joining the tour of `v` would cost."""
    if plan.visits[v] >= day.max_visits[v]:
        return
    forward_s(day, plan, v, counter.gap_s[FREE_S])
    backward_s(day, plan, v, counter.gap_s[DUE_S])
    g, base = day.profile[v], day.earliest_s.shape[0] + v
    length_s, before = demand.length_s, base
    for k in range(plan.visits[v] + 1):
        after = plan.node[v, k] if k < plan.visits[v] else base
        free_s, due_s = counter.gap_s[FREE_S, k], counter.gap_s[DUE_S, k]
        if due_s - free_s > length_s:
            pauses = day.pauses[v]
            arrival_s, start_s = counter.place[ARRIVAL_S], counter.place[START_S]
            _arrive(demand.travel_s[g, before], free_s, pauses, arrival_s)
            _start(demand.back_s[g, after], due_s, length_s, pauses, start_s)
            gap_m = day.distance_m[g, before, after]
            for half in range(2):
                first_s, last_s = demand.half_s[half]
                if free_s <= last_s and due_s - length_s >= first_s:
                    _charge(
                        (demand.distance_m[g, before], demand.back_m[g, after]),
                        (arrival_s, start_s),
                        (gap_m, first_s, last_s),
                        price_m[half],
                    )
        before = after


@inlined
def _arrive(drive_s: Ints32, free_s: int, pauses: Ints, arrival_s: Ints32) -> None:
    """Fill `arrival_s` like `clock.advance` for drives from `free_s` on, all of shape (K,)."""
    leave_s = np.int32(free_s)
    for place in range(drive_s.shape[0]):
        arrival_s[place] = leave_s + drive_s[place]
    for k in range(pauses.shape[0]):
        delay_s = pauses[k, 1] - max(free_s, pauses[k, 0])
        if pauses[k, 0] == NEVER_S or delay_s <= 0:
            continue
        begin_s, wait_s = np.int32(pauses[k, 0]), np.int32(delay_s)
        for place in range(drive_s.shape[0]):
            is_held = (drive_s[place] > 0) & (arrival_s[place] > begin_s)
            arrival_s[place] += wait_s if is_held else np.int32(0)


@inlined
def _start(drive_s: Ints32, due_s: int, length_s: int, pauses: Ints, start_s: Ints32) -> None:
    """Fill `start_s` with the last starts before drives that arrive by `due_s` (all: (K,))."""
    arrive_s, stay_s = np.int32(due_s), np.int32(length_s)
    for place in range(drive_s.shape[0]):
        start_s[place] = arrive_s - drive_s[place]
    for k in range(pauses.shape[0] - 1, -1, -1):
        early_s = min(due_s, pauses[k, 1]) - pauses[k, 0]
        if pauses[k, 0] == NEVER_S or early_s <= 0:
            continue
        end_s, wait_s = np.int32(pauses[k, 1]), np.int32(early_s)
        for place in range(drive_s.shape[0]):
            is_held = (drive_s[place] > 0) & (start_s[place] < end_s)
            start_s[place] -= wait_s if is_held else np.int32(0)
    for place in range(drive_s.shape[0]):
        start_s[place] -= stay_s


@inlined
def _charge(
    ways_m: tuple[Ints32, Ints32],
    between_s: tuple[Ints32, Ints32],
    gap: tuple[int, int, int],
    price_m: Ints32,
) -> None:
    """Lower `price_m` (shape (K,)) where a gap has room in one half-day and is cheaper.

    `ways_m`: there and onward; `between_s`: first and last start; `gap`: its own metres, first
    and last start of the half-day.
    """
    there_m, onward_m = ways_m
    earliest_s, latest_s = between_s
    gap_m, first_s, last_s = np.int32(gap[0]), np.int32(gap[1]), np.int32(gap[2])
    for place in range(price_m.shape[0]):
        added_m = there_m[place] + onward_m[place] - gap_m
        from_s, to_s = earliest_s[place], latest_s[place]
        is_in_time = (from_s <= to_s) & (from_s <= last_s) & (to_s >= first_s)
        asked_m = added_m if is_in_time else price_m[place]
        price_m[place] = min(price_m[place], asked_m)
