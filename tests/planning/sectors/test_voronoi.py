"""Voronoi cells: each holds its centre and nothing nearer to another; neighbours are mutual."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors import voronoi_cells
from toctoc.planning.sectors.voronoi import METRES_A_DEGREE

centres_lists = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=12, unique=True
).map(lambda places: [Point(lat_deg=43 + y / 1_000, lon_deg=x / 1_000) for x, y in places])


def metres(a, b, lat_deg):
    east = (a.lon_deg - b.lon_deg) * METRES_A_DEGREE * cos(radians(lat_deg))
    return hypot(east, (a.lat_deg - b.lat_deg) * METRES_A_DEGREE)


@given(centres_lists)
def test_no_corner_is_nearer_to_another_centre(centres):
    mean_lat_deg = sum(centre.lat_deg for centre in centres) / len(centres)
    for centre, cell in zip(centres, voronoi_cells(centres), strict=True):
        for corner in cell.corners:
            own = metres(corner, centre, mean_lat_deg)
            assert all(own <= metres(corner, c, mean_lat_deg) + 0.01 for c in centres)


@given(centres_lists)
def test_every_cell_but_a_lone_one_has_neighbours(centres):
    cells = voronoi_cells(centres)
    assert all(bool(cell.neighbours) == (len(centres) > 1) for cell in cells)
    assert all(len(cell.corners) >= 3 for cell in cells)


def test_four_corners_of_a_square_touch_the_two_beside_them():
    square = [
        Point(lat_deg=43 + y, lon_deg=x) for x, y in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1))
    ]
    touched = [
        set(cell.neighbours) - {(i + 2) % 4} for i, cell in enumerate(voronoi_cells(square))
    ]
    assert touched == [{1, 3}, {0, 2}, {1, 3}, {0, 2}]


def test_the_border_reaches_the_margin_beyond_a_lone_centre():
    centre = Point(lat_deg=43.3, lon_deg=-0.2)
    (cell,) = voronoi_cells([centre], margin_m=1_000)
    reached = [metres(corner, centre, 43.3) for corner in cell.corners]
    assert min(reached) >= 1_000
    assert max(reached) <= 1_100


@pytest.mark.parametrize(
    ("centres", "margin_m"),
    [([Point(lat_deg=43, lon_deg=0)] * 2, 3_000), ([Point(lat_deg=43, lon_deg=0)], 0)],
)
def test_equal_centres_and_no_margin_are_refused(centres, margin_m):
    with pytest.raises(InvalidParameter):
        voronoi_cells(centres, margin_m)


def test_no_centres_make_no_cells():
    assert voronoi_cells([]) == ()
