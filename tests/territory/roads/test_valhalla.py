"""Valhalla in process: on a made-up valley, and on a real extract where one is at hand."""

import numpy as np
import pytest

from tests.official import FOLDER
from tests.territory.roads.valley import (
    EAST_OF_NORTH,
    EAST_OF_SOUTH,
    ISLAND,
    ONE_WAY_EAST,
    ONE_WAY_WEST,
    WEST_OF_NORTH,
    WEST_OF_SOUTH,
    write_valley,
)
from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import BadRoadFile, NoRoadNear, RoadEngineMissing
from toctoc.territory.roads import tiles as building
from toctoc.territory.roads.blocks import ask_matrix
from toctoc.territory.roads.tiles import Tiles, build_tiles
from toctoc.territory.roads.valhalla import ValhallaEngine

BAYREUTH = FOLDER / "osm" / "north-bayreuth-2014.osm.pbf"


def drive(engine, start, goal, mode=RoadMode.CAR):
    found = ask_matrix(engine, np.array([start]), np.array([goal]), mode)
    return int(found.distance_m[0, 0]), int(found.travel_s[0, 0])


def test_a_river_is_crossed_at_its_bridge(valley):
    metres, seconds = drive(valley, WEST_OF_SOUTH, WEST_OF_NORTH)
    assert metres == pytest.approx(14_200, rel=0.01)
    assert 900 < seconds < 1_800
    assert drive(valley, EAST_OF_SOUTH, EAST_OF_NORTH)[0] == pytest.approx(1_000, rel=0.02)


def test_a_one_way_street_is_longer_on_the_way_back(valley):
    out_m, _ = drive(valley, ONE_WAY_WEST, ONE_WAY_EAST)
    back_m, _ = drive(valley, ONE_WAY_EAST, ONE_WAY_WEST)
    assert (out_m, back_m) == (pytest.approx(3_000, rel=0.01), pytest.approx(4_200, rel=0.01))
    assert drive(valley, ONE_WAY_EAST, ONE_WAY_WEST, RoadMode.FOOT)[0] == out_m


def test_each_mode_has_its_speed(valley):
    seconds = [drive(valley, WEST_OF_SOUTH, EAST_OF_SOUTH, mode)[1] for mode in RoadMode]
    assert seconds == sorted(seconds)
    assert seconds[2] > 2 * seconds[1] > 3 * seconds[0]


def test_a_place_off_all_roads_costs_the_others_nothing(valley):
    places = np.array([WEST_OF_SOUTH, ISLAND, EAST_OF_SOUTH])
    found = ask_matrix(valley, places, places, RoadMode.CAR)
    assert (found.distance_m[1] == [-1, 0, -1]).all()
    assert found.distance_m[0, 2] == pytest.approx(6_600, rel=0.01)
    assert (found.travel_s >= 0).tolist() == (found.distance_m >= 0).tolist()


def test_the_line_of_a_drive_goes_by_the_bridge(valley):
    route = valley.route(WEST_OF_SOUTH, WEST_OF_NORTH, RoadMode.CAR)
    assert route.distance_m == pytest.approx(14_200, rel=0.01)
    assert max(lon for _lat, lon in route.line) == pytest.approx(EAST_OF_SOUTH[1], abs=1e-4)
    assert route.line[0] == pytest.approx(WEST_OF_SOUTH, abs=1e-4)


def test_a_drive_that_is_none_has_no_line(valley):
    with pytest.raises(NoRoadNear):
        valley.route(WEST_OF_SOUTH, ISLAND, RoadMode.CAR)


def test_tiles_name_what_they_were_made_from(valley_tiles):
    assert valley_tiles.version.startswith("valhalla 3")
    assert ", valley-" in valley_tiles.version
    assert Tiles.find(valley_tiles.config.parent.parent) == valley_tiles


def test_new_tiles_replace_the_old_ones_at_the_end_only(valley_tiles, tmp_path):
    pytest.importorskip("valhalla")
    first = build_tiles(write_valley(tmp_path / "one.osm.pbf"), tmp_path / "roads")
    wrong = tmp_path / "two.osm.pbf"
    wrong.write_bytes(b"not a map at all")
    with pytest.raises(BadRoadFile):
        build_tiles(wrong, tmp_path / "roads")
    assert Tiles.find(tmp_path / "roads") == first
    assert sorted(path.name for path in (tmp_path / "roads").iterdir()) == sorted(
        [first.config.parent.name, "current.json"]
    )
    told = []
    again = build_tiles(tmp_path / "one.osm.pbf", tmp_path / "roads", advance=told.append)
    assert again == first
    assert told


def test_no_tiles_are_found_where_none_were_built(tmp_path):
    assert Tiles.find(tmp_path) is None


def test_a_missing_package_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "valhalla", None)
    with pytest.raises(RoadEngineMissing) as caught:
        building.import_valhalla()
    assert caught.value.data["install"] == "pip install 'toctoc[roads]'"


@pytest.mark.skipif(not BAYREUTH.exists(), reason="the shared extracts are not here")
def test_a_real_extract_gives_the_distances_known_for_it(tmp_path):
    pytest.importorskip("valhalla")
    engine = ValhallaEngine(build_tiles(BAYREUTH, tmp_path))
    metres, seconds = drive(engine, (50.0183416, 11.5011482), (50.027467, 11.5686144))
    assert metres == pytest.approx(6_209, rel=0.05)
    assert seconds == pytest.approx(462, rel=0.05)
