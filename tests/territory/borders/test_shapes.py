"""Areas and inner points, against figures worked by hand."""

from math import cos, radians

import pytest

from tests.territory.borders.shapes_drawn import square
from toctoc.territory.borders import area_km2, inner_point, polygons_of

KM_A_DEGREE = 111.195


def expected_km2(width_deg, height_deg, lat_deg):
    return width_deg * KM_A_DEGREE * cos(radians(lat_deg)) * height_deg * KM_A_DEGREE


def test_area_of_a_square_is_width_times_height():
    assert area_km2(square(0, 0)) == pytest.approx(expected_km2(0.05, 0.05, 43.025), rel=1e-4)


def test_hole_is_left_out_of_the_area():
    outer, hole = square(0, 0), square(0.25, 0.25, size=0.5)
    pierced = {
        "type": "Polygon",
        "coordinates": [*outer["coordinates"], *hole["coordinates"]],
    }
    assert area_km2(pierced) == pytest.approx(area_km2(outer) - area_km2(hole))


def test_parts_of_a_commune_add_up():
    parts = [square(0, 0)["coordinates"], square(5, 0)["coordinates"]]
    both = {"type": "MultiPolygon", "coordinates": parts}
    assert area_km2(both) == pytest.approx(2 * area_km2(square(0, 0)))


def test_inner_point_of_a_square_is_its_middle():
    assert inner_point(square(0, 0)) == pytest.approx((43.025, 0.025))


def test_inner_point_of_a_crescent_is_inside_it():
    ring = [[0, 43], [0.3, 43], [0.3, 43.02], [0.02, 43.02], [0.02, 43.2], [0, 43.2], [0, 43]]
    lat_deg, lon_deg = inner_point({"type": "Polygon", "coordinates": [ring]})
    assert lat_deg > 43.02
    assert 0 < lon_deg < 0.02


def test_inner_point_lies_in_the_largest_part():
    small, large = square(9, 9, size=0.1), square(0, 0)
    both = {
        "type": "MultiPolygon",
        "coordinates": [small["coordinates"], large["coordinates"]],
    }
    assert inner_point(both) == pytest.approx((43.025, 0.025))


def test_ring_without_area_has_its_own_vertex_as_inner_point():
    flat = {"type": "Polygon", "coordinates": [[[1, 43], [1.1, 43], [1.2, 43], [1, 43]]]}
    assert inner_point(flat) == (43, 1)


def test_altitudes_are_left_out():
    high = {
        "type": "Polygon",
        "coordinates": [[[0, 43, 200], [1, 43, 210], [0, 44, 1], [0, 43, 2]]],
    }
    assert polygons_of(high) == [[[(0, 43), (1, 43), (0, 44), (0, 43)]]]
