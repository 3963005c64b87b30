"""Who touches whom, with shared vertices and without."""

import json

from tests.official import FOLDER, needs_official_files
from tests.territory.borders.shapes_drawn import row, square
from toctoc.territory.borders import simplify, touching


def test_squares_in_a_row_touch_the_next_one():
    assert touching(row(0, 1, 2)) == {"0": {"1"}, "1": {"0", "2"}, "2": {"1"}}


def test_corner_is_no_border():
    assert touching({"a": square(0, 0), "b": square(1, 1)}) == {"a": set(), "b": set()}


def test_commune_far_away_touches_nothing():
    assert touching(row(0, 1, 5))["5"] == set()


def test_hole_and_what_fills_it_touch():
    outer, inside = square(0, 0, size=3), square(1, 1)
    around = {"type": "Polygon", "coordinates": [*outer["coordinates"], *inside["coordinates"]]}
    assert touching({"around": around, "inside": inside})["inside"] == {"around"}


def test_parts_of_a_commune_each_have_neighbours():
    parts = {
        "type": "MultiPolygon",
        "coordinates": [square(0, 0)["coordinates"], square(5, 0)["coordinates"]],
    }
    found = touching({"parts": parts, "b": square(1, 0), "c": square(4, 0)})
    assert found == {"parts": {"b", "c"}, "b": {"parts"}, "c": {"parts"}}


def test_contours_drawn_apart_by_a_few_metres_touch():
    apart = {"a": square(0, 0), "b": square(1, 0, shift_deg=0.0003), "c": square(1, 1)}
    assert touching(apart) == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}


def test_contours_drawn_apart_that_meet_at_a_corner_do_not_touch():
    apart = {"a": square(0, 0), "b": square(1, 1, shift_deg=0.0003)}
    assert touching(apart) == {"a": set(), "b": set()}


def test_vertex_written_twice_changes_nothing():
    stuttering = square(0, 0)
    ring = stuttering["coordinates"][0]
    stuttering["coordinates"] = [[ring[0], *ring]]
    assert touching({"a": stuttering, "b": square(1, 0)})["a"] == {"b"}


def test_no_contour_no_neighbour():
    assert touching({}) == {}


@needs_official_files
def test_official_contours_hold_together_and_keep_their_neighbours_when_simplified():
    features = json.loads((FOLDER / "ccneb" / "communes.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    contours = {one["properties"]["code"]: one["geometry"] for one in features}
    found = touching(contours)
    assert all(found.values())
    assert {code for code in found if "64405" in found[code]} == found["64405"]
    assert touching(simplify(contours)) == found
