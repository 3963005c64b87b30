"""A GeoJSON geometry as it stands in a file, checked (RFC 7946 §3.1) and made plain."""

from math import isfinite
from typing import Any

DECIMALS = 6  # of a degree: ten centimetres
SMALLEST_RING = 4  # RFC 7946 §3.1.6: a triangle, closed


class NotAContour(ValueError):
    """Not a polygon: its type, or what is wrong with its coordinates."""


def contour_of(geometry: Any) -> dict[str, Any] | None:
    """Return a Polygon or MultiPolygon with plain pairs, None where there is none.

    Altitudes are left out, rings left open are closed. Raises NotAContour.
    """
    if geometry is None:
        return None
    kind, parts = _parts(geometry)
    polygons = [_polygon(part) for part in parts]
    if not polygons:
        return None
    return {"type": kind, "coordinates": polygons[0] if kind == "Polygon" else polygons}


def point_of(geometry: Any) -> tuple[float, float] | None:
    """Return the (x, y) of a Point, None where it is none."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    return _position(geometry.get("coordinates"))


def _parts(geometry: Any) -> tuple[str, list[Any]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or not isinstance(coordinates, list):
        raise NotAContour(str(kind))
    if kind not in {"Polygon", "MultiPolygon"}:
        raise NotAContour(kind)
    return kind, [coordinates] if kind == "Polygon" and coordinates else coordinates


def _polygon(part: Any) -> list[list[tuple[float, float]]]:
    if not isinstance(part, list) or not part:
        raise NotAContour("ring")
    return [_ring(ring) for ring in part]


def _ring(ring: Any) -> list[tuple[float, float]]:
    if not isinstance(ring, list):
        raise NotAContour("ring")
    positions = [_position(one) for one in ring]
    if positions and positions[0] != positions[-1]:
        positions.append(positions[0])
    if len(positions) < SMALLEST_RING:
        raise NotAContour("ring")
    return positions


def _position(position: Any) -> tuple[float, float]:
    match position:
        case [int() | float() as x, int() | float() as y, *_] if isfinite(x) and isfinite(y):
            return round(float(x), DECIMALS), round(float(y), DECIMALS)
    raise NotAContour("position")
