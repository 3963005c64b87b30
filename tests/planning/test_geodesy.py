"""Distances on the globe and drives derived from them."""

import doctest

import numpy as np
import pytest

from tests.planning.valley import CAR, village
from toctoc.planning import geodesy, timeline
from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.model import Point, TravelProfile
from toctoc.planning.travel import coordinates_deg, legs_along, legs_between

MORLAAS, PONTACQ = Point(lat_deg=43.345, lon_deg=-0.257), Point(lat_deg=43.185, lon_deg=-0.112)


@pytest.mark.parametrize("module", [geodesy, timeline])
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_opposite_points_are_half_the_earth_apart():
    zero, half_turn = np.array([0.0]), np.array([180.0])
    assert great_circle_m(zero, zero, zero, half_turn) == pytest.approx(np.pi * 6_371_008.8)


def test_a_drive_is_circle_times_circuity_plus_extra_and_parking():
    profile = TravelProfile(circuity_ratio=1.3, extra_m=300, speed_m_per_h=50_000, stop_s=180)
    legs = legs_along([MORLAAS, PONTACQ], profile)
    places_deg = np.radians(coordinates_deg([MORLAAS, PONTACQ]))
    (lat1, lon1), (lat2, lon2) = places_deg
    cosine = np.sin(lat1) * np.sin(lat2) + np.cos(lat1) * np.cos(lat2) * np.cos(lon2 - lon1)
    road_m = round(1.3 * 6_371_008.8 * np.arccos(cosine) + 300)
    assert legs.distance_m.tolist() == [road_m]
    assert legs.travel_s.tolist() == [-(-road_m * 3_600 // 50_000) + 180]


def test_equal_points_need_no_drive_whatever_the_profile():
    legs = legs_along([MORLAAS, MORLAAS], TravelProfile(extra_m=300))
    assert (legs.distance_m.tolist(), legs.travel_s.tolist()) == ([0], [0])


def test_legs_broadcast_to_a_matrix():
    places_deg = coordinates_deg([village(0), village(1), village(3)])
    legs = legs_between(places_deg[:, None], places_deg[None], CAR)
    assert legs.distance_m.tolist() == [
        [0, 10_000, 30_000],
        [10_000, 0, 20_000],
        [30_000, 20_000, 0],
    ]


def test_no_points_make_no_coordinates():
    assert coordinates_deg([]).shape == (0, 2)
