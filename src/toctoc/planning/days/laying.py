"""Lay open a day: what its best plans leave to one more visit at each position.

Booked visits are dealt out from the morning and, on the day mirrored in time, from the evening.
Where the two meet, a visit can join one volunteer between two stops, all others driving on: an
*opening*. It does not depend on the visit: a day is prepared once until its bookings change.
"""

from itertools import permutations

import numpy as np

from toctoc.planning.compiled import inlined, lean
from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Ints, Plan
from toctoc.planning.days.clock import advance
from toctoc.planning.days.kernel import (
    BACKWARDS,
    COST_M,
    DEALT,
    LAST,
    ORDER,
    RANK,
    Labels,
    deal_out,
    is_order_settled,
    make_labels,
    sort_stops,
)
from toctoc.planning.days.kernel import FREE_S as LABEL_FREE_S
from toctoc.planning.days.kernel import VISITS as LABEL_VISITS
from toctoc.planning.days.openings import (
    AFTER,
    BEFORE,
    DUE_S,
    FIELDS,
    FREE_S,
    HEAD,
    MATCHING,
    OLDER,
    OTHERS_OUT,
    OWNER,
    REST_M,
    SHORTEST_S,
    STOPS,
    TAIL,
    UNSETTLED,
    VISITS,
    WIDEST_S,
    Openings,
)

MOST_EXCHANGED = 4  # twins of larger crews have no visit of their own: see days.build
# Meetings of a morning and an evening looked at for a day: larger ones are left to be solved
# with each visit.
MOST_MEETINGS = 20_000


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
    return int(meetings * openings.matching.shape[0])


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
