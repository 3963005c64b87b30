"""The places calls come from, gathered into few: looking ahead takes a while for each.

Measured on fresh seasons (docs/algorithms/proposals.md): two dozen places serve as well as the
73 communes they stand for.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians

import numpy as np

from toctoc.planning.model import DemandPoint, Point

MOST_PLACES = 24


def group_places(points: Iterable[DemandPoint]) -> tuple[DemandPoint, ...]:
    """Gather places until few are left, near and light ones first; weights add up.

    Of all pairs the two are joined, at their centre of weight, whose joining moves people least
    (Ward's criterion: w₁w₂/(w₁ + w₂) × distance²). Places nobody calls from are left out.
    """
    return _group(tuple((p.point.lat_deg, p.point.lon_deg, p.weight) for p in points))


@lru_cache(maxsize=64)
def _group(places: tuple[tuple[float, float, float], ...]) -> tuple[DemandPoint, ...]:
    """Gather places given by latitude, longitude and weight."""
    rows = np.array([place for place in places if place[2] > 0], np.float64).reshape(-1, 3)
    # Degrees east are shorter than degrees north.
    shrink = cos(radians(float(rows[:, 0].mean()))) if len(rows) else 1.0
    while len(rows) > MOST_PLACES:
        gap = rows[:, None, :2] - rows[None, :, :2]
        weight = rows[:, 2]
        share = np.outer(weight, weight) / np.add.outer(weight, weight)
        moved = share * (gap[..., 0] ** 2 + (shrink * gap[..., 1]) ** 2)
        np.fill_diagonal(moved, np.inf)
        first, second = sorted(divmod(int(moved.argmin()), len(rows)))
        total = weight[first] + weight[second]
        rows[first, :2] = (
            weight[first] * rows[first, :2] + weight[second] * rows[second, :2]
        ) / total
        rows[first, 2] = total
        rows = np.delete(rows, second, axis=0)
    return tuple(
        DemandPoint(point=Point(lat_deg=float(lat), lon_deg=float(lon)), weight=float(weight))
        for lat, lon, weight in rows
    )
