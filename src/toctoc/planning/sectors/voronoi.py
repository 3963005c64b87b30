"""Voronoi cells of communes' centres, clipped to a border: drawn where no contours are at hand.

Also says which communes touch, which is what keeps sectors in one piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point

type Xy = tuple[float, float]
# A cell under construction: corners in order, each with the index of the cell across the edge
# that starts there (-1: the border).
type Ring = list[tuple[Xy, int]]

BORDER = -1
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: its corners anticlockwise, the indices of the cells it touches."""

    corners: tuple[Point, ...]
    neighbours: tuple[int, ...]


def voronoi_cells(centres: Sequence[Point], margin_m: float = 3_000.0) -> tuple[Cell, ...]:
    """Return the cell of each centre, inside the centres' convex hull widened by `margin_m`.

    Parameters
    ----------
    centres : sequence of Point
        All different, at least one. Flattened around their mean (fine up to a few 100 km).
    margin_m : float
        How far the outermost cells reach beyond the hull, in metres, more than 0.

    Raises
    ------
    InvalidParameter
        If two centres are equal or the margin is not positive.

    Notes
    -----
    Half-plane clipping, O(n² log n): 73 centres take a few milliseconds. Deterministic.
    """
    if margin_m <= 0:
        raise InvalidParameter("margin_m", margin_m, "more than 0")
    if len({(centre.lat_deg, centre.lon_deg) for centre in centres}) < len(centres):
        raise InvalidParameter("centres", len(centres), "all different")
    if not centres:
        return ()
    mean_lat_deg = sum(centre.lat_deg for centre in centres) / len(centres)
    stretch = METRES_A_DEGREE * cos(radians(mean_lat_deg))
    places = [(c.lon_deg * stretch, c.lat_deg * METRES_A_DEGREE) for c in centres]
    border = _widened_hull(places, margin_m)
    return tuple(_cell(i, places, border, stretch) for i in range(len(places)))


def _cell(index: int, places: Sequence[Xy], border: Sequence[Xy], stretch: float) -> Cell:
    """Clip the border by the bisector to every other centre, nearest first."""
    here = places[index]
    ring: Ring = [(corner, BORDER) for corner in border]
    others = sorted(
        (j for j in range(len(places)) if j != index),
        key=lambda j: (_distance(here, places[j]), j),
    )
    for j in others:
        reach = max(_distance(here, corner) for corner, _ in ring)
        if _distance(here, places[j]) > 2 * reach:
            break  # all further bisectors pass outside the cell
        ring = _clip(ring, here, places[j], j)
    corners = tuple(
        Point(lat_deg=y / METRES_A_DEGREE, lon_deg=x / stretch) for (x, y), _ in ring
    )
    touched = tuple(sorted({across for _, across in ring if across != BORDER}))
    return Cell(corners=corners, neighbours=touched)


def _clip(ring: Ring, here: Xy, there: Xy, across: int) -> Ring:
    """Keep the side of `here` of a bisector (Sutherland-Hodgman, one edge)."""
    normal = (there[0] - here[0], there[1] - here[1])
    middle = ((here[0] + there[0]) / 2, (here[1] + there[1]) / 2)

    def beyond(corner: Xy) -> float:
        return (corner[0] - middle[0]) * normal[0] + (corner[1] - middle[1]) * normal[1]

    kept: Ring = []
    for i, (corner, edge) in enumerate(ring):
        following = ring[(i + 1) % len(ring)][0]
        out, out_next = beyond(corner), beyond(following)
        if out <= 0:
            kept.append((corner, edge))
        if (out <= 0) != (out_next <= 0):
            share = out / (out - out_next)
            cut = (
                corner[0] + share * (following[0] - corner[0]),
                corner[1] + share * (following[1] - corner[1]),
            )
            kept.append((cut, across if out <= 0 else edge))
    return kept


def _widened_hull(places: Sequence[Xy], margin_m: float) -> list[Xy]:
    """Return the convex hull of octagons around the places: the hull with blunt corners."""
    near = margin_m * 0.414_213_562
    steps = (
        (margin_m, near), (near, margin_m), (-near, margin_m), (-margin_m, near),
        (-margin_m, -near), (-near, -margin_m), (near, -margin_m), (margin_m, -near),
    )  # fmt: skip
    return _hull(sorted({(x + dx, y + dy) for x, y in places for dx, dy in steps}))


def _hull(ordered: list[Xy]) -> list[Xy]:
    """Return the convex hull, anticlockwise (Andrew's monotone chain)."""
    chains: list[list[Xy]] = []
    for points in (ordered, ordered[::-1]):
        chain: list[Xy] = []
        for point in points:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return chains[0] + chains[1]


def _turn(a: Xy, b: Xy, c: Xy) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _distance(a: Xy, b: Xy) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
