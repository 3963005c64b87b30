"""Which contours touch: who is whose neighbour.

Official contours share their vertices, so that a common border is a run of equal edges. Where
they do not (contours simplified one by one), borders that run side by side are looked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise, product
from math import ceil, cos, hypot, radians

from toctoc.territory.borders.shapes import Geometry, Ring, Vertex, rings_of

METRES_A_DEGREE = 111_195.0
SHARED_RATIO = 0.25  # of all borders; below, the contours surely do not share vertices
NEAR_M = 60.0
STEP_M = 40.0
COMMON_M = 300.0  # borders side by side for less may only meet at a corner
DECIMALS = 6  # of a degree: ten centimetres

type Neighbours = dict[str, set[str]]
type Edge = tuple[Vertex, Vertex]
type Square = tuple[int, int]


def touching(contours: Mapping[str, Geometry]) -> Neighbours:
    """Return the neighbours of each contour: those with which it has a border in common.

    Meeting at a corner is not touching. Symmetric, never reflexive, every key is there. Linear
    in the number of vertices.
    """
    owners = _owners_of_edges(contours)
    pairs = {pair for own in owners.values() for pair in combinations(sorted(own), 2)}
    if _shared_ratio(owners) < SHARED_RATIO:
        pairs |= _side_by_side(contours)
    found: Neighbours = {code: set() for code in contours}
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


def _owners_of_edges(contours: Mapping[str, Geometry]) -> dict[Edge, set[str]]:
    owners: dict[Edge, set[str]] = defaultdict(set)
    for code, geometry in contours.items():
        for ring in rings_of(geometry):
            for edge in _edges(ring):
                owners[edge].add(code)
    return owners


def _edges(ring: Ring) -> Iterator[Edge]:
    vertices = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ring]
    for a, b in pairwise(vertices):
        if a != b:
            yield (a, b) if a < b else (b, a)


def _shared_ratio(owners: Mapping[Edge, set[str]]) -> float:
    shared, total = 0.0, 0.0
    for ((ax, ay), (bx, by)), own in owners.items():
        length = hypot(bx - ax, by - ay) * len(own)
        total += length
        shared += length if len(own) > 1 else 0.0
    return shared / total if total else 1.0


def _side_by_side(contours: Mapping[str, Geometry]) -> set[tuple[str, str]]:
    """Return the pairs whose borders run within NEAR_M of each other for COMMON_M or more."""
    stretch = METRES_A_DEGREE * cos(radians(_mean_lat_deg(contours)))
    squares: dict[Square, dict[str, list[Vertex]]] = defaultdict(lambda: defaultdict(list))
    for code, geometry in contours.items():
        for x, y in _samples(rings_of(geometry), stretch):
            squares[int(x // NEAR_M), int(y // NEAR_M)][code].append((x, y))
    steps: Counter[tuple[str, str]] = Counter()
    for square, inside in squares.items():
        around = _around(squares, square)
        for code, points in inside.items():
            for other, near in around.items():
                if other > code:
                    steps[code, other] += sum(_is_near(point, near) for point in points)
    return {pair for pair, count in steps.items() if count * STEP_M >= COMMON_M}


def _mean_lat_deg(contours: Mapping[str, Geometry]) -> float:
    first = [next(rings_of(geometry))[0][1] for geometry in contours.values()]
    return sum(first) / len(first) if first else 0.0


def _samples(rings: Iterable[Ring], stretch: float) -> Iterator[Vertex]:
    """Walk the borders in steps of at most STEP_M, in metres."""
    for ring in rings:
        flat = [(lon * stretch, lat * METRES_A_DEGREE) for lon, lat in ring]
        for (ax, ay), (bx, by) in pairwise(flat):
            steps = max(1, ceil(hypot(bx - ax, by - ay) / STEP_M))
            for i in range(steps):
                yield ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps


def _around(
    squares: Mapping[Square, Mapping[str, list[Vertex]]], square: Square
) -> dict[str, list[Vertex]]:
    around: dict[str, list[Vertex]] = defaultdict(list)
    for dx, dy in product((-1, 0, 1), repeat=2):
        for code, points in squares.get((square[0] + dx, square[1] + dy), {}).items():
            around[code] += points
    return around


def _is_near(point: Vertex, others: Iterable[Vertex]) -> bool:
    return any(hypot(point[0] - x, point[1] - y) <= NEAR_M for x, y in others)
