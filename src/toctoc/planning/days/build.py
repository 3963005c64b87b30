"""Turn the tours of one day into arrays for the kernels, and plans of nodes back into tours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.days.arrays import UNLIMITED_S, DayArrays, Demand, Flags, Ints, Plan
from toctoc.planning.days.clock import NEVER_S
from toctoc.planning.days.improve import holds
from toctoc.planning.insertion import Need
from toctoc.planning.model import (
    DAY_S,
    BookingRules,
    DemandPoint,
    Shift,
    ShiftKey,
    Stop,
    Tour,
    TravelProfile,
)
from toctoc.planning.travel import Legs, coordinates_deg, legs_between

# With more volunteers than this the labels of the day solver become too many: visits then stay
# with whom they were given to.
MOST_INTERCHANGED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day ready for the kernels: tours and stops in the order of the arrays."""

    tours: tuple[Tour, ...]
    stops: tuple[Stop, ...]
    need: Need
    arrays: DayArrays
    booked: Plan

    @property
    def node(self) -> int:
        """The node of the visit to come."""
        return len(self.stops)


def build_day(
    tours: Sequence[Tour],
    need: Need,
    left_s: Mapping[ShiftKey, int],
    *,
    only: int | None = None,
) -> Day:
    """Lay out a day and one more visit.

    Parameters
    ----------
    tours : sequence of Tour
        Those of one day, at least one, each feasible; a pair's stop stands in two of them.
    need : Need
        The visit to come; its window is set by the kernels' callers.
    left_s : mapping of ShiftKey to seconds
        What the week still allows for a tour; no entry: no limit.
    only : int, optional
        The one volunteer who may make the visit to come.
    """
    crew = _Crew(tours, left_s, only)
    dealt = sorted(
        ((v, stop) for v, tour in enumerate(crew.tours) for stop in tour.stops),
        key=lambda pair: (pair[1].earliest_s, pair[1].latest_s, pair[0]),
    )
    stops = tuple(stop for _, stop in dealt)
    profiles = list(dict.fromkeys(tour.shift.travel for tour in tours))
    legs = _travel(crew.tours, stops, need, profiles)
    arrays = DayArrays(
        earliest_s=np.array([*(stop.earliest_s for stop in stops), 0], np.int64),
        latest_s=np.array([*(stop.latest_s for stop in stops), 0], np.int64),
        length_s=np.array([*(stop.length_s for stop in stops), need.length_s], np.int64),
        may_serve=crew.may_serve(dealt, need),
        travel_s=np.stack([leg.travel_s for leg in legs]),
        distance_m=np.stack([leg.distance_m for leg in legs]),
        profile=np.array([profiles.index(t.shift.travel) for t in crew.tours], np.int64),
        twin=np.array(crew.twin, np.int64),
        shift_s=np.array([(t.shift.start_s, t.shift.end_s) for t in crew.tours], np.int64),
        max_visits=np.array([t.shift.max_visits for t in crew.tours], np.int64),
        work_left_s=np.array(crew.work_left_s, np.int64),
        pauses=_pauses(crew.tours),
    )
    return Day(
        tours=crew.tours,
        stops=stops,
        need=need,
        arrays=arrays,
        booked=_booked(crew.tours, dealt),
    )


def build_sound_day(
    tours: Sequence[Tour],
    need: Need,
    left_s: Mapping[ShiftKey, int],
    *,
    only: int | None = None,
) -> Day | None:
    """Lay out a day without the tours that break something now; None: nothing is left."""
    if not tours:
        return None
    day = build_day(tours, need, left_s, only=only)
    sound = [tour for v, tour in enumerate(day.tours) if holds(day.arrays, day.booked, v)]
    if len(sound) == len(tours):
        return day
    return build_day(sound, need, left_s, only=only) if sound else None


class _Crew:
    """The day's tours, twins side by side."""

    def __init__(
        self, tours: Sequence[Tour], left_s: Mapping[ShiftKey, int], only: int | None
    ) -> None:
        self.only = only
        self.is_interchangeable = len(tours) <= MOST_INTERCHANGED
        kinds = [self._kind(tour, _work_left_s(tour.shift, left_s)) for tour in tours]
        classes = [kinds.index(kind) for kind in kinds]
        ranks = sorted(range(len(tours)), key=lambda i: (classes[i], i))
        self.tours = tuple(tours[i] for i in ranks)
        self.twin = [classes[i] for i in ranks]
        self.work_left_s = [_work_left_s(tours[i].shift, left_s) for i in ranks]

    def _kind(self, tour: Tour, work_left_s: int) -> tuple[object, ...]:
        """Say what makes volunteers twins; one with a pinned stop has none."""
        shift = tour.shift
        is_single = shift.volunteer == self.only or any(map(self._is_pinned, tour.stops))
        return (
            shift.base, shift.start_s, shift.end_s, shift.max_visits, shift.breaks,
            shift.skills, shift.travel, work_left_s, shift.volunteer if is_single else None,
        )  # fmt: skip

    def _is_pinned(self, stop: Stop) -> bool:
        return not (self.is_interchangeable and stop.is_movable)

    def may_serve(self, dealt: Sequence[tuple[int, Stop]], need: Need) -> Flags:
        """Say who may visit which node; whoever has a stop now may keep it."""
        owners = np.array([owner for owner, _ in dealt], np.int64)
        allowed = np.zeros((len(self.tours), len(dealt) + 1), np.bool_)
        allowed[:, :-1] = owners == np.arange(len(self.tours))[:, None]
        for node, (_, stop) in enumerate(dealt):
            if not self._is_pinned(stop):
                allowed[:, node] |= [stop.skills <= tour.shift.skills for tour in self.tours]
        allowed[:, -1] = [
            need.skills <= tour.shift.skills and self.only in (None, tour.shift.volunteer)
            for tour in self.tours
        ]
        return allowed


def _work_left_s(shift: Shift, left_s: Mapping[ShiftKey, int]) -> int:
    day_s = UNLIMITED_S if shift.max_work_s is None else shift.max_work_s
    return min(day_s, left_s.get(shift.key, UNLIMITED_S))


def _travel(
    tours: Sequence[Tour], stops: Sequence[Stop], need: Need, profiles: Sequence[TravelProfile]
) -> list[Legs]:
    """Drive between all nodes, once for each travel profile."""
    places_deg = coordinates_deg(
        [*(stop.point for stop in stops), need.point, *(tour.shift.base for tour in tours)]
    )
    return [
        legs_between(places_deg[:, None], places_deg[None], profile) for profile in profiles
    ]


def _pauses(tours: Sequence[Tour]) -> Ints:
    most = max(len(tour.shift.breaks) for tour in tours)
    pauses = np.full((len(tours), most, 2), NEVER_S, np.int64)
    for v, tour in enumerate(tours):
        for k, pause in enumerate(tour.shift.breaks):
            pauses[v, k] = pause.start_s, pause.end_s
    return pauses


def _booked(tours: Sequence[Tour], dealt: Sequence[tuple[int, Stop]]) -> Plan:
    """Write the tours as they are, in nodes."""
    plan = empty_plan(len(tours), len(dealt) + 1)
    for v, tour in enumerate(tours):
        node_of = {stop.id: node for node, (owner, stop) in enumerate(dealt) if owner == v}
        plan.node[v, : len(tour.stops)] = [node_of[stop.id] for stop in tour.stops]
        plan.visits[v] = len(tour.stops)
    return plan


def empty_plan(volunteers: int, stops: int) -> Plan:
    """Make room for a plan of so many volunteers and stops."""
    return Plan(
        node=np.full((volunteers, stops), -1, np.int64), visits=np.zeros(volunteers, np.int64)
    )


def build_demand(
    day: Day, points: Sequence[DemandPoint], number: int, rules: BookingRules, width_s: int
) -> Demand:
    """Lay out where calls are still to come from, for day `number`; no points: nobody calls.

    Equal profiles share their rows, in the order of the day's arrays.
    """
    total = sum(point.weight for point in points) or 1.0
    places_deg = coordinates_deg([point.point for point in points])
    nodes_deg = coordinates_deg(
        [
            *(stop.point for stop in day.stops),
            day.need.point,
            *(tour.shift.base for tour in day.tours),
        ]
    )
    first = day.arrays.profile
    profiles = [
        day.tours[int(np.flatnonzero(first == g)[0])].shift.travel
        for g in range(first.max() + 1)
    ]
    legs = [legs_between(nodes_deg[:, None], places_deg[None], profile) for profile in profiles]
    back = [
        leg if profile.roads is None else _back(nodes_deg, places_deg, profile)
        for leg, profile in zip(legs, profiles, strict=True)
    ]
    midnight_s = number * DAY_S
    halves = (rules.morning, rules.afternoon)
    half_s: NDArray[np.int64] = np.array(
        [(midnight_s + h.start_s, midnight_s + h.end_s + width_s) for h in halves], np.int64
    )
    return Demand(
        weight=np.array([point.weight / total for point in points], np.float64),
        travel_s=np.stack([leg.travel_s for leg in legs]).astype(np.int32),
        distance_m=np.stack([leg.distance_m for leg in legs]).astype(np.int32),
        back_s=np.stack([leg.travel_s for leg in back]).astype(np.int32),
        back_m=np.stack([leg.distance_m for leg in back]).astype(np.int32),
        half_s=half_s,
        length_s=day.need.length_s,
    )


def _back(
    nodes_deg: NDArray[np.float64], places_deg: NDArray[np.float64], profile: TravelProfile
) -> Legs:
    """Drive from places (shape (K, 2)) to nodes (shape (N, 2)); laid out as (N, K)."""
    return legs_between(places_deg[None], nodes_deg[:, None], profile)


def no_demand(day: Day) -> Demand:
    """Return what is to come where nobody is to call."""
    nowhere = np.empty((1, len(day.stops) + 1 + len(day.tours), 0), np.int32)
    return Demand(
        weight=np.empty(0), travel_s=nowhere, distance_m=nowhere, back_s=nowhere,
        back_m=nowhere,
        half_s=np.zeros((2, 2), np.int64), length_s=day.need.length_s,
    )  # fmt: skip


def tours_of(
    day: Day, plan: Plan, new: Stop, *, preferred: int | None = None
) -> tuple[Tour, ...]:
    """Return all tours of the day as `plan` says, `new` standing for the request's node.

    Among twins each tour goes to whoever already holds most of it, so that few visits change
    hands; a new one to the preferred volunteer where possible.
    """
    named = (*day.stops, new)
    rows = [[named[i] for i in plan.node[v, : plan.visits[v]]] for v in range(len(day.tours))]
    given: dict[int, list[Stop]] = {}
    for v in sorted(range(len(rows)), key=lambda v: -len(rows[v])):
        ids = {stop.id for stop in rows[v]}
        held = {
            u: (
                sum(stop.id in ids for stop in day.tours[u].stops),
                new.id in ids and day.tours[u].shift.volunteer == preferred,
            )
            for u in range(len(rows))
            if day.arrays.twin[u] == day.arrays.twin[v] and u not in given
        }
        given[max(held, key=held.__getitem__)] = rows[v]
    return tuple(replace(tour, stops=tuple(given[v])) for v, tour in enumerate(day.tours))
