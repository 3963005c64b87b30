"""Drives by known roads, and by the model where none is known."""

import numpy as np
import pytest

from tests.planning.valley import clock, shift, stop, village
from toctoc.planning.model import (
    UNKNOWN,
    FasterBeyond,
    Point,
    RoadTable,
    Tour,
    TravelProfile,
)
from toctoc.planning.timeline import timeline
from toctoc.planning.travel import coordinates_deg, driving_s, legs_along, legs_between

HERE, THERE, APART, NOWHERE = village(0), village(1), village(2), village(3)


def roads(distance_m, travel_s, version="one", places=(HERE, THERE, APART)):
    return RoadTable(
        version=version,
        places_deg=coordinates_deg(places),
        distance_m=np.array(distance_m, np.int32),
        travel_s=np.array(travel_s, np.int32),
    )


TABLE = roads(
    [[0, 14_000, 9], [16_000, 0, UNKNOWN], [8, 7, 0]],
    [[0, 600, 90], [900, 0, 5], [80, 70, 0]],
)
BY_ROAD = TravelProfile(stop_s=60, roads=TABLE)
BY_MODEL = TravelProfile(stop_s=60)


def test_there_and_back_are_looked_up_each_on_its_own():
    legs = legs_along([HERE, THERE, HERE], BY_ROAD)
    assert legs.distance_m.tolist() == [14_000, 16_000]
    assert legs.travel_s.tolist() == [660, 960]  # parking is paid on known roads too
    assert legs.is_by_road.tolist() == [True, True]


def test_the_model_stands_in_for_what_is_unknown():
    pairs = [(THERE, APART), (HERE, NOWHERE), (NOWHERE, HERE)]
    starts, goals = (coordinates_deg(column) for column in zip(*pairs, strict=True))
    legs = legs_between(starts, goals, BY_ROAD)
    model = legs_between(starts, goals, BY_MODEL)
    assert legs.distance_m.tolist() == model.distance_m.tolist()
    assert legs.travel_s.tolist() == model.travel_s.tolist()
    assert legs.is_by_road.tolist() == [False, False, False]


def test_no_travel_between_equal_points_and_the_model_inside_a_cell():
    beside = Point(lat_deg=HERE.lat_deg + 2e-5, lon_deg=HERE.lon_deg)
    legs = legs_along([HERE, HERE, beside], BY_ROAD)
    assert legs.distance_m.tolist() == [0, 3]
    assert legs.travel_s.tolist() == [0, 61]
    assert legs_along([beside, THERE], BY_ROAD).distance_m.tolist() == [14_000]


def test_a_table_answers_for_whole_matrices():
    places_deg = coordinates_deg([APART, HERE])
    legs = legs_between(places_deg[:, None], places_deg[None], BY_ROAD)
    assert legs.distance_m.tolist() == [[0, 8], [9, 0]]


def test_a_table_of_no_places_knows_nothing():
    empty = RoadTable(
        version="none", places_deg=np.empty((0, 2)),
        distance_m=np.empty((0, 0), np.int32), travel_s=np.empty((0, 0), np.int32),
    )  # fmt: skip
    legs = legs_along([HERE, THERE], TravelProfile(roads=empty))
    assert legs.is_by_road.tolist() == [False]
    assert empty.find(coordinates_deg([HERE])).tolist() == [UNKNOWN]


def test_profiles_are_told_apart_by_the_version_of_their_roads():
    same = TravelProfile(stop_s=60, roads=roads(TABLE.distance_m, TABLE.travel_s))
    other = TravelProfile(stop_s=60, roads=roads(TABLE.distance_m, TABLE.travel_s, "two"))
    assert len({BY_ROAD, same, other, BY_MODEL}) == 3
    assert TABLE != "one"


STEPS = TravelProfile(
    speed_m_per_h=36_000,
    faster=(
        FasterBeyond(beyond_m=2_000, speed_m_per_h=72_000),
        FasterBeyond(beyond_m=10_000, speed_m_per_h=108_000),
    ),
)


@pytest.mark.parametrize(
    ("road_m", "taken_s"),
    [(0, 0), (1_000, 100), (2_000, 200), (4_000, 300), (10_000, 600), (13_000, 700)],
)
def test_each_stretch_is_driven_at_its_own_speed(road_m, taken_s):
    assert driving_s(np.array([road_m]), STEPS).tolist() == [taken_s]


def test_seconds_are_rounded_up():
    assert driving_s(np.array([1, 2_001]), STEPS).tolist() == [1, 201]


def test_a_timeline_tells_which_drives_are_by_road():
    on = shift(base=HERE, travel=BY_ROAD)
    stops = (stop(1, clock(10), point=THERE), stop(2, clock(14), point=APART))
    driven = timeline(Tour(shift=on, stops=stops))
    assert [one.is_by_road for one in driven.planned] == [True, False]
    assert driven.is_back_by_road
    assert driven.planned[0].distance_m == 14_000
    assert driven.return_distance_m == 8
