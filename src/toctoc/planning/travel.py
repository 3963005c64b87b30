"""Road metres and seconds between places, by a volunteer's travel profile.

The only place that looks a drive up, or makes one of a great circle, so that every part of the
core agrees to the second. Drives are not the same there and back, and a detour may be shorter
than the way it leaves: nothing may suppose otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.model import UNKNOWN, Point, RoadTable, TravelProfile

type Metres = NDArray[np.int64]
type Seconds = NDArray[np.int64]
type Flags = NDArray[np.bool_]

HOUR_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """Drives, element by element: all have one shape.

    `is_by_road` tells what is known from real roads; the rest is the model's.
    """

    distance_m: Metres
    travel_s: Seconds
    is_by_road: Flags


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
        By the profile's roads where they are known, else by its model. Metres rounded to the
        nearest, seconds rounded up (a plan is never too tight); both 0 between equal points.
    """
    if not profile.roads:  # none, or of no places
        return _by_model(origins_deg, goals_deg, profile)
    known_m, known_s = _known(profile.roads, origins_deg, goals_deg)
    is_same = (origins_deg == goals_deg).all(axis=-1)
    is_by_road = (known_m >= 0) & ~is_same
    if (is_by_road | is_same).all():  # nothing is left to the model: half the time
        road_m, drive_s = known_m, known_s + profile.stop_s
    else:
        model = _by_model(origins_deg, goals_deg, profile)
        road_m = np.where(is_by_road, known_m, model.distance_m)
        drive_s = np.where(is_by_road, known_s + profile.stop_s, model.travel_s)
    return Legs(
        distance_m=np.where(is_same, 0, road_m),
        travel_s=np.where(is_same, 0, drive_s),
        is_by_road=is_by_road,
    )


def _by_model(
    origins_deg: NDArray[np.float64], goals_deg: NDArray[np.float64], profile: TravelProfile
) -> Legs:
    """Drive by the model alone; shapes (..., 2) that broadcast."""
    lat_from, lon_from = origins_deg[..., 0], origins_deg[..., 1]
    lat_to, lon_to = goals_deg[..., 0], goals_deg[..., 1]
    straight_m = great_circle_m(lat_from, lon_from, lat_to, lon_to)
    road_m = np.rint(profile.circuity_ratio * straight_m + profile.extra_m).astype(np.int64)
    drive_s = driving_s(road_m, profile) + profile.stop_s
    is_same = (lat_from == lat_to) & (lon_from == lon_to)
    return Legs(
        distance_m=np.where(is_same, 0, road_m),
        travel_s=np.where(is_same, 0, drive_s),
        is_by_road=np.zeros(is_same.shape, np.bool_),
    )


def driving_s(road_m: Metres, profile: TravelProfile) -> Seconds:
    """Return how long the model takes for so many metres, any shape; without `stop_s`.

    Each stretch is driven at its own speed, so that farther never takes less long.
    """
    if not profile.faster:
        return -(-road_m * HOUR_S // profile.speed_m_per_h)
    starts_m = [0, *(step.beyond_m for step in profile.faster)]
    speeds = [profile.speed_m_per_h, *(step.speed_m_per_h for step in profile.faster)]
    ends_m = [*starts_m[1:], None]
    taken_s = np.zeros(road_m.shape)
    for start_m, end_m, speed in zip(starts_m, ends_m, speeds, strict=True):
        stretch_m = np.maximum(road_m if end_m is None else np.minimum(road_m, end_m), start_m)
        taken_s += (stretch_m - start_m) * HOUR_S / speed
    # A hair less, for what should be whole seconds and is not quite.
    return np.ceil(taken_s - 1e-6).astype(np.int64)


def _known(
    roads: RoadTable, origins_deg: NDArray[np.float64], goals_deg: NDArray[np.float64]
) -> tuple[Metres, Seconds]:
    """Look drives up: metres and seconds, UNKNOWN where one end or the drive is not known."""
    start, goal = roads.find(origins_deg), roads.find(goals_deg)
    is_known = (start >= 0) & (goal >= 0) & (start != goal)
    known_m = np.where(is_known, roads.distance_m[start, goal], UNKNOWN)
    return known_m.astype(np.int64), roads.travel_s[start, goal].astype(np.int64)


def legs_along(points: Sequence[Point], profile: TravelProfile) -> Legs:
    """Drive through `points` in order: n points make legs of shape (n − 1,)."""
    places_deg = coordinates_deg(points)
    return legs_between(places_deg[:-1], places_deg[1:], profile)
