"""Fewer vertices, the same borders on both sides."""

from itertools import pairwise

from tests.territory.borders.shapes_drawn import square
from toctoc.territory.borders import area_km2, simplify

# A border between two communes that wavers by about eight metres, and once by two kilometres.
WAVERING = [[0.05, 43.0], [0.0501, 43.01], [0.05, 43.02], [0.075, 43.03], [0.05, 43.05]]


def west():
    ring = [[0.0, 43.0], *WAVERING, [0.0, 43.05], [0.0, 43.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def east():
    ring = [[0.1, 43.0], [0.1, 43.05], *WAVERING[::-1], [0.1, 43.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def edges(geometry):
    ring = [tuple(point) for point in geometry["coordinates"][0][0]]
    return {frozenset(pair) for pair in pairwise(ring)}


def test_small_wavering_is_straightened_and_a_true_corner_kept():
    thin = simplify({"west": west(), "east": east()})
    points = {tuple(point) for point in thin["west"]["coordinates"][0][0]}
    assert (0.0501, 43.01) not in points
    assert (0.075, 43.03) in points


def test_common_border_is_the_same_on_both_sides():
    thin = simplify({"west": west(), "east": east()})
    common = {frozenset(pair) for pair in pairwise(KEPT)}
    assert edges(thin["west"]) & edges(thin["east"]) == common


def test_rings_stay_closed_and_areas_close():
    before = {"west": west(), "east": east()}
    thin = simplify(before)
    for code, geometry in thin.items():
        ring = geometry["coordinates"][0][0]
        assert ring[0] == ring[-1]
        assert abs(area_km2(geometry) - area_km2(before[code])) < 0.1


def test_ring_that_would_vanish_is_kept():
    islet = square(0, 0, size=0.001)
    assert len(simplify({"islet": islet})["islet"]["coordinates"][0][0]) >= 4


def test_triangle_is_kept():
    ring = [[0, 43], [0.0001, 43], [0, 43.0001], [0, 43]]
    triangle = {"type": "Polygon", "coordinates": [ring]}
    assert len(simplify({"a": triangle})["a"]["coordinates"][0][0]) == 4


def test_contour_alone_is_simplified_too():
    assert len(simplify({"west": west()})["west"]["coordinates"][0][0]) == len(KEPT) + 3


KEPT = [(0.05, 43.0), (0.05, 43.02), (0.075, 43.03), (0.05, 43.05)]
