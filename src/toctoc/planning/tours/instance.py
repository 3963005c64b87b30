"""A day as PyVRP's data, and PyVRP's solutions as deals.

PyVRP knows no breaks and no skills. Both become alternatives: each window that a visit has on
some volunteers' working clocks is a client of its own, one of them to be visited, forbidden by
distance to all others.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyvrp

from toctoc.planning.model import TravelProfile
from toctoc.planning.timeline import timeline
from toctoc.planning.tours.board import Board, Deal, Row
from toctoc.planning.tours.windows import Window, clock_s, windows_of
from toctoc.planning.travel import Legs, Metres, coordinates_deg, legs_between

# Leaving a visit out costs more than any detour, but less than what PyVRP charges at first for
# one visit too many (50,000 a unit of load) or half a minute late (50,000 a second).
PRIZE_M = 1_000_000
LOAD = 100
FORBIDDEN_M = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A job in one window, which holds on the working clocks of `tours`."""

    job: int
    window: Window
    tours: frozenset[int]


def alternatives_of(board: Board) -> list[Alternative]:
    """Return every window of every job, and whose clocks it holds on; job by job."""
    found: list[Alternative] = []
    for i, job in enumerate(board.jobs):
        holders: dict[Window, set[int]] = defaultdict(set)
        for v, tour in enumerate(board.tours):
            if job.cost_m[v] is not None:
                for window in windows_of(tour.shift, job.stop):
                    holders[window].add(v)
        found += [
            Alternative(job=i, window=window, tours=frozenset(tours))
            for window, tours in sorted(holders.items())
        ]
    return found


class Model:
    """The board as PyVRP's data: locations are the bases, then the alternatives."""

    def __init__(self, board: Board, most_s: Mapping[int, int], *, is_optional: bool) -> None:
        self.board, self.is_optional = board, is_optional
        self.alternatives = alternatives_of(board)
        self.bases = list(dict.fromkeys(tour.shift.base for tour in board.tours))
        tours, legs = board.tours, self._legs()
        starts_s = [clock_s(tour.shift, tour.shift.start_s) for tour in tours]
        firsts_s = [alternative.window[0] for alternative in self.alternatives]
        self.origin_s = min(starts_s + firsts_s)  # PyVRP's clock has no negative times
        distances_m = [self._weighed_m(v, legs[t.shift.travel]) for v, t in enumerate(tours)]
        durations_s = [legs[tour.shift.travel].travel_s for tour in tours]
        clients, groups = self._clients()
        self.data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0)] * (len(self.bases) + len(self.alternatives)),
            clients=clients,
            depots=[pyvrp.Depot(k) for k in range(len(self.bases))],
            vehicle_types=[self._vehicle(v, most_s.get(v)) for v in range(len(tours))],
            distance_matrices=distances_m,  # type: ignore[arg-type]  # its stub lacks a shape
            duration_matrices=durations_s,  # type: ignore[arg-type]  # likewise
            groups=groups,
        )

    def _legs(self) -> dict[TravelProfile, Legs]:
        """Drive between all locations, once for each travel profile."""
        stops = [self.board.jobs[a.job].stop for a in self.alternatives]
        places_deg = coordinates_deg([*self.bases, *(stop.point for stop in stops)])
        profiles = dict.fromkeys(tour.shift.travel for tour in self.board.tours)
        return {p: legs_between(places_deg[:, None], places_deg[None], p) for p in profiles}

    def _clients(self) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
        members: dict[int, list[int]] = defaultdict(list)
        for k, alternative in enumerate(self.alternatives):
            members[alternative.job].append(k)
        several = [job for job, clients in members.items() if len(clients) > 1]
        groups = [
            pyvrp.ClientGroup(members[job], required=not self.is_optional) for job in several
        ]
        number = {job: g for g, job in enumerate(several)}
        clients = [
            self._client(k, number.get(alternative.job))
            for k, alternative in enumerate(self.alternatives)
        ]
        return clients, groups

    def _client(self, k: int, group: int | None) -> pyvrp.Client:
        alternative = self.alternatives[k]
        early_s, late_s = alternative.window
        return pyvrp.Client(
            len(self.bases) + k,
            delivery=[LOAD],
            service_duration=self.board.jobs[alternative.job].stop.length_s,
            tw_early=early_s - self.origin_s,
            tw_late=late_s - self.origin_s,
            required=group is None and not self.is_optional,
            prize=PRIZE_M if self.is_optional else 0,
            group=group,
        )

    def _vehicle(self, v: int, most_s: int | None) -> pyvrp.VehicleType:
        shift = self.board.tours[v].shift
        base = self.bases.index(shift.base)
        limits_s = [most_s, shift.max_work_s, self.board.left_s.get(shift.key)]
        limit_s = min((s for s in limits_s if s is not None), default=None)
        return pyvrp.VehicleType(
            1,
            capacity=[LOAD * shift.max_visits],
            start_depot=base,
            end_depot=base,
            tw_early=clock_s(shift, shift.start_s) - self.origin_s,
            tw_late=clock_s(shift, shift.end_s) - self.origin_s,
            shift_duration=shift.end_s - shift.start_s if limit_s is None else max(0, limit_s),
            profile=v,
        )

    def _weighed_m(self, v: int, legs: Legs) -> Metres:
        """Add to the way to each alternative what it counts for, or forbid it."""
        to_m = [self._beside_m(v, alternative) for alternative in self.alternatives]
        added_m = np.array([0] * len(self.bases) + to_m, np.int64)
        weighed_m = legs.distance_m + added_m[None, :]
        np.fill_diagonal(weighed_m, 0)
        return weighed_m

    def _beside_m(self, v: int, alternative: Alternative) -> int:
        cost_m = self.board.jobs[alternative.job].cost_m[v]
        return FORBIDDEN_M if cost_m is None or v not in alternative.tours else cost_m

    def solution(self, deal: Deal) -> pyvrp.Solution:
        """Write a deal that keeps every rule as PyVRP's solution."""
        routes = [
            pyvrp.Route(self.data, self._clients_of(v, row), v)
            for v, row in enumerate(deal)
            if row
        ]
        return pyvrp.Solution(self.data, routes)

    def _clients_of(self, v: int, row: Row) -> list[int]:
        """Find the alternative in whose window each visit is planned to start."""
        tour = self.board.tour_of(v, row)
        starts_s = [clock_s(tour.shift, p.start_s) for p in timeline(tour).planned]
        return [
            next(
                k
                for k, alternative in enumerate(self.alternatives)
                if alternative.job == i
                and v in alternative.tours
                and alternative.window[0] <= start_s <= alternative.window[1]
            )
            for i, start_s in zip(row, starts_s, strict=True)
        ]

    def deal(self, solution: pyvrp.Solution) -> Deal:
        """Read PyVRP's solution."""
        rows: dict[int, Row] = {}
        for route in solution.routes():
            rows[route.vehicle_type()] = tuple(
                self.alternatives[activity.idx].job
                for activity in route
                if activity.is_client()
            )
        return tuple(rows.get(v, ()) for v in range(len(self.board.tours)))
