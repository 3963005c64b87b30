"""When each thing of a tour happens: planned times, drives, waiting, work.

The four clock functions are the core's only definition of what a break does: a drive pauses
during it, a visit neither starts nor lasts into it. `advance`/`retreat` and
`first_start`/`last_start` are exact inverses of each other in the sense `advance(t) <= u` if
and only if `t <= retreat(u)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.planning.model import Interval, Shift, Stop, Tour
from toctoc.planning.travel import legs_along

type Breaks = Sequence[Interval]


def advance(leave_s: int, drive_s: int, breaks: Breaks) -> int:
    """Return when a drive of `drive_s` begun at `leave_s` ends.

    >>> advance(690, 60, [Interval(start_s=720, end_s=780)])
    810
    """
    at_s, left_s = leave_s, drive_s
    for pause in breaks:
        if left_s == 0 or at_s + left_s <= pause.start_s:
            break
        if at_s < pause.end_s:
            left_s -= max(0, pause.start_s - at_s)
            at_s = pause.end_s
    return at_s + left_s


def retreat(arrive_s: int, drive_s: int, breaks: Breaks) -> int:
    """Return the latest departure for a drive of `drive_s` that must end by `arrive_s`.

    >>> retreat(810, 60, [Interval(start_s=720, end_s=780)])
    690
    """
    at_s, left_s = arrive_s, drive_s
    for pause in reversed(breaks):
        if left_s == 0 or at_s - left_s >= pause.end_s:
            break
        if at_s > pause.start_s:
            left_s -= max(0, at_s - pause.end_s)
            at_s = pause.start_s
    return at_s - left_s


def first_start(ready_s: int, length_s: int, breaks: Breaks) -> int:
    """Return the first moment from `ready_s` on at which a visit fits between breaks."""
    start_s = ready_s
    for pause in breaks:
        if start_s < pause.end_s and start_s + length_s > pause.start_s:
            start_s = pause.end_s
    return start_s


def last_start(latest_s: int, length_s: int, breaks: Breaks) -> int:
    """Return the last moment up to `latest_s` at which a visit fits between breaks."""
    start_s = latest_s
    for pause in reversed(breaks):
        if start_s < pause.end_s and start_s + length_s > pause.start_s:
            start_s = pause.start_s - length_s
    return start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """A stop in time: drive from `leave_s`, visit from `start_s` to `end_s`."""

    stop: Stop
    leave_s: int
    travel_s: int
    distance_m: int
    arrival_s: int
    start_s: int
    end_s: int
    is_by_road: bool = False

    @property
    def wait_s(self) -> int:
        """Time between arriving and starting (a break included)."""
        return self.start_s - self.arrival_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A tour in time. `work_s` runs from leaving the base to being back, breaks apart.

    `late_s` is by how much the worst promise, or the end of the shift, is missed; 0 when all
    holds.
    """

    planned: tuple[PlannedStop, ...]
    departure_s: int
    return_s: int
    return_travel_s: int
    return_distance_m: int
    work_s: int
    late_s: int
    is_back_by_road: bool = False

    @property
    def distance_m(self) -> int:
        """Metres of the whole tour, back to the base."""
        return sum(planned.distance_m for planned in self.planned) + self.return_distance_m

    @property
    def travel_s(self) -> int:
        """Seconds of driving, back to the base."""
        return sum(planned.travel_s for planned in self.planned) + self.return_travel_s

    @property
    def wait_s(self) -> int:
        """Seconds of waiting at the doors."""
        return sum(planned.wait_s for planned in self.planned)


def timeline(tour: Tour) -> Timeline:
    """Drive a tour as early as promises allow, leaving the base no sooner than needed.

    Never fails: a tour that cannot be kept shows by how much in `late_s`.
    """
    shift, breaks = tour.shift, tour.shift.breaks
    if not tour.stops:
        return _idle(shift)
    legs = legs_along(
        [shift.base, *(stop.point for stop in tour.stops), shift.base], shift.travel
    )
    columns = (legs.travel_s, legs.distance_m, legs.is_by_road)
    driven = list(zip(*(column.tolist() for column in columns), strict=True))
    planned: list[PlannedStop] = []
    free_s = shift.start_s
    for stop, (leg_s, leg_m, is_by_road) in zip(tour.stops, driven, strict=False):
        arrival_s = advance(free_s, leg_s, breaks)
        start_s = first_start(max(arrival_s, stop.earliest_s), stop.length_s, breaks)
        leave_s = free_s
        if not planned:
            leave_s = max(free_s, retreat(start_s, leg_s, breaks))
            arrival_s = advance(leave_s, leg_s, breaks)
        free_s = start_s + stop.length_s
        planned.append(
            PlannedStop(
                stop=stop,
                leave_s=leave_s,
                travel_s=leg_s,
                distance_m=leg_m,
                arrival_s=arrival_s,
                start_s=start_s,
                end_s=free_s,
                is_by_road=is_by_road,
            )
        )
    return _close(shift, tuple(planned), driven[-1])


def _idle(shift: Shift) -> Timeline:
    return Timeline(
        planned=(),
        departure_s=shift.start_s,
        return_s=shift.start_s,
        return_travel_s=0,
        return_distance_m=0,
        work_s=0,
        late_s=0,
    )


def _close(
    shift: Shift, planned: tuple[PlannedStop, ...], back: tuple[int, int, bool]
) -> Timeline:
    travel_s, distance_m, is_back_by_road = back
    departure_s = planned[0].leave_s
    return_s = advance(planned[-1].end_s, travel_s, shift.breaks)
    late_s = max(return_s - shift.end_s, *(p.start_s - p.stop.latest_s for p in planned), 0)
    return Timeline(
        planned=planned,
        departure_s=departure_s,
        return_s=return_s,
        return_travel_s=travel_s,
        return_distance_m=distance_m,
        late_s=late_s,
        is_back_by_road=is_back_by_road,
        work_s=work_between(departure_s, return_s, shift.breaks),
    )


def work_between(departure_s: int, return_s: int, breaks: Breaks) -> int:
    """Return the seconds from `departure_s` to `return_s` that are no break."""
    paused_s = sum(
        max(0, min(return_s, pause.end_s) - max(departure_s, pause.start_s)) for pause in breaks
    )
    return return_s - departure_s - paused_s
