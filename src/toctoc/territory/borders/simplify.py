"""Contours with fewer vertices, for screens: what two communes share stays shared.

Borders are parted in arcs at the vertices where three meet; each arc is simplified once,
after Douglas and Peucker (1973), whoever's border it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from toctoc.territory.borders.shapes import Geometry, Ring, Vertex, polygons_of

METRES_A_DEGREE = 111_195.0
DECIMALS = 5  # of a degree: a metre
SMALLEST_RING = 4  # a triangle, closed

type Arc = tuple[Vertex, ...]


def simplify(
    contours: Mapping[str, Geometry], tolerance_m: float = 100.0
) -> dict[str, dict[str, Any]]:
    """Return the contours, none of whose vertices was further than the tolerance from a line.

    A ring that would vanish is kept as it is. Deterministic; the same vertices always give the
    same lines.
    """
    rounded = {code: _round(polygons_of(shape)) for code, shape in contours.items()}
    thinner = _Thinner(rounded, tolerance_m)
    return {
        code: {
            "type": "MultiPolygon",
            "coordinates": [[thinner.thin(ring) for ring in polygon] for polygon in polygons],
        }
        for code, polygons in rounded.items()
    }


def _round(polygons: list[list[Ring]]) -> list[list[Ring]]:
    return [[_without_repeats(ring) for ring in polygon] for polygon in polygons]


def _without_repeats(ring: Ring) -> Ring:
    rounded = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ring]
    return [v for i, v in enumerate(rounded) if i == 0 or v != rounded[i - 1]]


class _Thinner:
    """Simplifies rings that share borders; remembers each arc it has done."""

    def __init__(self, contours: Mapping[str, list[list[Ring]]], tolerance_m: float) -> None:
        rings = [ring for polygons in contours.values() for part in polygons for ring in part]
        self.tolerance_m = tolerance_m
        self.stretch = METRES_A_DEGREE * cos(radians(_mean_lat_deg(rings)))
        self.junctions = _junctions(rings)
        self.done: dict[Arc, Arc] = {}

    def thin(self, ring: Ring) -> Ring:
        if len(ring) <= SMALLEST_RING:
            return ring
        vertices: Ring = []
        for arc in self._arcs(ring[:-1]):
            vertices += self._simplified(arc)[:-1]
        closed = [*vertices, vertices[0]]
        return closed if len(closed) >= SMALLEST_RING else ring

    def _arcs(self, vertices: Sequence[Vertex]) -> list[Arc]:
        """Part an open ring at its junctions; without two, at its two farthest places."""
        cuts = [i for i, vertex in enumerate(vertices) if vertex in self.junctions]
        if len(cuts) < 2:
            cuts = self._own_cuts(vertices, cuts)
        turned = [*vertices[cuts[0] :], *vertices[: cuts[0]], vertices[cuts[0]]]
        places = [*(cut - cuts[0] for cut in cuts), len(vertices)]
        return [tuple(turned[a : b + 1]) for a, b in pairwise(places)]

    def _own_cuts(self, vertices: Sequence[Vertex], cuts: list[int]) -> list[int]:
        start = cuts[0] if cuts else vertices.index(min(vertices))
        far = max(
            range(len(vertices)),
            key=lambda i: (self._metres(vertices[start], vertices[i]), vertices[i]),
        )
        return sorted({start, far})

    def _simplified(self, arc: Arc) -> Arc:
        """Simplify in one direction always, so that both sides of a border get the same."""
        backwards = arc[::-1]
        key = min(arc, backwards)
        if key not in self.done:
            self.done[key] = self._douglas_peucker(key)
        return self.done[key] if key == arc else self.done[key][::-1]

    def _douglas_peucker(self, arc: Arc) -> Arc:
        keep, spans = {0, len(arc) - 1}, [(0, len(arc) - 1)]
        while spans:
            first, last = spans.pop()
            offs = [self._off(arc[i], arc[first], arc[last]) for i in range(first + 1, last)]
            if offs and max(offs) > self.tolerance_m:
                middle = first + 1 + offs.index(max(offs))
                keep.add(middle)
                spans += [(first, middle), (middle, last)]
        return tuple(arc[i] for i in sorted(keep))

    def _off(self, point: Vertex, start: Vertex, end: Vertex) -> float:
        """Return how far a point is from a segment, in metres."""
        x, y = self._flat(point, start)
        ex, ey = self._flat(end, start)
        length = ex * ex + ey * ey
        along = max(0.0, min(1.0, (x * ex + y * ey) / length)) if length else 0.0
        return hypot(x - along * ex, y - along * ey)

    def _metres(self, a: Vertex, b: Vertex) -> float:
        return hypot(*self._flat(a, b))

    def _flat(self, point: Vertex, origin: Vertex) -> Vertex:
        x = (point[0] - origin[0]) * self.stretch
        return x, (point[1] - origin[1]) * METRES_A_DEGREE


def _junctions(rings: Iterable[Ring]) -> set[Vertex]:
    """Return the vertices from which borders leave in one direction, or more than two."""
    linked: dict[Vertex, set[Vertex]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise(ring):
            linked[a].add(b)
            linked[b].add(a)
    return {vertex for vertex, others in linked.items() if len(others) != 2}


def _mean_lat_deg(rings: Sequence[Ring]) -> float:
    return sum(ring[0][1] for ring in rings) / len(rings) if rings else 0.0
