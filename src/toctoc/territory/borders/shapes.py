"""Contours as GeoJSON draws them: their area, and a point that is surely inside.

Pure geometry: no database, no settings. Coordinates are (longitude, latitude) in degrees.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import radians, sin
from typing import Any

EARTH_RADIUS_KM = 6371.0088

type Geometry = Mapping[str, Any]  # GeoJSON Polygon or MultiPolygon
type Vertex = tuple[float, float]
type Ring = list[Vertex]  # closed: the last vertex is the first
type Polygon = list[Ring]  # an outer ring, then holes


def polygons_of(geometry: Geometry) -> list[Polygon]:
    """Return the polygons of a Polygon or MultiPolygon, altitudes left out."""
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [[[(p[0], p[1]) for p in ring] for ring in part] for part in parts]


def rings_of(geometry: Geometry) -> Iterator[Ring]:
    for polygon in polygons_of(geometry):
        yield from polygon


def area_km2(geometry: Geometry) -> float:
    """Return the area on the sphere, holes left out.

    Chamberlain and Duquette, "Some algorithms for polygons on a sphere" (JPL 07-03, 2007).
    """
    total = 0.0
    for outer, *holes in polygons_of(geometry):
        total += abs(_signed_km2(outer)) - sum(abs(_signed_km2(hole)) for hole in holes)
    return total


def _signed_km2(ring: Ring) -> float:
    bands = (
        radians(b[0] - a[0]) * (sin(radians(a[1])) + sin(radians(b[1])))
        for a, b in pairwise(ring)
    )
    return sum(bands) * EARTH_RADIUS_KM**2 / 2


def inner_point(geometry: Geometry) -> tuple[float, float]:
    """Return (latitude, longitude) of a point inside: the centroid of the largest part.

    Where the centroid falls outside (a crescent), the middle of the widest stretch inside at
    its latitude.
    """
    polygon = max(polygons_of(geometry), key=lambda part: abs(_signed_km2(part[0])))
    lon, lat = _centroid(polygon[0])
    stretches = _stretches(polygon, lat)
    if stretches and not any(west <= lon <= east for west, east in stretches):
        west, east = max(stretches, key=lambda each: each[1] - each[0])
        lon = (west + east) / 2
    return lat, lon


def _centroid(ring: Ring) -> Vertex:
    """Return the centroid of the ring, taken as flat: fine over some tens of kilometres."""
    (lon0, lat0), twice, x, y = ring[0], 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = (ax - lon0) * (by - lat0) - (bx - lon0) * (ay - lat0)
        twice += cross
        x += (ax + bx - 2 * lon0) * cross
        y += (ay + by - 2 * lat0) * cross
    if not twice:
        return lon0, lat0
    return lon0 + x / (3 * twice), lat0 + y / (3 * twice)


def _stretches(polygon: Polygon, lat: float) -> list[Vertex]:
    """Return where the parallel runs inside the polygon: (west, east) longitudes."""
    crossings = sorted(
        ax + (lat - ay) / (by - ay) * (bx - ax)
        for ring in polygon
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > lat) != (by > lat)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
