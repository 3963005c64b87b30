"""Valhalla's questions and answers, the same in process and over HTTP.

Format: valhalla.github.io/valhalla/api/matrix and /api/turn-by-turn. Snapping: see COSTINGS.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from toctoc.territory.enums import RoadMode
from toctoc.territory.roads.lines import decode_line
from toctoc.territory.roads.port import NO_WAY, Matrix, Places, Route

COSTINGS: Mapping[RoadMode, str] = MappingProxyType(
    {RoadMode.CAR: "auto", RoadMode.BICYCLE: "bicycle", RoadMode.FOOT: "pedestrian"}
)
DECIMALS = 6
# One of the places is off all roads, or on roads that lead to no other; too far for the engine.
APART, NO_EDGES, NO_PATH, TOO_FAR = 170, 171, 442, 154
OFF_ROAD = frozenset({APART, NO_EDGES, NO_PATH, TOO_FAR})


def matrix_question(sources: Places, targets: Places, mode: RoadMode) -> dict[str, Any]:
    """Ask for a matrix in its concise form."""
    return {
        "sources": [_location(*place) for place in sources.tolist()],
        "targets": [_location(*place) for place in targets.tolist()],
        "costing": COSTINGS[mode],
        "verbose": False,
    }


def route_question(
    start: tuple[float, float], goal: tuple[float, float], mode: RoadMode
) -> dict[str, Any]:
    """Ask for one drive, without words to drive by."""
    return {
        "locations": [_location(*start), _location(*goal)],
        "costing": COSTINGS[mode],
        "directions_type": "none",
    }


def _location(lat_deg: float, lon_deg: float) -> dict[str, Any]:
    """Say where a place is, and which roads may be meant.

    Not the nearest at any price: one within 50 m from which others are reached, no track.
    """
    return {
        "lat": lat_deg,
        "lon": lon_deg,
        "radius": 50,
        "minimum_reachability": 50,
        "search_filter": {"min_road_class": "service_other"},
    }


def read_matrix(answer: Any) -> Matrix:
    """Read a concise matrix. Raises ValueError, TypeError or KeyError for anything else."""
    found = answer["sources_to_targets"]
    kilometres, seconds = _table(found["distances"]), _table(found["durations"])
    is_way = ~(np.isnan(kilometres) | np.isnan(seconds))
    return Matrix(
        distance_m=np.where(is_way, np.rint(kilometres * 1_000), NO_WAY).astype(np.int32),
        travel_s=np.where(is_way, np.ceil(seconds), NO_WAY).astype(np.int32),
    )


def read_route(answer: Any) -> Route:
    """Read a drive of one leg. Raises ValueError, TypeError or KeyError for anything else."""
    (leg,) = answer["trip"]["legs"]
    return Route(
        line=decode_line(leg["shape"], DECIMALS),
        distance_m=round(leg["summary"]["length"] * 1_000),
        travel_s=round(leg["summary"]["time"]),
    )


def _table(rows: Any) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return a table of numbers, NaN for null."""
    table = np.array(rows, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(rows)
    return table
