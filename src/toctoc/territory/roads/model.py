"""The engine without roads: the core's own model, so that both can be laid side by side."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.model import TravelProfile
from toctoc.planning.travel import legs_between
from toctoc.territory.enums import RoadMode
from toctoc.territory.roads.port import ALL_MODES, Matrix, Places, Route

# Parking and being set down are the volunteer's, not the road's.
MODELS: Mapping[RoadMode, TravelProfile] = MappingProxyType(
    {
        RoadMode.CAR: TravelProfile(stop_s=0),
        RoadMode.BICYCLE: TravelProfile(speed_m_per_h=15_000, stop_s=0),
        RoadMode.FOOT: TravelProfile(circuity_ratio=1.2, speed_m_per_h=4_500, stop_s=0),
    }
)


class ModelEngine:
    """Great circle × circuity, at a steady speed."""

    version = "model"
    most_places = 2_000
    modes = ALL_MODES

    def matrix(self, sources: Places, targets: Places, mode: RoadMode) -> Matrix:
        legs = legs_between(sources[:, None], targets[None], MODELS[mode])
        return Matrix(
            distance_m=legs.distance_m.astype(np.int32), travel_s=legs.travel_s.astype(np.int32)
        )

    def route(
        self, start: tuple[float, float], goal: tuple[float, float], mode: RoadMode
    ) -> Route:
        one = self.matrix(np.array([start]), np.array([goal]), mode)
        return Route(
            line=[start, goal],
            distance_m=int(one.distance_m[0, 0]),
            travel_s=int(one.travel_s[0, 0]),
        )


def straight_m(start: Places, goals: Places) -> NDArray[np.float64]:
    """Return great circles from one place, shape (2,), to each of several, shape (n, 2)."""
    return great_circle_m(start[..., 0], start[..., 1], goals[:, 0], goals[:, 1])
