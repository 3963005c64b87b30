"""Where one more visit could join a day, and where it had best, at each start it could have.

An *opening* is one volunteer between two stops, all others driving on as in one of the day's
best plans. `laying` finds them; the best plan with a visit is the cheapest that it fits into.
"""

from typing import NamedTuple

from toctoc.planning.compiled import inlined
from toctoc.planning.days.arrays import DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, retreat
from toctoc.planning.days.kernel import (
    DRIVEN_FROM,
    LAST,
    PARENT,
    Labels,
    comes_before,
    may_swap,
)
from toctoc.planning.days.kernel import OWNER as LABEL_OWNER

# Columns of an opening: who, between which nodes, free when and due when, the metres of all but
# the way between the two, visits of that tour, other tours out, and where it comes from.
OWNER, BEFORE, AFTER, FREE_S, DUE_S, REST_M, VISITS, OTHERS_OUT = range(8)
HEAD, TAIL, MATCHING, OLDER = range(8, 12)
FIELDS = 12
# Columns of what is kept of a day.
STOPS, WIDEST_S, SHORTEST_S = range(3)
UNSETTLED = -1
# What is chosen where there is no way, and where openings cannot tell.
NO_OPENING = -1
UNTOLD = -2
# Rows of a choice.
CHOSEN, METRES = range(2)


class Openings(NamedTuple):
    """The openings of D days. R rows and S stops a day at most, V volunteers.

    Of a day: how many stops are booked (UNSETTLED where openings cannot tell), the widest of
    their windows, the shortest of their lengths.
    """

    row: Ints  # (D, R, FIELDS)
    first: Ints  # (D, S + 2) where the rows of each position begin
    order: Ints  # (D, S) booked stops in window order
    fact: Ints  # (D, 3)
    layers: Ints  # (2, D, S + 2) of `labels`, from the morning and from the evening
    labels: Labels  # one block for each day and side
    matching: Ints  # (P, V) ways to join the evening's tours to the morning's
    newest: Ints  # (V, S + 1, S + 1) scratch: the latest row between two stops


class Asked(NamedTuple):
    """A visit asked for: its node, its window's width, the starts it could be promised.

    The starts' `choice` is scratch: the cheapest opening of each and the day's metres with it.
    """

    node: int
    width_s: int
    starts_s: Ints  # (starts,)
    choice: Ints  # (2, starts)


@inlined
def position_of(day: DayArrays, openings: Openings, d: int, node: int) -> int:
    """Return how many booked stops of day `d` come before `node` in window order."""
    position = 0
    while position < openings.fact[d, STOPS] and comes_before(
        day, openings.order[d, position], node
    ):
        position += 1
    return position


@inlined
def is_settled_at(day: DayArrays, openings: Openings, d: int, node: int, position: int) -> bool:
    """Tell whether openings are all there is to know of day `d` with `node` at a position."""
    if openings.fact[d, STOPS] == UNSETTLED:
        return False
    width_s, length_s = day.latest_s[node] - day.earliest_s[node], day.length_s[node]
    widest_s = max(width_s, openings.fact[d, WIDEST_S])
    if min(length_s, openings.fact[d, SHORTEST_S]) > widest_s:
        return True
    for k in range(openings.fact[d, STOPS]):
        other = openings.order[d, k]
        first, then = (other, node) if k < position else (node, other)
        if may_swap(day, first, then):
            return False
    return True


@inlined
def choose_openings(
    day: DayArrays, into: tuple[Ints, Ints], openings: Openings, d: int, asked: Asked
) -> None:
    """Find the cheapest opening for each start that could be promised.

    Parameters
    ----------
    into : tuple of ndarray of int64, shape (G, N, N)
        `distance_m` and `travel_s` of `day`, transposed: drives to a node lie side by side.
    asked : Asked
        Its `choice` is filled in: NO_OPENING where there is no way, UNTOLD where openings
        cannot tell. The window in `day` is overwritten.
    """
    count, choice, begin, place = asked.starts_s.shape[0], asked.choice, 0, -1
    for i in range(count):
        promise(day, asked, i)
        choice[CHOSEN, i], choice[METRES, i] = NO_OPENING, 2**60
        position = position_of(day, openings, d, asked.node)
        if not is_settled_at(day, openings, d, asked.node, position):
            choice[CHOSEN, i], position = UNTOLD, -1
        if position != place:  # starts between the same booked stops share their openings
            _try_openings(day, into, openings, d, asked, (place, begin, i))
            begin, place = i, position
    _try_openings(day, into, openings, d, asked, (place, begin, count))


@inlined
def promise(day: DayArrays, asked: Asked, i: int) -> None:
    """Set the window of the request to that of its start `i`."""
    start_s = asked.starts_s[i]
    day.earliest_s[asked.node], day.latest_s[asked.node] = start_s, start_s + asked.width_s


@inlined
def _try_openings(
    day: DayArrays,
    into: tuple[Ints, Ints],
    openings: Openings,
    d: int,
    asked: Asked,
    span: tuple[int, int, int],
) -> None:
    """Choose among the openings of a position (-1: none) for starts from one to another."""
    position, begin, end = span
    if position == -1:
        return
    length_s, choice = day.length_s[asked.node], asked.choice
    for r in range(openings.first[d, position], openings.first[d, position + 1]):
        row = openings.row[d, r]
        if not day.may_serve[row[OWNER], asked.node]:
            continue
        metres = _metres_through(day, into, row, asked.node)
        arrival_s, last_s = _times_between(day, into, row, asked.node)
        pauses = day.pauses[row[OWNER]]
        for i in range(begin, end):
            if metres < choice[METRES, i] and arrival_s <= last_s:
                promised_s = asked.starts_s[i]
                start_s = first_start(max(arrival_s, promised_s), length_s, pauses)
                if start_s <= min(promised_s + asked.width_s, last_s):
                    choice[CHOSEN, i], choice[METRES, i] = r, metres


@inlined
def _metres_through(day: DayArrays, into: tuple[Ints, Ints], row: Ints, node: int) -> int:
    """Return the day's metres with `node` in an opening, `row` of shape (FIELDS,)."""
    g = day.profile[row[OWNER]]
    there_m, onward_m = into[0][g, node, row[BEFORE]], day.distance_m[g, node, row[AFTER]]
    return int(row[REST_M] + there_m + onward_m)


@inlined
def _times_between(
    day: DayArrays, into: tuple[Ints, Ints], row: Ints, node: int
) -> tuple[int, int]:
    """Return the first arrival and the last start in an opening, `row` of shape (FIELDS,)."""
    g, pauses = day.profile[row[OWNER]], day.pauses[row[OWNER]]
    there_s, onward_s = into[1][g, node, row[BEFORE]], day.travel_s[g, node, row[AFTER]]
    arrival_s = advance(row[FREE_S], there_s, pauses)
    return arrival_s, retreat(row[DUE_S], onward_s, pauses) - day.length_s[node]


@inlined
def trace_opening(
    day: DayArrays, openings: Openings, d: int, r: int, node: int, plan: Plan
) -> None:
    """Write the day's tours with `node` in opening `r` into `plan`."""
    row, order = openings.row[d, r], openings.order[d]
    count, position = openings.fact[d, STOPS], position_of(day, openings, d, node)
    owner = openings.labels.scratch[LABEL_OWNER]
    matching = openings.matching[row[MATCHING]]
    for v in range(plan.visits.shape[0]):
        plan.visits[v] = 0
        _own_last(openings.labels, row[HEAD], v, v)
        _own_last(openings.labels, row[TAIL], matching[v], v)
    _own_earlier(openings.labels, row[HEAD], order, (position - 1, -1, -1))
    _own_earlier(openings.labels, row[TAIL], order, (position, count, 1))
    for k in range(position):
        _append(plan, owner[order[k]], order[k])
    _append(plan, row[OWNER], node)
    for k in range(position, count):
        _append(plan, owner[order[k]], order[k])


@inlined
def _own_last(labels: Labels, a: int, slot: int, v: int) -> None:
    """Note that the last stop of a label's tour is `v`'s."""
    last = labels.hand[a, slot, LAST]
    if last != -1:
        labels.scratch[LABEL_OWNER, last] = v


@inlined
def _own_earlier(labels: Labels, a: int, order: Ints, span: tuple[int, int, int]) -> None:
    """Note whose the stops before are, from label to label (`order` has shape (S,))."""
    owner = labels.scratch[LABEL_OWNER]
    for k in range(span[0], span[1], span[2]):
        before = labels.label[a, DRIVEN_FROM]
        if before != -1:
            owner[before] = owner[order[k]]
        a = labels.label[a, PARENT]


@inlined
def _append(plan: Plan, v: int, node: int) -> None:
    plan.node[v, plan.visits[v]] = node
    plan.visits[v] += 1
