"""The sketch of a tour: to scale, north up, inside its frame, nothing covering anything."""

from itertools import combinations
from math import hypot

import pytest

from toctoc.web.views.tour_sketch import TOUCHING, Place, draw_sketch

BASE = Place(43.345, -0.265, "Morlaàs")
NORTH = Place(43.445, -0.265, "Lembeye")
EAST = Place(43.345, -0.065, "Ger")


def test_north_is_up_and_east_is_right():
    sketch = draw_sketch(BASE, [NORTH, EAST])
    north, east = sketch.marks
    assert north.y < sketch.base.y
    assert east.x > sketch.base.x


def test_distances_keep_their_proportions():
    # 0.1° north is 11.1 km; 0.2° east at this latitude is 16.2 km.
    sketch = draw_sketch(BASE, [NORTH, EAST])
    north, east = sketch.marks
    ratio = (east.x - sketch.base.x) / (sketch.base.y - north.y)
    assert ratio == pytest.approx(16.17 / 11.12, abs=0.03)


def test_scale_is_round_and_true():
    sketch = draw_sketch(BASE, [NORTH, EAST])
    units_per_m = (sketch.base.y - sketch.marks[0].y) / 11_120
    assert sketch.scale_m == 5_000
    assert sketch.scale_width == pytest.approx(5_000 * units_per_m, abs=1)


def test_way_goes_out_in_order_and_comes_back():
    sketch = draw_sketch(BASE, [NORTH, EAST])
    ends = [drive.points.split(" ") for drive in sketch.drives]
    assert [len(points) for points in ends] == [2, 2, 2]
    assert [points[1] for points in ends[:2]] == [points[0] for points in ends[1:]]
    assert ends[0][0] == ends[-1][-1] == f"{sketch.base.x},{sketch.base.y}"
    assert sketch.is_straight
    assert not sketch.is_by_road


def test_way_follows_the_road_where_its_line_is_known():
    by_ger = [BASE[:2], (43.345, -0.065), NORTH[:2]]
    sketch = draw_sketch(BASE, [NORTH], [by_ger, []])
    out, back = sketch.drives
    assert (out.is_by_road, back.is_by_road) == (True, False)
    assert not sketch.is_straight
    assert not sketch.is_by_road
    turn = int(out.points.split(" ")[2].split(",")[0])
    assert turn > sketch.base.x + 100  # the road's bend is inside the frame, far east
    assert turn < sketch.width


def test_way_is_by_road_where_every_line_is_known():
    line = [BASE[:2], NORTH[:2]]
    assert draw_sketch(BASE, [NORTH], [line, line[::-1]]).is_by_road


def test_stops_at_one_place_share_a_mark():
    marks = draw_sketch(BASE, [NORTH, EAST, NORTH]).marks
    assert [mark.label for mark in marks] == ["1, 3", "2"]


def test_stop_at_the_base_steps_aside():
    sketch = draw_sketch(BASE, [Place(*BASE[:2], "Morlaàs")])
    assert not sketch.marks[0].box.covers(sketch.base.box)


def test_one_village_is_not_magnified():
    near = Place(43.3455, -0.2655, "Morlaàs")
    assert draw_sketch(BASE, [near]).scale_m >= 500


def test_everything_stays_inside_and_apart():
    ring = [
        Place(43.30, -0.30, "Ponson-Debat-Pouts"),
        Place(43.40, -0.20, "Saint-Laurent-Bretagne"),
        Place(43.25, -0.05, "Ger"),
        Place(43.46, -0.10, "Lembeye"),
        Place(43.20, -0.12, "Pontacq"),
        Place(43.36, -0.31, "Maucor"),
    ]
    sketch = draw_sketch(BASE, ring)
    marks = [sketch.base, *sketch.marks]
    gaps = [hypot(one.x - two.x, one.y - two.y) for one, two in combinations(marks, 2)]
    assert all(mark.box.is_inside for mark in marks)
    assert min(gaps) >= TOUCHING - 1
