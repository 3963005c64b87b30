"""Road metres and seconds between places, by a volunteer's travel profile.

The only place that turns a great circle into a drive, so that every part of the core agrees to
the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.model import Point, TravelProfile

type Metres = NDArray[np.int64]
type Seconds = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """Drives, element by element: `distance_m` and `travel_s` have one shape."""

    distance_m: Metres
    travel_s: Seconds


def coordinates_deg(points: Sequence[Point]) -> NDArray[np.float64]:
    """Return latitudes and longitudes, shape (n, 2), in degrees."""
    pairs = [(point.lat_deg, point.lon_deg) for point in points]
    return np.array(pairs, dtype=np.float64).reshape(len(pairs), 2)


def legs_between(
    origins_deg: NDArray[np.float64], goals_deg: NDArray[np.float64], profile: TravelProfile
) -> Legs:
    """Drive from each origin to the goal facing it.

    Parameters
    ----------
    origins_deg, goals_deg : ndarray of float64, shape (..., 2), in degrees
        Latitude then longitude on the last axis; leading axes broadcast.
    profile : TravelProfile

    Returns
    -------
    Legs
        Metres rounded to the nearest, seconds rounded up (a plan is never too tight); both 0
        between equal points.
    """
    lat_from, lon_from = origins_deg[..., 0], origins_deg[..., 1]
    lat_to, lon_to = goals_deg[..., 0], goals_deg[..., 1]
    straight_m = great_circle_m(lat_from, lon_from, lat_to, lon_to)
    road_m = np.rint(profile.circuity_ratio * straight_m + profile.extra_m).astype(np.int64)
    drive_s = -(-road_m * 3_600 // profile.speed_m_per_h) + profile.stop_s
    is_same = (lat_from == lat_to) & (lon_from == lon_to)
    return Legs(distance_m=np.where(is_same, 0, road_m), travel_s=np.where(is_same, 0, drive_s))


def legs_along(points: Sequence[Point], profile: TravelProfile) -> Legs:
    """Drive through `points` in order: n points make legs of shape (n − 1,)."""
    places_deg = coordinates_deg(points)
    return legs_between(places_deg[:-1], places_deg[1:], profile)
