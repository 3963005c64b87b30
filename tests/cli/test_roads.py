"""`toctoc roads`: built, measured, kept up to date, told."""

import csv
import io
import json

import pytest

from tests.factories import ResidentFactory
from tests.territory.roads.engines_server import serve, speak_osrm
from tests.territory.roads.made_up import MadeUpEngine
from tests.territory.roads.valley import (
    EAST_OF_SOUTH,
    WEST_OF_NORTH,
    WEST_OF_SOUTH,
    write_valley,
)
from toctoc.dispatch.operations.roads import update_roads
from toctoc.territory.queries.roads import forget_what_was_read

SPOTS = {"a": WEST_OF_SOUTH, "b": WEST_OF_NORTH, "c": EAST_OF_SOUTH}
NORTH = {"lat_deg": 43.365, "lon_deg": -0.265}


@pytest.fixture(autouse=True)
def _nothing_read():
    forget_what_was_read()


@pytest.fixture
def points(tmp_path):
    lines = ["id,lat,lon", *(f"{name},{lat},{lon}" for name, (lat, lon) in SPOTS.items())]
    path = tmp_path / "points.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_roads_are_built_and_then_measured_on(toctoc, points, tmp_path):
    pytest.importorskip("valhalla", reason="the extra roads is not installed")
    source = write_valley(tmp_path / "valley.osm.pbf")
    status, told, _error = toctoc("roads", "build", source, "--folder", tmp_path / "roads")
    assert status == 0
    assert "mises en service : valhalla" in told
    status, told, _error = toctoc(
        "roads", "matrix", points, "--folder", tmp_path / "roads", "--json"
    )
    answer = json.loads(told)
    assert status == 0
    assert answer["engine"].startswith("valhalla")
    assert answer["distance_m"][0][1] == pytest.approx(14_200, rel=0.01)
    assert answer["travel_s"][0][0] == 0
    assert {"from": 0, "to": 1, "doubt": "detour"} in answer["doubts"]
    assert [one["id"] for one in answer["points"]] == ["a", "b", "c"]


def test_without_roads_the_model_answers_in_lines(toctoc, points, tmp_path):
    status, told, _error = toctoc("roads", "matrix", points, "--folder", tmp_path)
    rows = list(csv.DictReader(io.StringIO(told)))
    assert status == 0
    assert [(row["de"], row["vers"]) for row in rows][:2] == [("a", "b"), ("a", "c")]
    assert rows[0] == {
        "de": "a", "vers": "b", "metres": "1301", "secondes": "94", "doute": ""
    }  # fmt: skip


def test_an_address_answers_too(toctoc, points):
    with serve(speak_osrm) as server:
        status, told, _error = toctoc(
            "roads", "matrix", points, "--engine", server.url, "--json"
        )
    answer = json.loads(told)
    assert status == 0
    assert answer["engine"].startswith("osrm 127.0.0.1")
    assert answer["distance_m"][0][1] > answer["distance_m"][1][0]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id;lat;lon\na;43,3;-0,3\nb;43,4;-0,3", ""),
        ("nom,latitude,longitude\na,43.3,-0.3", ""),
        ("a,b\n1,2", "il faut des colonnes lat et lon"),
        ("", "il faut des colonnes lat et lon"),
        ("lat,lon\n43.3,x", "ligne 2 : '43.3', 'x' ne sont pas des degrés"),
        ("lat,lon\n43.3,-0.3\n143.3,-0.3", "ligne 3 : 143.3, -0.3 n’est pas sur Terre"),
        ("lat,lon\n", "0 points, il en faut de 1 à 2000"),
    ],
)
def test_points_are_read_or_refused_with_their_line(toctoc, tmp_path, text, complaint):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8-sig")
    status, _told, error = toctoc("roads", "matrix", path, "--engine", "model")
    assert complaint in error
    assert status == bool(complaint)
    assert error.count("\n") == bool(complaint)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--engine", "google"], "moteur inconnu : google"),
        (["--engine", "osrm+http://127.0.0.1:1"], "osrm 127.0.0.1:1 ne répond pas"),
        (["--engine", "osrm+http://127.0.0.1:1", "--mode", "foot"], "que pour la voiture"),
        (["--engine", "valhalla"], "toctoc roads build"),
    ],
)
def test_what_cannot_be_measured_is_one_line(toctoc, points, tmp_path, words, complaint):
    status, told, error = toctoc("roads", "matrix", points, "--folder", tmp_path, *words)
    assert (status, told) == (1, "")
    assert complaint in error
    assert error.count("\n") == 1


def test_a_file_that_is_no_map_changes_nothing(toctoc, tmp_path, monkeypatch):
    wrong = tmp_path / "wrong.osm.pbf"
    status, _told, error = toctoc("roads", "build", wrong, "--folder", tmp_path / "roads")
    assert (status, "n’existe pas" in error) == (1, True)
    wrong.write_bytes(b"nothing of the kind")
    monkeypatch.setitem(__import__("sys").modules, "valhalla", None)
    status, _told, error = toctoc("roads", "build", wrong, "--folder", tmp_path / "roads")
    assert (status, "pip install 'toctoc[roads]'" in error) == (1, True)
    assert not (tmp_path / "roads").exists()


def test_a_file_that_is_no_map_is_told_so(toctoc, tmp_path):
    pytest.importorskip("valhalla", reason="the extra roads is not installed")
    wrong = tmp_path / "wrong.osm.pbf"
    wrong.write_bytes(b"nothing of the kind")
    status, _told, error = toctoc("roads", "build", wrong, "--folder", tmp_path / "roads")
    assert (status, "pas un extrait d’OpenStreetMap" in error) == (1, True)


def test_status_tells_how_roads_stand(toctoc, programme, now):
    status, told, _error = toctoc("roads", "status", "--programme", programme.slug)
    assert (status, "aucune route connue" in told) == (0, True)
    for k in range(12):
        ResidentFactory(programme=programme, lat_deg=43.2 + 0.01 * k, lon_deg=-0.3 + 0.007 * k)
    update_roads(programme, MadeUpEngine(), now=now)
    _status, told, _error = toctoc("roads", "status", "--programme", programme.slug)
    assert "0 à calculer, 0 à recalculer (made up 1)" in told
    assert "voiture : vol d’oiseau × 1,30" in told
    _status, told, _error = toctoc("roads", "status", "--programme", programme.slug, "--json")
    answer = json.loads(told)
    assert (answer["engine"], answer["missing"]) == ("made up 1", 0)
    assert answer["calibrations"]["car"]["after"]["median_m"] < 20


def test_update_asks_the_engine_of_the_settings(toctoc, programme, settings):
    words = ("roads", "update", "--programme", programme.slug)
    status, _told, error = toctoc(*words)
    assert (status, "aucun moteur de routes" in error) == (1, True)
    ResidentFactory(programme=programme, **NORTH)
    with serve(speak_osrm) as server:
        settings.ROADS = f"osrm+{server.url}"
        status, told, _error = toctoc(*words)
    assert (status, "calculés" in told) == (0, True)
    settings.ROADS = "osrm+http://127.0.0.1:1"
    status, _told, error = toctoc(*words)
    assert (status, "ne répond pas" in error) == (1, True)
