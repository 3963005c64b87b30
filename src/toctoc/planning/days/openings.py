"""Where one more visit could join a day: what the best plans leave open at each position.

The booked visits of a day are dealt out from the morning (labels of what comes before a
position) and, on the day mirrored in time, from the evening (labels of what comes after). Where
the two meet, a visit can join one volunteer between two stops, all others driving on; such an
*opening* does not depend on the visit, so that a day is prepared once for all calls and starts
until its bookings change. The best plan with a visit is the cheapest opening that it fits into.
"""

from itertools import permutations
from typing import NamedTuple

import numpy as np

from toctoc.planning.compiled import inlined, lean
from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance, first_start, retreat
from toctoc.planning.days.kernel import (
    BACKWARDS,
    COST_M,
    DEALT,
    DRIVEN_FROM,
    LAST,
    ORDER,
    PARENT,
    RANK,
    Labels,
    comes_before,
    deal_out,
    is_order_settled,
    make_labels,
    may_swap,
    sort_stops,
)
from toctoc.planning.days.kernel import FREE_S as LABEL_FREE_S
from toctoc.planning.days.kernel import OWNER as LABEL_OWNER
from toctoc.planning.days.kernel import VISITS as LABEL_VISITS

# Columns of an opening: who, between which nodes, free when and due when, the metres of all but
# the way between the two, visits of that tour, other tours out, and where it comes from.
OWNER, BEFORE, AFTER, FREE_S, DUE_S, REST_M, VISITS, OTHERS_OUT = range(8)
HEAD, TAIL, MATCHING, OLDER = range(8, 12)
FIELDS = 12
# Columns of what is kept of a day.
STOPS, WIDEST_S, SHORTEST_S = range(3)
UNSETTLED = -1
MOST_EXCHANGED = 4  # twins of larger crews have no visit of their own: see days.build
NO_OPENING = -1
UNTOLD = -2
# Meetings of a morning and an evening looked at for a day: larger ones are left to be solved
# with each visit.
MOST_MEETINGS = 20_000
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


def unlimited(day: DayArrays) -> DayArrays:
    """Return the day with nobody's hours limited; it shares all other arrays."""
    return day._replace(work_left_s=np.full_like(day.work_left_s, UNLIMITED_S))


def mirrored(day: DayArrays) -> DayArrays:
    """Return the day seen backwards: every time negated, every drive turned round.

    Nobody's hours are limited there.
    """
    return day._replace(
        earliest_s=-(day.latest_s + day.length_s),
        latest_s=-(day.earliest_s + day.length_s),
        travel_s=np.ascontiguousarray(day.travel_s.transpose(0, 2, 1)),
        distance_m=np.ascontiguousarray(day.distance_m.transpose(0, 2, 1)),
        shift_s=np.ascontiguousarray(-day.shift_s[:, ::-1]),
        pauses=np.ascontiguousarray(-day.pauses[:, ::-1, ::-1]),
        work_left_s=np.full_like(day.work_left_s, UNLIMITED_S),
    )


def make_openings(
    days: int, stops: int, twin: Ints, nodes: int, capacity: tuple[int, int]
) -> Openings:
    """Make room for the openings of so many days.

    Parameters
    ----------
    twin : ndarray of int64, shape (V,)
    capacity : tuple of int
        Rows a day, and labels a side of a day.
    """
    crew = len(twin)
    most_rows, most_labels = capacity
    return Openings(
        row=np.empty((days, most_rows, FIELDS), np.int64),
        first=np.zeros((days, stops + 2), np.int64),
        order=np.empty((days, stops), np.int64),
        fact=np.full((days, 3), UNSETTLED, np.int64),
        layers=np.zeros((2, days, stops + 2), np.int64),
        labels=make_labels(2 * days * most_labels, crew, nodes),
        matching=_matchings(twin),
        newest=np.empty((crew, stops + 1, stops + 1), np.int64),
    )


def _matchings(twin: Ints) -> Ints:
    """Return every way to exchange twins, shape (P, V); with many volunteers none needs to.

    Labels list twins by latest stop, seen from the morning or from the evening: whose tours
    they are is settled where the two meet.
    """
    crew = len(twin)
    if crew > MOST_EXCHANGED:
        return np.arange(crew)[None]
    rows = [row for row in permutations(range(crew)) if (twin[list(row)] == twin).all()]
    return np.array(rows, np.int64)


@lean
def prepare(
    day: DayArrays, mirror: DayArrays, booked: Plan, openings: Openings, d: int, least_s: int
) -> None:
    """Find the openings of day `d`, `booked` as it stands, for visits of `least_s` or longer.

    Hours of work are not looked at: give it an `unlimited` day.
    """
    order = openings.labels.scratch[ORDER]
    count = sort_stops(day, booked, -1, order)
    order = order[:count]
    openings.fact[d, STOPS] = UNSETTLED
    if count > openings.order.shape[1]:
        return
    openings.fact[d, WIDEST_S], openings.fact[d, SHORTEST_S] = 0, UNLIMITED_S
    for k in range(count):
        node = order[k]
        openings.order[d, k], openings.labels.scratch[RANK, node] = node, k
        mirror.earliest_s[node] = -(day.latest_s[node] + day.length_s[node])
        mirror.latest_s[node] = -(day.earliest_s[node] + day.length_s[node])
        width_s = day.latest_s[node] - day.earliest_s[node]
        openings.fact[d, WIDEST_S] = max(openings.fact[d, WIDEST_S], width_s)
        openings.fact[d, SHORTEST_S] = min(openings.fact[d, SHORTEST_S], day.length_s[node])
    is_narrow = openings.fact[d, SHORTEST_S] > openings.fact[d, WIDEST_S]
    if not (is_narrow or is_order_settled(day, order)):
        return
    is_dealt = _deal_both(day, mirror, order, openings, d)
    if not is_dealt or _meetings(openings, d, count) > MOST_MEETINGS:
        return
    end = 0
    for position in range(count + 1):
        openings.first[d, position] = end
        end = _meet(day, openings, d, (position, count, end), least_s)
        if end == -1:
            return
    openings.first[d, count + 1] = end
    openings.fact[d, STOPS] = count


@lean
def _deal_both(
    day: DayArrays, mirror: DayArrays, order: Ints, openings: Openings, d: int
) -> bool:
    """Deal out the stops (shape (k,)) from both ends; False where there is no room for it."""
    days = openings.fact.shape[0]
    block = openings.labels.label.shape[0] // (2 * days)
    backwards = openings.labels.scratch[BACKWARDS]
    for k in range(order.shape[0]):
        backwards[k] = order[order.shape[0] - 1 - k]
    for side in range(2):
        begin = (2 * d + side) * block
        layers = openings.layers[side, d]
        layers[0] = begin
        labels, end = openings.labels, begin + block
        if side == 0:
            status = deal_out(day, order, labels, layers, end)
        else:
            status = deal_out(mirror, backwards[: order.shape[0]], labels, layers, end)
        if status != DEALT:
            return False
    return True


@inlined
def _meetings(openings: Openings, d: int, count: int) -> int:
    """Return how many mornings, evenings and matchings there are to look at."""
    morning, evening = openings.layers[0, d], openings.layers[1, d]
    meetings = 0
    for j in range(count + 1):
        heads, k = morning[j + 1] - morning[j], count - j
        meetings += heads * (evening[k + 1] - evening[k])
    return meetings * openings.matching.shape[0]


@lean
def _meet(
    day: DayArrays, openings: Openings, d: int, at: tuple[int, int, int], least_s: int
) -> int:
    """Write the openings of one position, (position, stops of the day, first free row).

    Returns the row after the last; -1 where there is no more room.
    """
    position, count, end = at
    morning, evening = openings.layers[0, d], openings.layers[1, d]
    crew = day.twin.shape[0]
    for v in range(crew):
        for i in range(position + 1):
            openings.newest[v, i, 0] = -1
            for k in range(position + 1, count + 1):
                openings.newest[v, i, k] = -1
    for a in range(morning[position], morning[position + 1]):
        for b in range(evening[count - position], evening[count - position + 1]):
            for m in range(openings.matching.shape[0]):
                if end + crew > openings.row.shape[1]:
                    return -1
                end = _open(day, openings, d, (a, b, m, end), least_s)
    return end


@inlined
def _open(
    day: DayArrays, openings: Openings, d: int, at: tuple[int, int, int, int], least_s: int
) -> int:
    """Write what a morning, an evening and a matching leave open; return the row after."""
    a, b, m, end = at
    labels, matching = openings.labels, openings.matching[m]
    metres, late, late_v, out = labels.label[a, COST_M] + labels.label[b, COST_M], 0, -1, 0
    for v in range(day.twin.shape[0]):
        ours, theirs = labels.hand[a, v], labels.hand[b, matching[v]]
        if ours[LABEL_VISITS] + theirs[LABEL_VISITS] > day.max_visits[v]:
            return end
        if ours[LAST] != -1 or theirs[LAST] != -1:
            out += 1
            metres += _link_m(day, v, ours[LAST], theirs[LAST])
            if not _meets(day, v, ours, theirs):
                late, late_v = late + 1, v
    for v in range(day.twin.shape[0]):
        if late == 0 or (late == 1 and late_v == v):
            row = openings.row[d, end]
            _write(day, labels, (a, b, m, v, matching[v]), row)
            row[REST_M] = metres - day.distance_m[day.profile[v], row[BEFORE], row[AFTER]]
            row[OTHERS_OUT] = out - 1 if row[VISITS] > 0 else out
            end += _keep(day, openings, d, end, least_s)
    return end


@inlined
def _link_m(day: DayArrays, v: int, before: int, after: int) -> int:
    """Return the metres from `before` to `after` (-1: the base) less those by the base."""
    base, metres = day.earliest_s.shape[0] + v, day.distance_m[day.profile[v]]
    here, there = base if before == -1 else before, base if after == -1 else after
    return int(metres[here, there] - metres[here, base] - metres[base, there])


@inlined
def _meets(day: DayArrays, v: int, ours: Ints, theirs: Ints) -> bool:
    """Tell whether a morning's tour can go on as an evening's; both of shape (4,)."""
    base = day.earliest_s.shape[0] + v
    here = base if ours[LAST] == -1 else ours[LAST]
    there = base if theirs[LAST] == -1 else theirs[LAST]
    drive_s = day.travel_s[day.profile[v], here, there]
    return bool(advance(ours[LABEL_FREE_S], drive_s, day.pauses[v]) <= -theirs[LABEL_FREE_S])


@inlined
def _write(
    day: DayArrays, labels: Labels, at: tuple[int, int, int, int, int], row: Ints
) -> None:
    """Write where volunteer `v` stands between a morning and an evening (shape (FIELDS,))."""
    a, b, m, v, w = at
    base, ours, theirs = day.earliest_s.shape[0] + v, labels.hand[a, v], labels.hand[b, w]
    row[OWNER], row[HEAD], row[TAIL], row[MATCHING] = v, a, b, m
    row[BEFORE] = base if ours[LAST] == -1 else ours[LAST]
    row[AFTER] = base if theirs[LAST] == -1 else theirs[LAST]
    row[FREE_S], row[DUE_S] = ours[LABEL_FREE_S], -theirs[LABEL_FREE_S]
    row[VISITS] = ours[LABEL_VISITS] + theirs[LABEL_VISITS]


@inlined
def _keep(day: DayArrays, openings: Openings, d: int, new: int, least_s: int) -> bool:
    """Enter row `new` among those between the same two stops, if it has room.

    Not where one of these leaves as much room at no more metres.
    """
    rows, stops = openings.row[d], day.earliest_s.shape[0]
    row, rank = rows[new], openings.labels.scratch[RANK]
    v, before, after = row[OWNER], row[BEFORE], row[AFTER]
    if row[DUE_S] - row[FREE_S] < least_s or row[VISITS] >= day.max_visits[v]:
        return False
    kind = v
    while kind > 0 and day.twin[kind - 1] == day.twin[v]:
        kind -= 1
    i = 0 if before >= stops else rank[before] + 1
    k = 0 if after >= stops else rank[after] + 1
    r = openings.newest[kind, i, k]
    while r != -1:
        is_as_good = rows[r, REST_M] <= row[REST_M] and rows[r, FREE_S] <= row[FREE_S]
        if is_as_good and rows[r, DUE_S] >= row[DUE_S]:
            return False
        r = rows[r, OLDER]
    row[OLDER] = openings.newest[kind, i, k]
    openings.newest[kind, i, k] = new
    return True


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
