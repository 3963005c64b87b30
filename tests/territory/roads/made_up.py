"""An engine of roads as one wishes them: a river, a longer way back, places off all roads."""

import numpy as np

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear, RoadsUnreachable
from toctoc.territory.roads.model import ModelEngine
from toctoc.territory.roads.port import ALL_MODES, Matrix, Route

NOWHERE = (44.9, -0.3)  # off all roads


class MadeUpEngine:
    """The model's drives, but for a river along a parallel; longer to cross southwards."""

    modes = ALL_MODES

    def __init__(self, version="made up 1", *, river_deg=None, detour_m=30_000, most_places=7):
        self.version, self.most_places = version, most_places
        self.river_deg, self.detour_m = river_deg, detour_m
        self.asked = 0  # pairs
        self.answers_left = None

    def matrix(self, sources, targets, mode):
        if self.answers_left == 0:
            raise RoadsUnreachable(engine=self.version, reason="timed out")
        if self.answers_left is not None:
            self.answers_left -= 1
        if max(len(sources), len(targets)) > self.most_places:
            raise AssertionError
        if (np.concatenate([sources, targets])[:, 0] > 44.8).any():
            raise NoRoadNear(engine=self.version)
        self.asked += len(sources) * len(targets)
        found = ModelEngine().matrix(sources, targets, mode)
        if self.river_deg is None:
            return found
        is_north, goes_north = sources[:, :1] > self.river_deg, targets[:, 0] > self.river_deg
        detour_m = self.detour_m * (is_north != goes_north) + 2_000 * (is_north > goes_north)
        return Matrix(
            distance_m=(found.distance_m + detour_m).astype(np.int32),
            travel_s=(found.travel_s + detour_m * 3_600 // 50_000).astype(np.int32),
        )

    def route(self, start, goal, mode=RoadMode.CAR):
        one = self.matrix(np.array([start]), np.array([goal]), mode)
        bend = (start[0], goal[1])
        return Route(
            line=[start, bend, goal],
            distance_m=int(one.distance_m[0, 0]),
            travel_s=int(one.travel_s[0, 0]),
        )
