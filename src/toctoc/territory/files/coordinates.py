"""Whether coordinates can be where a French commune is; and if not, what they probably are."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any

# west, south, east, north in degrees: the hexagon and Corsica, then what lies overseas
FRANCE = (
    (-5.6, 41.2, 9.8, 51.3),  # and Corsica
    (-63.2, 14.3, -60.7, 18.2),  # the Antilles
    (-54.7, 2.0, -51.5, 6.0),  # Guyane
    (44.9, -21.5, 56.0, -12.4),  # La Réunion, Mayotte
    (-56.6, 46.6, -56.0, 47.2),  # Saint-Pierre-et-Miquelon
    (158.0, -23.5, 172.5, -17.5),  # Nouvelle-Calédonie
    (-178.5, -28.0, -134.0, -7.5),  # Polynésie française, Wallis-et-Futuna
)
# metres: Lambert-93 over the hexagon, then Web Mercator
LAMBERT_93 = (0.0, 6_000_000.0, 1_300_000.0, 7_200_000.0)
MERCATOR = (-700_000.0, 4_900_000.0, 1_200_000.0, 6_700_000.0)
EARTH = (-180.0, -90.0, 180.0, 90.0)

type Rectangle = tuple[float, float, float, float]
type Xy = tuple[float, float]


class Found(Enum):
    """What a pair of numbers is."""

    IN_FRANCE = auto()
    SWAPPED = auto()  # latitude written first
    LAMBERT = auto()
    MERCATOR = auto()
    ELSEWHERE = auto()
    OFF_EARTH = auto()


def recognise(x: float, y: float) -> Found:
    """Say what a pair is that should be (longitude, latitude) in degrees."""
    if any(_within((x, y), part) for part in FRANCE):
        return Found.IN_FRANCE
    if any(_within((y, x), part) for part in FRANCE):
        return Found.SWAPPED
    if _within((x, y), LAMBERT_93) or _within((y, x), LAMBERT_93):
        return Found.LAMBERT
    if _within((x, y), MERCATOR) or _within((y, x), MERCATOR):
        return Found.MERCATOR
    return Found.ELSEWHERE if _within((x, y), EARTH) else Found.OFF_EARTH


def _within(point: Xy, rectangle: Rectangle) -> bool:
    west, south, east, north = rectangle
    return west <= point[0] <= east and south <= point[1] <= north


def positions(geometry: dict[str, Any]) -> Iterator[Xy]:
    """Walk the positions of a contour that was checked to be one."""
    parts = geometry["coordinates"]
    for part in [parts] if geometry["type"] == "Polygon" else parts:
        for ring in part:
            yield from ring


def swapped(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return a contour with each position the other way round."""
    is_one = geometry["type"] == "Polygon"
    parts = [geometry["coordinates"]] if is_one else geometry["coordinates"]
    turned = [[[(y, x) for x, y in ring] for ring in part] for part in parts]
    return {"type": geometry["type"], "coordinates": turned[0] if is_one else turned}
