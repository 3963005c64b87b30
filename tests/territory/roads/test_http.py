"""Engines over HTTP: each format answered by a real server, well and badly."""

import numpy as np
import pytest

from tests.territory.roads.engines_server import (
    metres,
    serve,
    speak_openrouteservice,
    speak_osrm,
    speak_valhalla,
)
from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear, RoadsUnreachable, UnknownEngine
from toctoc.territory.roads.choosing import engine_named
from toctoc.territory.roads.http import (
    OpenRouteServiceEngine,
    OsrmEngine,
    ValhallaHttpEngine,
)

HERE, THERE, FAR = (43.30, -0.35), (43.36, -0.31), (43.42, -0.20)
PLACES = np.array([HERE, THERE, FAR])
OFF = np.array([(44.9, -0.3)])
FORMATS = {
    "osrm": (OsrmEngine, speak_osrm),
    "valhalla": (ValhallaHttpEngine, speak_valhalla),
    "openrouteservice": (OpenRouteServiceEngine, speak_openrouteservice),
}
each_format = pytest.mark.parametrize("name", FORMATS)


@each_format
def test_a_matrix_is_read_row_to_column(name):
    kind, speak = FORMATS[name]
    with serve(speak) as server:
        found = kind(server.url).matrix(PLACES[:2], PLACES, RoadMode.CAR)
    expected = [[metres(start, goal) for goal in (HERE, THERE, FAR)] for start in (HERE, THERE)]
    assert found.distance_m.tolist() == [[round(one) for one in row] for row in expected]
    assert found.travel_s.tolist() == [[-int(-one // 20) for one in row] for row in expected]
    assert found.distance_m[0, 1] > found.distance_m[1, 0]  # northwards is longer


@each_format
def test_a_drive_comes_with_its_line(name):
    kind, speak = FORMATS[name]
    with serve(speak) as server:
        route = kind(server.url).route(HERE, FAR, RoadMode.CAR)
    assert route.distance_m == round(metres(HERE, FAR))
    assert route.travel_s == round(metres(HERE, FAR) / 20)
    assert len(route.line) >= 2
    assert route.line[0][0] == pytest.approx(43, abs=0.5)


@each_format
def test_a_place_off_all_roads_is_told_apart_from_a_failure(name):
    kind, speak = FORMATS[name]
    with serve(speak) as server:
        engine = kind(server.url)
        with pytest.raises(NoRoadNear):
            engine.matrix(PLACES, OFF, RoadMode.CAR)
        with pytest.raises(NoRoadNear):
            engine.route(HERE, (44.9, -0.3), RoadMode.CAR)


@each_format
def test_a_hole_in_the_answer_is_no_way(name):
    kind, speak = FORMATS[name]
    with serve(speak, "null") as server:
        found = kind(server.url).matrix(PLACES, PLACES, RoadMode.CAR)
    assert found.distance_m[0, 2] == found.travel_s[0, 2] == -1
    assert (found.distance_m[1:] >= 0).all()


@each_format
@pytest.mark.parametrize(
    ("mood", "reason"),
    [("down", "HTTP 500"), ("garbage", "garbage"), ("short", "garbage"), ("slow", "timed out")],
)
def test_what_goes_wrong_is_named(name, mood, reason):
    kind, speak = FORMATS[name]
    with serve(speak, mood) as server:
        engine = kind(server.url, timeout_s=0.2 if mood == "slow" else 5)
        with pytest.raises(RoadsUnreachable) as caught:
            engine.matrix(PLACES, PLACES, RoadMode.CAR)
    assert caught.value.data["engine"] == engine.version
    assert caught.value.data["reason"] == reason


@each_format
def test_nobody_there_is_named_too(name):
    kind, speak = FORMATS[name]
    with serve(speak) as server:
        url = server.url
    with pytest.raises(RoadsUnreachable):
        kind(url, timeout_s=1).route(HERE, THERE, RoadMode.CAR)


@each_format
def test_an_address_says_its_format_or_is_asked(name, tmp_path):
    kind, speak = FORMATS[name]
    with serve(speak) as server:
        assert type(engine_named(f"{name}+{server.url}/", tmp_path)) is kind
        assert type(engine_named(server.url, tmp_path)) is kind


def test_names_that_are_no_engine_are_refused(tmp_path):
    for typed in ("google", "ftp://here", "bing+http://127.0.0.1:1"):
        with pytest.raises(UnknownEngine):
            engine_named(typed, tmp_path)


def test_openrouteservice_is_given_its_key_and_its_words():
    with serve(speak_openrouteservice) as server:
        engine = OpenRouteServiceEngine(server.url, key="abc")
        engine.matrix(PLACES[:1], PLACES[1:], RoadMode.BICYCLE)
        path, asked, key = server.asked[0]
    assert (path, key) == ("/v2/matrix/cycling-regular", "abc")
    assert asked["locations"][0] == [HERE[1], HERE[0]]
    assert (asked["sources"], asked["destinations"]) == ([0], [1, 2])


def test_one_osrm_answers_for_cars_several_for_all():
    assert OsrmEngine("http://127.0.0.1").modes == {RoadMode.CAR}
    with serve(speak_osrm) as server:
        several = OsrmEngine(f"{server.url}/{{mode}}")
        assert several.modes == set(RoadMode)
        several.matrix(PLACES[:1], PLACES[1:], RoadMode.BICYCLE)
        assert server.asked[0][0].startswith("/bike/table/v1/driving/-0.35")


def test_valhalla_is_asked_to_snap_to_no_track():
    with serve(speak_valhalla) as server:
        ValhallaHttpEngine(server.url).matrix(PLACES[:1], PLACES[1:], RoadMode.FOOT)
        _path, asked, _key = server.asked[0]
    assert asked["costing"] == "pedestrian"
    assert asked["sources"][0]["search_filter"] == {"min_road_class": "service_other"}
    assert asked["sources"][0]["minimum_reachability"] == 50
