"""The readable reference of exact insertion: one tour, every position.

Savelsbergh's push-forward with earliest and latest times: one forward and one backward pass
over the tour, then each position is judged in constant time.
"""

from dataclasses import dataclass

from toctoc.planning.model import Point, Tour
from toctoc.planning.timeline import advance, first_start, last_start, retreat
from toctoc.planning.travel import coordinates_deg, legs_along, legs_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A position of a tour: the new stop would stand before the stop at `position`.

    It can be reached at `arrival_s`, and must start by `latest_s` for all later promises to
    hold; the gap is closed where `latest_s < arrival_s`.
    """

    position: int
    arrival_s: int
    latest_s: int
    added_m: int
    added_travel_s: int


def list_gaps(tour: Tour, point: Point, length_s: int) -> list[Gap]:
    """Return the gaps of a tour, one for each of n + 1 positions, for one more visit.

    Notes
    -----
    O(n) in all. The tour itself must be feasible; the new stop's own window is not looked at.

    References
    ----------
    M. W. P. Savelsbergh, "The Vehicle Routing Problem with Time Windows: Minimizing Route
    Duration", ORSA Journal on Computing 4 (1992), section 2.
    """
    shift, breaks = tour.shift, tour.shift.breaks
    places = [shift.base, *(stop.point for stop in tour.stops), shift.base]
    along = legs_along(places, shift.travel)
    old_m = along.distance_m.tolist() if tour.stops else [0]
    old_s = along.travel_s.tolist() if tour.stops else [0]
    places_deg, point_deg = coordinates_deg(places), coordinates_deg([point])
    there = legs_between(places_deg[:-1], point_deg, shift.travel)
    onward = legs_between(point_deg, places_deg[1:], shift.travel)
    there_m, there_s = there.distance_m.tolist(), there.travel_s.tolist()
    onward_m, onward_s = onward.distance_m.tolist(), onward.travel_s.tolist()
    free_s, due_s = _forward_s(tour, old_s), _backward_s(tour, old_s)
    return [
        Gap(
            position=k,
            arrival_s=advance(free_s[k], there_s[k], breaks),
            latest_s=retreat(due_s[k], onward_s[k], breaks) - length_s,
            added_m=there_m[k] + onward_m[k] - old_m[k],
            added_travel_s=there_s[k] + onward_s[k] - old_s[k],
        )
        for k in range(len(tour.stops) + 1)
    ]


def _forward_s(tour: Tour, travel_s: list[int]) -> list[int]:
    """Earliest moment at which one is free to leave for the stop at each position."""
    free_s = [tour.shift.start_s]
    for stop, leg_s in zip(tour.stops, travel_s, strict=False):
        arrival_s = advance(free_s[-1], leg_s, tour.shift.breaks)
        start_s = first_start(max(arrival_s, stop.earliest_s), stop.length_s, tour.shift.breaks)
        free_s.append(start_s + stop.length_s)
    return free_s


def _backward_s(tour: Tour, travel_s: list[int]) -> list[int]:
    """Latest moment at which one must be at the stop at each position (the base at the end)."""
    breaks = tour.shift.breaks
    due_s = [tour.shift.end_s]
    for stop, leg_s in zip(reversed(tour.stops), reversed(travel_s), strict=False):
        leave_by_s = retreat(due_s[-1], leg_s, breaks)
        latest_s = min(stop.latest_s, leave_by_s - stop.length_s)
        due_s.append(last_start(latest_s, stop.length_s, breaks))
    return due_s[::-1]
