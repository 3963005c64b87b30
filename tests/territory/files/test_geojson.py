"""Contours as GeoJSON, and the plain JSON of geo.api.gouv.fr."""

import pytest

from tests.territory.files.village_files import (
    ROWS,
    as_json,
    collection,
    feature,
    kinds,
    say_all,
    square,
    table,
)
from toctoc.territory.files import SourceFile, read_files

ONE = feature("64901", "Aubépine", square(-0.2, 43.3))
TWO = feature("64902", "Bruyère", square(-0.1, 43.3))


def test_contour_gives_the_place_and_the_area_no_file_told():
    row = read_files([collection(ONE)]).rows[0]
    assert (row.lat_deg, row.lon_deg) == (43.35, -0.15)
    assert row.area_km2 == pytest.approx(89.9, abs=0.1)
    assert row.geometry["type"] == "Polygon"


def test_place_of_a_table_wins_over_the_middle_of_the_contour():
    row = read_files([collection(ONE, TWO), table(*ROWS)]).rows[0]
    assert (row.lat_deg, row.lon_deg, row.area_km2) == (43.30, -0.20, 5.5)
    assert row.geometry is not None
    assert row.population == 120


def test_answer_of_the_national_api_is_read():
    content = [
        {
            "nom": "Aubépine",
            "code": "64901",
            "codesPostaux": ["64990", "64991"],
            "siren": "216409010",
            "epci": {"code": "200900001", "nom": "CC d’Essai"},
            "population": 120,
            "surface": 550.0,
            "centre": {"type": "Point", "coordinates": [-0.2, 43.3]},
            "anciensCodes": ["64907", "64901"],
        }
    ]
    reading = read_files([as_json(content)])
    row = reading.rows[0]
    assert (row.postcode, row.epci_code, row.epci_name) == ("64990", "200900001", "CC d’Essai")
    assert (row.lat_deg, row.lon_deg, row.area_km2) == (43.3, -0.2, 5.5)
    assert [(one.code, one.chief) for one in reading.formers] == [("64907", "64901")]
    assert reading.notices == ()


def test_feature_of_a_point_is_a_place_without_contour():
    point = {**ONE, "geometry": {"type": "Point", "coordinates": [-0.2, 43.3, 210]}}
    row = read_files([collection(point)]).rows[0]
    assert (row.lat_deg, row.lon_deg, row.geometry) == (43.3, -0.2, None)


def test_missing_contour_is_said_with_its_number():
    assert kinds(collection(ONE, feature("64902", "Bruyère", None))) == [
        ("WARNING", "NO_CONTOUR", 2)
    ]


def test_latitudes_first_everywhere_are_turned_and_said():
    swapped = [
        feature("64901", "Aubépine", [pair[::-1] for pair in square(-0.2, 43.3)]),
        feature("64902", "Bruyère", [pair[::-1] for pair in square(-0.1, 43.3)]),
    ]
    reading = read_files([collection(*swapped)])
    assert [(row.lat_deg, row.lon_deg) for row in reading.rows] == [
        (43.35, -0.15),
        (43.35, -0.05),
    ]
    assert [each.kind.name for each in reading.notices] == ["SWAPPED_ALL"]
    assert reading.errors == ()


def test_one_commune_the_other_way_round_is_refused_by_its_number():
    wrong = feature("64902", "Bruyère", [pair[::-1] for pair in square(-0.1, 43.3)])
    assert say_all(collection(ONE, wrong)) == [
        "communes.geojson, objet n° 2 : la latitude et la longitude sont inversées (Bruyère)."
    ]


def test_table_with_longitude_and_latitude_exchanged_is_turned():
    reading = read_files([table("64901,Aubépine,64990,1,-0.2,43.3,1,,")])
    assert (reading.rows[0].lat_deg, reading.rows[0].lon_deg) == (43.3, -0.2)


def test_metres_are_recognised_and_what_to_do_is_said():
    lambert = feature("64901", "Aubépine", square(430_000, 6_250_000, size=900))
    mercator = feature("64901", "Aubépine", square(-22_000, 5_360_000, size=900))
    for one, name in ((lambert, "Lambert-93"), (mercator, "Web Mercator")):
        [said] = say_all(collection(one))
        assert name in said
        assert "EPSG:4326" in said


def test_projection_named_in_the_file_is_enough():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    assert kinds(collection(ONE, crs=crs)) == [("ERROR", "LAMBERT", None)]


def test_places_off_the_earth_and_out_of_france_are_told_apart():
    off = feature("64902", "Bruyère", square(500, 43.3))
    abroad = feature("64903", "Cerisier", square(20, 20))
    assert kinds(collection(ONE, off, abroad)) == [
        ("ERROR", "OFF_EARTH", 2),
        ("WARNING", "OUT_OF_FRANCE", 3),
    ]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[0, 43], [1, 43]]},
        {"type": "Polygon", "coordinates": [[[0, 43], [1, 43]]]},
        {"type": "Polygon", "coordinates": [[["0", "43"], [1, 43], [1, 44], [0, 43]]]},
        {"type": "Polygon", "coordinates": "partout"},
        {"type": "Polygon", "coordinates": [5]},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "Point", "coordinates": ["a"]},
        {"type": [], "coordinates": []},
        [1, 2],
    ],
    ids=str,
)
def test_geometry_that_is_no_contour_is_refused(geometry):
    [(level, kind, number), *_] = kinds(collection({**ONE, "geometry": geometry}))
    assert (level, kind, number) == ("ERROR", "BAD_GEOMETRY", 1)


def test_ring_left_open_is_closed():
    row = read_files([collection(feature("64901", "Aubépine", square(-0.2, 43.3)[:-1]))]).rows[
        0
    ]
    ring = row.geometry["coordinates"][0]
    assert ring[0] == ring[-1]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"type": "FeatureCollection", "features": [', "BROKEN_JSON"),
        (b"[" * 200_000, "BROKEN_JSON"),
        (b'{"type": "Topology", "objects": {}}', "TOPOJSON"),
        (b'{"communes": 3}', "UNKNOWN_JSON"),
        (b"[]", "NO_COMMUNE"),
        (b'["Aub\xc3\xa9pine"]', "NO_CODE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_json_without_communes_is_told_for_what_it_is(content, kind):
    reading = read_files([SourceFile("f.geojson", content)])
    assert [each.kind.name for each in reading.notices] == [kind]


def test_single_feature_is_a_collection_of_one():
    assert len(read_files([as_json(ONE)]).rows) == 1
