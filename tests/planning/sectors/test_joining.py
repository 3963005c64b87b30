"""A territory is in one piece, whatever its contours leave out."""

from hypothesis import given
from hypothesis import strategies as st

from toctoc.planning.model import Point
from toctoc.planning.sectors import join_units
from toctoc.planning.sectors.joining import pieces_of

ROW = [Point(lat_deg=43.0, lon_deg=i / 10) for i in range(5)]


def test_a_territory_whole_by_its_contours_is_left_as_it_is():
    joined = join_units(ROW, [{1}, {0, 2}, {1, 3}, {2, 4}, {3}])
    assert joined.neighbours == ((1,), (0, 2), (1, 3), (2, 4), (3,))
    assert (joined.guessed, joined.bridged) == ((), ())


def test_a_unit_without_contour_touches_those_around_it():
    joined = join_units(ROW, [{1}, {0}, set(), {4}, {3}], undrawn=[2])
    assert joined.neighbours == ((1,), (0, 2), (1, 3), (2, 4), (3,))
    assert (joined.guessed, joined.bridged) == ((2,), ())


def test_an_island_is_tied_to_what_is_nearest():
    joined = join_units(ROW, [{1}, {0, 2}, {1}, {4}, {3}])
    assert joined.neighbours[3] == (2, 4)
    assert joined.bridged == ((2, 3),)


def test_two_units_at_one_place_are_told_apart():
    joined = join_units([ROW[0], ROW[0]], [set(), set()], undrawn=[0, 1])
    assert joined.neighbours == ((1,), (0,))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=9))
def test_any_places_become_one_piece_and_symmetric(places):
    centres = [Point(lat_deg=43 + y / 100, lon_deg=x / 100) for y, x in places]
    joined = join_units(centres, [set()] * len(centres)).neighbours
    assert len(pieces_of(joined)) == 1
    assert all(i in joined[j] for i, own in enumerate(joined) for j in own)
